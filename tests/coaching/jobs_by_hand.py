"""A long action that leaves a row an item, so that an item done twice shows."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from athletes.models import Job, SyncDevice
from coaching.accounts.models import Membership
from coaching.actions.jobs.kinds import KINDS, Kind
from coaching.actions.jobs.start_job import start_job
from programs.engine.errors import TrainingError
from tests import make


class Refused(TrainingError):
    """An item that can't be done."""


def _leave_phone(*, job: Job, item: Mapping[str, Any], now: datetime) -> dict[str, str]:
    SyncDevice.objects.create(
        user=job.owner, name=item["label"], registered_at=timezone.now(), last_seen_at=now
    )
    if item["label"] == "refused":
        raise Refused("Choose another one.")
    if item["label"] == "broken":
        raise ZeroDivisionError
    return {"words": f"{item['label']} left", "url": "/there/"}


@pytest.fixture
def phones_kind() -> Iterator[None]:
    KINDS["phones"] = Kind("Leave phones", _leave_phone)
    yield
    KINDS.pop("phones", None)


def started(coach: Membership, *labels: str, **options: Any) -> Job:
    return start_job(
        kind="phones",
        organization=coach.organization,
        owner=coach.user,
        items=[{"label": label} for label in labels],
        arguments={"why": "test"},
        **{"now": make.NOW, **options},
    )
