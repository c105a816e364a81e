"""Resolving a program: from what is written and what was lifted to every load to come."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial
from types import MappingProxyType
from typing import Protocol

from programs.engine.program.parts import Program, Result, Slot
from programs.engine.resolving.anchors import AnchorRunsAway, Anchors
from programs.engine.resolving.course import NoSuchMesocycle, PlacedDay
from programs.engine.resolving.group_loads import GroupLoads, MakeLoad
from programs.engine.resolving.groups import DayWriter, Eases
from programs.engine.resolving.lines import days_of, lines_of
from programs.engine.resolving.resolved import (
    AnchorChange,
    Line,
    LoadSource,
    Outcome,
    PhaseRun,
    Resolution,
    ResolvedGroup,
    ResolvedSession,
    ResolvedSlot,
    RuleRun,
)
from programs.engine.resolving.rules import RuleBook

__all__ = [
    "AnchorChange",
    "AnchorRunsAway",
    "Eases",
    "Lifter",
    "Line",
    "LoadSource",
    "NoSuchMesocycle",
    "Outcome",
    "PhaseRun",
    "Resolution",
    "ResolvedGroup",
    "ResolvedSession",
    "ResolvedSlot",
    "Result",
    "RuleRun",
    "Walk",
    "resolve",
]

Results = Mapping[str, Sequence[Result | None]]


class Lifter(Protocol):
    """Somebody who performs a course while it is resolved, slot by slot."""

    def begin(self, slot: ResolvedSlot) -> Result:
        """Lift what is known so far; what follows in the slot goes by this."""
        ...

    def finish(self, slot: ResolvedSlot) -> Result:
        """Lift the rest of the slot, branches opened, and return what the rules read."""
        ...


def resolve(
    program: Program,
    *,
    anchors: Mapping[str, Decimal | Fraction | int | None] | None = None,
    results: Results | None = None,
    outcomes: Mapping[int, Outcome] | None = None,
    course: Sequence[PhaseRun] | None = None,
    adjustments: Mapping[int, Mapping[str, Decimal | Fraction | int | None]] | None = None,
    eases: Mapping[int, Eases] | None = None,
    make_load: MakeLoad | None = None,
    make_first_load: MakeLoad | None = None,
    keep_on: Callable[[], None] = lambda: None,
) -> Resolution:
    """Return every session of the course with its loads, and every rule that ran.

    ``anchors`` override the program's initial values; None means the athlete has no such number,
    and loads of it stay None. ``results`` hold one entry per exposure and slot key (the program's
    example when neither they nor ``outcomes`` are given). ``outcomes`` hold by session ordinal,
    from 1, what became of it; a session without one is forecast as performed with nothing
    reported. ``adjustments`` set anchors just before the session of that ordinal. ``eases`` make
    exercises of a session lighter and leave the anchors alone: of what was lifted lighter, rules
    read only whether it went (``ok``) and a test.
    ``make_load`` turns exercise and unrounded target into a load that can be made, and is the only
    rounding then (decision 10); without it the program rounds. Where such a load is more than
    2.5 % off and no rule counts the repetitions, they follow to keep the effort (spec 2.5).
    ``make_first_load`` does so in an exercise's first session of each later phase.
    ``keep_on`` is called before each session, and raises when it has taken too long.
    Raises NoSuchMesocycle and AnchorRunsAway.
    """
    if results is None and outcomes is None:
        results = program.example_results
    run = Walk(
        program,
        anchors=anchors,
        results=results,
        outcomes=outcomes,
        make_load=make_load,
        make_first_load=make_first_load,
    )
    sessions = []
    for placed in days_of(program, course=course):
        keep_on()
        for name, value in (adjustments or {}).get(placed.ordinal, {}).items():
            run.anchors.put(name, None if value is None else Fraction(value))
        sessions.append(run.session(placed, eases=(eases or {}).get(placed.ordinal, {})))
    return Resolution(
        sessions=tuple(sessions),
        runs=tuple(run.rules.runs),
        anchors=run.anchors.snapshot(),
    )


NO_EASES: Eases = MappingProxyType({})


class Walk:
    """One course resolved session by session, for whoever decides what comes next as it goes.

    Give ``session`` the days of ``place_days`` in their order. ``outcomes`` may be filled in
    meanwhile. The same outcomes give ``resolve`` the same sessions.
    """

    def __init__(
        self,
        program: Program,
        *,
        anchors: Mapping[str, Decimal | Fraction | int | None] | None,
        results: Results | None,
        outcomes: Mapping[int, Outcome] | None,
        make_load: MakeLoad | None,
        make_first_load: MakeLoad | None = None,
    ) -> None:
        self.anchors = Anchors(program, anchors)
        self.rules = RuleBook(program.rules, anchors=self.anchors)
        self._lines = lines_of(program)
        self._results = results or {}
        self._outcomes = outcomes
        self._loads = GroupLoads(
            self.anchors, rounding=program.rounding, make=make_load, make_first=make_first_load
        )
        self._makes_loads = make_load is not None
        self._first_seen: dict[str, int] = {}
        self._phase = 0
        self._exposures: Counter[str] = Counter()
        self._this_week: dict[str, Result | None] = {}

    def session(
        self, placed: PlacedDay, *, lifter: Lifter | None = None, eases: Eases = NO_EASES
    ) -> ResolvedSession:
        """Resolve one session, then run what its results set off.

        With a ``lifter`` the results of what is performed are what it lifts. ``eases`` as in
        ``resolve``.
        """
        # What waited for a week without training, whose end no session marks.
        self.rules.end_week(placed.week - 1)
        before = self.anchors.snapshot()
        if placed.course_index != self._phase:
            self._phase, self._first_seen = placed.course_index, {}
        outcome = self._outcome(placed)
        is_trained = not placed.is_inserted_deload and (outcome is None or outcome.performed)
        skipped = outcome.skipped if outcome else ()
        performed: dict[str, Result | None] = {}
        slots = []
        writer = self._writer(placed, eases=eases)
        for place, slot in enumerate(placed.day.slots):
            if not is_trained or slot.key in skipped:
                slots.append(writer.write(slot, place=place, result=None))
                continue
            result: Result | None
            if lifter:
                forecaster = self._writer(placed, eases=eases)
                result = lifter.begin(forecaster.write(slot, place=place, result=None))
            else:
                result = self._reported(slot, outcome)
            slots.append(writer.write(slot, place=place, result=result))
            result = _as_read(lifter.finish(slots[-1]) if lifter else result, slot=slots[-1])
            performed[slot.key] = result
            self.rules.run_slot(slot.key, ordinal=placed.ordinal, week=placed.week, result=result)
        self._end(placed, outcome=outcome, performed=performed)
        return ResolvedSession(
            ordinal=placed.ordinal,
            course_index=placed.course_index,
            mesocycle=placed.mesocycle,
            goal=placed.goal,
            week=placed.week,
            week_in_phase=placed.week_in_phase,
            occurrence=placed.occurrence,
            day=placed.number,
            name=placed.day.name,
            slots=tuple(slots),
            anchors_before=before,
            is_deload=placed.is_deload,
        )

    def _writer(self, placed: PlacedDay, *, eases: Eases) -> DayWriter:
        # A deload's effort is a limit, not a target.
        keeps_effort = self._makes_loads and not placed.is_deload
        return DayWriter(
            anchors=self.anchors,
            loads=self._loads,
            lines=self._lines.of_day(placed.day, keeps_effort=keeps_effort),
            eases=eases,
            is_light=placed.is_inserted_deload,
            is_new=partial(self._is_new, placed),
            run_branch=lambda changes, slot, branch, read: self.rules.run_branch(
                changes, ordinal=placed.ordinal, slot=slot.key, branch=branch, read=read
            ),
        )

    def _is_new(self, placed: PlacedDay, exercise: str) -> bool:
        """Tell whether the exercise comes for the first time in a later phase, or did this day."""
        if placed.course_index == 0:
            return False
        return self._first_seen.setdefault(exercise, placed.ordinal) == placed.ordinal

    def _outcome(self, placed: PlacedDay) -> Outcome | None:
        return None if self._outcomes is None else self._outcomes.get(placed.ordinal)

    def _reported(self, slot: Slot, outcome: Outcome | None) -> Result | None:
        if self._outcomes is not None:
            return outcome.results.get(slot.key) if outcome else None
        entries = self._results.get(slot.key, ())
        exposure = self._exposures[slot.key]
        self._exposures[slot.key] += 1
        return entries[exposure] if exposure < len(entries) else None

    def _end(
        self,
        placed: PlacedDay,
        *,
        outcome: Outcome | None,
        performed: Mapping[str, Result | None],
    ) -> None:
        if placed.is_inserted_deload:
            return
        if outcome is None or outcome.performed:
            self.rules.run("session", ordinal=placed.ordinal, week=placed.week, results=performed)
        self._this_week.update(performed)
        if not placed.ends_week:
            return
        # Decision 13: a week's rules ran when it was first over, so not after an extra one.
        if placed.occurrence == 1:
            self.rules.run(
                "week", ordinal=placed.ordinal, week=placed.week, results=self._this_week
            )
        self.rules.end_week(placed.week)
        self._this_week = {}


def _as_read(result: Result | None, *, slot: ResolvedSlot) -> Result | None:
    """Return what rules may read: more repetitions or ease at a lighter load tell nothing."""
    if result is None:
        return None
    is_lighter = any(group.line.scale < 1 and group.load_kg is not None for group in slot.groups)
    return Result(ok=result.ok, test=result.test) if is_lighter else result
