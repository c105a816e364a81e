"""Forget answers of the API that nobody will ask for again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from coaching.models import KeptAnswer

# Reliability 5.3.
KEPT_FOR = timedelta(days=30)
BATCH = 5_000


@dataclass(frozen=True, slots=True)
class ForgetReport:
    """How many answers a run forgot."""

    forgotten: int = 0


def forget_answers(*, now: datetime) -> ForgetReport:
    """Forget at most 5,000 answers kept 30 days ago and before; the next run goes on. 1 query."""
    old = KeptAnswer.objects.filter(kept_at__lte=now - KEPT_FOR).order_by("kept_at")
    forgotten, _ = KeptAnswer.objects.filter(pk__in=old.values("pk")[:BATCH]).delete()
    return ForgetReport(forgotten=forgotten)
