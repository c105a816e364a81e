"""The browsers that remind a person, as the page lists them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from athletes.models import Athlete, PushSubscription


@dataclass(frozen=True, slots=True)
class PushDevice:
    """One browser; ``mark`` is the SHA-256 of its address, by which a page knows its own."""

    id: int
    name: str
    mark: str
    added_at: datetime
    failed_at: datetime | None


def get_push_devices(*, athlete: Athlete, user: Any) -> Sequence[PushDevice]:
    """Return the person's browsers that remind of the athlete's sessions, oldest first. 1 query."""
    rows = PushSubscription.objects.belonging_to(user).filter(athlete=athlete)
    return [
        PushDevice(
            id=row.pk,
            name=row.device,
            mark=sha256(row.endpoint.encode()).hexdigest(),
            added_at=row.created_at,
            failed_at=row.failed_at,
        )
        for row in rows.order_by("created_at", "pk")
    ]
