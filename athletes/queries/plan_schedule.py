"""The running phase of a plan as the engine's schedule: what was, and what is still to come."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from athletes.models import Plan, PlannedSession, PlanPhase
from athletes.queries.phase_sets import PhaseSet, get_sets_asked, sets_by_muscle
from athletes.queries.session_cards import log_of
from athletes.queries.tallies import NEVER_AWAY, DaysAway, get_days_away
from programs.engine.goals import Goal
from programs.engine.planning.schedule import (
    Schedule,
    ScheduledSession,
    ScheduledWeek,
    SessionState,
)
from programs.engine.timeline import DAYS_A_WEEK
from programs.models import Exercise

WEEK = timedelta(days=DAYS_A_WEEK)


def get_plan_schedule(*, plan: Plan, phase: PlanPhase, today: date) -> Schedule | None:
    """Return the phase as a schedule, cancelled sessions left out; None without sessions.

    Weeks are counted back from the phase's last day. What lies before today without a log is
    missed. 4 queries.
    """
    rows = PlannedSession.objects.filter(phase=phase, is_cancelled=False).select_related("log")
    sessions = list(rows.order_by("ordinal"))
    if not sessions:
        return None
    dose = _dose(phase)
    away = get_days_away(athletes=[plan.athlete_id]).get(plan.athlete_id, NEVER_AWAY)
    weeks = [list(of_week) for _, of_week in groupby(sessions, key=lambda one: one.week_in_phase)]
    return Schedule(
        tuple(
            _week(of_week, phase, starts_on=starts_on, dose=dose, day=(today, away))
            for of_week, starts_on in zip(weeks, _starts(weeks, phase=phase), strict=True)
        )
    )


def _starts(weeks: Sequence[Sequence[PlannedSession]], *, phase: PlanPhase) -> list[date]:
    """Return the first day of each week; one that was trained before a shift keeps its days."""
    starts = []
    first_on = phase.ends_on + timedelta(days=1)
    for week in reversed(weeks):
        first_on -= WEEK
        last_on = max(one.scheduled_on for one in week)
        while last_on < first_on:
            first_on -= WEEK
        starts.append(first_on)
    return starts[::-1]


def _week(
    sessions: Sequence[PlannedSession],
    phase: PlanPhase,
    *,
    starts_on: date,
    dose: Mapping[int, Mapping[str, Decimal]],
    day: tuple[date, DaysAway],
) -> ScheduledWeek:
    first = sessions[0]
    return ScheduledWeek(
        course_index=phase.seq - 1,
        goal=Goal(phase.goal),
        week_in_phase=first.week_in_phase,
        starts_on=starts_on,
        ends_on=starts_on + WEEK - timedelta(days=1),
        sessions=tuple(
            ScheduledSession(
                ordinal=one.ordinal,
                on=one.scheduled_on,
                name=str(one),
                sets=dose.get(one.pk, {}),
                state=_state(one, today=day[0], away=day[1]),
            )
            for one in sessions
        ),
        occurrence=first.occurrence,
    )


def _state(session: PlannedSession, *, today: date, away: DaysAway) -> SessionState:
    if log_of(session) is not None:
        return "done"
    if session.excused_for or away.excuses_on(session.scheduled_on):
        return "excused"
    return "missed" if session.scheduled_on < today else "pending"


def _dose(phase: PlanPhase) -> dict[int, Mapping[str, Decimal]]:
    """Return the hard sets of each session by muscle. 2 queries."""
    by_session: dict[int, list[PhaseSet]] = defaultdict(list)
    for one in get_sets_asked(phase):
        by_session[int(str(one.session))].append(one)
    keys = {one.exercise for sets in by_session.values() for one in sets if one.exercise}
    exercises = Exercise.objects.in_bulk(keys)
    return {
        session: next(iter(sets_by_muscle(sets, exercises=exercises).values()), {})
        for session, sets in by_session.items()
    }
