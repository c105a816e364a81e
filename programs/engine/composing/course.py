"""Composing a program from phases and their weeks, whoever chose them.

Weeks are written out as data in program format 1; nothing here runs when sessions are resolved.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from programs.engine.composing.light_weeks import easy_weeks, light_weeks
from programs.engine.composing.loading_weeks import loading_weeks, strength_rpe
from programs.engine.composing.peak_weeks import peak_weeks
from programs.engine.composing.rules import (
    Prescribed,
    anchors_of,
    maximum_rules,
    working_rules,
)
from programs.engine.composing.templates import Equipment, days_offered, prescribed_for
from programs.engine.composing.testing_weeks import (
    maximum_test_rules,
    reference_anchor,
    reference_rules,
    tested_lifts,
    testing_week,
)
from programs.engine.errors import TrainingError
from programs.engine.goals import Goal
from programs.engine.loads.load_anchors import UNKNOWN
from programs.engine.program.parts import Mesocycle, Program, Rule

BUILDING = (Goal.HYPERTROPHY, Goal.STRENGTH)

NOTES = (
    "Loads find themselves. The first time, pick a weight that leaves the repetitions in reserve "
    "that the set asks for; from then on the program goes by what was lifted. When the last set "
    "reaches the top of its range the weight goes up a step, after two misses in a row it goes "
    "down one. The main lifts of a strength phase go by a share of the one-repetition maximum, "
    "read from the repetitions and the effort."
)


class CompositionInvalid(TrainingError):
    """Choices that make no program; ``field`` names the one to change."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class CoursePhase:
    """One phase to compose: what it is for and how many weeks it takes."""

    goal: Goal
    weeks: int


@dataclass(frozen=True, slots=True)
class _Placed:
    """A composed phase and the loading goal whose week it is made from."""

    made_from: Goal
    mesocycle: Mesocycle


def compose_course(
    phases: Sequence[CoursePhase],
    *,
    name: str,
    equipment: Equipment,
    days: Mapping[Goal, int],
    summary: str = "",
) -> Program:
    """Return the program of these phases; equal choices give equal programs.

    ``days`` are days a week by loading goal. Light, easy, peak and test weeks are made from the
    loading phase before them, easy weeks at the start from the one to come. Working weights and
    maxima start unknown, so the first sessions go by effort alone. Raises CompositionInvalid.
    """
    goals = tuple(dict.fromkeys(phase.goal for phase in phases if phase.goal in BUILDING))
    _check(goals, phases, equipment=equipment, days=days)
    prescribed = {
        goal: prescribed_for(equipment=equipment, goal=goal, days=days[goal]) for goal in goals
    }
    placed = tuple(_placed(phases, prescribed))
    in_order = [item for goal in goals for item in prescribed[goal]]
    mesocycles = tuple(one.mesocycle for one in placed)
    return Program(
        name=name,
        summary=summary,
        notes=NOTES,
        anchors={**anchors_of(in_order), **_reference_anchors(placed, prescribed)},
        default_anchor={
            item.exercise.name: item.anchor
            for item in in_order
            if item.row.is_main_lift and item.anchor
        },
        mesocycles=mesocycles,
        rules=(*_rules(in_order, mesocycles), *_test_rules(placed, prescribed)),
    )


def _check(
    goals: tuple[Goal, ...],
    phases: Sequence[CoursePhase],
    *,
    equipment: Equipment,
    days: Mapping[Goal, int],
) -> None:
    if not goals:
        sentence = "Give the program at least one phase of hypertrophy or strength."
        raise CompositionInvalid("phases", sentence)
    if Goal.STRENGTH not in goals and any(phase.goal is Goal.PEAKING for phase in phases):
        raise CompositionInvalid("phases", "Put a phase of strength before the peak.")
    for goal in goals:
        offered = days_offered(equipment=equipment, goal=goal)
        if days.get(goal) not in offered:
            place = "at home" if equipment == "HOME" else "in the gym"
            often = " or ".join(map(str, offered))
            sentence = f"{goal.value.capitalize()} {place} comes with {often} days a week."
            raise CompositionInvalid(f"{goal.value}_days", sentence)


def _placed(
    phases: Sequence[CoursePhase], prescribed: Mapping[Goal, tuple[Prescribed, ...]]
) -> Iterator[_Placed]:
    """Yield each phase with its weeks numbered over the program."""
    of_goal = Counter(phase.goal for phase in phases)
    numbers: Counter[Goal] = Counter()
    source = next(phase.goal for phase in phases if phase.goal in BUILDING)
    before = ""
    week = 1
    for phase in phases:
        if phase.goal in BUILDING:
            source = phase.goal
            numbers[source] += 1
            number = f" {numbers[source]}" if max(of_goal[goal] for goal in BUILDING) > 1 else ""
            before = f"{source.value.capitalize()}{number}"
        made = _phase(phase, prescribed, source=source, first_week=week, before=before)
        yield _Placed(source, made)
        week += phase.weeks


def _phase(
    phase: CoursePhase,
    prescribed: Mapping[Goal, tuple[Prescribed, ...]],
    *,
    source: Goal,
    first_week: int,
    before: str,
) -> Mesocycle:
    items, count = prescribed[source], phase.weeks
    after = f" after {before.lower()}" if before else ""
    match phase.goal:
        case Goal.DELOAD:
            return light_weeks(items, first_week=first_week, count=count, name=f"Light week{after}")
        case Goal.TRANSITION:
            return easy_weeks(items, first_week=first_week, count=count, name=f"Easy weeks{after}")
        case Goal.TEST:
            return testing_week(source, items, first_week=first_week, name=f"Test{after}")
        case Goal.PEAKING:
            strong = prescribed[Goal.STRENGTH]
            return peak_weeks(strong, first_week=first_week, count=count, name=f"Peak{after}")
        case goal:
            return loading_weeks(goal, items, first_week=first_week, count=count, name=before)


def _rules(items: Iterable[Prescribed], mesocycles: tuple[Mesocycle, ...]) -> tuple[Rule, ...]:
    rules: list[Rule] = []
    for item in items:
        if item.anchor is None or not item.steers:
            continue
        if item.row.is_main_lift:
            efforts = _efforts(item, mesocycles)
            rules.extend(maximum_rules(item, anchor=item.anchor, efforts=efforts))
        else:
            rules.extend(working_rules(item, anchor=item.anchor))
    return tuple(rules)


def _efforts(item: Prescribed, mesocycles: tuple[Mesocycle, ...]) -> dict[int, Decimal]:
    return {
        week.week: strength_rpe(item.row, place=place)
        for mesocycle in mesocycles
        if mesocycle.goal is Goal.STRENGTH
        for place, week in enumerate(mesocycle.weeks)
    }


def _is_tested(placed: Sequence[_Placed], goal: Goal) -> bool:
    return any(one.mesocycle.goal is Goal.TEST and one.made_from is goal for one in placed)


def _reference_anchors(
    placed: Sequence[_Placed], prescribed: Mapping[Goal, tuple[Prescribed, ...]]
) -> dict[str, Decimal]:
    if not _is_tested(placed, Goal.HYPERTROPHY):
        return {}
    lifts = tested_lifts(Goal.HYPERTROPHY, prescribed[Goal.HYPERTROPHY])
    return {reference_anchor(item): UNKNOWN for item in lifts}


def _test_rules(
    placed: Sequence[_Placed], prescribed: Mapping[Goal, tuple[Prescribed, ...]]
) -> Iterator[Rule]:
    """Yield the rules that test weeks need; none in a program without tests."""
    if _is_tested(placed, Goal.HYPERTROPHY):
        first_weeks = frozenset(
            one.mesocycle.weeks[0].week for one in placed if one.mesocycle.goal is Goal.HYPERTROPHY
        )
        lifts = tested_lifts(Goal.HYPERTROPHY, prescribed[Goal.HYPERTROPHY])
        yield from reference_rules(lifts, first_weeks=first_weeks)
    if _is_tested(placed, Goal.STRENGTH):
        yield from maximum_test_rules(tested_lifts(Goal.STRENGTH, prescribed[Goal.STRENGTH]))
