"""Resolved sessions as the rows that keep them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from athletes.models import Plan, PlannedGroup, PlanPhase
from athletes.queries.load_maker import LoadMaker
from athletes.queries.made_groups import MadeGroup, made_groups
from athletes.queries.plan_state import PlanState
from athletes.queries.session_cards import WARMUP
from programs.engine.program import Program
from programs.engine.program.prescription import Reps
from programs.engine.resolving.resolve import ResolvedGroup, ResolvedSession, ResolvedSlot
from programs.engine.timeline import DAYS_A_WEEK, session_dates, weekdays_for

Basis = PlannedGroup.Basis

LINE_FIELDS = (
    "slot_key", "slot_position", "exercise", "exercise_name", "superset", "is_main", "note",
    "sets", "reps", "rep_floor", "percent", "rpe", "rest_s", "tempo", "intent", "is_optional",
    "is_result", "is_branch", "report", "basis", "anchor", "base_percent", "added_kg",
    "load_share", "is_first_exposure", "asked_reps", "gap_days", "gap_rpe",
)  # fmt: skip
"""What a stored group says that is mostly the same for everybody on a version."""

OWN_FIELDS = ("load_kg", "target_kg", "base_kg", "made_as", "volume_owed")
"""What it says that is the athlete's own."""

GROUP_FIELDS = (*LINE_FIELDS, *OWN_FIELDS)
"""What a stored group says, in the order of ``group_values``."""

# A repetition without a tempo takes about this long; rest where the program names none.
SECONDS_A_REP = 3
USUAL_REST_S = 120
FASTEST_S = 1


def group_values(
    session: ResolvedSession,
    *,
    state: PlanState,
    make: LoadMaker,
    careful: frozenset[tuple[int, str]],
) -> Iterator[tuple[Any, ...]]:
    """Yield the values of each group of a session, in order, as ``GROUP_FIELDS`` names them.

    ``careful`` holds the (ordinal, exercise) pairs that open a phase.
    """
    for place, slot in enumerate(session.slots, start=1):
        exercise = state.exercises.get(slot.exercise)
        is_careful = (session.ordinal, slot.exercise) in careful
        for made in made_groups(
            slot, ordinal=session.ordinal, state=state, make=make, is_careful=is_careful
        ):
            yield _values(
                slot,
                made,
                place=place,
                exercise_id=exercise.pk if exercise else None,
                is_careful=is_careful,
            )


def owed_volume(*, sets: int, rep_floor: int, load_kg: Decimal | None) -> Decimal:
    """Return the dose a group asks for: repetitions x kilograms, or repetitions without a load.

    The row keeps the dose done in the same unit. Spec 6.2, rule 6; decision 6.
    """
    reps = Decimal(sets * max(rep_floor, 1))
    return reps * load_kg if load_kg else reps


def session_minutes(session: ResolvedSession) -> int:
    """Return how long a session takes: every set's work by its tempo, and the rest after it.

    Three seconds a repetition where no tempo is given, two minutes of rest where none is;
    optional groups count. Warm-up sets count only where the program writes them.
    """
    seconds = sum(
        group.sets * (_work_s(group) + (USUAL_REST_S if group.rest_s is None else group.rest_s))
        for slot in session.slots
        for group in slot.groups
    )
    return max(1, round(seconds / 60))


def phase_dates(
    *, phase: PlanPhase, program: Program, sessions: Sequence[ResolvedSession], plan: Plan
) -> dict[int, date]:
    """Return the day of each session of a phase by ordinal.

    Weeks are counted back from the phase's last day, which a pause may have moved. Raises
    TooFewWeekdays.
    """
    mesocycle = program.mesocycles[phase.mesocycle]
    weeks: list[list[ResolvedSession]] = [[] for _ in range(weeks_of(phase, program=program))]
    for session in sessions:
        weeks[session.week_in_phase - 1].append(session)
    count = mesocycle.sessions_per_week
    days = session_dates(
        start_on=phase.ends_on - timedelta(days=DAYS_A_WEEK * len(weeks) - 1),
        weekdays=plan.weekdays.get(str(count)) or weekdays_for(count),
        sessions_by_week=[len(week) for week in weeks],
    )
    return {
        session.ordinal: on
        for week, on_days in zip(weeks, days, strict=True)
        for session, on in zip(week, on_days, strict=True)
    }


def weeks_of(phase: PlanPhase, *, program: Program) -> int:
    """Return how many weeks a phase takes as it is run: one for an inserted deload."""
    if phase.kind == PlanPhase.Kind.INSERTED_DELOAD:
        return 1
    return program.mesocycles[phase.mesocycle].week_count + phase.extra_weeks


def sessions_per_week(program: Program) -> tuple[int, ...]:
    """Return the different numbers of sessions a week that a program's phases have, ascending."""
    return tuple(sorted({mesocycle.sessions_per_week for mesocycle in program.mesocycles}))


def _values(
    slot: ResolvedSlot, made: MadeGroup, *, place: int, exercise_id: int | None, is_careful: bool
) -> tuple[Any, ...]:
    group, source = made.group, made.group.source
    return (
        slot.key,
        place,
        exercise_id,
        slot.exercise,
        slot.superset or "",
        slot.is_main,
        slot.note,
        group.sets,
        group.reps.text,
        group.reps.floor,
        group.percent,
        group.rpe,
        group.rest_s,
        group.tempo or "",
        group.intent,
        group.is_optional,
        group.is_result,
        group.is_branch,
        group.report or "",
        _basis(group, load_kg=made.load_kg),
        (source.anchor or "") if source else "",
        source.percent if source else None,
        made.added_kg,
        made.load_share,
        is_careful,
        _asked(group),
        made.gap_days,
        made.gap_rpe,
        made.load_kg,
        made.target_kg,
        made.base_kg,
        made.made_as,
        owed_volume(sets=group.sets, rep_floor=group.reps.floor, load_kg=made.load_kg),
    )


def _asked(group: ResolvedGroup) -> str:
    return "" if group.asked is None or group.asked == group.reps else group.asked.text


def _basis(group: ResolvedGroup, *, load_kg: Decimal | None) -> str:
    """Load if there is one, else effort (cases, adherence). What isn't owed isn't judged."""
    if group.is_optional or group.intent == WARMUP:
        return Basis.NONE
    if load_kg is not None:
        return Basis.LOAD
    return Basis.NONE if group.rpe is None else Basis.RPE


def _work_s(group: ResolvedGroup) -> int:
    if group.reps.kind == "seconds":
        return group.reps.ceiling or group.reps.floor
    return _likely_reps(group.reps) * _rep_s(group.tempo)


def _likely_reps(reps: Reps) -> int:
    return reps.cap or reps.ceiling or reps.floor


def _rep_s(tempo: str | None) -> int:
    """Sum a tempo's digits; X, as fast as can be, is one second (spec 3)."""
    if not tempo:
        return SECONDS_A_REP
    return sum(int(part) if part.isdigit() else FASTEST_S for part in tempo)
