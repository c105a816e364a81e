"""Phases put together anew: weeks numbered on, rules moved along with their weeks and slots."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from programs.engine.program.parts import Mesocycle, Program, Rule

Moved = Mapping[int, int]


def with_mesocycles(
    program: Program, phases: Sequence[Mesocycle], *, origins: Sequence[int | None]
) -> Program:
    """Return the program with these phases, their weeks counted from 1.

    ``origins`` says which phase each was, counted from 0, or None for a new one. Rules that name
    weeks move along with them. What speaks of slots or weeks that are gone goes with them.
    """
    changed = replace(program, mesocycles=_numbered(phases))
    keys = {slot.key for slot in changed.slots}
    rules = (rule for rule in program.rules if rule.slot is None or rule.slot in keys)
    return replace(
        changed,
        rules=moved_rules(rules, moved=_moved_weeks(program, phases, origins)),
        example_results={
            key: results for key, results in program.example_results.items() if key in keys
        },
    )


def moved_rules(rules: Iterable[Rule], *, moved: Moved) -> tuple[Rule, ...]:
    """Return the rules for their weeks as numbered now; those whose weeks are all gone go, too.

    ``moved`` gives the new number of each old week that is still there.
    """
    found = (_moved(rule, moved) for rule in rules)
    return tuple(rule for rule in found if rule is not None)


def _moved_weeks(
    program: Program, phases: Sequence[Mesocycle], origins: Sequence[int | None]
) -> Moved:
    """Return the new number of each old week that is still there."""
    firsts, first = [], 1
    for phase in program.mesocycles:
        firsts.append(first)
        first += phase.week_count
    found, first = dict[int, int](), 1
    for phase, origin in zip(phases, origins, strict=True):
        if origin is not None:
            both = min(phase.week_count, program.mesocycles[origin].week_count)
            found |= {firsts[origin] + week: first + week for week in range(both)}
        first += phase.week_count
    return found


def _numbered(phases: Sequence[Mesocycle]) -> tuple[Mesocycle, ...]:
    first, found = 1, []
    for phase in phases:
        weeks = (replace(week, week=first + place) for place, week in enumerate(phase.weeks))
        found.append(replace(phase, weeks=tuple(weeks)))
        first += phase.week_count
    return tuple(found)


def _moved(rule: Rule, moved: Moved) -> Rule | None:
    """Return the rule for its weeks as they are numbered now, None where none of them is left."""
    weeks = rule.weeks
    if weeks is not None:
        weeks = frozenset(moved[week] for week in weeks if week in moved)
        if not weeks:
            return None
    apply = rule.apply
    if isinstance(apply, tuple):
        apply = tuple(sorted(moved[week] for week in apply if week in moved)) or "week_end"
    return replace(
        rule,
        weeks=weeks,
        apply=apply,
        minimum={moved[week]: value for week, value in rule.minimum.items() if week in moved},
        target={moved[week]: value for week, value in rule.target.items() if week in moved},
    )
