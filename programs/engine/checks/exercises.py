"""How many exercises, and which kinds."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from programs.engine.checks.bands import Check, Measured, phase_check, shown
from programs.engine.checks.facts import PhaseFacts, WorkGroup
from programs.engine.checks.main_lifts import main_lifts
from programs.engine.goals import Goal


def exercises_per_session(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the distinct exercises of each session; an exercise in two slots is one."""
    for session in phase.sessions:
        count = len(identities(session.owed))
        clause = f"The session has {_counted(count)}"
        yield Measured(count, session.place, clause)


def exercises_per_priority_muscle(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the distinct exercises a week that aim at each priority muscle, as a primary one."""
    for week in phase.full_weeks:
        for muscle in phase.priority:
            count = len(identities(group for group in week.owed if _aims_at(group, muscle)))
            clause = f"Priority muscle {muscle_words(muscle)}: {_counted(count)} a week"
            yield Measured(count, week.place, clause, muscle)


def isolation_share(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the share of the phase's distinct known exercises that are isolation."""
    known = {group.identity: group for group in phase.owed if group.exercise is not None}
    if known:
        isolation = sum(group.is_mechanic("isolation") for group in known.values())
        share = Fraction(isolation, len(known))
        clause = f"{shown(share * 100)} % of the exercises are isolation"
        yield Measured(share, phase.place, clause)


def compound_share(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the share of the phase's distinct known exercises that are compounds."""
    known = {group.identity: group for group in phase.owed if group.exercise is not None}
    if known:
        compounds = sum(group.is_mechanic("compound") for group in known.values())
        clause = f"{compounds} of {_counted(len(known))} are compounds"
        yield Measured(Fraction(compounds, len(known)), phase.place, clause)


def distinct_main_lifts(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure how many exercises are main lifts."""
    names = [lift.name for lift in main_lifts(phase).values()]
    count = f"{len(names)} main lift{'' if len(names) == 1 else 's'}"
    clause = f"The phase has {count}: {', '.join(names)}" if names else "The phase has no main lift"
    yield Measured(len(names), phase.place, clause)


def compound_share_of_main_lifts(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the share of the known main lifts that are compounds."""
    known = [lift for lift in main_lifts(phase).values() if lift.exercise is not None]
    others = [lift.name for lift in known if not lift.is_mechanic("compound")]
    if known:
        share = Fraction(len(known) - len(others), len(known))
        clause = f"Not every main lift is a compound: {', '.join(others)}"
        yield Measured(share, phase.place, clause)


def identities(groups: Iterable[WorkGroup]) -> frozenset[str]:
    """Return the distinct exercises."""
    return frozenset(group.identity for group in groups)


def muscle_words(muscle: str) -> str:
    """Return a muscle group as it is read: upper_back is upper back."""
    return muscle.replace("_", " ")


def _aims_at(group: WorkGroup, muscle: str) -> bool:
    return group.exercise is not None and muscle in group.exercise.primary_muscles


def _counted(count: int) -> str:
    return f"{count} exercise{'' if count == 1 else 's'}"


CHECKS: tuple[Check, ...] = (
    phase_check(("H15", "H16", "H17"), goal=Goal.HYPERTROPHY, measure=exercises_per_session),
    phase_check(("H24",), goal=Goal.HYPERTROPHY, measure=exercises_per_priority_muscle),
    phase_check(("H25",), goal=Goal.HYPERTROPHY, measure=isolation_share),
    phase_check(("ST17", "ST18", "ST19"), goal=Goal.STRENGTH, measure=exercises_per_session),
    phase_check(("ST20",), goal=Goal.STRENGTH, measure=distinct_main_lifts),
    phase_check(("ST21",), goal=Goal.STRENGTH, measure=compound_share_of_main_lifts),
    phase_check(("ST22",), goal=Goal.STRENGTH, measure=compound_share),
)
