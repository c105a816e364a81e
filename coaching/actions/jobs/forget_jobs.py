"""Forget long actions whose results nobody needs any more."""

from dataclasses import dataclass
from datetime import datetime

from athletes.models import Job
from coaching.archive_files import drop_archives

ARCHIVED = "reports"


@dataclass(frozen=True, slots=True)
class ForgetReport:
    """How many jobs a run forgot."""

    forgotten: int = 0


def forget_jobs(*, now: datetime) -> ForgetReport:
    """Forget the jobs that ended 24 hours ago and before, and files without a job. 3 queries."""
    forgotten, _ = Job.objects.filter(expires_at__lte=now).delete()
    drop_archives(but=set(Job.objects.filter(kind=ARCHIVED).values_list("pk", flat=True)))
    return ForgetReport(forgotten)
