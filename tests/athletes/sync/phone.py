"""A phone as tests use it: makes operations with a clock of its own and sends them."""

import itertools
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.utils import timezone

from athletes.actions.sync_push import Result, push_operations
from athletes.models import Athlete, PlannedGroup, SyncDevice
from athletes.sync.clock import milliseconds
from tests import make


class Phone:
    """One device; ``at`` is its hybrid clock, in milliseconds after the tests' now."""

    def __init__(self, athlete: Athlete) -> None:
        self.athlete = athlete
        self.device = SyncDevice.objects.create(
            user=athlete.user or make.user(), registered_at=make.NOW, last_seen_at=timezone.now()
        )
        self.numbers = itertools.count(1)

    def op(
        self,
        entity: str,
        entity_id: Any,
        kind: str = "patch",
        *,
        at: int = 0,
        base: dict[str, Any] | None = None,
        **fields: Any,
    ) -> dict[str, Any]:
        """Return one operation as JSON gives it."""
        return {
            "op_id": str(uuid4()),
            "seq": next(self.numbers),
            "hlc": [milliseconds(make.NOW) + at, 0],
            "entity": entity,
            "entity_id": str(entity_id),
            "type": kind,
            "base": base or {},
            "fields": fields,
        }

    def put(
        self, group: PlannedGroup | None, *, key: UUID | None = None, at: int = 0, **fields: Any
    ) -> dict[str, Any]:
        """Return a set done as asked, five repetitions unless said otherwise."""
        asked: dict[str, Any] = {"reps": 5, "performed_at": make.NOW.isoformat(), "position": 1}
        if group is not None:
            asked |= {
                "planned_group": group.pk,
                "planned_session": group.session_id,
                "slot_key": group.slot_key,
                "exercise_name": group.exercise_name,
                "load_kg": None if group.load_kg is None else str(group.load_kg),
            }
        return self.op("set", key or uuid4(), "put", at=at, **{**asked, **fields})

    def push(self, *ops: Any, now: datetime = make.NOW) -> list[Result]:
        """Send the operations past HTTP."""
        by = self.athlete.user
        return push_operations(athlete=self.athlete, device=self.device, ops=ops, by=by, now=now)

    def said(self, *ops: Any, now: datetime = make.NOW) -> list[tuple[str, str]]:
        """Send them and return status and code of each."""
        return [(one.outcome.status, one.outcome.code) for one in self.push(*ops, now=now)]

    def post(self, client: Client, ops: Sequence[Any], **envelope: Any) -> Any:
        """Send them over HTTP."""
        body = {
            "device_id": str(self.device.pk),
            "athlete": self.athlete.pk,
            "protocol": 1,
            "client_time": milliseconds(make.NOW),
            "ops": list(ops),
            **envelope,
        }
        return client.post("/api/v1/sync/push/", json.dumps(body), content_type="application/json")
