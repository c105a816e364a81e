"""What changes where one loading phase follows another.

Loading phases here are those of hypertrophy and strength; light weeks, tests, transitions and peaks
between two of them don't part them. Sets and repetitions are compared by full loading weeks.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from programs.engine.checks.bands import Check, Measured, counted, shown
from programs.engine.checks.exercises import muscle_words
from programs.engine.checks.facts import PhaseFacts, ProgramFacts, WorkGroup
from programs.engine.checks.main_lifts import (
    VARIATION_ROLES,
    families_of,
    lift_place,
    main_lifts,
    owed_by_lift,
)
from programs.engine.goals import Goal

COMPARED_GOALS = frozenset({Goal.HYPERTROPHY, Goal.STRENGTH})

Boundary = tuple[PhaseFacts, PhaseFacts]


def boundaries(facts: ProgramFacts) -> Iterator[Boundary]:
    """Yield each two loading phases of hypertrophy or strength that follow each other."""
    return pairwise(phase for phase in facts.phases if phase.goal in COMPARED_GOALS)


def into_strength(facts: ProgramFacts) -> Iterator[Boundary]:
    """Yield the boundaries from hypertrophy to strength."""
    goals = (Goal.HYPERTROPHY, Goal.STRENGTH)
    return (pair for pair in boundaries(facts) if (pair[0].goal, pair[1].goal) == goals)


def ratio_of_priority_muscles(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure the sets a week of each priority muscle against the hypertrophy phase before.

    Priority muscles are those of either phase.
    """
    for before, phase in into_strength(facts):
        for muscle, earlier, sets in _priority_sets(before, phase):
            if earlier:
                ratio = Fraction(sets) / Fraction(earlier)
                clause = (
                    f"{muscle_words(muscle).capitalize()} falls from {shown(earlier)} to "
                    f"{shown(sets)} hard sets a week, {shown(ratio)} of {before.place.phase}"
                )
                yield Measured(ratio, phase.place, clause, muscle)


def share_of_lifts_trained_before(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure how many main lifts the hypertrophy phase has trained: the lift or a variation."""
    for before, phase in into_strength(facts):
        lifts = main_lifts(phase)
        if not lifts:
            continue
        trained = {group.identity for group in before.groups}
        families = families_of(group for group in before.groups if _is_variation(group))
        new = [
            first.name
            for lift, first in lifts.items()
            if lift not in trained and not families_of([first]) & families
        ]
        clause = f"{len(new)} of {len(lifts)} main lifts are new after {before.place.phase}"
        named = f" ({', '.join(new)})" if new else ""
        share = Fraction(len(lifts) - len(new), len(lifts))
        yield Measured(share, phase.place, f"{clause}{named}")


def opening_effort(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure each main lift's highest target RPE in the first week after hypertrophy."""
    for _, phase in into_strength(facts):
        for week in phase.own_weeks[:1]:
            for lift, groups in owed_by_lift(week).items():
                efforts = [group.rpe for group in groups if group.rpe is not None]
                if efforts:
                    clause = f"{groups[0].name} opens with a top set at RPE {shown(max(efforts))}"
                    place = lift_place(week, lift=groups[0])
                    yield Measured(max(efforts), place, clause, lift)


def muscles_without_fewer_sets(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure how many priority muscles get no fewer sets in strength than in hypertrophy.

    In either order. A rise after hypertrophy is left to ST36.
    """
    for size, strength, second in _unlike_neighbors(facts):
        is_into_strength = second is strength
        kept = [
            f"{muscle_words(muscle)} {shown(high)} and {shown(low)}"
            for muscle, high, low in _priority_sets(size, strength)
            if low == high or (low > high and not is_into_strength)
        ]
        verb = "gets" if len(kept) == 1 else "get"
        clause = (
            f"{counted(len(kept), 'priority muscle')} {verb} no fewer hard sets in "
            f"{strength.place.phase} than in {size.place.phase} ({', '.join(kept)})"
        )
        yield Measured(len(kept), second.place, clause)


def volume_against_strength(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure hypertrophy's mean sets of a muscle and week against the neighboring strength's.

    Over every muscle that either trains.
    """
    for size, strength, second in _unlike_neighbors(facts):
        high, low = sum(weekly_sets(size).values()), sum(weekly_sets(strength).values())
        if low:
            ratio = Fraction(high) / Fraction(low)
            clause = (
                f"{size.place.phase} has {shown(ratio)} times the weekly sets a muscle of "
                f"{strength.place.phase}"
            )
            yield Measured(ratio, second.place, clause)


def reps_and_sets_against_strength(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure how many of two fail: more repetitions a set, and more sets a week, than strength."""
    for size, strength, second in _unlike_neighbors(facts):
        failing = [
            f"{shown(high)} against {shown(low)} {said}"
            for high, low, said in (
                (_mean_reps(size), _mean_reps(strength), "reps a set"),
                (_mean_sets(size), _mean_sets(strength), "sets a week"),
            )
            if high is not None and low is not None and high <= low
        ]
        clause = (
            f"{size.place.phase} doesn't ask for more than {strength.place.phase}: "
            f"{', '.join(failing)}"
        )
        yield Measured(len(failing), second.place, clause)


def weekly_sets(phase: PhaseFacts) -> dict[str, Fraction]:
    """Return the mean fractional hard sets a full week of each muscle; empty without such weeks."""
    totals: dict[str, Fraction] = {}
    for week in phase.full_weeks:
        for muscle, sets in week.muscle_sets.items():
            totals[muscle] = totals.get(muscle, Fraction(0)) + Fraction(sets)
    return {muscle: total / len(phase.full_weeks) for muscle, total in totals.items()}


def _priority_sets(
    first: PhaseFacts, second: PhaseFacts
) -> Iterator[tuple[str, Fraction, Fraction]]:
    before, after = weekly_sets(first), weekly_sets(second)
    for muscle in dict.fromkeys((*first.priority, *second.priority)):
        yield muscle, before.get(muscle, Fraction(0)), after.get(muscle, Fraction(0))


def _unlike_neighbors(facts: ProgramFacts) -> Iterator[tuple[PhaseFacts, PhaseFacts, PhaseFacts]]:
    """Yield hypertrophy, strength, and which of them comes second."""
    for first, second in boundaries(facts):
        if first.goal is Goal.HYPERTROPHY and second.goal is Goal.STRENGTH:
            yield first, second, second
        elif first.goal is Goal.STRENGTH and second.goal is Goal.HYPERTROPHY:
            yield second, first, second


def _is_variation(group: WorkGroup) -> bool:
    return group.exercise is not None and group.exercise.role in VARIATION_ROLES


def _mean_sets(phase: PhaseFacts) -> Fraction | None:
    weeks = phase.full_weeks
    return Fraction(sum(week.set_count for week in weeks), len(weeks)) if weeks else None


def _mean_reps(phase: PhaseFacts) -> Fraction | None:
    """The middle of each range, by sets; open sets by what they owe, time and "max" left out."""
    return _mean((_middle(group), group.sets) for group in phase.owed)


def _middle(group: WorkGroup) -> Fraction | None:
    if group.fewest_reps is None:
        return None
    return Fraction(group.fewest_reps + (group.most_reps or group.fewest_reps), 2)


def _mean(weighed: Iterable[tuple[Fraction | None, int]]) -> Fraction | None:
    known = [(value, weight) for value, weight in weighed if value is not None]
    weights = sum(weight for _, weight in known)
    if weights == 0:
        return None
    return sum((value * weight for value, weight in known), Fraction(0)) / weights


CHECKS: tuple[Check, ...] = (
    Check(("ST35", "ST36"), ratio_of_priority_muscles),
    Check(("M05",), share_of_lifts_trained_before),
    Check(("M06",), opening_effort),
    Check(("S08",), muscles_without_fewer_sets),
    Check(("S12",), volume_against_strength),
    Check(("S14",), reps_and_sets_against_strength),
)
