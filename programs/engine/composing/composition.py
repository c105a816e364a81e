"""Composing a macrocycle: hypertrophy and strength in turn, from the sample templates.

Weeks are written out as data in program format 1; nothing here runs when sessions are resolved.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Literal

from programs.engine import tables
from programs.engine.composing.rules import (
    Prescribed,
    anchors_of,
    maximum_rules,
    working_rules,
)
from programs.engine.errors import TrainingError
from programs.engine.goals import Goal
from programs.engine.program.parts import Day, Group, Load, Mesocycle, Program, Rule, Slot, Week
from programs.engine.program.prescription import parse_reps
from programs.engine.progression.ramps import rir_ramp
from programs.engine.schemes.efforts import percent_of_maximum
from programs.engine.tables import ExerciseRow, TemplateRow
from programs.engine.units import plain, round_half_up, rounded
from programs.engine.volume.counting import MuscleWork, fractional_sets

Equipment = Literal["GYM", "HOME"]

# Sample templates by equipment, goal and days a week; each passes the bands of phase_rules.csv.
TEMPLATES: Mapping[tuple[Equipment, Goal, int], str] = {
    ("GYM", Goal.HYPERTROPHY, 4): "h-gym-4d",
    ("GYM", Goal.STRENGTH, 3): "s-gym-3d",
    ("HOME", Goal.HYPERTROPHY, 3): "h-home-3d",
    ("HOME", Goal.STRENGTH, 3): "s-home-3d",
}

# H33, ST38: mean +/- 1 SD of the reported deload spacing.
WEEKS = (3, 8)
REPEATS = (1, 6)

# H08 and the seed: the ramp runs a repetition either side of the table's target, 3 to 1 at RPE 8.
RIR_AROUND_TARGET = Fraction(1)
RIR_BAND = (Fraction(0), Fraction(4))
OPENING_RPE = Decimal(7)
"""M06, spec 5.2: the top sets of the first strength week."""

# Decision 13.
DELOAD_LOAD_SHARE = Decimal("0.9")
DELOAD_RIR = Decimal(4)
DELOAD_RPE = Decimal(6)

PRIORITY_FROM_SETS = 10
"""H18: a muscle with ten fractional sets a week or more is one the phase is for."""

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
class Composition:
    """What a coach chooses. ``repeats`` counts rounds of both phases; days are days a week."""

    name: str
    equipment: Equipment = "GYM"
    first_goal: Goal = Goal.HYPERTROPHY
    weeks_per_phase: int = 4
    repeats: int = 1
    has_deload: bool = True
    hypertrophy_days: int = 4
    strength_days: int = 3
    summary: str = ""

    @property
    def goals(self) -> tuple[Goal, ...]:
        """Return the loading phases in order."""
        other = Goal.STRENGTH if self.first_goal is Goal.HYPERTROPHY else Goal.HYPERTROPHY
        return (self.first_goal, other) * self.repeats

    def days(self, goal: Goal) -> int:
        """Return the days a week of a loading phase."""
        return self.hypertrophy_days if goal is Goal.HYPERTROPHY else self.strength_days


def days_offered(*, equipment: Equipment, goal: Goal) -> tuple[int, ...]:
    """Return the days a week for which there is a sample template."""
    return tuple(days for kind, aim, days in TEMPLATES if (kind, aim) == (equipment, goal))


def compose(composition: Composition) -> Program:
    """Return the macrocycle; equal choices give equal programs. Raises CompositionInvalid.

    Working weights and maxima start unknown, so the first sessions go by effort alone.
    """
    _check(composition)
    prescribed = {goal: _prescribed(composition, goal) for goal in set(composition.goals)}
    mesocycles = _mesocycles(composition, prescribed)
    in_order = [item for goal in composition.goals[:2] for item in prescribed[goal]]
    return Program(
        name=composition.name,
        summary=composition.summary or summary_of(composition),
        notes=NOTES,
        anchors=anchors_of(in_order),
        default_anchor={
            item.exercise.name: item.anchor
            for item in in_order
            if item.row.is_main_lift and item.anchor
        },
        mesocycles=mesocycles,
        rules=_rules(in_order, mesocycles),
    )


def summary_of(composition: Composition) -> str:
    """Return the plan of the macrocycle in one sentence."""
    weeks, place = composition.weeks_per_phase, "gym"
    if composition.equipment == "HOME":
        place = "adjustable dumbbells at home"
    rounds = [
        f"{weeks} weeks of {goal.value} on {composition.days(goal)} days a week"
        + (", a light week" if composition.has_deload else "")
        for goal in composition.goals[:2]
    ]
    often = f", {composition.repeats} times over" if composition.repeats > 1 else ""
    text = ", then ".join(rounds)
    return f"{text}{often}. For {'the ' if place == 'gym' else ''}{place}."


def weekly_sets(rows: Iterable[TemplateRow]) -> dict[str, Decimal]:
    """Return fractional sets a week of each muscle that is trained. Spec 3.2."""
    exercises = tables.exercises()
    return fractional_sets(
        MuscleWork(
            primary=exercises[row.exercise].primary_muscles,
            secondary=exercises[row.exercise].secondary_muscles,
            sets=row.sets,
        )
        for row in rows
    )


def _check(composition: Composition) -> None:
    if composition.first_goal not in {Goal.HYPERTROPHY, Goal.STRENGTH}:
        sentence = "Begin with hypertrophy or with strength."
        raise CompositionInvalid("first_goal", sentence)
    if not WEEKS[0] <= composition.weeks_per_phase <= WEEKS[1]:
        sentence = f"Give each phase {WEEKS[0]} to {WEEKS[1]} weeks."
        raise CompositionInvalid("weeks_per_phase", sentence)
    if not REPEATS[0] <= composition.repeats <= REPEATS[1]:
        sentence = f"Repeat the two phases {REPEATS[0]} to {REPEATS[1]} times."
        raise CompositionInvalid("repeats", sentence)
    for goal in composition.goals[:2]:
        offered = days_offered(equipment=composition.equipment, goal=goal)
        if composition.days(goal) not in offered:
            place = "at home" if composition.equipment == "HOME" else "in the gym"
            days = " or ".join(map(str, offered))
            sentence = f"{goal.value.capitalize()} {place} comes with {days} days a week."
            raise CompositionInvalid(f"{goal.value}_days", sentence)


def _rows(composition: Composition, goal: Goal) -> list[TemplateRow]:
    template = TEMPLATES[composition.equipment, goal, composition.days(goal)]
    return [row for row in tables.sample_templates() if row.template == template]


def _prescribed(composition: Composition, goal: Goal) -> list[Prescribed]:
    steered: set[str] = set()
    items = []
    for row in _rows(composition, goal):
        exercise = tables.exercises()[row.exercise]
        anchor = _anchor(row, exercise)
        # A main lift comes twice a week; its first session moves the maximum.
        steers = not row.is_main_lift or anchor not in steered
        steered.add(anchor or "")
        items.append(Prescribed(row, exercise, f"{row.day}-{row.exercise}", anchor, steers))
    return items


def _anchor(row: TemplateRow, exercise: ExerciseRow) -> str | None:
    if exercise.load_convention == "bodyweight":
        return None
    if row.is_main_lift:
        return f"rm:{row.exercise}"
    # Fewer repetitions are another weight, so a strength phase keeps its own.
    return f"w:{row.exercise}" + (":strength" if row.goal == Goal.STRENGTH.value else "")


def _mesocycles(
    composition: Composition, prescribed: Mapping[Goal, list[Prescribed]]
) -> tuple[Mesocycle, ...]:
    mesocycles: list[Mesocycle] = []
    week = 1
    for place, goal in enumerate(composition.goals):
        number = f" {place // 2 + 1}" if composition.repeats > 1 else ""
        loading = _loading(composition, goal, prescribed[goal], first_week=week, number=number)
        mesocycles.append(loading)
        week += composition.weeks_per_phase
        if composition.has_deload:
            mesocycles.append(_deload(goal, prescribed[goal], loading=loading, week=week))
            week += 1
    return tuple(mesocycles)


def _loading(
    composition: Composition,
    goal: Goal,
    items: list[Prescribed],
    *,
    first_week: int,
    number: str,
) -> Mesocycle:
    count = composition.weeks_per_phase
    priority: tuple[str, ...] = ()
    if goal is Goal.HYPERTROPHY:
        sets = weekly_sets(item.row for item in items)
        priority = tuple(
            muscle for muscle in tables.muscle_groups() if sets.get(muscle, 0) >= PRIORITY_FROM_SETS
        )
    return Mesocycle(
        name=f"{goal.value.capitalize()}{number}",
        goal=goal,
        kind="calendar",
        weeks=tuple(
            Week(
                week=first_week + place,
                days=_days(items, {item.key: _loaded(item, place, count) for item in items}),
            )
            for place in range(count)
        ),
        priority=priority,
    )


def _deload(goal: Goal, items: list[Prescribed], *, loading: Mesocycle, week: int) -> Mesocycle:
    groups = {item.key: _lightened(item) for item in items}
    days = _days(items, groups, prefix="light-")
    return Mesocycle(
        name=f"Light week after {loading.name.lower()}",
        goal=Goal.DELOAD,
        kind="calendar",
        weeks=(Week(week=week, days=days, is_deload=True),),
    )


def _days(
    items: list[Prescribed], groups: Mapping[str, Group], *, prefix: str = ""
) -> tuple[Day, ...]:
    by_day = groupby(items, key=lambda item: item.row.day)
    return tuple(
        Day(
            day=number,
            name=name.replace("-", " ").title(),
            slots=tuple(
                Slot(
                    key=f"{prefix}{item.key}",
                    exercises=(item.exercise.name,),
                    stages=((groups[item.key],),),
                    is_main=item.row.is_main_lift,
                    rest_s=item.row.rest_s,
                    tempo=item.row.tempo,
                )
                for item in day
            ),
        )
        for number, (name, day) in enumerate(by_day, start=1)
    )


def _loaded(item: Prescribed, place: int, count: int) -> Group:
    if item.row.goal == Goal.HYPERTROPHY.value:
        rir = _ramped_rir(item.row, place=place, count=count)
        return _group(item, sets=item.row.sets, load=_weight(item), rir=rir)
    rpe = strength_rpe(item.row, place=place)
    load: Load | None = _share(item, rpe=rpe) if item.row.is_main_lift else _weight(item)
    return _group(item, sets=item.row.sets, load=load, rpe=rpe)


def _lightened(item: Prescribed) -> Group:
    """Decision 13: sets halved half up, at least one; load x 0.9; four in reserve."""
    sets = max(1, round_half_up(Fraction(item.row.sets, 2)))
    if item.row.is_main_lift:
        share = _share(item, rpe=item.row.target_rpe, scale=DELOAD_LOAD_SHARE)
        return _group(item, sets=sets, load=share, rpe=DELOAD_RPE)
    weight = _weight(item, percent=plain(100 * DELOAD_LOAD_SHARE))
    return _group(item, sets=sets, load=weight, rir=DELOAD_RIR)


def _group(
    item: Prescribed,
    *,
    sets: int,
    load: Load | None,
    rpe: Decimal | None = None,
    rir: Decimal | None = None,
) -> Group:
    low, high = item.row.reps_lo, item.row.reps_hi
    reps = parse_reps(str(low) if low == high else f"{low}-{high}")
    return Group(sets=sets, reps=reps, load=load, rpe=rpe, rir=rir)


def _weight(item: Prescribed, *, percent: Decimal | None = None) -> Load | None:
    return Load(of=item.anchor, percent=percent) if item.anchor else None


def _share(item: Prescribed, *, rpe: Decimal, scale: Decimal = Decimal(1)) -> Load:
    # By the lowest repetitions of the range: those are owed, more may come.
    percent = percent_of_maximum(reps=item.row.reps_lo, rpe=rpe)
    return Load(of=item.anchor, percent=plain(percent * scale))


def _ramped_rir(row: TemplateRow, *, place: int, count: int) -> Decimal:
    """Spec 4, RIR_RAMP: from one above the target to one below it, in halves."""
    target = 10 - Fraction(row.target_rpe)
    low, high = RIR_BAND
    ramp = rir_ramp(
        weeks=count,
        start=min(target + RIR_AROUND_TARGET, high),
        end=max(target - RIR_AROUND_TARGET, low),
    )
    return plain(rounded(ramp[place], places=1))


def strength_rpe(row: TemplateRow, *, place: int) -> Decimal:
    """Return the target of a strength week, counted from 0; main lifts open at RPE 7."""
    if row.is_main_lift and place == 0:
        return plain(min(OPENING_RPE, row.target_rpe))
    return plain(row.target_rpe)


def _rules(items: Iterable[Prescribed], mesocycles: tuple[Mesocycle, ...]) -> tuple[Rule, ...]:
    rules: list[Rule] = []
    for item in items:
        if item.anchor is None or not item.steers:
            continue
        if item.row.is_main_lift:
            efforts = _efforts(item.row, mesocycles)
            rules.extend(maximum_rules(item, anchor=item.anchor, efforts=efforts))
        else:
            rules.extend(working_rules(item, anchor=item.anchor))
    return tuple(rules)


def _efforts(row: TemplateRow, mesocycles: tuple[Mesocycle, ...]) -> dict[int, Decimal]:
    return {
        week.week: strength_rpe(row, place=place)
        for mesocycle in mesocycles
        if mesocycle.goal is Goal.STRENGTH
        for place, week in enumerate(mesocycle.weeks)
    }
