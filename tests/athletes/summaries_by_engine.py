"""What summaries must say: windows found in Python and counted by the engine, row by row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from athletes.models import Plan, PlannedSession, PlanPhase, SessionLog
from athletes.queries.tallies import NEVER_AWAY, DaysAway, get_days_away, get_placed_sessions
from athletes.queries.week_start import week_start_of
from programs.engine.adherence.counts import Counts
from programs.engine.adherence.measures import TalliedSession, count_sessions
from programs.engine.timeline import local_date, seals_at, week_of
from programs.engine.units import rounded

WEEK = timedelta(days=7)
COUNTS = (
    "due", "attended", "partial", "missed", "moved", "excused", "paused", "pending", "extra",
    "sets_done", "sets_prescribed", "compliant", "evaluable", "longest_missed_run",
)  # fmt: skip
SHARES = {
    "session_adherence": "session",
    "set_adherence": "sets",
    "volume_adherence": "volume",
    "volume_raw": "volume_raw",
    "intensity_adherence": "intensity",
    "composite": "composite",
    "exposure": "exposure",
}


@dataclass(frozen=True)
class _Training:
    plan: Plan
    away: DaysAway
    placed: list[tuple[int, TalliedSession]]
    extras: list[date]
    now: datetime

    @property
    def today(self) -> date:
        return local_date(self.now, zone=self.plan.time_zone)


def expected_summaries(
    plan: Plan, *, now: datetime
) -> dict[tuple[str, date | int], dict[str, Any]]:
    """Return what each begun week and phase says, by ("week", first day) or ("phase", key)."""
    training = _training(plan, now=now)
    return {
        **{("week", on): _week(training, on) for on in _weeks(training)},
        **{
            ("phase", phase.pk): _phase(training, phase)
            for phase in PlanPhase.objects.filter(plan=plan)
            if phase.starts_on <= training.today
        },
    }


def figures_of(counts: Counts) -> dict[str, Any]:
    adherence = counts.adherence()
    return {
        **{name: getattr(counts, name) for name in COUNTS},
        **{name: _stored(getattr(adherence, share)) for name, share in SHARES.items()},
        "volume_credit": rounded(counts.volume_share, places=9),
        "volume_raw_credit": rounded(counts.raw_share, places=9),
        "is_interrupted": adherence.is_interrupted,
        "status": adherence.status,
    }


def _training(plan: Plan, *, now: datetime) -> _Training:
    away = get_days_away(athletes=[plan.athlete_id]).get(plan.athlete_id, NEVER_AWAY)
    placed = get_placed_sessions(
        sessions=PlannedSession.objects.filter(plan=plan), away={plan.pk: away}
    )
    extras = SessionLog.objects.filter(
        athlete=plan.athlete_id, planned_session=None, completed_at__isnull=False
    )
    return _Training(
        plan=plan,
        away=away,
        placed=[(one.phase_id, one.session) for one in placed],
        extras=list(extras.values_list("on", flat=True)),
        now=now,
    )


def _weeks(training: _Training) -> Iterator[date]:
    plan = training.plan
    week_on = week_of(plan.starts_on, week_start=week_start_of(plan.athlete))
    while week_on <= min(training.today, plan.ended_on or training.today):
        yield week_on
        week_on += WEEK


def _week(training: _Training, week_on: date) -> dict[str, Any]:
    last_on = week_on + WEEK - timedelta(days=1)
    sessions = [session for _, session in training.placed]
    return _figures(
        training, sessions, counted=(week_on, last_on), window=(week_on, last_on), is_closed=True
    )


def _phase(training: _Training, phase: PlanPhase) -> dict[str, Any]:
    sessions = [session for key, session in training.placed if key == phase.pk]
    return _figures(
        training,
        sessions,
        counted=(date.min, date.max),
        window=(phase.starts_on, phase.ends_on),
        is_closed=phase.closed_at is not None,
    )


def _figures(
    training: _Training,
    sessions: list[TalliedSession],
    *,
    counted: tuple[date, date],
    window: tuple[date, date],
    is_closed: bool,
) -> dict[str, Any]:
    zone = training.plan.time_zone
    first_on, last_on = window
    final_at = seals_at(last_on, zone=zone)
    is_final = is_closed and final_at <= training.now
    extras = [on for on in training.extras if first_on <= on <= min(last_on, training.today)]
    counts = count_sessions(
        sessions,
        window=counted,
        as_of=final_at if is_final else training.now,
        zone=zone,
        pauses=training.away.pauses,
        unlinked_sessions=len(extras),
    )
    return {**figures_of(counts), "sealed_at": final_at if is_final else None}


def _stored(share: Fraction | None) -> Any:
    return None if share is None else rounded(share, places=6)
