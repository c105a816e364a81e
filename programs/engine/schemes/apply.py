"""Putting a scheme in a program: one slot of one mesocycle goes by it from then on."""

from dataclasses import replace
from decimal import Decimal

from programs.engine.errors import TrainingError
from programs.engine.loads.load_anchors import UNKNOWN
from programs.engine.program.parts import Day, Mesocycle, Program, Rule, Slot
from programs.engine.schemes.scheme import Expansion, Place, Scheme


class SlotNotInMesocycle(TrainingError):
    """A scheme meant for a slot that the mesocycle doesn't have."""

    def __init__(self, slot: str, *, mesocycle: str) -> None:
        super().__init__(
            f"“{mesocycle[:60]}” has no exercise with the key “{slot[:60]}”; "
            "choose one that it has."
        )


class SchemeNeedsWeeks(TrainingError):
    """A scheme that changes from session to session, meant for days taken in turn."""

    def __init__(self, scheme: str, *, mesocycle: str) -> None:
        super().__init__(
            f"“{scheme}” differs from week to week, and “{mesocycle[:60]}” takes its days in turn; "
            "give the phase calendar weeks, or choose a scheme that asks the same every session."
        )


class AnchorIsDerived(TrainingError):
    """A scheme meant to move a number that is computed from another."""

    def __init__(self, anchor: str, *, of: str) -> None:
        super().__init__(
            f"“{anchor[:60]}” is computed from “{of[:60]}”, so nothing can move it; "
            f"let the scheme go by “{of[:60]}”."
        )


def apply_scheme(
    program: Program,
    *,
    scheme: Scheme,
    mesocycle: int,
    slot: str,
    anchor: str | None = None,
    opening_kg: Decimal = UNKNOWN,
) -> Program:
    """Return the program with a slot of a mesocycle (from 0) written by the scheme.

    ``anchor`` names the number its loads go by, None: the scheme's own. A number that the program
    has already keeps its value. Whether a week is light stays as written: the other exercises
    have a say in it. The slot's own rules stop in this mesocycle; elsewhere nothing
    changes. Raises SlotNotInMesocycle, SchemeNeedsWeeks and AnchorIsDerived.
    """
    phase = program.mesocycles[mesocycle]
    if anchor is not None and anchor in program.derived:
        raise AnchorIsDerived(anchor, of=program.derived[anchor].of)
    place = _place(program, mesocycle, slot=slot, anchor=anchor, opening_kg=opening_kg)
    expansion = scheme.expand(place)
    if phase.kind == "rotation" and len({one for week in expansion.weeks for one in week}) > 1:
        raise SchemeNeedsWeeks(scheme.name, mesocycle=phase.name)
    written = _written(phase, expansion, slot=slot)
    mesocycles = tuple(
        written if index == mesocycle else other for index, other in enumerate(program.mesocycles)
    )
    whole = replace(
        program,
        mesocycles=mesocycles,
        anchors={**expansion.anchors, **program.anchors},
        derived={**program.derived, **expansion.derived},
    )
    return _with_rules(whole, expansion, place=place)


def _place(
    program: Program, mesocycle: int, *, slot: str, anchor: str | None, opening_kg: Decimal
) -> Place:
    phase = program.mesocycles[mesocycle]
    found = next((one for day in phase.all_days for one in day.slots if one.key == slot), None)
    if found is None:
        raise SlotNotInMesocycle(slot, mesocycle=phase.name)
    return Place(
        key=slot,
        exercise=found.exercise,
        anchor=anchor,
        opening_kg=program.anchors.get(anchor or "", opening_kg),
        first_week=1 + sum(earlier.week_count for earlier in program.mesocycles[:mesocycle]),
        weeks=phase.week_count,
        sessions_per_week=_most_a_week(phase, slot),
        rounding=program.rounding,
    )


def _most_a_week(phase: Mesocycle, slot: str) -> int:
    weeks = [week.days for week in phase.weeks] or [phase.days]
    return max(sum(one.key == slot for day in days for one in day.slots) for days in weeks)


def _written(phase: Mesocycle, expansion: Expansion, *, slot: str) -> Mesocycle:
    ends = phase.ends if expansion.ends == "weeks" else expansion.ends
    if phase.kind == "rotation":
        return replace(phase, days=_days(phase.days, expansion.weeks[0], slot=slot), ends=ends)
    weeks = tuple(
        replace(week, days=_days(week.days, asked, slot=slot))
        for week, asked in zip(phase.weeks, expansion.weeks, strict=True)
    )
    return replace(phase, weeks=weeks, ends=ends)


def _days(days: tuple[Day, ...], asked: tuple[Slot, ...], *, slot: str) -> tuple[Day, ...]:
    """Return a week's days, its exposures of the slot written in turn."""
    sessions = 0
    written = []
    for day in days:
        slots = []
        for one in day.slots:
            if one.key == slot:
                slots.append(_merged(one, asked[sessions % len(asked)]))
                sessions += 1
            else:
                slots.append(one)
        written.append(replace(day, slots=tuple(slots)))
    return tuple(written)


def _merged(found: Slot, asked: Slot) -> Slot:
    """Rest, tempo, superset and movement stay the coach's."""
    return replace(
        found,
        key=asked.key,
        stages=asked.stages,
        stage=asked.stage,
        note=asked.note or found.note,
    )


def _with_rules(program: Program, expansion: Expansion, *, place: Place) -> Program:
    mine = frozenset(place.week_numbers)
    every = frozenset(range(1, program.week_count + 1))
    keys = {slot.key for slot in program.slots}
    old = [
        _outside(rule, mine, every) if rule.slot == place.key else rule for rule in program.rules
    ]
    is_whole = mine == every
    new = [rule if is_whole else _inside(rule, mine) for rule in expansion.rules]
    return replace(
        program,
        rules=(
            *(rule for rule in old if rule is not None and rule.slot in {None, *keys}),
            *new,
        ),
        example_results={
            key: entries for key, entries in program.example_results.items() if key in keys
        },
    )


def _outside(rule: Rule, mine: frozenset[int], every: frozenset[int]) -> Rule | None:
    weeks = (every if rule.weeks is None else rule.weeks) - mine
    return replace(rule, weeks=weeks) if weeks else None


def _inside(rule: Rule, mine: frozenset[int]) -> Rule:
    return replace(rule, weeks=mine if rule.weeks is None else rule.weeks & mine)
