"""Forget operations that phones sent long ago, and phones that nobody uses any more."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from athletes.actions.sync_devices import REMEMBERED_FOR
from athletes.models import SyncDevice, SyncOperation

PHONES_KEPT_FOR = timedelta(days=365)
BATCH = 20_000


@dataclass(frozen=True, slots=True)
class ForgetReport:
    """How many operations and phones a run forgot."""

    forgotten: int = 0
    phones: int = 0


def forget_operations(*, now: datetime) -> ForgetReport:
    """Forget at most 20,000 operations of 90 days ago and before; the next run goes on.

    What was refused or parked stays until the athlete dismisses it, and its phone with it; any
    other phone goes when it was unseen for a year. An operation that comes again after that
    changes nothing: each row keeps when its values were said. 2 queries.
    """
    old = SyncOperation.objects.settled().filter(received_at__lte=now - REMEMBERED_FOR)
    forgotten, _ = SyncOperation.objects.filter(pk__in=old.values("pk")[:BATCH]).delete()
    sent = SyncOperation.objects.filter(device=OuterRef("pk"))
    unused = SyncDevice.objects.filter(~Exists(sent), last_seen_at__lte=now - PHONES_KEPT_FOR)
    phones, _ = unused.delete()
    return ForgetReport(forgotten=forgotten, phones=phones)
