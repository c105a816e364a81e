"""Forget mails that left, or that an operator dropped, long ago."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from athletes.models import Outbox

KEPT_FOR = timedelta(days=30)
BATCH = 5_000


@dataclass(frozen=True, slots=True)
class ForgetReport:
    """How many mails a run forgot."""

    forgotten: int = 0


def forget_mail(*, now: datetime) -> ForgetReport:
    """Forget at most 5,000 mails sent or dropped 30 days ago and before; the next run goes on.

    What waits or was given up stays until somebody handled it. A fact's key is free again then:
    no fact is queued as late as that. 1 query.
    """
    old = Outbox.objects.done_by(now - KEPT_FOR)
    forgotten, _ = Outbox.objects.filter(pk__in=old.values("pk")[:BATCH]).delete()
    return ForgetReport(forgotten=forgotten)
