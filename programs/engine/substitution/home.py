"""A whole program made for the equipment at home, in one call."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from programs.engine.goals import Goal
from programs.engine.program.parts import (
    Band,
    Change,
    Condition,
    Program,
    Rounding,
    Rule,
    Slot,
    exercise_names,
)
from programs.engine.substitution.equipment import HOME, Equipment
from programs.engine.substitution.home_anchors import HomeAnchors, groups_of, load_change
from programs.engine.substitution.home_choices import Choices, Swap, choose_exercises
from programs.engine.substitution.home_groups import FirstLoad, HomeDays
from programs.engine.substitution.home_limits import too_heavy
from programs.engine.substitution.home_rules import HomeRules
from programs.engine.tables.catalogue_names import ExerciseOf, catalogue_exercise
from programs.engine.units import plain, rounded

# A number below this is unknown: nothing so light is lifted, so the first session finds it.
LEAST_KNOWN = Decimal("0.5")
PLACES = 4


@dataclass(frozen=True, slots=True)
class HomeChange:
    """One exercise swapped, in words; names as the programs write them.

    ``share`` is the new load over the old one, None where it has to be found.
    """

    exercise: str
    substitute: str
    reason: str
    kept: tuple[str, ...]
    lost: tuple[str, ...]
    load: str
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class NotKept:
    """One thing that the home version can't keep: where first, and a sentence."""

    place: str
    sentence: str


@dataclass(frozen=True, slots=True)
class HomeVersion:
    """A program for the equipment at hand, what was changed, and what could not be kept."""

    program: Program
    changes: tuple[HomeChange, ...]
    not_kept: tuple[NotKept, ...]


def home_version(
    program: Program,
    *,
    equipment: Equipment = HOME,
    exercise_of: ExerciseOf = catalogue_exercise,
) -> HomeVersion:
    """Return the program with every exercise that can't be done replaced by one that can.

    Numbers of swapped lifts get a new name and the substitute's own kilograms, percentages and
    effort stay, and rules move the new numbers by amounts in proportion. Where no share of the
    old load is known, the first session finds it by effort. A program that needs no change is
    returned as it is. Spec 7, S25, ST21.
    """
    choices = choose_exercises(program, equipment=equipment, exercise_of=exercise_of)
    written = _rewritten(program, choices, equipment=equipment) if choices.swaps else program
    return HomeVersion(
        program=written,
        changes=tuple(_change(swap) for swap in choices.swaps.values()),
        not_kept=(
            *_left_over(program, choices),
            *_losses(program, choices, exercise_of=exercise_of),
            *(
                NotKept(place, sentence)
                for place, sentence in too_heavy(
                    written, equipment=equipment, exercise_of=exercise_of
                )
            ),
        ),
    )


def _rewritten(program: Program, choices: Choices, *, equipment: Equipment) -> Program:
    anchors = HomeAnchors(program, choices=choices)
    rules = HomeRules(program, choices=choices, anchors=anchors)
    days = HomeDays(program, choices=choices, anchors=anchors, rules=rules)
    mesocycles = tuple(map(days.mesocycle, program.mesocycles))
    kept = tuple(rules.rules())
    names = {name: swap.to.name for name, swap in choices.swaps.items()}
    return replace(
        program,
        rounding=_rounding(program.rounding, equipment=equipment),
        default_anchor=rules.default_anchors(names),
        mesocycles=mesocycles,
        rules=(*_finding(days.found, kept), *kept),
        example_results=rules.results(),
        # Last: rewriting the rest tells which numbers are needed.
        anchors=anchors.values(),
        derived=anchors.derived(),
    )


def _rounding(rounding: Rounding, *, equipment: Equipment) -> Rounding:
    """Return the rounding of a place without a barbell: the finest step of its dumbbells."""
    weights = equipment.dumbbells_kg
    if "barbell" in equipment.items or len(weights) < 2:
        return rounding
    return replace(rounding, step_kg=min(high - low for low, high in pairwise(weights)))


def _finding(found: list[FirstLoad], rules: tuple[Rule, ...]) -> Iterator[Rule]:
    """Yield the rules that set an unknown number from the first load lifted.

    None for a number that the program sets from what is lifted anyway.
    """
    settled = {
        (rule.slot, change.anchor)
        for rule in rules
        if rule.read == "load"
        for band in rule.bands
        for change in band.changes
        if change.verb == "set_from_result"
    }
    heaviest: dict[tuple[str, str, int | None], Fraction] = {}
    for one in found:
        key = (one.slot, one.anchor, one.week)
        heaviest[key] = max(one.share, heaviest.get(key, Fraction(0)))
    weeks: dict[tuple[str, str, Fraction], list[int | None]] = {}
    for (slot, anchor, week), share in heaviest.items():
        if (slot, anchor) not in settled:
            weeks.setdefault((slot, anchor, share), []).append(week)
    for (slot, anchor, share), at in weeks.items():
        yield _found_from_load(slot, anchor=anchor, share=share, weeks=at)


def _found_from_load(slot: str, *, anchor: str, share: Fraction, weeks: list[int | None]) -> Rule:
    times = plain(rounded(1 / share, places=PLACES))
    is_known = Condition(anchor=anchor, relation=">=", value=LEAST_KNOWN)
    numbered = frozenset(week for week in weeks if week is not None)
    is_everywhere = len(numbered) < len(weeks)
    return Rule(
        on="slot",
        slot=slot,
        weeks=None if is_everywhere else numbered,
        read="load",
        bands=(
            Band(conditions=(is_known,), changes=()),
            Band(changes=(Change(verb="set_from_result", anchor=anchor, times=times),)),
        ),
    )


def _change(swap: Swap) -> HomeChange:
    candidate = swap.candidate
    return HomeChange(
        exercise=swap.name,
        substitute=swap.to.name,
        reason=str(candidate.reason),
        kept=tuple(map(str, candidate.kept)),
        lost=tuple(map(str, candidate.lost)),
        load=str(candidate.start.words(swap.to)),
        share=swap.factor,
    )


def _left_over(program: Program, choices: Choices) -> Iterator[NotKept]:
    for name in choices.unknown:
        sentence = (
            f"{name} isn't in the catalogue, so nobody can tell whether it can be done; "
            "choose an exercise for it."
        )
        yield NotKept(_first_place(program, name), sentence)
    for name in choices.hopeless:
        sentence = f"Nothing at hand can replace {name}; take it out or get what it needs."
        yield NotKept(_first_place(program, name), sentence)


def _losses(program: Program, choices: Choices, *, exercise_of: ExerciseOf) -> Iterator[NotKept]:
    for swap in choices.swaps.values():
        place = _first_place(program, swap.name)
        slots = [slot for slot in program.slots if swap.name in slot.exercises]
        loaded = [slot for slot in slots if _is_loaded(slot)]
        if any(load_change(slot, choices=choices).kind == "found" for slot in loaded):
            yield NotKept(place, f"The load of {swap.name}: {swap.to.name} has to find its own.")
        elif loaded and not swap.is_loadable:
            sentence = (
                f"The load of {swap.name}: {swap.to.name} is done with the body alone, "
                "so it progresses by repetitions."
            )
            yield NotKept(place, sentence)
        if swap.to.measure != swap.original.measure:
            sentence = (
                f"Repetitions of {swap.name}: {swap.to.name} is counted in {swap.to.measure}."
            )
            yield NotKept(place, sentence)
    yield from _merged(program, choices, exercise_of=exercise_of)
    yield from _tests(program, choices)


def _merged(program: Program, choices: Choices, *, exercise_of: ExerciseOf) -> Iterator[NotKept]:
    """Yield the exercises that became one and the same, or one that was there already."""
    into: dict[str, dict[str, str]] = {}
    for name in exercise_names(program):
        swap = choices.swaps.get(name)
        row = exercise_of(name) if swap is None else swap.original
        if row is not None:
            to = row.name if swap is None else swap.to.name
            into.setdefault(to, {}).setdefault(row.slug, name)
    for substitute, originals in into.items():
        names = list(originals.values())
        if len(names) > 1:
            sentence = f"The difference between {' and '.join(names)}: each is {substitute} now."
            yield NotKept(_first_place(program, names[1]), sentence)


def _tests(program: Program, choices: Choices) -> Iterator[NotKept]:
    told = set()
    for mesocycle in program.mesocycles:
        for day in mesocycle.all_days:
            for slot in day.slots:
                is_test = mesocycle.goal is Goal.TEST or any(
                    group.intent == "test" for group in groups_of(slot)
                )
                for name in slot.exercises:
                    if is_test and name in choices.swaps and name not in told:
                        told.add(name)
                        sentence = (
                            f"The test of {name}: test {choices.swaps[name].to.name} with several "
                            "repetitions and compare it with itself only."
                        )
                        yield NotKept(_first_place(program, name), sentence)


def _is_loaded(slot: Slot) -> bool:
    return any(group.load is not None for group in groups_of(slot))


def _first_place(program: Program, name: str) -> str:
    for mesocycle in program.mesocycles:
        for week in mesocycle.weeks:
            for number, day in enumerate(week.days, start=1):
                if any(name in slot.exercises for slot in day.slots):
                    return f"week {week.week}, day {day.day or number}, {name}"
        for number, day in enumerate(mesocycle.days, start=1):
            if any(name in slot.exercises for slot in day.slots):
                return f"{mesocycle.name}, day {number}, {name}"
    return name
