"""Test weeks: repetitions after hypertrophy, heavy singles after strength."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from programs.engine.composing.groups import days_of, group_of, share_of_maximum
from programs.engine.composing.rules import Prescribed
from programs.engine.goals import Goal
from programs.engine.loads.estimates import chart_share
from programs.engine.program.parts import Band, Change, Group, Load, Mesocycle, Rule, Week
from programs.engine.program.prescription import fixed_reps, parse_reps
from programs.engine.tables import phase_rules
from programs.engine.tables.catalogue import NO_FAMILY
from programs.engine.units import rounded

PREFIX = "test-"
# R07: what hypertrophy builds is tested at 6 to 12 repetitions.
REP_MAX = parse_reps("6+")
REP_MAX_RPE = Decimal(9)
# Spec 5.2: singles at RPE 8 to 9; the step between them is 3.6 % (R03).
SINGLE_RPES = (Decimal(8), Decimal(9))


def testing_week(
    goal: Goal, items: tuple[Prescribed, ...], *, first_week: int, name: str
) -> Mesocycle:
    """Return the week that tests what a phase of ``goal`` has built, each lift once. Spec 5.2."""
    tested = {
        item.key: _rep_max(item) if goal is Goal.HYPERTROPHY else _singles(item)
        for item in tested_lifts(goal, items)
    }
    days = days_of(items, tested, prefix=PREFIX)
    weeks = (Week(week=first_week, days=days),)
    return Mesocycle(name=name, goal=Goal.TEST, kind="calendar", weeks=weeks)


def tested_lifts(goal: Goal, items: Iterable[Prescribed]) -> tuple[Prescribed, ...]:
    """Return the main lifts of strength, or the first lift of each family in hypertrophy."""
    found: dict[str, Prescribed] = {}
    for item in items:
        family = item.exercise.competition_family
        if goal is Goal.STRENGTH and item.row.is_main_lift:
            found.setdefault(item.row.exercise, item)
        elif goal is Goal.HYPERTROPHY and item.anchor and family != NO_FAMILY:
            found.setdefault(family, item)
    return tuple(found.values())


def reference_anchor(item: Prescribed) -> str:
    """Return the name of the load that a phase began with."""
    return f"first:{item.row.exercise}"


def reference_rules(items: Iterable[Prescribed], *, first_weeks: frozenset[int]) -> Iterable[Rule]:
    """Yield how the load of a phase's first week is kept for its test."""
    for item in items:
        kept = Change(verb="set_from_result", anchor=reference_anchor(item), times=Decimal(1))
        yield Rule(
            on="slot",
            slot=item.key,
            weeks=first_weeks,
            read="load",
            bands=(Band(changes=(kept,)),),
        )


def maximum_test_rules(items: Iterable[Prescribed]) -> Iterable[Rule]:
    """Yield how the heaviest single of a test becomes the maximum, by the chart (spec 2.1)."""
    times = rounded(Fraction(1) / chart_share(1, SINGLE_RPES[-1]), places=4)
    for item in items:
        if item.anchor:
            found = Change(verb="set_from_result", anchor=item.anchor, times=times)
            yield Rule(
                on="slot",
                slot=f"{PREFIX}{item.key}",
                read="load",
                bands=(Band(changes=(found,)),),
            )


def _rep_max(item: Prescribed) -> tuple[Group, ...]:
    load = Load(of=reference_anchor(item))
    group = group_of(item, sets=1, load=load, reps=REP_MAX, rpe=REP_MAX_RPE, intent="test")
    return (_rested(group, item),)


def _singles(item: Prescribed) -> tuple[Group, ...]:
    return tuple(_rested(_single(item, rpe=rpe), item) for rpe in SINGLE_RPES)


def _single(item: Prescribed, *, rpe: Decimal) -> Group:
    load = share_of_maximum(item, reps=1, rpe=rpe)
    return group_of(item, sets=1, load=load, reps=fixed_reps(1), rpe=rpe, intent="test")


def _rested(group: Group, item: Prescribed) -> Group:
    """R04: heavy attempts need full rest."""
    least = int(phase_rules()["R04"].lower or 0)
    return replace(group, rest_s=max(least, item.row.rest_s))
