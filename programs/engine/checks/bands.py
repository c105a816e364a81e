"""Judging what was measured by the bands of the rule table."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache

from programs.engine.checks.facts import PhaseFacts, ProgramFacts
from programs.engine.checks.finding import Finding, Place, Severity
from programs.engine.checks.seed_bands import seed_bands
from programs.engine.goals import Goal
from programs.engine.tables import PhaseRule, phase_rules
from programs.engine.units import Number, plain, rounded

Span = tuple[Decimal | None, Decimal | None]
"""Both ends included; None is open."""

SHOWN_PLACES = 2
WHOLE_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Measured:
    """One quantity at one place.

    ``clause`` says it as a coach would, without a full stop: "Bench Press asks for 4 reps".
    ``subject`` names the muscle or exercise. ``span`` replaces the table's bounds where they
    depend on what was measured.
    """

    value: Number
    place: Place
    clause: str
    subject: str = ""
    span: Span | None = None


Measure = Callable[[ProgramFacts], Iterable[Measured]]


@dataclass(frozen=True, slots=True)
class Check:
    """One quantity and every rule that bounds it; only the gravest broken one is reported.

    ``instead`` are rows that stand in for the tables' where the spec eases a rule. ``goal`` None:
    the check reads the whole program, else only phases with that goal.
    """

    rules: tuple[str, ...]
    measure: Measure
    instead: tuple[PhaseRule, ...] = ()
    goal: Goal | None = None


def phase_check(
    rules: tuple[str, ...], *, goal: Goal, measure: Callable[[PhaseFacts], Iterable[Measured]]
) -> Check:
    """Return a check that measures each phase with this goal by itself."""

    def measure_phases(facts: ProgramFacts) -> Iterator[Measured]:
        for phase in facts.of_goal(goal):
            yield from measure(phase)

    return Check(rules, measure_phases, goal=goal)


def rule_of(key: str) -> PhaseRule:
    """Return the row of a rule number, of the rule table or of the seed's own bands."""
    row = phase_rules().get(key)
    return seed_bands()[key] if row is None else row


def bounds_of(key: str) -> Span:
    """Return the inclusive bounds of a rule, for quantities that are defined by another's band."""
    row = rule_of(key)
    return row.lower, row.upper


def is_inside(value: Number, span: Span) -> bool:
    """Tell whether a value lies within inclusive bounds."""
    lower, upper = span
    return (lower is None or value >= lower) and (upper is None or value <= upper)


def findings_of(
    check: Check, facts: ProgramFacts, *, rules: Mapping[str, PhaseRule] | None = None
) -> list[Finding]:
    """Return the breaches of one check, the same breach at several places as one finding.

    A finding stands for one exercise (or day, muscle, phase) over its lines, days and weeks in a
    phase; it shows the value farthest outside and the first place that has it.
    """
    rows = _rows(check) if rules is None else _ranked(check, rules)
    merged: dict[tuple[object, ...], Finding] = {}
    for measured in check.measure(facts):
        found = _breach(measured, rows)
        if found is None:
            continue
        key = (found.rule, _is_below(found), _what_is_at(found.place), found.subject)
        known_one = merged.get(key)
        merged[key] = found if known_one is None else _merged(known_one, found)
    return list(merged.values())


def shown(value: Number) -> str:
    """Return a measured figure as it is read: at most two decimals."""
    return f"{plain(rounded(value, places=SHOWN_PLACES))}"


def counted(value: Number, noun: str) -> str:
    """Return a figure with its noun: 1 hard set, 2 hard sets, 0.5 hard sets."""
    return f"{shown(value)} {noun}{'' if value == 1 else 's'}"


@cache
def _rows(check: Check) -> tuple[PhaseRule, ...]:
    return _ranked(check, {})


def _ranked(check: Check, rules: Mapping[str, PhaseRule]) -> tuple[PhaseRule, ...]:
    known = {**{row.key: row for row in check.instead}, **rules}
    bands = [known.get(key) or rule_of(key) for key in check.rules]
    return tuple(sorted(bands, key=lambda row: Severity(row.severity).rank))


def _what_is_at(place: Place) -> Place:
    """A coach mends an exercise once for all its lines and days; a day by itself."""
    if place.exercise is None:
        return replace(place, week=None)
    return replace(place, week=None, day=None, slot=None, group=None)


def _breach(measured: Measured, rows: Iterable[PhaseRule]) -> Finding | None:
    for row in rows:
        span = (row.lower, row.upper) if measured.span is None else measured.span
        if not is_inside(measured.value, span):
            return _finding(measured, row, span)
    return None


def _finding(measured: Measured, row: PhaseRule, span: Span) -> Finding:
    lower, upper = span
    return Finding(
        rule=row.key,
        severity=Severity(row.severity),
        place=measured.place,
        measured=Fraction(measured.value),
        lower=lower,
        upper=upper,
        unit=row.unit,
        sentence=f"{measured.clause}; {_remedy(span, row.unit)}.",
        source=row.source,
        subject=measured.subject,
        places=(measured.place,),
    )


def _remedy(span: Span, unit: str) -> str:
    lower, upper = span
    if unit == "share":
        lower, upper = (None if end is None else end * 100 for end in span)
        unit = "%"
    if lower is None:
        if not upper:
            return "plan none here"
        return f"keep it at {_amount(upper, unit)} or less"
    if lower == upper or (unit == "%" and lower == WHOLE_PERCENT):
        return f"make it {_amount(lower, unit)}"
    if upper is None:
        return f"make it {_amount(lower, unit)} or more"
    return f"keep it between {shown(lower)} and {_amount(upper, unit)}"


def _amount(bound: Decimal, unit: str) -> str:
    """Return a bound with its unit: 10 sets a week, 1 set a week, 0.6."""
    counted, _, per = unit.partition("/")
    if bound == 1 and counted.endswith("s") and len(counted) > 1:
        counted = counted.removesuffix("s")
    words = " ".join(filter(None, (counted, f"a {per}" if per else "")))
    return f"{shown(bound)} {words}" if words and words != "ratio" else shown(bound)


def _is_below(finding: Finding) -> bool:
    return finding.lower is not None and finding.measured < finding.lower


def _distance(finding: Finding) -> Fraction:
    bound = finding.lower if _is_below(finding) else finding.upper
    return abs(finding.measured - Fraction(bound or 0))


def _merged(first: Finding, other: Finding) -> Finding:
    worse = other if _distance(other) > _distance(first) else first
    places = sorted({*first.places, *other.places}, key=_training_order)
    return replace(worse, places=tuple(places))


def _training_order(place: Place) -> tuple[int, int, str, int]:
    return (place.week or 0, place.day or 0, place.slot or "", place.group or 0)
