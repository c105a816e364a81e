"""Summarize each unsealed week and phase of plans from the tallies of their groups (spec 6.2)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from athletes.actions.transaction_limits import limit_transaction
from athletes.models import PhaseSummary, Plan, WeeklyAdherence
from athletes.queries.adherence_windows import Window, get_open_windows, weeks_of
from athletes.queries.week_start import week_start_of
from programs.engine.adherence.measures import Counts
from programs.engine.units import rounded

BATCH = 100
SHARES = {
    "session_adherence": "session",
    "set_adherence": "sets",
    "volume_adherence": "volume",
    "volume_raw": "volume_raw",
    "intensity_adherence": "intensity",
    "composite": "composite",
    "exposure": "exposure",
}
COUNTS = (
    "due",
    "attended",
    "partial",
    "missed",
    "moved",
    "excused",
    "paused",
    "pending",
    "extra",
    "sets_done",
    "sets_prescribed",
    "compliant",
    "evaluable",
    "longest_missed_run",
)
FIGURES = (
    *COUNTS,
    *SHARES,
    "volume_credit",
    "volume_raw_credit",
    "is_interrupted",
    "status",
    "sealed_at",
)


@dataclass(frozen=True, slots=True)
class SummaryReport:
    """How many rows a run wrote, and how many forgotten sessions it closed before."""

    written: int
    closed: int = 0


def summarize_adherence(*, now: datetime, plans: Iterable[Plan] | None = None) -> int:
    """Write the rows of every unsealed week and phase that changed; return how many.

    ``plans`` None: all that aren't sealed to their end. A sealed row never changes, so running
    twice is harmless; but where the athlete's weeks begin on another day now, all are cut anew.
    A plan that another job holds waits for the next run. 14 queries a batch of 100 plans; spec
    6.2, decisions 6, 15, 21.
    """
    chosen = None if plans is None else [plan.pk for plan in plans]
    written, last = 0, 0
    while True:
        with transaction.atomic():
            limit_transaction()
            batch = _claim(chosen, after=last)
            if not batch:
                return written
            written += _summarize(batch, now=now)
        last = batch[-1].pk


def figures_of(counts: Counts) -> dict[str, Any]:
    """Return the fields of a summary row, rounded as they are stored."""
    adherence = counts.adherence()
    return {
        **{name: getattr(counts, name) for name in COUNTS},
        **{name: _stored(getattr(adherence, share)) for name, share in SHARES.items()},
        "volume_credit": rounded(counts.volume_share, places=9),
        "volume_raw_credit": rounded(counts.raw_share, places=9),
        "is_interrupted": adherence.is_interrupted,
        "status": adherence.status,
    }


def _claim(chosen: Sequence[int] | None, *, after: int) -> list[Plan]:
    # A plan that is over is done with once its last week is sealed.
    last_week = WeeklyAdherence.objects.filter(
        organization=OuterRef("organization"),
        plan=OuterRef("pk"),
        week_on__gt=OuterRef("ended_on") - timedelta(days=7),
        sealed_at__isnull=False,
    )
    unsealed = Plan.objects.filter(Q(ended_on=None) | ~Exists(last_week), pk__gt=after)
    if chosen is not None:
        unsealed = unsealed.filter(pk__in=chosen)
    return list(
        unsealed.select_related("athlete__organization")
        .select_for_update(of=("self",), no_key=True, skip_locked=True)
        .order_by("pk")[:BATCH]
    )


def _summarize(plans: Sequence[Plan], *, now: datetime) -> int:
    _forget_other_cuts(plans)
    windows = get_open_windows(plans=plans, now=now)
    weeks = [_weekly_row(window, now=now) for window in windows if window.phase is None]
    phases = [_phase_row(window, now=now) for window in windows if window.phase is not None]
    kept_weeks = {(row.plan_id, row.week_on): row for row in weeks_of(plans).filter(sealed_at=None)}
    open_phases = [row.phase_id for row in phases]
    kept_phases = {
        row.phase_id: row
        for row in PhaseSummary.objects.filter(phase__in=open_phases, sealed_at=None)
    }
    return _upsert(
        WeeklyAdherence,
        [row for row in weeks if _differs(row, kept_weeks.get((row.plan_id, row.week_on)))],
        key=["organization", "plan", "week_on"],
    ) + _upsert(
        PhaseSummary,
        [row for row in phases if _differs(row, kept_phases.get(row.phase_id))],
        key=["phase"],
    )


def _forget_other_cuts(plans: Sequence[Plan]) -> None:
    """Delete weeks that begin on another day than the athlete's: days would count twice."""
    by_start: dict[int, list[int]] = defaultdict(list)
    for plan in plans:
        by_start[week_start_of(plan.athlete)].append(plan.pk)
    is_other = Q()
    for week_start, keys in by_start.items():
        is_other |= Q(plan__in=keys) & ~Q(week_on__iso_week_day=week_start + 1)
    weeks_of(plans).filter(is_other).delete()


def _weekly_row(window: Window, *, now: datetime) -> WeeklyAdherence:
    return WeeklyAdherence(
        organization_id=window.plan.organization_id,
        athlete_id=window.plan.athlete_id,
        plan=window.plan,
        week_on=window.first_on,
        computed_at=now,
        sealed_at=window.sealed_at,
        **figures_of(window.counts),
    )


def _phase_row(window: Window, *, now: datetime) -> PhaseSummary:
    return PhaseSummary(
        organization_id=window.plan.organization_id,
        athlete_id=window.plan.athlete_id,
        phase=window.phase,
        computed_at=now,
        sealed_at=window.sealed_at,
        **figures_of(window.counts),
    )


def _differs(row: models.Model, kept: models.Model | None) -> bool:
    return kept is None or any(getattr(row, name) != getattr(kept, name) for name in FIGURES)


def _upsert(model: type[models.Model], rows: Sequence[models.Model], *, key: list[str]) -> int:
    model._default_manager.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=key,
        update_fields=[*FIGURES, "computed_at"],
    )
    return len(rows)


def _stored(share: Fraction | None) -> Any:
    return None if share is None else rounded(share, places=6)
