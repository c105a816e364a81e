"""Stop a long action before its next item."""

from datetime import datetime

from athletes.models import Job
from coaching.actions.jobs.work_item import KEPT_FOR, OPEN


def cancel_job(*, job: Job, now: datetime) -> bool:
    """Do no further item and return whether any was left; what is done stays. 1 query.

    An item that is being done holds the job's row: this waits for it.
    """
    stopped = Job.objects.filter(pk=job.pk, status__in=OPEN).update(
        status=Job.Status.CANCELLED,
        is_cancel_asked=True,
        finished_at=now,
        expires_at=now + KEPT_FOR,
    )
    return bool(stopped)
