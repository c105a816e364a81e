"""Progression schemes at the edges that the worked cases leave open."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.engine.loads.estimates import OffChart
from programs.engine.progression.amrap import CAP_LOWER_KG, amrap_training_max, cap_up_kg
from programs.engine.progression.deload import Signals, call_in_words, deload_call
from programs.engine.progression.double import double, top_reps
from programs.engine.progression.gap import gap_policy, ramped_sets
from programs.engine.progression.linear import linear
from programs.engine.progression.ramps import may_add_sets, rir_ramp, set_ramp, sets_to_do
from programs.engine.progression.rpe_adjust import rpe_adjust
from programs.engine.progression.stall import stall
from programs.engine.progression.top_set import (
    back_off,
    planned_top,
    sets_before_stop,
    should_stop,
)
from programs.engine.progression.wave import DAILY_UNDULATING, FIVES_THREES_ONES, wave_sets


def run_linear(reps_done, *, last_rpe="8", fails=0, load="100"):
    return linear(
        load_kg=Decimal(load),
        increment_kg=Decimal("2.5"),
        step_kg=Decimal("2.5"),
        reps_prescribed=5,
        sets_prescribed=3,
        reps_done=reps_done,
        last_rpe=None if last_rpe is None else Decimal(last_rpe),
        fails=fails,
    )


@pytest.mark.parametrize(
    ("done", "rpe", "fails", "load", "left", "action"),
    [
        ((5, 5, 5), "9", 2, "102.5", 0, "increase"),
        ((5, 5, 5), None, 0, "102.5", 0, "increase"),
        ((5, 5, 5), "9.5", 2, "100", 2, "hold"),
        ((5, 5, 5, 1), "8", 0, "102.5", 0, "increase"),
        ((5, 5, 4), "8", 1, "100", 2, "repeat"),
        ((), "8", 2, "90", 0, "reset"),
    ],
)
def test_linear_at_edges(done, rpe, fails, load, left, action):
    result = run_linear(done, last_rpe=rpe, fails=fails)

    assert (result.load_kg, result.fails, result.action) == (Decimal(load), left, action)


def run_double(reps_done, *, last_rpe=9, fails=0, load="60", step="2.5"):
    return double(
        load_kg=Decimal(load),
        step_kg=Decimal(step),
        low=8,
        high=12,
        sets_prescribed=3,
        reps_done=reps_done,
        last_rpe=None if last_rpe is None else Decimal(last_rpe),
        fails=fails,
    )


@pytest.mark.parametrize(
    ("result", "load", "target", "fails", "action"),
    [
        (run_double((12, 12, 12), last_rpe=None), "62.5", 8, 0, "increase"),
        (run_double((12, 12)), "60", None, 0, "incomplete"),
        (run_double((12, 12), fails=1), "60", None, 1, "incomplete"),
        (run_double((12, 12, 12, 3)), "62.5", 8, 0, "increase"),
        (run_double((8, 8, 8), fails=1), "60", 9, 0, "add_reps"),
        (run_double((8, 8, 7)), "60", 8, 1, "repeat"),
        (run_double((5, 5, 5), fails=1, load="2.5"), "2.5", 8, 0, "decrease"),
    ],
)
def test_double_at_edges(result, load, target, fails, action):
    assert (result.load_kg, result.target_reps, result.fails, result.action) == (
        Decimal(load),
        target,
        fails,
        action,
    )


@pytest.mark.parametrize(
    ("load", "step", "top"),
    [
        # 7.5 % exactly is not coarse.
        ("40", "3", 12),
        # 20 %: 1.2 x 38/30 = 45.6/30, so 16 reps (46/30).
        ("10", "2", 16),
        # 100 %: 2 x 38/30 = 76/30 wants 46 reps; the top stays within 8 more.
        ("2", "2", 20),
        ("0", "2", 20),
    ],
)
def test_top_reps_grow_with_coarse_step(load, step, top):
    assert top_reps(load_kg=Decimal(load), step_kg=Decimal(step), low=8, high=12) == top


@pytest.mark.parametrize(("step", "top"), [("3", 12), ("3.04", 15)])
def test_top_reps_of_narrow_range_move_only_beyond_seven_and_a_half_percent(step, top):
    # 3.04 of 40 is 7.6 %: 1.076 x 41/30 = 44.116/30, so 15 reps (45/30).
    assert top_reps(load_kg=Decimal(40), step_kg=Decimal(step), low=11, high=12) == top


def test_rir_ramp_of_one_week_and_ties_up():
    assert rir_ramp(weeks=1, start=Fraction(3), end=Fraction(0)) == (3,)
    # 2 + 1 x 1/4 = 2.25 becomes 2.5.
    assert rir_ramp(weeks=5, start=Fraction(2), end=Fraction(3))[1] == Fraction("2.5")


def test_set_ramp_never_adds_more_than_two():
    # Planned 4, 9, 14, held to two more than the week before.
    assert set_ramp(weeks=3, start=4, end=14) == (4, 6, 8)
    assert set_ramp(weeks=1, start=4, end=14) == (4,)


def test_may_add_sets_needs_adherence_and_effort_on_target():
    assert may_add_sets(set_adherence=Fraction("0.9"), mean_rpe_deviation=Fraction("0.99"))
    assert not may_add_sets(set_adherence=Fraction("0.89"), mean_rpe_deviation=Fraction(0))
    assert not may_add_sets(set_adherence=Fraction(1), mean_rpe_deviation=Fraction(1))


@pytest.mark.parametrize(("top_rpe", "reps"), [(None, 5), (Decimal(5), 5), (Decimal(8), 15)])
def test_back_off_off_the_chart_takes_ninety_percent(top_rpe, reps):
    result = back_off(
        top_load_kg=Decimal(130),
        top_reps=3,
        top_rpe=top_rpe,
        reps=reps,
        rpe=7,
        step_kg=Decimal("2.5"),
    )

    # 0.90 x 130 = 117, rounded down.
    assert result.load_kg == Decimal(115)


def test_back_off_same_reps_and_effort_is_the_same_load():
    result = back_off(
        top_load_kg=Decimal(80),
        top_reps=8,
        top_rpe=Decimal(9),
        reps=8,
        rpe=Decimal(9),
        step_kg=Decimal("2.5"),
    )

    assert (result.load_kg, result.share_of_top) == (Decimal(80), 1)


def test_planned_top_off_chart_refused():
    with pytest.raises(OffChart):
        planned_top(e1rm_kg=150, reps=13, rpe=8, step_kg=Decimal("2.5"))


def test_should_stop_only_beyond_one_rpe_over():
    assert not should_stop(logged_rpe=8, target_rpe=7)
    assert should_stop(logged_rpe=Decimal("8.5"), target_rpe=7)


def test_wave_sets_start_over():
    assert [one.percent_of_tm for one in wave_sets(FIVES_THREES_ONES, index=4)] == [65, 75, 85]
    assert wave_sets(DAILY_UNDULATING, index=5)[0].reps == "5"


def test_amrap_training_max_no_rep_falls_by_five_percent():
    result = amrap_training_max(
        training_max_kg=Decimal(140), load_kg=Decimal(133), reps=0, cap_up_kg=CAP_LOWER_KG
    )

    assert (result.e1rm_kg, result.delta_kg, result.training_max_kg) == (0, -7, Decimal("132.5"))


def test_amrap_training_max_change_under_one_percent_is_none():
    # 100 x (1 + 4/30) x 0.9 = 102; 102 - 101 = 1 is under 1.01.
    result = amrap_training_max(
        training_max_kg=Decimal(101), load_kg=Decimal(100), reps=4, cap_up_kg=CAP_LOWER_KG
    )

    assert (result.delta_kg, result.training_max_kg) == (0, Decimal(100))


@pytest.mark.parametrize(
    ("reps", "logged", "target", "load", "action"),
    [
        (5, "7.5", "8", "100", "hold"),
        (5, "7.4", "8", "102.5", "increase"),
        (5, "9", "8", "97.5", "decrease"),
        (15, "9", "8", "95", "decrease"),
        (15, "7", "8", "105", "increase"),
        (15, "10", "6", "90", "decrease"),
        (5, "10", "5", "90", "decrease"),
    ],
)
def test_rpe_adjust_on_and_off_chart(reps, logged, target, load, action):
    # 5@7.4 reads as 7.5: 81.1/79.9 = 1.5 %; 5@9: 81.1/83.7 = -3.1 %; 15 reps: 4 % an RPE.
    result = rpe_adjust(
        load_kg=Decimal(100),
        reps=reps,
        logged_rpe=Decimal(logged),
        target_rpe=Decimal(target),
        step_kg=Decimal("2.5"),
    )

    assert (result.load_kg, result.action) == (Decimal(load), action)


@given(
    reps=st.integers(1, 20),
    logged=st.integers(2, 20).map(lambda n: Decimal(n) / 2),
    target=st.integers(8, 20).map(lambda n: Decimal(n) / 2),
)
def test_rpe_adjust_goes_the_way_of_the_difference(reps, logged, target):
    result = rpe_adjust(
        load_kg=Decimal(100),
        reps=reps,
        logged_rpe=logged,
        target_rpe=target,
        step_kg=Decimal("0.5"),
    )

    assert 90 <= result.load_kg <= 110
    if logged < target:
        assert result.load_kg >= 100
    if logged > target:
        assert result.load_kg <= 100


@pytest.mark.parametrize(
    ("days", "action"),
    [
        (6, "as_planned"),
        (14, "ramp_1"),
        (34, "ramp_2"),
        (70, "rebaseline_long"),
        (900, "rebaseline_long"),
    ],
)
def test_gap_policy_at_edges(days, action):
    assert gap_policy(days).action == action


@pytest.mark.parametrize(
    ("sets", "multiplier", "ramped"), [(3, "0.67", 2), (3, "0.5", 2), (1, "0.33", 1), (5, "0.5", 3)]
)
def test_ramped_sets_half_up_at_least_one(sets, multiplier, ramped):
    assert ramped_sets(sets, multiplier=Decimal(multiplier)) == ramped


def test_stall_needs_last_three_to_span_a_week():
    flat = [(0, 100), (2, 100), (4, 100), (10, 100), (13, 100), (16, 100)]

    assert stall(flat) == "insufficient"
    assert stall([*flat[:-1], (17, 100)]) == "stall"


@pytest.mark.parametrize(
    ("best", "verdict"),
    [("96.99", "regress"), ("97", "stall"), ("100.49", "stall"), ("100.5", "progress")],
)
def test_stall_at_thresholds(best, verdict):
    before = [(0, Decimal(100)), (4, Decimal(99)), (7, Decimal(98))]
    after = [(11, Decimal(90)), (14, Decimal(best)), (18, Decimal(91))]

    assert stall(before + after) == verdict


def test_deload_call_eight_weeks_and_planned_before_reasons():
    tired = {"lifts_down": 2, "soreness_flags": 2, "fatigue_skips": 2}

    assert deload_call(Signals(weeks_since=8, **tired)).why == "8 weeks"
    assert deload_call(Signals(is_planned=True, weeks_since=8)).why == "planned"
    assert deload_call(Signals(weeks_since=7, **tired)).reasons == (
        "performance",
        "soreness",
        "fatigue",
    )
    assert deload_call(Signals(has_pain=True, is_planned=True)).is_due is False


@pytest.mark.parametrize(
    "signals",
    [
        Signals(lifts_down=1),
        Signals(rpe_deviation_mean=Decimal("0.99"), rpe_deviation_sets=6),
        Signals(readiness_mean=Decimal("2.01"), readiness_check_ins=3),
        Signals(readiness_mean=Decimal(2), readiness_check_ins=2),
        Signals(soreness_flags=1),
        Signals(fatigue_skips=1),
    ],
)
def test_deload_call_under_each_threshold_has_no_reason(signals):
    assert deload_call(signals).reasons == ()


@pytest.mark.parametrize(
    ("planned", "adherence", "deviation", "sets"),
    [
        (12, "0.9", "0.9", 12),
        (14, "1", "0", 12),
        (12, "0.89", "0", 10),
        (12, "1", "1", 10),
        (8, "0.5", "2", 8),
    ],
)
def test_sets_to_do_pass_the_gate_or_stay(planned, adherence, deviation, sets):
    assert (
        sets_to_do(
            planned=planned,
            last_week=10,
            set_adherence=Fraction(adherence),
            mean_rpe_deviation=Fraction(deviation),
        )
        == sets
    )


@pytest.mark.parametrize(
    ("logged", "stop"),
    [
        ((7, 8, 8), None),
        ((7, Decimal("8.5"), 9), 2),
        ((None, None, 9), 3),
        ((), None),
    ],
)
def test_sets_before_stop_counts_the_set_that_was_too_hard(logged, stop):
    assert sets_before_stop(logged_rpes=logged, target_rpe=7) == stop


def test_cap_up_is_smaller_for_the_upper_body():
    assert (cap_up_kg(is_lower_body=True), cap_up_kg(is_lower_body=False)) == (5, Decimal("2.5"))


@pytest.mark.parametrize(
    ("signals", "words"),
    [
        (Signals(), "No light week is due."),
        (Signals(is_planned=True), "A light week is planned."),
        (Signals(weeks_since=8), "8 loading weeks have passed since the last light one."),
        (
            Signals(soreness_flags=2),
            "No light week yet; one sign alone: 2 or more flags for soreness or joints.",
        ),
        (
            Signals(soreness_flags=2, fatigue_skips=2),
            "A light week is due: 2 or more flags for soreness or joints; 2 or more sessions "
            "were skipped for fatigue.",
        ),
        (
            Signals(has_pain=True, is_planned=True),
            "Pain was reported, so nothing goes on by itself: the coach decides.",
        ),
    ],
)
def test_deload_call_in_words(signals, words):
    assert call_in_words(deload_call(signals)) == words
