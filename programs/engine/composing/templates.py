"""The sample weeks that programs are composed from, and what each exercise is called in them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal

from programs.engine import tables
from programs.engine.composing.rules import Prescribed
from programs.engine.goals import Goal
from programs.engine.tables import ExerciseRow, TemplateRow
from programs.engine.volume.counting import MuscleWork, fractional_sets

Equipment = Literal["GYM", "HOME"]

# Sample templates by equipment, goal and days a week; each passes the bands of phase_rules.csv.
TEMPLATES: Mapping[tuple[Equipment, Goal, int], str] = {
    ("GYM", Goal.HYPERTROPHY, 4): "h-gym-4d",
    ("GYM", Goal.STRENGTH, 3): "s-gym-3d",
    ("HOME", Goal.HYPERTROPHY, 3): "h-home-3d",
    ("HOME", Goal.STRENGTH, 3): "s-home-3d",
}


def days_offered(*, equipment: Equipment, goal: Goal) -> tuple[int, ...]:
    """Return the days a week for which there is a sample template."""
    return tuple(days for kind, aim, days in TEMPLATES if (kind, aim) == (equipment, goal))


def prescribed_for(*, equipment: Equipment, goal: Goal, days: int) -> tuple[Prescribed, ...]:
    """Return the exercises of the sample week in order. Raises KeyError where there is none."""
    template = TEMPLATES[equipment, goal, days]
    steered: set[str] = set()
    items = []
    for row in (row for row in tables.sample_templates() if row.template == template):
        exercise = tables.exercises()[row.exercise]
        anchor = _anchor(row, exercise)
        # A main lift comes twice a week; its first session moves the maximum.
        steers = not row.is_main_lift or anchor not in steered
        steered.add(anchor or "")
        items.append(Prescribed(row, exercise, f"{row.day}-{row.exercise}", anchor, steers))
    return tuple(items)


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


def _anchor(row: TemplateRow, exercise: ExerciseRow) -> str | None:
    if exercise.load_convention == "bodyweight":
        return None
    if row.is_main_lift:
        return f"rm:{row.exercise}"
    # Fewer repetitions are another weight, so a strength phase keeps its own.
    return f"w:{row.exercise}" + (":strength" if row.goal == Goal.STRENGTH.value else "")
