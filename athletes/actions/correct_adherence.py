"""Write what late logs change of sealed weeks and phases, signed (decision 15)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from athletes.models import AdherenceCorrection, PhaseSummary, WeeklyAdherence
from athletes.queries.late_logs import LateLog, Sealed, count_again, get_sealed
from programs.engine.adherence.counts import Counts
from programs.engine.units import rounded

COUNTS = (
    "attended",
    "partial",
    "moved",
    "extra",
    "sets_done",
    "compliant",
    "evaluable",
)
CREDITS = {"volume_credit": "volume_share", "volume_raw_credit": "raw_share"}
SHARES = {
    "session_adherence": "session",
    "set_adherence": "sets",
    "volume_adherence": "volume",
    "volume_raw": "volume_raw",
    "intensity_adherence": "intensity",
    "composite": "composite",
    "exposure": "exposure",
}
FIGURES = (*COUNTS, "missed", *CREDITS, *SHARES)

Place = tuple[int, date | None, int | None]


def correct_adherence(*, plans: Sequence[int], logs: Sequence[LateLog], now: datetime) -> int:
    """Write a correction for each sealed row of the plans that the logs change; return how many.

    A row and its corrections always add up to what is known, so twice is harmless. 2 queries
    where nothing is sealed, else 7.
    """
    sealed = get_sealed(plans=plans, logs=logs) if logs else []
    if not sealed:
        return 0
    so_far = _so_far(sealed)
    corrections = [
        _correction(one, changes, now=now)
        for one, counts in zip(sealed, count_again(sealed), strict=True)
        if any((changes := _changes(one.row, counts, so_far=so_far[_place(one)])).values())
    ]
    AdherenceCorrection.objects.bulk_create(corrections)
    return len(corrections)


def _place(sealed: Sealed) -> Place:
    week_on = sealed.first_on if sealed.phase_id is None else None
    return sealed.plan_id, week_on, sealed.phase_id


def _so_far(sealed: Sequence[Sealed]) -> Mapping[Place, dict[str, Decimal]]:
    """Add up the corrections of each sealed row. 1 query."""
    found: dict[Place, dict[str, Decimal]] = defaultdict(lambda: dict.fromkeys(FIGURES, Decimal(0)))
    rows = AdherenceCorrection.objects.filter(
        organization__in={one.row.organization_id for one in sealed},
        plan__in={one.plan_id for one in sealed},
    )
    for row in rows.order_by("pk"):
        total = found[row.plan_id, row.week_on, row.phase_id]
        for name in FIGURES:
            total[name] += getattr(row, name) or 0
    return found


def _changes(
    row: WeeklyAdherence | PhaseSummary, counts: Counts, *, so_far: Mapping[str, Decimal]
) -> dict[str, Decimal | None]:
    """Return by how much each figure differs from the sealed one and its corrections."""
    # Frozen at the seal: what was due, and what was asked in it.
    frozen = replace(counts, due=row.due, excused=row.excused, sets_prescribed=row.sets_prescribed)
    adherence = frozen.adherence()
    known: dict[str, Any] = {
        **{name: getattr(counts, name) for name in COUNTS},
        "missed": row.due - (counts.due - counts.missed),
        **{name: rounded(getattr(counts, part), places=9) for name, part in CREDITS.items()},
        **{name: _stored(getattr(adherence, part)) for name, part in SHARES.items()},
    }
    return {
        name: None if value is None else Decimal(value) - (getattr(row, name) or 0) - so_far[name]
        for name, value in known.items()
    }


def _correction(
    sealed: Sealed, changes: Mapping[str, Decimal | None], *, now: datetime
) -> AdherenceCorrection:
    plan_id, week_on, phase_id = _place(sealed)
    return AdherenceCorrection(
        organization_id=sealed.row.organization_id,
        athlete_id=sealed.row.athlete_id,
        plan_id=plan_id,
        week_on=week_on,
        phase_id=phase_id,
        session_logs=list(sealed.logs),
        corrected_at=now,
        **changes,
    )


def _stored(share: Fraction | None) -> Decimal | None:
    return None if share is None else rounded(share, places=6)
