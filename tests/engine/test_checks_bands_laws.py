"""How measured figures are judged by several bands at once."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from programs.engine import tables
from programs.engine.checks.bands import Check, Measured, findings_of, is_inside
from programs.engine.checks.facts import ProgramFacts
from programs.engine.checks.finding import Place, Severity
from programs.engine.checks.gathering import gather_facts
from programs.engine.checks.registry import all_checks
from tests.engine.checks_by_hand import phase, program
from tests.engine.programs_by_hand import slot

FACTS: ProgramFacts = gather_facts(program(phase([slot({"reps": "8"})], goal="transition")))
SEVERAL = [
    check.rules
    for check in all_checks()
    if len(check.rules) > 1 and set(check.rules) <= set(tables.phase_rules())
]
PLACE = Place(mesocycle=0, phase="Build", week=1)
VALUES = st.fractions(min_value=0, max_value=400, max_denominator=8)


def judged(rules, *measured: Measured):
    return findings_of(Check(rules, lambda _: measured), FACTS)


def measured_in(week: int, value) -> Measured:
    return Measured(value, replace(PLACE, week=week), "It is so")


@settings(max_examples=20, deadline=None)
@given(rules=st.sampled_from(SEVERAL), value=VALUES)
def test_one_figure_gives_the_gravest_broken_rule_or_nothing(rules, value) -> None:
    rows = [tables.phase_rules()[rule] for rule in rules]
    broken = [row for row in rows if not is_inside(value, (row.lower, row.upper))]

    findings = judged(rules, measured_in(1, value))

    assert len(findings) == (1 if broken else 0)
    for finding in findings:
        assert finding.severity.rank == min(Severity(row.severity).rank for row in broken)
        assert finding.measured == value


@settings(max_examples=20, deadline=None)
@given(values=st.lists(VALUES, min_size=1, max_size=6))
def test_weeks_of_one_place_are_one_finding_a_side_that_shows_the_worst(values) -> None:
    # H18 alone: from 10 to 20.
    weeks = dict(enumerate(values, start=1))

    findings = judged(("H18",), *(measured_in(week, value) for week, value in weeks.items()))

    low = {week: value for week, value in weeks.items() if value < 10}
    high = {week: value for week, value in weeks.items() if value > 20}
    sides = [(low, min), (high, max)]
    expected = {(tuple(side), worst(side.values())) for side, worst in sides if side}
    assert {(one.weeks, one.measured) for one in findings} == expected
    for finding in findings:
        same = [week for week in finding.weeks if weeks[week] == finding.measured]
        assert finding.place.week == same[0]


def test_sentence_says_the_bounds_as_a_coach_would() -> None:
    def said(rule: str, value) -> str:
        [finding] = judged((rule,), measured_in(1, value))
        return finding.sentence.removeprefix("It is so; ")

    assert said("H01", 5) == "keep it between 6 and 15 reps."
    assert said("H03", Fraction(1, 2)) == "make it 70 % or more."
    assert said("H19", 3) == "make it 4 sets a week or more."
    assert said("ST10", 0) == "make it 1 set a week or more."
    assert said("H35", 2) == "plan none here."
    assert said("D05", Fraction(1, 10)) == "keep it between 0.2 and 0.8."
    assert said("ST13", Fraction(1, 2)) == "make it 100 %."
