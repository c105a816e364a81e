"""Composing a macrocycle: hypertrophy and strength in turn, equally long."""

from dataclasses import dataclass

from programs.engine.composing.course import (
    CompositionInvalid,
    CoursePhase,
    compose_course,
)
from programs.engine.composing.templates import (
    TEMPLATES,
    Equipment,
    days_offered,
    weekly_sets,
)
from programs.engine.goals import Goal
from programs.engine.program.parts import Program

__all__ = [
    "REPEATS",
    "TEMPLATES",
    "WEEKS",
    "Composition",
    "CompositionInvalid",
    "Equipment",
    "compose",
    "days_offered",
    "summary_of",
    "weekly_sets",
]

# H33, ST38: mean +/- 1 SD of the reported deload spacing.
WEEKS = (3, 8)
REPEATS = (1, 6)


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


def compose(composition: Composition) -> Program:
    """Return the macrocycle; equal choices give equal programs. Raises CompositionInvalid."""
    _check(composition)
    return compose_course(
        _phases(composition),
        name=composition.name,
        equipment=composition.equipment,
        days={goal: composition.days(goal) for goal in composition.goals},
        summary=composition.summary or summary_of(composition),
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


def _phases(composition: Composition) -> list[CoursePhase]:
    phases: list[CoursePhase] = []
    for goal in composition.goals:
        phases.append(CoursePhase(goal, composition.weeks_per_phase))
        if composition.has_deload:
            phases.append(CoursePhase(Goal.DELOAD, 1))
    return phases


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
