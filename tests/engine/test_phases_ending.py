"""What ends a phase (decision 16), and that the rules of spec 5.1 then decide as for weeks."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from programs.engine.goals import Goal
from programs.engine.phases.decision import Decision, Evidence, Reason, RollMode, Verdict
from programs.engine.phases.ending import (
    PhaseEnd,
    asks_on,
    decide_end,
    decide_week,
    end_in_words,
    is_over,
    needs_extra_week,
)

LAST = date(2025, 6, 29)
AFTER = date(2025, 6, 30)
EARLY = date(2025, 6, 16)
EVIDENCE = Evidence(
    mode=RollMode.ADHERENCE,
    goal=Goal.STRENGTH,
    last_on=LAST,
    exposure=Fraction(1),
    next_goal=Goal.HYPERTROPHY,
)


def end(ends, **fields):
    return PhaseEnd(ends=ends, last_on=LAST, **fields)


@pytest.mark.parametrize(
    ("found", "on_last_day", "after"),
    [
        (end("weeks"), False, True),
        (end("weeks", has_test_results=True, has_coach_ended=True), False, True),
        (end("test"), False, False),
        (end("test", has_test_results=True), True, True),
        (end("stall", stalled_lifts=1, main_lifts=3), False, False),
        (end("stall", stalled_lifts=2, main_lifts=4), True, True),
        (end("stall", stalled_lifts=2, main_lifts=3), True, True),
        (end("stall"), False, False),
        (end("coach"), False, False),
        (end("coach", has_coach_ended=True), True, True),
    ],
)
def test_is_over_by_what_the_program_says(found, on_last_day, after):
    assert (is_over(found, today=LAST), is_over(found, today=AFTER)) == (on_last_day, after)


@pytest.mark.parametrize("ends", ["test", "stall", "coach"])
def test_needs_extra_week_once_written_weeks_are_done(ends):
    assert not needs_extra_week(end(ends), today=LAST)
    assert needs_extra_week(end(ends), today=AFTER)
    assert not needs_extra_week(end("weeks"), today=AFTER)


def test_decide_end_early_by_stall_goes_through_the_same_rules():
    stalled = end("stall", stalled_lifts=2, main_lifts=4)

    assert decide_end(EVIDENCE, end=stalled, today=EARLY) == Verdict(
        Decision.ADVANCE, Reason.GATES_MET
    )
    assert decide_end(
        replace(EVIDENCE, exposure=Fraction(1, 2)), end=stalled, today=EARLY
    ) == Verdict(Decision.REPEAT, Reason.DOSE_LOW)


def test_decide_end_late_without_tests_nothing_yet():
    assert decide_end(EVIDENCE, end=end("test"), today=AFTER) == Verdict(
        Decision.NONE, Reason.NOT_OVER
    )


def test_decide_end_paused_holds_before_the_end_is_asked():
    paused = replace(EVIDENCE, is_paused=True)

    assert decide_end(paused, end=end("coach"), today=EARLY) == Verdict(
        Decision.HOLD, Reason.PAUSED
    )


@pytest.mark.parametrize(
    ("found", "today", "words"),
    [
        (end("weeks"), LAST, "The phase runs through 2025-06-29."),
        (end("weeks"), AFTER, "The phase ended on 2025-06-29."),
        (
            end("stall", stalled_lifts=1, main_lifts=4),
            LAST,
            "The phase ends when half of the main lifts stall; 1 of 4 do now.",
        ),
        (
            end("stall", stalled_lifts=2, main_lifts=4),
            LAST,
            "The phase is over: 2 of 4 main lifts stall.",
        ),
        (
            end("test"),
            AFTER,
            "The phase ends when the test results are in. Its weeks are done, so the last "
            "loading week is repeated until then.",
        ),
        (end("coach", has_coach_ended=True), LAST, "The phase is over: the coach said so."),
    ],
)
def test_end_in_words_names_what_is_awaited(found, today, words):
    assert end_in_words(found, today=today) == words


@pytest.mark.parametrize(
    ("ends", "after", "asked_on"),
    [
        ("weeks", date(2025, 6, 2), LAST),
        ("coach", date(2025, 6, 2), LAST),
        ("test", date(2025, 6, 2), date(2025, 6, 8)),
        ("stall", date(2025, 6, 8), date(2025, 6, 8)),
        ("stall", date(2025, 6, 9), date(2025, 6, 15)),
        ("stall", date(2025, 5, 30), date(2025, 6, 8)),
        ("stall", date(2025, 6, 28), LAST),
        ("stall", date(2025, 7, 20), LAST),
    ],
)
def test_asks_at_the_end_of_its_weeks_or_of_the_one_that_holds_the_day(ends, after, asked_on):
    assert asks_on(ends, starts_on=date(2025, 6, 2), last_on=LAST, after=after) == asked_on


NOT_YET = Verdict(Decision.NONE, Reason.NOT_OVER)
ONE_MORE = Verdict(Decision.EXTEND_1W, Reason.NOT_OVER)
STALLED = end("stall", stalled_lifts=1, main_lifts=2)


@pytest.mark.parametrize(
    ("found", "evidence", "today", "extra_weeks", "verdict"),
    [
        (end("weeks"), {}, LAST, 0, NOT_YET),
        (end("coach"), {}, AFTER, 0, Verdict(Decision.ADVANCE, Reason.GATES_MET)),
        (end("stall"), {}, EARLY, 0, NOT_YET),
        (STALLED, {}, EARLY, 0, Verdict(Decision.ADVANCE, Reason.GATES_MET)),
        # Too little was done: weeks that are left are the extension.
        (STALLED, {"exposure": Fraction("0.7")}, EARLY, 0, NOT_YET),
        (
            STALLED,
            {"exposure": Fraction("0.7")},
            AFTER,
            0,
            Verdict(Decision.EXTEND_1W, Reason.DOSE_PARTIAL),
        ),
        (end("stall"), {}, AFTER, 7, ONE_MORE),
        (end("stall"), {}, AFTER, 8, Verdict(Decision.HOLD_FOR_COACH, Reason.NOT_OVER)),
        (
            end("stall"),
            {"has_pain": True},
            AFTER,
            0,
            Verdict(Decision.HOLD_FOR_COACH, Reason.PAIN),
        ),
        (end("stall"), {"is_paused": True}, AFTER, 0, Verdict(Decision.HOLD, Reason.PAUSED)),
        (
            end("test"),
            {"goal": Goal.TEST},
            AFTER,
            0,
            Verdict(Decision.EXTEND_1W, Reason.TEST_MISSING),
        ),
        (end("test"), {}, AFTER, 0, ONE_MORE),
    ],
)
def test_decide_week_by_what_ends_the_phase(found, evidence, today, extra_weeks, verdict):
    known = replace(EVIDENCE, **evidence)

    assert decide_week(known, end=found, today=today, extra_weeks=extra_weeks) == verdict
