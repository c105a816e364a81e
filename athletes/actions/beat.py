"""Leave a sign of life, which the readiness page reads."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from athletes.models import Heartbeat


def beat(*, name: str, now: datetime, report: Any) -> None:
    """Record that the job ``name`` finished at ``now`` with a report, a dataclass. 1 query."""
    row = Heartbeat(name=name, beat_at=now, report=asdict(report))
    Heartbeat.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["beat_at", "report"],
    )
