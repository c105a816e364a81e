"""Exercises that can't be judged, because nobody knows what they train."""

from collections.abc import Iterator
from fractions import Fraction

from programs.engine.checks.facts import ProgramFacts, WorkGroup
from programs.engine.checks.finding import Finding, Severity

UNKNOWN_EXERCISE = "unknown-exercise"
SOURCE = "catalogue of exercises"


def unknown_exercises(facts: ProgramFacts) -> Iterator[Finding]:
    """Yield advice for each exercise that the catalogue lacks, at its first use.

    Its sets count in shares of the phase, but for no muscle, and rules for compounds or isolation
    pass it by. ``measured`` is the number of its work sets.
    """
    first: dict[str, WorkGroup] = {}
    sets: dict[str, int] = {}
    for phase in facts.phases:
        for week in phase.weeks:
            for group in week.groups:
                if group.exercise is None:
                    first.setdefault(group.name, group)
                    sets[group.name] = sets.get(group.name, 0) + group.sets
    for name, group in first.items():
        yield _finding(group, sets=sets[name])


def _finding(group: WorkGroup, *, sets: int) -> Finding:
    return Finding(
        rule=UNKNOWN_EXERCISE,
        severity=Severity.ADVICE,
        place=group.place,
        measured=Fraction(sets),
        lower=None,
        upper=None,
        unit="sets",
        sentence=(
            f"The catalog doesn't know {group.name}, so its {sets} work sets count for no muscle "
            "and rules for compound or isolation exercises skip it; match it to an exercise."
        ),
        source=SOURCE,
        subject=group.name,
        places=(group.place,),
    )
