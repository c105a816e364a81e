"""Leaving out a finding that says what another one says already."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from programs.engine.checks.finding import Finding

Same = Callable[[Finding, Iterable[Finding]], bool]


def without_repeats(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in their order, a fact that two rules state told by the nearer rule only."""
    found = list(findings)
    return [one for one in found if not _is_told(one, found)]


def _is_told(one: Finding, found: Iterable[Finding]) -> bool:
    if one.rule not in _TOLD_BY:
        return False
    rule, is_same = _TOLD_BY[one.rule]
    return is_same(one, [other for other in found if other.rule == rule])


def _ends_the_run(run: Finding, deloads: Iterable[Finding]) -> bool:
    """Tell whether one of the deloads comes after just these loading weeks."""
    return any(
        deload.measured == run.measured and deload.place.mesocycle - run.place.mesocycle in (0, 1)
        for deload in deloads
    )


def _names_the_lifts(week: Finding, lifts: Iterable[Finding]) -> bool:
    """Tell whether the weeks of days in a row all have a lift that comes again too soon."""
    told = {
        number
        for lift in lifts
        if lift.place.mesocycle == week.place.mesocycle
        for number in lift.weeks
    }
    return set(week.weeks) <= told


# D03 stands where the deload is and knows its least, too; ST27 names the lift and the day.
_TOLD_BY: Mapping[str, tuple[str, Same]] = MappingProxyType(
    {"M04": ("D03", _ends_the_run), "M07": ("ST27", _names_the_lifts)}
)
