"""Begin a long action."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from athletes.models import Job
from coaching.actions.jobs.work_item import work_item
from coaching.tasks import work_jobs
from programs.engine.errors import TrainingError

MOST_AT_ONCE = 10
HINT_EXPIRES_S = 50


class NothingChosen(TrainingError):
    """A long action without an item."""

    def __init__(self) -> None:
        super().__init__(_("Nothing is chosen: choose at least one row first."))


def start_job(
    *,
    kind: str,
    organization: Any,
    owner: Any,
    items: Sequence[Mapping[str, Any]],
    arguments: Mapping[str, Any],
    now: datetime,
    key: uuid.UUID | None = None,
    at_once: bool = False,
) -> Job:
    """Keep what is to be done with each item, and have it done; return the job.

    ``at_once`` does up to ten items before it returns. The same ``key`` again is the same job.
    Raises NothingChosen.
    """
    if not items:
        raise NothingChosen
    is_at_once = at_once and len(items) <= MOST_AT_ONCE
    with transaction.atomic():
        job, is_new = Job.objects.get_or_create(
            pk=key or uuid.uuid4(),
            owner=owner,
            defaults={
                "organization": organization,
                "kind": kind,
                "arguments": {**arguments, "items": list(items)},
                "total": len(items),
                "created_at": now,
            },
        )
        if is_new and not is_at_once:
            hint = partial(work_jobs.apply_async, expires=HINT_EXPIRES_S)
            # Beat comes anyway: a broker that is away must not undo what was kept.
            transaction.on_commit(hint, robust=True)
    while is_at_once and work_item(key=job.pk, now=now):
        pass
    job.refresh_from_db()
    return job
