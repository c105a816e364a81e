"""All that a plan's loads follow from, read for any number of plans at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from athletes.models import (
    AnchorValue,
    Athlete,
    CheckIn,
    EquipmentProfile,
    Plan,
    PlannedSession,
    PlanPhase,
    PlanRamp,
)
from athletes.queries.named_exercises import find_exercises
from athletes.queries.outcomes import outcomes_of
from athletes.queries.own_program import own_program
from athletes.queries.ramps import Lighter, lighter_sessions
from programs.engine.program import BODY_WEIGHT, Program, exercise_names
from programs.engine.resolving.resolve import Eases, Outcome, PhaseRun
from programs.models import Exercise, ProgramVersion, VersionExercise

Values = Mapping[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class PlanState:
    """One plan: its program, its course, the numbers put in and what became of each session.

    ``anchors`` hold from the start, ``adjustments`` from the session of that ordinal on.
    ``lighter`` are the sessions, by ordinal, that a ramp after a gap reaches.
    """

    plan: Plan
    athlete: Athlete
    equipment: EquipmentProfile | None
    program: Program
    phases: tuple[PlanPhase, ...]
    sessions: tuple[PlannedSession, ...]
    anchors: Values
    adjustments: Mapping[int, Values]
    anchor_exercises: Mapping[str, int | None]
    outcomes: Mapping[int, Outcome]
    lighter: Mapping[int, Lighter]
    exercises: Mapping[str, Exercise | None]

    @property
    def eases(self) -> dict[int, Eases]:
        """How much lighter each exercise is, by ordinal; sessions as written left out."""
        names = exercise_names(self.program) if self.lighter else ()
        return {ordinal: dict.fromkeys(names, one.ease) for ordinal, one in self.lighter.items()}

    def course(self, *, up_to_seq: int | None = None) -> tuple[PhaseRun, ...]:
        """Return the phases as really run, in order; up to a phase's number if given."""
        return course_of(
            phase for phase in self.phases if up_to_seq is None or phase.seq <= up_to_seq
        )


def course_of(phases: Iterable[PlanPhase]) -> tuple[PhaseRun, ...]:
    """Return phases, in order, as the engine runs them."""
    return tuple(
        PhaseRun(
            mesocycle=phase.mesocycle,
            extra_weeks=phase.extra_weeks,
            is_inserted_deload=phase.kind == PlanPhase.Kind.INSERTED_DELOAD,
            repeated_weeks=tuple(phase.repeated_weeks),
        )
        for phase in phases
    )


def plan_states(
    *, plans: Iterable[int], now: datetime, underway: Collection[int] = ()
) -> tuple[PlanState, ...]:
    """Return the state of each plan, in order of primary key.

    Sessions ``underway`` count with the sets done so far.
    9 queries, whatever the number of plans; one more where a program goes by body weight, and one
    for each plan whose own changes name an exercise that its version doesn't.
    """
    rows = list(
        Plan.objects.filter(pk__in=list(plans)).select_related("athlete__equipment").order_by("pk")
    )
    keys = [plan.pk for plan in rows]
    athletes = {plan.athlete_id: plan.athlete for plan in rows}
    versions = ProgramVersion.objects.in_bulk({plan.program_version_id for plan in rows})
    programs = {
        plan.pk: own_program(plan, version=versions[plan.program_version_id]) for plan in rows
    }
    phases = _by_plan(PlanPhase.objects.filter(plan__in=keys).order_by("plan_id", "seq"))
    sessions = _by_plan(
        PlannedSession.objects.filter(plan__in=keys)
        .select_related("log")
        .order_by("plan_id", "ordinal")
    )
    outcomes = outcomes_of(
        sessions=[one for found in sessions.values() for one in found],
        athletes=athletes,
        now=now,
        underway=underway,
    )
    entries = _by_plan(
        AnchorValue.objects.filter(plan__in=keys)
        .exclude(source=AnchorValue.Source.RULE)
        .order_by("plan_id", "pk")
        # A plan has dozens: rows without a model's making.
        .values_list(
            "plan_id", "name", "value", "source", "effective_ordinal", "exercise_id", named=True
        )
    )
    ramps = _by_plan(PlanRamp.objects.filter(plan__in=keys).order_by("plan_id", "from_ordinal"))
    exercises = _exercises(rows, programs=programs)
    weights = _body_weights(athletes, programs=programs.values())
    return tuple(
        PlanState(
            plan=plan,
            athlete=plan.athlete,
            equipment=getattr(plan.athlete, "equipment", None),
            program=programs[plan.pk],
            phases=tuple(phases[plan.pk]),
            sessions=tuple(sessions[plan.pk]),
            anchors=_initial(entries[plan.pk], body_weight=weights.get(plan.athlete_id)),
            adjustments=_adjustments(entries[plan.pk]),
            anchor_exercises={entry.name: entry.exercise_id for entry in entries[plan.pk]},
            outcomes=outcomes.get(plan.pk, {}),
            lighter=lighter_sessions(ramps[plan.pk]),
            exercises=exercises[plan.pk],
        )
        for plan in rows
    )


def goes_by_body_weight(program: Program) -> bool:
    """Tell whether any load of the program is of body weight."""
    return any(
        group.load is not None and group.load.of == BODY_WEIGHT
        for slot in program.slots
        for groups in slot.stages
        for group in groups
    )


def _by_plan(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.plan_id].append(row)
    return found


def _exercises(
    plans: Sequence[Plan], *, programs: Mapping[int, Program]
) -> dict[int, Mapping[str, Exercise | None]]:
    """Return the exercises by their names in each plan's program."""
    rows = VersionExercise.objects.filter(
        program_version__in={plan.program_version_id for plan in plans}
    )
    written: dict[int, dict[str, Exercise | None]] = defaultdict(dict)
    for row in rows.select_related("exercise").order_by("pk"):
        written[row.program_version_id][row.name] = row.exercise
    return {
        plan.pk: _with_own(written[plan.program_version_id], plan=plan, program=programs[plan.pk])
        for plan in plans
    }


def _with_own(
    written: Mapping[str, Exercise | None], *, plan: Plan, program: Program
) -> Mapping[str, Exercise | None]:
    """Return the version's exercises with those that only the plan's own program names."""
    if not plan.overrides:
        return written
    own = set(exercise_names(program)) - written.keys()
    return {**written, **find_exercises(plan.athlete, names=own)}


def _body_weights(
    athletes: Mapping[int, Athlete], *, programs: Iterable[Program]
) -> dict[int, Decimal]:
    distinct = {id(program): program for program in programs}
    if not any(map(goes_by_body_weight, distinct.values())):
        return {}
    rows = CheckIn.objects.filter(athlete__in=athletes, body_weight_kg__isnull=False)
    newest_last = rows.order_by("on", "pk").values_list("athlete_id", "body_weight_kg")
    return {athlete: weight for athlete, weight in newest_last if weight is not None}


def _initial(entries: Sequence[Any], *, body_weight: Decimal | None) -> Values:
    values = {
        entry.name: _exact(entry.value)
        for entry in entries
        if entry.source == AnchorValue.Source.INITIAL
    }
    if body_weight is not None:
        values[BODY_WEIGHT] = Fraction(body_weight)
    return values


def _adjustments(entries: Sequence[Any]) -> dict[int, dict[str, Fraction | None]]:
    found: dict[int, dict[str, Fraction | None]] = defaultdict(dict)
    for entry in entries:
        if entry.source != AnchorValue.Source.INITIAL:
            # Before the first session nothing has run yet, so 0 means the same as 1.
            found[max(entry.effective_ordinal, 1)][entry.name] = _exact(entry.value)
    return found


def _exact(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)
