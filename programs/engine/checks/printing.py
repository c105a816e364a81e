"""Findings as text and as JSON."""

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from programs.engine.checks.finding import Finding, Place, Severity
from programs.engine.units import plain, rounded

EXACT_PLACES = 4
HEADINGS = {
    Severity.ERROR: "Errors: these keep the program from being published",
    Severity.WARNING: "Warnings: these want a coach's acknowledgment",
    Severity.ADVICE: "Advice",
}
NOTHING = "Nothing to report.\n"


def findings_text(findings: Sequence[Finding]) -> str:
    """Return findings by severity and rule: where, what and what to do, and the source.

    Takes them gravest first, as ``check_program`` gives them.
    """
    if not findings:
        return NOTHING
    blocks = groupby(findings, key=lambda finding: finding.severity)
    return "\n".join(_block(severity, tuple(found)) for severity, found in blocks)


def findings_json(findings: Sequence[Finding]) -> str:
    """Return findings as a JSON list, one object a line; figures as text of four decimals."""
    lines = [json.dumps(_object(finding), ensure_ascii=False) for finding in findings]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def _block(severity: Severity, findings: Sequence[Finding]) -> str:
    heading = f"{HEADINGS[severity]} ({len(findings)})\n"
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    return heading + "".join(line for rule in by_rule.values() for line in _rule_lines(rule))


def _rule_lines(findings: Sequence[Finding]) -> Iterator[str]:
    yield f"  {findings[0].rule} ({findings[0].source})\n"
    for finding in findings:
        yield f"    {finding.where}: {finding.sentence}\n"


def _object(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "where": finding.where,
        "place": _place(finding.place),
        "places": [_place(place) for place in finding.places],
        "weeks": list(finding.weeks),
        "subject": finding.subject,
        "measured": _figure(finding.measured),
        "lower": _figure(finding.lower),
        "upper": _figure(finding.upper),
        "unit": finding.unit,
        "sentence": finding.sentence,
        "source": finding.source,
    }


def _place(place: Place) -> dict[str, object]:
    return {
        "mesocycle": place.mesocycle,
        "phase": place.phase,
        "week": place.week,
        "day": place.day,
        "slot": place.slot,
        "exercise": place.exercise,
        "group": place.group,
    }


def _figure(value: Fraction | Decimal | None) -> str | None:
    return None if value is None else str(plain(rounded(value, places=EXACT_PLACES)))
