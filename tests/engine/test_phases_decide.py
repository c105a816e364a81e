"""The fifteen rules beyond the worked cases: precedence, limits, words, who confirms."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.engine.goals import Goal
from programs.engine.phases.decision import (
    Decision,
    Evidence,
    Reason,
    RollMode,
    Verdict,
    decide,
    is_automatic,
    is_proposal,
)
from programs.engine.phases.words import reason_for_athlete, reason_in_words

LAST = date(2025, 6, 29)
AFTER = date(2025, 6, 30)
GOOD = Evidence(
    mode=RollMode.ADHERENCE,
    goal=Goal.HYPERTROPHY,
    last_on=LAST,
    days_since_session=2,
    exposure=Fraction(11, 12),
    weeks_since_deload=4,
    next_goal=Goal.STRENGTH,
    phase_weeks=4,
)
STRENGTH = replace(GOOD, mode=RollMode.PERFORMANCE, goal=Goal.STRENGTH, next_goal=Goal.HYPERTROPHY)
RISING = replace(STRENGTH, is_still_rising=True)
DOWN = replace(STRENGTH, lift_changes_pct=(Decimal(-3), Decimal(1)))


def changed(base, **fields):
    return replace(base, **fields)


@pytest.mark.parametrize(
    ("evidence", "decision", "reason"),
    [
        (changed(GOOD, is_paused=True, has_pain=True), "HOLD", "paused"),
        (changed(GOOD, has_pain=True, override=Decision.REPEAT), "REPEAT", "coach"),
        (changed(GOOD, has_pain=True, mode=RollMode.CALENDAR), "HOLD_FOR_COACH", "pain"),
        (changed(GOOD, has_pain=True, goal=Goal.DELOAD), "HOLD_FOR_COACH", "pain"),
        (changed(GOOD, goal=Goal.TRANSITION, exposure=None), "ADVANCE", "not_gated"),
        (changed(GOOD, goal=Goal.TEST, extensions_used=1), "HOLD_FOR_COACH", "test_missing"),
        (changed(GOOD, goal=Goal.TEST, mode=RollMode.CALENDAR), "EXTEND_1W", "test_missing"),
        (
            changed(GOOD, goal=Goal.TEST, has_test_results=True, exposure=Fraction(0)),
            "ADVANCE",
            "gates_met",
        ),
        (changed(GOOD, days_since_session=20, exposure=Fraction(1, 2)), "REPEAT", "dose_low"),
        (changed(GOOD, days_since_session=21), "REGRESS", "long_gap"),
        (changed(GOOD, days_since_session=None), "ADVANCE", "gates_met"),
        (changed(GOOD, days_since_session=21, exposure=None), "REGRESS", "long_gap"),
        (changed(GOOD, exposure=Fraction("0.599")), "REPEAT", "dose_low"),
        (changed(GOOD, exposure=Fraction("0.7")), "EXTEND_1W", "dose_partial"),
        (changed(GOOD, exposure=Fraction("0.7"), extensions_used=1), "EXTEND_1W", "dose_partial"),
        (
            changed(GOOD, exposure=Fraction("0.7"), extensions_used=2),
            "ADVANCE",
            "dose_partial_limit",
        ),
        (
            changed(GOOD, exposure=Fraction("0.7"), goal=Goal.PEAKING),
            "ADVANCE",
            "dose_partial_limit",
        ),
        (
            changed(GOOD, exposure=Fraction("0.7"), fatigue_reasons=2, next_goal=Goal.DELOAD),
            "ADVANCE",
            "fatigue",
        ),
        (changed(GOOD, exposure=Fraction("0.7"), fatigue_reasons=1), "EXTEND_1W", "dose_partial"),
        (DOWN, "DELOAD_THEN_REPEAT", "performance_drop"),
        (changed(DOWN, repeats_used=1), "HOLD_FOR_COACH", "performance_drop_again"),
        (changed(DOWN, mode=RollMode.ADHERENCE), "ADVANCE", "gates_met"),
        (changed(DOWN, goal=Goal.HYPERTROPHY), "ADVANCE", "gates_met"),
        (
            changed(DOWN, lift_changes_pct=(Decimal("-2.99"), Decimal(1))),
            "ADVANCE",
            "gates_met",
        ),
        (changed(GOOD, weeks_since_deload=5), "ADVANCE", "gates_met"),
        (changed(GOOD, weeks_since_deload=6), "DELOAD_THEN_ADVANCE", "six_weeks"),
        (
            changed(GOOD, weeks_since_deload=6, fatigue_reasons=2),
            "DELOAD_THEN_ADVANCE",
            "fatigue",
        ),
        (changed(GOOD, fatigue_reasons=3, next_goal=Goal.DELOAD), "ADVANCE", "gates_met"),
        (RISING, "EXTEND_1W", "still_rising"),
        (changed(RISING, exposure=Fraction("0.9")), "EXTEND_1W", "still_rising"),
        (changed(RISING, exposure=Fraction("0.899")), "ADVANCE", "gates_met"),
        (changed(RISING, extensions_used=1), "ADVANCE", "gates_met"),
        (changed(RISING, phase_weeks=7), "EXTEND_1W", "still_rising"),
        (changed(RISING, phase_weeks=8), "ADVANCE", "gates_met"),
        (changed(RISING, goal=Goal.PEAKING), "ADVANCE", "gates_met"),
        (changed(RISING, mode=RollMode.ADHERENCE), "ADVANCE", "gates_met"),
    ],
)
def test_decide_at_rule_edges(evidence, decision, reason):
    assert decide(evidence, today=AFTER) == Verdict(Decision(decision), Reason(reason))


def test_decide_on_last_day_nothing_then_next_day_advances():
    assert decide(GOOD, today=LAST) == Verdict(Decision.NONE, Reason.NOT_OVER)
    assert decide(GOOD, today=AFTER) == Verdict(Decision.ADVANCE, Reason.GATES_MET)


@pytest.mark.parametrize(
    ("decision", "reason", "automatic", "proposal"),
    [
        (Decision.ADVANCE, Reason.GATES_MET, True, False),
        (Decision.EXTEND_1W, Reason.DOSE_PARTIAL, True, False),
        (Decision.EXTEND_1W, Reason.TEST_MISSING, True, False),
        (Decision.EXTEND_1W, Reason.STILL_RISING, False, True),
        (Decision.DELOAD_THEN_ADVANCE, Reason.FATIGUE, True, False),
        (Decision.REPEAT, Reason.DOSE_LOW, False, True),
        (Decision.REPEAT, Reason.COACH, True, False),
        (Decision.REGRESS, Reason.LONG_GAP, False, True),
        (Decision.DELOAD_THEN_REPEAT, Reason.PERFORMANCE_DROP, False, True),
        (Decision.HOLD_FOR_COACH, Reason.PAIN, False, False),
        (Decision.HOLD, Reason.PAUSED, False, False),
        (Decision.NONE, Reason.NOT_OVER, False, False),
    ],
)
def test_is_automatic_only_for_what_needs_no_coach(decision, reason, automatic, proposal):
    assert is_automatic(decision, reason) is automatic
    assert is_proposal(decision, reason) is proposal


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        (
            changed(GOOD, exposure=Fraction(2, 3)),
            "The phase goes on for one more week: 66.7 % of the planned sessions were done, "
            "less than 80 %.",
        ),
        (
            changed(GOOD, exposure=Fraction(3, 4), extensions_used=2),
            "The next phase begins: 75 % of the planned sessions were done, and the phase was "
            "extended 2 times already.",
        ),
        (
            changed(GOOD, exposure=Fraction(3, 4), goal=Goal.PEAKING),
            "The next phase begins: 75 % of the planned sessions were done, but a peaking "
            "phase is never extended.",
        ),
        (
            changed(GOOD, days_since_session=30),
            "The phase is to start again with lighter weeks: the last session was 30 days ago "
            "(limit 21).",
        ),
        (
            DOWN,
            "A deload week comes first, then the phase is to be repeated: 1 of 2 main lifts "
            "lost 3 % or more.",
        ),
        (
            changed(GOOD, goal=Goal.TEST, has_test_results=True),
            "The next phase begins: the test results are in.",
        ),
    ],
)
def test_reason_in_words_names_the_numbers(evidence, words):
    assert reason_in_words(decide(evidence, today=AFTER), evidence) == words


RULES_FOR_THE_ATHLETE = [
    (changed(GOOD, is_paused=True), "Your plan stays where it is: it is paused."),
    (
        changed(GOOD, override=Decision.REPEAT),
        "You go through the phase once more: your coach decided so.",
    ),
    (
        changed(GOOD, has_pain=True),
        "Your coach decides how to go on: you reported pain, and training waits until it is "
        "cleared.",
    ),
    (
        changed(GOOD, goal=Goal.DELOAD),
        "Your next phase begins: the deload phase has run its time.",
    ),
    (
        changed(GOOD, goal=Goal.TEST),
        "Your phase goes on for one more week: your test results are still missing.",
    ),
    (
        changed(GOOD, mode=RollMode.CALENDAR),
        "Your next phase begins: your plan follows the calendar.",
    ),
    (
        changed(GOOD, days_since_session=30),
        "You start the phase again with lighter weeks: your last session was 30 days ago.",
    ),
    (
        changed(GOOD, exposure=None),
        "Your coach decides how to go on: no session of this phase was due, so there is nothing "
        "to judge it by.",
    ),
    (
        changed(GOOD, exposure=Fraction(1, 2)),
        "You go through the phase once more: you did 50 % of the planned sessions, too few to "
        "build on (under 60 %).",
    ),
    (
        changed(GOOD, exposure=Fraction(1, 2), repeats_used=1),
        "Your coach decides how to go on: you did 50 % of the planned sessions, under 60 % for "
        "the second time.",
    ),
    (
        changed(GOOD, exposure=Fraction(3, 4)),
        "Your phase goes on for one more week: you did 75 % of the planned sessions, and another "
        "week makes up for the rest.",
    ),
    (
        DOWN,
        "A light week comes first, then you go through the phase once more: 1 of your 2 main "
        "lifts fell by 3 % or more.",
    ),
    (
        changed(DOWN, repeats_used=1),
        "Your coach decides how to go on: 1 of your 2 main lifts fell by 3 % or more, after a "
        "repeat.",
    ),
    (
        changed(GOOD, weeks_since_deload=6),
        "A light week comes first, then your next phase: 6 hard weeks have passed since your "
        "last light one.",
    ),
    (
        changed(GOOD, fatigue_reasons=2),
        "A light week comes first, then your next phase: 2 signs say that you are tired.",
    ),
    (
        RISING,
        "Your phase goes on for one more week: your lifts are still rising and you did 91.7 % of "
        "the planned sessions.",
    ),
    (GOOD, "Your next phase begins: you did 91.7 % of the planned sessions."),
]


@pytest.mark.parametrize(("evidence", "words"), RULES_FOR_THE_ATHLETE)
def test_reason_for_athlete_speaks_to_the_one_who_trains(evidence, words):
    assert str(reason_for_athlete(decide(evidence, today=AFTER), evidence)) == words


evidences = st.builds(
    Evidence,
    mode=st.sampled_from(RollMode),
    goal=st.sampled_from(Goal),
    last_on=st.just(LAST),
    is_paused=st.booleans(),
    override=st.sampled_from([None, *Decision]),
    has_pain=st.booleans(),
    days_since_session=st.one_of(st.none(), st.integers(0, 40)),
    exposure=st.one_of(st.none(), st.fractions(0, 1, max_denominator=20)),
    extensions_used=st.integers(0, 3),
    repeats_used=st.integers(0, 2),
    weeks_since_deload=st.one_of(st.none(), st.integers(0, 12)),
    fatigue_reasons=st.integers(0, 5),
    next_goal=st.sampled_from([None, *Goal]),
    lift_changes_pct=st.lists(st.integers(-8, 8).map(Decimal), max_size=4).map(tuple),
    is_still_rising=st.booleans(),
    phase_weeks=st.integers(1, 12),
    has_test_results=st.booleans(),
)


@settings(max_examples=20)
@given(evidence=evidences, today=st.sampled_from([LAST, AFTER]))
def test_decide_any_evidence_has_one_sentence(evidence, today):
    verdict = decide(evidence, today=today)

    for said in (reason_in_words(verdict, evidence), reason_for_athlete(verdict, evidence)):
        words = str(said)
        assert words.endswith(".")
        assert words.count(": ") == 1
        assert "{" not in words


@settings(max_examples=20)
@given(evidence=evidences)
def test_decide_never_extends_a_peak_nor_doubles_a_deload_by_itself(evidence):
    verdict = decide(evidence, today=AFTER)

    if verdict.reason is not Reason.COACH and verdict.decision is Decision.EXTEND_1W:
        assert evidence.goal is not Goal.PEAKING
    if verdict.reason is not Reason.COACH and verdict.decision is Decision.DELOAD_THEN_ADVANCE:
        assert evidence.next_goal is not Goal.DELOAD
