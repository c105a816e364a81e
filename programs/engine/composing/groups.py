"""Days and groups of composed weeks: what each exercise of the sample week is given."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import groupby

from programs.engine.composing.rules import Prescribed
from programs.engine.program.parts import Day, Group, Intent, Load, Slot
from programs.engine.program.prescription import Reps, parse_reps
from programs.engine.schemes.efforts import percent_of_maximum
from programs.engine.units import plain

Groups = Mapping[str, tuple[Group, ...]]
"""Groups by the key of the exercise they are for."""


def days_of(items: Iterable[Prescribed], groups: Groups, *, prefix: str = "") -> tuple[Day, ...]:
    """Return the days of a week with each exercise that has groups; days without any are left out.

    ``prefix`` keeps the results of a light or heavy week from moving the loading weeks' numbers.
    """
    given = (item for item in items if item.key in groups)
    by_day = groupby(given, key=lambda item: item.row.day)
    return tuple(
        Day(
            day=number,
            name=name.replace("-", " ").title(),
            slots=tuple(_slot(item, groups[item.key], prefix=prefix) for item in day),
        )
        for number, (name, day) in enumerate(by_day, start=1)
    )


def group_of(
    item: Prescribed,
    *,
    sets: int,
    load: Load | None,
    reps: Reps | None = None,
    rpe: Decimal | None = None,
    rir: Decimal | None = None,
    intent: Intent = "work",
) -> Group:
    """Return equal sets of an exercise; repetitions as in the sample week unless given."""
    low, high = item.row.reps_lo, item.row.reps_hi
    usual = parse_reps(str(low) if low == high else f"{low}-{high}")
    return Group(sets=sets, reps=reps or usual, load=load, rpe=rpe, rir=rir, intent=intent)


def working_weight(item: Prescribed, *, percent: Decimal | None = None) -> Load | None:
    """Return the exercise's own weight, or a percent of it; None where nothing is loaded."""
    return Load(of=item.anchor, percent=percent) if item.anchor else None


def share_of_maximum(
    item: Prescribed, *, reps: int, rpe: Decimal, scale: Decimal = Decimal(1)
) -> Load:
    """Return the chart's share of the maximum for so many repetitions at an RPE. Spec 2.1."""
    percent = percent_of_maximum(reps=reps, rpe=rpe)
    return Load(of=item.anchor, percent=plain(percent * scale))


def _slot(item: Prescribed, groups: tuple[Group, ...], *, prefix: str) -> Slot:
    return Slot(
        key=f"{prefix}{item.key}",
        exercises=(item.exercise.name,),
        stages=(groups,),
        is_main=item.row.is_main_lift,
        rest_s=item.row.rest_s,
        tempo=item.row.tempo,
    )
