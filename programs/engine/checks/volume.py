"""How many hard sets muscles and sessions get.

Fractional: primary muscles count 1, secondary 0.5 (spec 3.2). Optional sets count for nothing, and
a rotation's cut-off last week isn't judged as a week.
"""

from collections.abc import Iterator
from itertools import pairwise

from programs.engine.checks.bands import Check, Measured, counted, phase_check
from programs.engine.checks.exercises import muscle_words
from programs.engine.checks.facts import PhaseFacts, WeekFacts
from programs.engine.checks.main_lifts import lift_place, owed_by_lift
from programs.engine.goals import Goal
from programs.engine.units import Number


def weekly_sets_of_priority_muscles(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure each priority muscle of the phase, also where it gets nothing."""
    for week in phase.full_weeks:
        for muscle in phase.priority:
            yield weekly(week, muscle, week.muscle_sets.get(muscle, 0))


def weekly_sets_of_other_trained_muscles(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure each muscle that some exercise of the week aims at, priority muscles apart.

    A muscle that only helps along isn't being trained, so too little for it is no fault.
    """
    for week in phase.full_weeks:
        for muscle in week.direct_sets:
            if muscle not in phase.priority:
                yield weekly(week, muscle, week.muscle_sets[muscle])


def weekly_sets_of_helping_muscles(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the muscles that nothing aims at: even they can get too much."""
    for week in phase.full_weeks:
        for muscle, sets in week.muscle_sets.items():
            if muscle not in week.direct_sets and muscle not in phase.priority:
                yield weekly(week, muscle, sets)


def weekly_sets_of_all_muscles(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure every muscle that gets anything."""
    for week in phase.full_weeks:
        for muscle, sets in week.muscle_sets.items():
            yield weekly(week, muscle, sets)


def weekly_sets_of_aimed_at_muscles(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure each muscle that some exercise of the week aims at."""
    for week in phase.full_weeks:
        for muscle in week.direct_sets:
            yield weekly(week, muscle, week.muscle_sets[muscle])


def weekly_sets_of_muscles_not_aimed_at(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure each muscle that only helps along."""
    for week in phase.full_weeks:
        for muscle, sets in week.muscle_sets.items():
            if muscle not in week.direct_sets:
                yield weekly(week, muscle, sets)


def weekly_sets_of_main_lifts(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure each main lift's hard sets in the weeks that train it."""
    for week in phase.full_weeks:
        for lift, groups in owed_by_lift(week).items():
            hard = sum(group.counted_sets for group in groups if group.is_hard)
            clause = f"{groups[0].name} gets {counted(hard, 'hard set')} a week"
            yield Measured(hard, lift_place(week, lift=groups[0]), clause, lift)


def sets_per_muscle_and_session(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure each muscle in each session."""
    for session in phase.sessions:
        for muscle, sets in session.muscle_sets.items():
            clause = f"{_named(muscle)}: {counted(sets, 'hard set')} in one session"
            yield Measured(sets, session.place, clause, muscle)


def weekly_rise(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure how much each muscle's sets grow from one full week of the phase to the next.

    A light week between two weeks is passed over.
    """
    for before, week in pairwise(phase.full_weeks):
        for muscle, sets in week.muscle_sets.items():
            rise = sets - before.muscle_sets.get(muscle, 0)
            clause = f"{_named(muscle)}: {counted(rise, 'hard set')} more than the week before"
            yield Measured(rise, week.place, clause, muscle)


def hard_sets_per_session(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the hard sets of each session."""
    for session in phase.sessions:
        count = sum(group.counted_sets for group in session.owed if group.is_hard)
        yield Measured(count, session.place, f"The session has {counted(count, 'hard set')}")


def weekly(week: WeekFacts, muscle: str, sets: Number) -> Measured:
    """Return a muscle's sets in a week as measured."""
    clause = f"{_named(muscle)}: {counted(sets, 'hard set')} a week"
    return Measured(sets, week.place, clause, muscle)


def _named(muscle: str) -> str:
    return muscle_words(muscle).capitalize()


CHECKS: tuple[Check, ...] = (
    phase_check(
        ("H18", "H20", "H21"), goal=Goal.HYPERTROPHY, measure=weekly_sets_of_priority_muscles
    ),
    phase_check(
        ("H19", "H20", "H21"),
        goal=Goal.HYPERTROPHY,
        measure=weekly_sets_of_other_trained_muscles,
    ),
    phase_check(("H20", "H21"), goal=Goal.HYPERTROPHY, measure=weekly_sets_of_helping_muscles),
    phase_check(("H22",), goal=Goal.HYPERTROPHY, measure=sets_per_muscle_and_session),
    phase_check(("H30", "H31"), goal=Goal.HYPERTROPHY, measure=weekly_rise),
    phase_check(("H36",), goal=Goal.HYPERTROPHY, measure=hard_sets_per_session),
    phase_check(("ST23",), goal=Goal.STRENGTH, measure=weekly_sets_of_main_lifts),
    phase_check(("ST24", "ST25"), goal=Goal.STRENGTH, measure=weekly_sets_of_aimed_at_muscles),
    phase_check(("ST25",), goal=Goal.STRENGTH, measure=weekly_sets_of_muscles_not_aimed_at),
    phase_check(("X04",), goal=Goal.TRANSITION, measure=weekly_sets_of_all_muscles),
)
