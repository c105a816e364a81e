"""How a peak sheds sets while it stays heavy, and when it is last heavy before the test."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from programs.engine.checks.bands import Check, Measured, phase_check, shown
from programs.engine.checks.facts import PhaseFacts, ProgramFacts, SessionFacts, WorkGroup
from programs.engine.checks.main_lifts import lift_place, owed_by_lift, top_percent
from programs.engine.checks.spread import days_of_sessions
from programs.engine.goals import Goal

# The quantity of P06 and P07 names it.
LAST_HEAVY_PERCENT = Decimal(85)
SLOW_FAMILIES = frozenset({"squat", "deadlift"})
QUICK_FAMILIES = frozenset({"bench"})


def heavy_sessions(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure each main lift's heaviest set of every week before the final one.

    The final week is the taper. In a phase of one week it is its last session that tapers, so the
    sessions before are measured.
    """
    for sessions in _before_the_taper(phase):
        tops: dict[str, WorkGroup] = {}
        for session in sessions:
            for lift, groups in owed_by_lift(session).items():
                for group in groups:
                    tops[lift] = _heavier(tops.get(lift, group), group)
        for group in tops.values():
            yield from _intensity(group)


def last_session(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure each main lift's heaviest set in the phase's last session."""
    for session in list(phase.sessions)[-1:]:
        for groups in owed_by_lift(session).values():
            top = top_percent(groups)
            for group in [one for one in groups if one.percent_of_max == top][:1]:
                yield from _intensity(group)


def ratio_of_final_week(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure the final week's sets as a share of the highest week's.

    A phase of one week is compared with the loading phase before it, if there is one.
    """
    before: PhaseFacts | None = None
    for phase in facts.phases:
        if phase.goal is Goal.PEAKING and phase.own_weeks:
            earlier = phase.own_weeks[:-1] or (before.own_weeks if before else ())
            highest = max((week.set_count for week in earlier), default=0)
            final = phase.own_weeks[-1]
            if highest:
                ratio = Fraction(final.set_count, highest)
                clause = (
                    f"The final week has {final.set_count} sets, {shown(ratio)} of the "
                    f"{highest} of the highest week"
                )
                yield Measured(ratio, final.place, clause)
        if phase.goal.is_loading:
            before = phase


def days_from_squat_or_deadlift(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure the days from the last heavy squat and deadlift to their test."""
    return _days_to_test(facts, families=SLOW_FAMILIES)


def days_from_bench(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure the days from the last heavy bench press to its test."""
    return _days_to_test(facts, families=QUICK_FAMILIES)


@dataclass(frozen=True, slots=True)
class _Heavy:
    day: int
    session: SessionFacts
    group: WorkGroup


def _days_to_test(facts: ProgramFacts, *, families: frozenset[str]) -> Iterator[Measured]:
    """Measure a peak that a test follows, light weeks or not; by the days offered first."""
    for phase in facts.of_goal(Goal.PEAKING):
        test = _test_after(facts, phase)
        if test is None:
            continue
        for lift, heavy in _last_heavy(phase, families=families).items():
            tested_on = _tested_on(test, lift=lift)
            if tested_on is not None:
                days = tested_on - heavy.day
                clause = (
                    f"{heavy.group.name} is last lifted at {LAST_HEAVY_PERCENT} % or more "
                    f"{days} days before its test"
                )
                place = lift_place(heavy.session, lift=heavy.group)
                yield Measured(days, place, clause, lift)


def _test_after(facts: ProgramFacts, phase: PhaseFacts) -> PhaseFacts | None:
    for later in facts.phases[phase.index + 1 :]:
        if later.goal is Goal.TEST:
            return later
        if later.goal.is_loading:
            return None
    return None


def _last_heavy(phase: PhaseFacts, *, families: frozenset[str]) -> dict[str, _Heavy]:
    last: dict[str, _Heavy] = {}
    for day, session in days_of_sessions(phase):
        for lift, groups in owed_by_lift(session).items():
            top = top_percent(groups)
            is_heavy = top is not None and top >= LAST_HEAVY_PERCENT
            if is_heavy and _family(groups[0]) in families:
                last[lift] = _Heavy(day, session, groups[0])
    return last


def _tested_on(test: PhaseFacts, *, lift: str) -> int | None:
    """The first day with a test of the lift, else the first that has the lift at all."""
    trained = [
        (day, group.intent == "test")
        for day, session in days_of_sessions(test)
        for group in session.groups
        if group.identity == lift
    ]
    tests = [day for day, is_test in trained if is_test]
    return min(tests or [day for day, _ in trained], default=None)


def _before_the_taper(phase: PhaseFacts) -> Iterator[tuple[SessionFacts, ...]]:
    weeks = phase.own_weeks
    if len(weeks) == 1:
        yield weeks[0].sessions[:-1]
    for week in weeks[:-1]:
        yield week.sessions


def _heavier(first: WorkGroup, second: WorkGroup) -> WorkGroup:
    return second if (second.percent_of_max or 0) > (first.percent_of_max or 0) else first


def _intensity(group: WorkGroup) -> Iterator[Measured]:
    if group.percent_of_max is not None:
        clause = f"{group.name} is heaviest at {shown(group.percent_of_max)} % of the maximum"
        yield Measured(group.percent_of_max, group.place, clause, group.identity)


def _family(group: WorkGroup) -> str | None:
    return None if group.exercise is None else group.exercise.competition_family


CHECKS: tuple[Check, ...] = (
    phase_check(("P04",), goal=Goal.PEAKING, measure=heavy_sessions),
    Check(("P05",), ratio_of_final_week),
    Check(("P06",), days_from_squat_or_deadlift),
    Check(("P07",), days_from_bench),
    phase_check(("P08",), goal=Goal.PEAKING, measure=last_session),
)
