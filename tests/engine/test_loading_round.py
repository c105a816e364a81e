"""Rounding, the dumbbell ladder, and what each implement can make."""

from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.engine.loading import (
    Implement,
    Loaded,
    StepNotPositive,
    loadable,
    needs_other_reps,
    reps_at,
    round_load,
)

LADDER = (D("5"), D("7.5"), D("10"), D("12.5"), D("20"))
DUMBBELLS = Implement(kind="dumbbell", ladder=LADDER)
BARBELL = Implement(
    kind="barbell",
    bar_kg=D(20),
    plate_pairs=((D(20), 1), (D(10), 1), (D(5), 1), (D("2.5"), 1)),
)

loads = st.decimals(min_value=0, max_value=500, places=3)
steps = st.sampled_from([D("0.5"), D("1"), D("1.25"), D("2"), D("2.5"), D("5"), D("2.268")])


@pytest.mark.parametrize(
    ("value", "step", "mode", "ties", "load"),
    [
        (D("101.24"), D("2.5"), "nearest", "down", D("100")),
        (D("101.25"), D("2.5"), "nearest", "down", D("100")),
        (D("101.25"), D("2.5"), "nearest", "up", D("102.5")),
        (D("101.26"), D("2.5"), "nearest", "down", D("102.5")),
        (D("102.499"), D("2.5"), "down", "down", D("100")),
        (D("102.5"), D("2.5"), "down", "down", D("102.5")),
        (Fraction(80) / Fraction("0.762") * Fraction("0.762"), D("2.5"), "down", "down", D("80")),
        (D("-11"), D("2.5"), "down", "down", D("-12.5")),
    ],
)
def test_round_load_at_edge_gives_multiple(value, step, mode, ties, load):
    assert round_load(value, step=step, mode=mode, ties=ties) == load


@pytest.mark.parametrize("step", [D(0), D("-2.5")])
def test_round_load_step_not_positive_refused(step):
    with pytest.raises(StepNotPositive, match="enter a step above 0"):
        round_load(D(100), step=step)


@given(value=loads, step=steps)
def test_round_load_nearest_stays_within_half_a_step(value, step):
    load = round_load(value, step=step)

    assert abs(load - value) <= step / 2
    assert Fraction(load) % Fraction(step) == 0


@given(value=loads, step=steps)
def test_round_load_down_never_exceeds_value(value, step):
    load = round_load(value, step=step, mode="down")

    assert load <= value < load + step


@given(value=loads, step=steps, mode=st.sampled_from(["nearest", "down"]))
def test_round_load_twice_changes_nothing(value, step, mode):
    once = round_load(value, step=step, mode=mode)

    assert round_load(once, step=step, mode=mode) == once


@pytest.mark.parametrize(
    ("target", "mode", "expected"),
    [
        (D("4"), "nearest", Loaded(D("5"), "below_bar")),
        (D("5"), "nearest", Loaded(D("5"), "exact")),
        (D("8.75"), "nearest", Loaded(D("7.5"), "nearest")),
        (D("8.76"), "nearest", Loaded(D("10"), "nearest")),
        (D("12.4"), "down", Loaded(D("10"), "nearest")),
        (D("12.5"), "down", Loaded(D("12.5"), "exact")),
        (D("20"), "nearest", Loaded(D("20"), "exact")),
        (D("22"), "nearest", Loaded(D("20"), "above_inventory")),
        (Fraction(26, 3), "nearest", Loaded(D("7.5"), "nearest")),
    ],
)
def test_loadable_dumbbells_takes_weight_from_ladder(target, mode, expected):
    assert loadable(target, implement=DUMBBELLS, mode=mode) == expected


@pytest.mark.parametrize(
    ("target", "mode", "expected"),
    [
        (D("15"), "nearest", Loaded(D("20"), "below_bar")),
        (D("62.5"), "nearest", Loaded(D("60"), "nearest", (D(20),))),
        (D("65"), "nearest", Loaded(D("65"), "exact", (D(20), D("2.5")))),
        (D("200"), "down", Loaded(D("95"), "above_inventory", (D(20), D(10), D(5), D("2.5")))),
    ],
)
def test_loadable_barbell_names_plates_per_side(target, mode, expected):
    assert loadable(target, implement=BARBELL, mode=mode) == expected


def test_loadable_adjustable_handle_is_loaded_like_a_bar():
    handle = Implement(kind="dumbbell", bar_kg=D(2), plate_pairs=((D("2.5"), 2), (D("1.25"), 2)))

    assert loadable(D("12"), implement=handle) == Loaded(D("12"), "exact", (D("2.5"), D("2.5")))


def test_loadable_barbell_of_unknown_plates_never_lighter_than_bar():
    bar = Implement(kind="barbell", bar_kg=D("20.4"), step_kg=D("2.5"))

    assert loadable(D("21"), implement=bar, mode="down") == Loaded(D("20.4"), "nearest")
    assert loadable(D("10"), implement=bar) == Loaded(D("20.4"), "below_bar")


def test_loadable_bodyweight_without_added_load_is_exact():
    assert loadable(D(0), implement=Implement(kind="bodyweight")) == Loaded(D(0), "exact")


def test_reps_at_gives_most_reps_that_keep_the_effort():
    # Chart at RPE 8: 5 reps 81.1 %, 6 reps 78.6 %, so 80 of 100 kg allows 5.
    assert reps_at(D(80), e1rm_kg=D(100), rpe=8) == 5
    assert reps_at(D("81.1"), e1rm_kg=D(100), rpe=8) == 5
    assert reps_at(D("81.2"), e1rm_kg=D(100), rpe=8) == 4
    assert reps_at(D(99), e1rm_kg=D(100), rpe=8) is None


def test_needs_other_reps_only_beyond_two_and_a_half_percent():
    assert not needs_other_reps(D("102.5"), target_kg=D(100))
    assert needs_other_reps(D("102.51"), target_kg=D(100))
    assert needs_other_reps(D("97.49"), target_kg=D(100))
