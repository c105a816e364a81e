"""Where a program takes it easy: deload phases, and light weeks inside a loading phase."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from programs.engine.checks.facts import PhaseFacts, ProgramFacts, WeekFacts, WorkGroup
from programs.engine.checks.finding import Place
from programs.engine.goals import Goal


@dataclass(frozen=True, slots=True)
class LightWeeks:
    """Light weeks in a row, inside one phase.

    ``before`` is the last full loading week ahead of them, None at a program's start.
    ``loading_count`` counts the loading weeks since the last light ones or the start.
    """

    place: Place
    weeks: tuple[WeekFacts, ...]
    before: WeekFacts | None
    loading_count: int


def light_weeks(facts: ProgramFacts) -> Iterator[LightWeeks]:
    """Yield the program's light weeks in order.

    A transition rests too, so the count of loading weeks begins anew after it; test weeks neither
    count nor end a count. A rotation's cut-off last week isn't what light weeks are measured by,
    unless its phase has no other.
    """
    before: WeekFacts | None = None
    count = 0
    for phase in facts.phases:
        if phase.goal is Goal.TRANSITION:
            count = 0
        for is_light, run in groupby(phase.weeks, key=lambda week: week.is_deload):
            weeks = tuple(run)
            if is_light:
                place = weeks[0].place if phase.goal is not Goal.DELOAD else phase.place
                yield LightWeeks(place, weeks, before, count)
                count = 0
            elif phase.goal.is_loading:
                before = _last_full(weeks)
                count += len(weeks)


def light_groups(facts: ProgramFacts) -> Iterator[WorkGroup]:
    """Yield every work group of light weeks."""
    for phase in facts.phases:
        for week in _light(phase):
            yield from week.groups


def _light(phase: PhaseFacts) -> Iterator[WeekFacts]:
    return (week for week in phase.weeks if week.is_deload)


def _last_full(weeks: tuple[WeekFacts, ...]) -> WeekFacts:
    full = [week for week in weeks if not week.is_partial]
    return (full or weeks)[-1]
