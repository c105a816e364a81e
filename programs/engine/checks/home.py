"""Whether an athlete with adjustable dumbbells can train a program at home."""

from collections.abc import Iterator

from programs.engine.checks.bands import Check, Measured
from programs.engine.checks.facts import ProgramFacts, WorkGroup
from programs.engine.tables import substitutions


def ways_to_train_at_home(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure in how many ways each exercise can be done at home, at its first use.

    Itself, or by its home substitutes; an exercise that nobody knows has none. S25, S09.
    """
    first: dict[str, WorkGroup] = {}
    for phase in facts.phases:
        for week in phase.weeks:
            for group in week.groups:
                first.setdefault(group.identity, group)
    for identity, group in first.items():
        row = substitutions().get(identity)
        is_home = group.exercise is not None and group.exercise.is_home
        ways = int(is_home) + (len(row.substitutes) if row else 0)
        clause = f"{group.name} can't be done with dumbbells at home and nothing replaces it there"
        if group.exercise is None:
            clause = f"Nobody knows what replaces {group.name} at home"
        yield Measured(ways, group.place, clause, identity)


CHECKS: tuple[Check, ...] = (Check(("S25",), ways_to_train_at_home),)
"""Run only for athletes who have nothing else."""
