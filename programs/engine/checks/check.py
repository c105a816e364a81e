"""Checking a whole program."""

from collections.abc import Collection
from dataclasses import replace

from programs.engine.checks import home
from programs.engine.checks.bands import findings_of
from programs.engine.checks.facts import ProgramFacts
from programs.engine.checks.finding import Finding
from programs.engine.checks.gathering import gather_facts
from programs.engine.checks.registry import all_checks
from programs.engine.checks.repeats import without_repeats
from programs.engine.checks.unknown import unknown_exercises
from programs.engine.program.parts import Program
from programs.engine.tables.catalogue_names import ExerciseOf, catalogue_exercise


def check_program(
    program: Program,
    *,
    exercise_of: ExerciseOf = catalogue_exercise,
    is_home: bool = False,
    load_limited: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Return every breach of the rule table, gravest first, then in training order.

    The program is read as its preview runs (see ``gather_facts``). For one quantity at one place
    only the gravest broken rule is reported, of two that state one fact the nearer
    (``repeats``). ``is_home`` asks too whether an athlete with nothing
    but dumbbells can train it; ``load_limited`` names the exercises for which they are too light
    (spec 1.4). Spec 1.2. Raises AnchorRunsAway.
    """
    facts = gather_facts(program, exercise_of=exercise_of)
    return check_facts(replace(facts, load_limited=frozenset(load_limited)), is_home=is_home)


def check_facts(facts: ProgramFacts, *, is_home: bool = False) -> tuple[Finding, ...]:
    """Return what ``check_program`` does, for who has the facts already."""
    goals = {None, *(phase.goal for phase in facts.phases)}
    checks = (*all_checks(), *(home.CHECKS if is_home else ()))
    found = [
        finding for check in checks if check.goal in goals for finding in findings_of(check, facts)
    ]
    found.extend(unknown_exercises(facts))
    return tuple(sorted(without_repeats(found), key=_order))


def _order(finding: Finding) -> tuple[int, int, int, int]:
    # The sort is stable: within a day the order of families, then of training, stays.
    place = finding.place
    return (finding.severity.rank, place.mesocycle, place.week or 0, place.day or 0)
