"""What a deload does to the training before it.

Light weeks are the weeks of deload phases and those marked as light inside a loading phase; each is
compared with the last loading week ahead of it. A program that starts light has nothing to
compare with.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from programs.engine.checks.bands import Check, Measured, counted, shown
from programs.engine.checks.exercises import identities
from programs.engine.checks.facts import ProgramFacts, WeekFacts, WorkGroup
from programs.engine.checks.light_weeks import light_weeks


def loading_weeks_before(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure the loading weeks from one deload, or from the program's start, to the next.

    Weeks that no deload follows are M04's, and a deload straight after another is its length.
    """
    for light in light_weeks(facts):
        count = light.loading_count
        if count:
            weeks = f"{count} loading week{'' if count == 1 else 's'}"
            clause = f"The deload comes after {weeks}"
            yield Measured(count, light.place, clause)


def set_ratio(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure a light week's work sets as a share of the loading week's.

    All work sets on both sides: sets easier than RIR 4 are what a deload is for, so they must not
    pass for a stop.
    """
    for before, week in _compared(facts):
        if before.set_count:
            ratio = Fraction(week.set_count, before.set_count)
            clause = (
                f"The light week has {week.set_count} sets, {shown(ratio)} of the "
                f"{before.set_count} before"
            )
            yield Measured(ratio, week.place, clause)


def load_ratio(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure each exercise's heaviest light set against its heaviest loading set.

    By kilograms where both are known, else by share of the same anchor, else by percent of the
    maximum; what can't be compared isn't judged.
    """
    for before, week in _compared(facts):
        for identity in dict.fromkeys(group.identity for group in week.groups):
            light = [group for group in week.groups if group.identity == identity]
            heavy = [group for group in before.groups if group.identity == identity]
            ratios = [
                (ratio, one) for one in light if (ratio := _to_heaviest(one, heavy)) is not None
            ]
            if ratios:
                ratio, group = max(ratios, key=lambda pair: pair[0])
                clause = f"{group.name} is loaded with {shown(ratio)} of the week before"
                yield Measured(ratio, group.place, clause, identity)


def change_in_sessions(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure the change in sessions; a week without any is D10's."""
    for before, week in _compared(facts):
        if week.sessions:
            change = len(week.sessions) - len(before.sessions)
            clause = (
                f"The light week has {counted(len(week.sessions), 'session')} after "
                f"{len(before.sessions)}, "
                f"a change of {change:+d}"
            )
            yield Measured(change, week.place, clause)


def sessions_in_light_weeks(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure the sessions of every light week."""
    for light in light_weeks(facts):
        for week in light.weeks:
            count = len(week.sessions)
            clause = f"The light week has {count} session{'' if count == 1 else 's'}"
            yield Measured(count, week.place, clause)


def share_of_exercises_kept(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure how many of the loading week's exercises the light week still has."""
    for before, week in _compared(facts):
        known = identities(before.owed)
        if known and week.sessions:
            share = Fraction(len(known & identities(week.groups)), len(known))
            clause = f"The light week keeps {shown(share * 100)} % of the exercises before it"
            yield Measured(share, week.place, clause)


def _compared(facts: ProgramFacts) -> Iterator[tuple[WeekFacts, WeekFacts]]:
    for light in light_weeks(facts):
        if light.before is not None:
            for week in light.weeks:
                yield light.before, week


def _to_heaviest(group: WorkGroup, heavy: Iterable[WorkGroup]) -> Fraction | None:
    ratios = [ratio for one in heavy if (ratio := _ratio(group, one)) is not None]
    return min(ratios, default=None)


def _ratio(light: WorkGroup, heavy: WorkGroup) -> Fraction | None:
    # Nothing on the belt is no load to compare.
    if light.load_kg and heavy.load_kg:
        return light.load_kg / heavy.load_kg
    if light.anchor is not None and light.anchor == heavy.anchor:
        return _quotient(light.anchor_share, heavy.anchor_share)
    return _quotient(light.percent_of_max, heavy.percent_of_max)


def _quotient(top: Fraction | None, bottom: Fraction | None) -> Fraction | None:
    return top / bottom if top is not None and bottom else None


CHECKS: tuple[Check, ...] = (
    Check(("D03",), loading_weeks_before),
    Check(("D04", "D05"), set_ratio),
    Check(("D06", "D07"), load_ratio),
    Check(("D09",), change_in_sessions),
    Check(("D10",), sessions_in_light_weeks),
    Check(("D11",), share_of_exercises_kept),
)
