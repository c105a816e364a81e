"""From a program to the facts that checks read."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from programs.engine.checks.facts import (
    PhaseFacts,
    ProgramFacts,
    SessionFacts,
    WeekFacts,
    WorkGroup,
)
from programs.engine.checks.finding import Place
from programs.engine.checks.relative_load import (
    RelativeLoad,
    percent_by_effort,
    relative_load,
)
from programs.engine.goals import Goal
from programs.engine.loads.load_anchors import opening_anchors
from programs.engine.program.parts import Mesocycle, Program
from programs.engine.resolving.resolve import resolve
from programs.engine.resolving.resolved import ResolvedGroup, ResolvedSession, ResolvedSlot
from programs.engine.tables import ExerciseRow
from programs.engine.tables.catalogue_names import ExerciseOf, catalogue_exercise
from programs.engine.volume.clusters import places_in_clusters
from programs.engine.volume.counting import EffortSet, MuscleWork, is_hard, muscle_sets

Sessions = Mapping[tuple[int, int], list[SessionFacts]]
"""By mesocycle and printed week."""


def gather_facts(program: Program, *, exercise_of: ExerciseOf = catalogue_exercise) -> ProgramFacts:
    """Return the facts of a program as its preview runs: with its own example results.

    What a branch, a stage or a pick would choose under other results isn't judged. Loads that no
    athlete knows yet stay unknown; their percents count. Raises AnchorRunsAway.
    """
    reader = _Reader(program, exercise_of)
    sessions: dict[tuple[int, int], list[SessionFacts]] = {}
    for resolved in resolve(program, anchors=opening_anchors(program)).sessions:
        key = (resolved.mesocycle, resolved.week)
        sessions.setdefault(key, []).append(reader.session(resolved))
    first_week = 1
    phases = []
    for index, mesocycle in enumerate(program.mesocycles):
        phases.append(_phase(mesocycle, index=index, first_week=first_week, sessions=sessions))
        first_week += mesocycle.week_count
    return ProgramFacts(program=program, phases=tuple(phases))


class _Reader:
    """Reads resolved sessions; remembers which exercise each name means."""

    def __init__(self, program: Program, exercise_of: ExerciseOf) -> None:
        self._program = program
        self._exercise_of = exercise_of
        self._exercises: dict[str, ExerciseRow | None] = {}
        self._has_main = [
            any(slot.is_main for day in mesocycle.all_days for slot in day.slots)
            for mesocycle in program.mesocycles
        ]

    def session(self, session: ResolvedSession) -> SessionFacts:
        """Return the facts of one session."""
        tops: dict[str, RelativeLoad] = {}
        last = {slot.superset: slot.key for slot in session.slots}
        groups: list[WorkGroup] = []
        place = Place(
            mesocycle=session.mesocycle,
            phase=self._program.mesocycles[session.mesocycle].name,
            week=session.week,
            day=session.day,
        )
        for slot in session.slots:
            is_last = slot.superset is None or last[slot.superset] == slot.key
            groups.extend(self._slot(slot, place=place, tops=tops, is_last=is_last))
        muscles, direct = _muscle_sets(groups)
        return SessionFacts(
            place=place, groups=tuple(groups), muscle_sets=muscles, direct_sets=direct
        )

    def _slot(
        self, slot: ResolvedSlot, *, place: Place, tops: dict[str, RelativeLoad], is_last: bool
    ) -> Iterable[WorkGroup]:
        exercise = self._exercise(slot.exercise)
        is_main = self._is_main(slot, exercise, mesocycle=place.mesocycle)
        counted = _counted_sets(slot.groups)
        for index, group in enumerate(slot.groups):
            load = relative_load(group, program=self._program, tops=tops, slot=slot.key)
            tops.setdefault(slot.key, load)
            if group.intent == "warmup":
                continue
            at = replace(place, slot=slot.key, exercise=slot.exercise, group=index)
            yield _work_group(
                group,
                slot=slot,
                place=at,
                exercise=exercise,
                is_main=is_main,
                load=load,
                is_last=is_last,
                counted_sets=counted[index],
            )

    def _exercise(self, name: str) -> ExerciseRow | None:
        if name not in self._exercises:
            self._exercises[name] = self._exercise_of(name)
        return self._exercises[name]

    def _is_main(self, slot: ResolvedSlot, exercise: ExerciseRow | None, *, mesocycle: int) -> bool:
        """A phase that marks no main lift is read as having the competition lifts for them."""
        if self._has_main[mesocycle]:
            return slot.is_main
        return exercise is not None and exercise.role == "competition"


def _work_group(
    group: ResolvedGroup,
    *,
    slot: ResolvedSlot,
    place: Place,
    exercise: ExerciseRow | None,
    is_main: bool,
    load: RelativeLoad,
    is_last: bool,
    counted_sets: int,
) -> WorkGroup:
    percent = load.percent_of_max
    if percent is None and group.source is None:
        percent = percent_by_effort(group)
    return WorkGroup(
        place=place,
        name=slot.exercise,
        exercise=exercise,
        is_main=is_main,
        sets=group.sets,
        counted_sets=counted_sets,
        reps=group.reps,
        rpe=group.rpe,
        percent_of_max=percent,
        is_load_anchored=load.percent_of_max is not None,
        is_relative=load.percent_of_max is not None or group.rpe is not None,
        load_kg=group.target_kg,
        anchor=load.anchor,
        anchor_share=load.share,
        rest_s=group.rest_s,
        tempo=group.tempo,
        has_note=bool(slot.note),
        intent=group.intent,
        is_optional=group.is_optional,
        is_hard=is_hard(EffortSet(reps=group.reps.floor, prescribed_rpe=group.rpe)),
        is_last_of_superset=is_last,
    )


def _counted_sets(groups: Sequence[ResolvedGroup]) -> tuple[int, ...]:
    """Return how many sets of each group volume counts: of a cluster only the first."""
    places = iter(places_in_clusters(one.intent for one in groups for _ in range(one.sets)))
    return tuple(sum(place != "within" for place in islice(places, group.sets)) for group in groups)


def _muscle_sets(groups: Iterable[WorkGroup]) -> tuple[dict[str, Decimal], dict[str, int]]:
    counted = muscle_sets(
        MuscleWork(
            primary=group.exercise.primary_muscles,
            secondary=group.exercise.secondary_muscles,
            sets=group.counted_sets,
        )
        for group in groups
        if group.exercise is not None and group.is_hard and not group.is_optional
    )
    fractional = {muscle: sets.fractional for muscle, sets in counted.items() if sets.total}
    return fractional, {muscle: sets.direct for muscle, sets in counted.items() if sets.direct}


def _phase(mesocycle: Mesocycle, *, index: int, first_week: int, sessions: Sessions) -> PhaseFacts:
    place = Place(mesocycle=index, phase=mesocycle.name)
    return PhaseFacts(
        place=place,
        index=index,
        goal=mesocycle.goal,
        priority=mesocycle.priority,
        weeks=tuple(
            _week(week, place=place, mesocycle=mesocycle, sessions=sessions, offset=offset)
            for offset, week in enumerate(_week_numbers(mesocycle, first_week))
        ),
    )


def _week_numbers(mesocycle: Mesocycle, first_week: int) -> tuple[int, ...]:
    if mesocycle.kind == "calendar":
        return tuple(week.week for week in mesocycle.weeks)
    return tuple(range(first_week, first_week + mesocycle.week_count))


def _week(
    week: int, *, place: Place, mesocycle: Mesocycle, sessions: Sessions, offset: int
) -> WeekFacts:
    done = tuple(sessions.get((place.mesocycle, week), ()))
    is_calendar = mesocycle.kind == "calendar"
    muscles: dict[str, Decimal] = {}
    direct: Counter[str] = Counter()
    for session in done:
        direct.update(session.direct_sets)
        for muscle, sets in session.muscle_sets.items():
            muscles[muscle] = muscles.get(muscle, Decimal(0)) + sets
    return WeekFacts(
        place=replace(place, week=week),
        week=week,
        is_deload=mesocycle.goal is Goal.DELOAD
        or (is_calendar and mesocycle.weeks[offset].is_deload),
        is_partial=not is_calendar and len(done) < mesocycle.rotation_per_week,
        sessions=done,
        muscle_sets=muscles,
        direct_sets=dict(direct),
    )
