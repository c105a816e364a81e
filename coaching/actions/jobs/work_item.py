"""Do the next item of a job."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from athletes.actions.error_in_words import error_in_words
from athletes.actions.transaction_limits import limit_transaction
from athletes.models import Job
from coaching.actions.jobs.kinds import KINDS
from programs.engine.errors import TrainingError

OPEN = (Job.Status.WAITING, Job.Status.RUNNING)
KEPT_FOR = timedelta(hours=24)

logger = structlog.get_logger(__name__)


def work_item(*, key: uuid.UUID, now: datetime) -> bool:
    """Do the job's next item; return whether there was one for this worker to do.

    The item's effect, its result and its count are one transaction, under the lock of the job's
    row: whoever is killed leaves all of it or nothing. 4 queries and the item's own.
    """
    with transaction.atomic():
        limit_transaction()
        job = _held(key)
        if job is None:
            return False
        with translation.override(job.owner.language if job.owner else None):
            entry = _entry(job, item=job.arguments["items"][job.done], now=now)
        _count(job, entry=entry, now=now)
    return True


def _held(key: uuid.UUID) -> Job | None:
    open_jobs = Job.objects.filter(pk=key, status__in=OPEN, kind__in=KINDS)
    held = open_jobs.select_for_update(skip_locked=True, of=("self",))
    return held.select_related("owner", "organization").first()


def _entry(job: Job, *, item: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return what is kept of an item: done with its result, or refused in words."""
    entry = {"label": item["label"], "is_done": True}
    try:
        with transaction.atomic():
            return entry | dict(KINDS[job.kind].each(job=job, item=item, now=now))
    except TrainingError as error:
        words = str(error)
    except Exception as error:
        # One bad row must not stop those behind it; where the connection is gone, the next
        # statement says so and the item stays to be done.
        job.error = error_in_words(error)
        logger.error("work_item", job=str(job.pk), done=job.done, error=job.error)
        words = _("Something went wrong here, and nothing was changed. Try this one again.")
    return entry | {"is_done": False, "words": words}


def _count(job: Job, *, entry: Mapping[str, Any], now: datetime) -> None:
    job.result = [*(job.result or ()), entry]
    job.done += 1
    job.status = Job.Status.RUNNING
    job.started_at = job.started_at or now
    if job.done >= job.total:
        job.status = Job.Status.DONE
        job.finished_at, job.expires_at = now, now + KEPT_FOR
    job.save(
        update_fields=[
            "result", "done", "status", "started_at", "finished_at", "expires_at", "error",
        ]
    )  # fmt: skip
