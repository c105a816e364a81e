"""Rounding, the dumbbell ladder, and what each implement can make."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.engine.loads.loading import (
    Implement,
    Loaded,
    StepNotPositive,
    loadable,
    needs_other_reps,
    reps_at,
    round_load,
)
from programs.engine.units import kg_from_lb, rounded

LADDER = (Decimal("5"), Decimal("7.5"), Decimal("10"), Decimal("12.5"), Decimal("20"))
DUMBBELLS = Implement(kind="dumbbell", ladder=LADDER)
BARBELL = Implement(
    kind="barbell",
    bar_kg=Decimal(20),
    plate_pairs=((Decimal(20), 1), (Decimal(10), 1), (Decimal(5), 1), (Decimal("2.5"), 1)),
)

loads = st.decimals(min_value=0, max_value=500, places=3)
steps = st.sampled_from(
    [
        Decimal("0.5"),
        Decimal("1"),
        Decimal("1.25"),
        Decimal("2"),
        Decimal("2.5"),
        Decimal("5"),
        Decimal("2.268"),
    ]
)


@pytest.mark.parametrize(
    ("value", "step", "mode", "ties", "load"),
    [
        (Decimal("101.24"), Decimal("2.5"), "nearest", "down", Decimal("100")),
        (Decimal("101.25"), Decimal("2.5"), "nearest", "down", Decimal("100")),
        (Decimal("101.25"), Decimal("2.5"), "nearest", "up", Decimal("102.5")),
        (Decimal("101.26"), Decimal("2.5"), "nearest", "down", Decimal("102.5")),
        (Decimal("102.499"), Decimal("2.5"), "down", "down", Decimal("100")),
        (Decimal("102.5"), Decimal("2.5"), "down", "down", Decimal("102.5")),
        (
            Fraction(80) / Fraction("0.762") * Fraction("0.762"),
            Decimal("2.5"),
            "down",
            "down",
            Decimal("80"),
        ),
        (Decimal("-11"), Decimal("2.5"), "down", "down", Decimal("-12.5")),
    ],
)
def test_round_load_at_edge_gives_multiple(value, step, mode, ties, load):
    assert round_load(value, step=step, mode=mode, ties=ties) == load


@pytest.mark.parametrize("step", [Decimal(0), Decimal("-2.5")])
def test_round_load_step_not_positive_refused(step):
    with pytest.raises(StepNotPositive, match="enter a step above 0"):
        round_load(Decimal(100), step=step)


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
        (Decimal("4"), "nearest", Loaded(Decimal("5"), "below_bar")),
        (Decimal("5"), "nearest", Loaded(Decimal("5"), "exact")),
        (Decimal("8.75"), "nearest", Loaded(Decimal("7.5"), "nearest")),
        (Decimal("8.76"), "nearest", Loaded(Decimal("10"), "nearest")),
        (Decimal("12.4"), "down", Loaded(Decimal("10"), "nearest")),
        (Decimal("12.5"), "down", Loaded(Decimal("12.5"), "exact")),
        (Decimal("20"), "nearest", Loaded(Decimal("20"), "exact")),
        (Decimal("22"), "nearest", Loaded(Decimal("20"), "above_inventory")),
        (Fraction(26, 3), "nearest", Loaded(Decimal("7.5"), "nearest")),
    ],
)
def test_loadable_dumbbells_takes_weight_from_ladder(target, mode, expected):
    assert loadable(target, implement=DUMBBELLS, mode=mode) == expected


@pytest.mark.parametrize(
    ("target", "mode", "expected"),
    [
        (Decimal("15"), "nearest", Loaded(Decimal("20"), "below_bar")),
        (Decimal("62.5"), "nearest", Loaded(Decimal("60"), "nearest", (Decimal(20),))),
        (Decimal("65"), "nearest", Loaded(Decimal("65"), "exact", (Decimal(20), Decimal("2.5")))),
        (
            Decimal("200"),
            "down",
            Loaded(
                Decimal("95"),
                "above_inventory",
                (Decimal(20), Decimal(10), Decimal(5), Decimal("2.5")),
            ),
        ),
    ],
)
def test_loadable_barbell_names_plates_per_side(target, mode, expected):
    assert loadable(target, implement=BARBELL, mode=mode) == expected


def test_loadable_adjustable_handle_is_loaded_like_a_bar():
    handle = Implement(
        kind="dumbbell", bar_kg=Decimal(2), plate_pairs=((Decimal("2.5"), 2), (Decimal("1.25"), 2))
    )

    assert loadable(Decimal("12"), implement=handle) == Loaded(
        Decimal("12"), "exact", (Decimal("2.5"), Decimal("2.5"))
    )


def test_loadable_barbell_of_unknown_plates_never_lighter_than_bar():
    bar = Implement(kind="barbell", bar_kg=Decimal("20.4"), step_kg=Decimal("2.5"))

    assert loadable(Decimal("21"), implement=bar, mode="down") == Loaded(Decimal("20.4"), "nearest")
    assert loadable(Decimal("10"), implement=bar) == Loaded(Decimal("20.4"), "below_bar")


def test_loadable_bodyweight_without_added_load_is_exact():
    assert loadable(Decimal(0), implement=Implement(kind="bodyweight")) == Loaded(
        Decimal(0), "exact"
    )


def test_reps_at_gives_most_reps_that_keep_the_effort():
    # Chart at RPE 8: 5 reps 81.1 %, 6 reps 78.6 %, so 80 of 100 kg allows 5.
    assert reps_at(Decimal(80), e1rm_kg=Decimal(100), rpe=8) == 5
    assert reps_at(Decimal("81.1"), e1rm_kg=Decimal(100), rpe=8) == 5
    assert reps_at(Decimal("81.2"), e1rm_kg=Decimal(100), rpe=8) == 4
    assert reps_at(Decimal(99), e1rm_kg=Decimal(100), rpe=8) is None


def test_needs_other_reps_only_beyond_two_and_a_half_percent():
    assert not needs_other_reps(Decimal("102.5"), target_kg=Decimal(100))
    assert needs_other_reps(Decimal("102.51"), target_kg=Decimal(100))
    assert needs_other_reps(Decimal("97.49"), target_kg=Decimal(100))


def in_kg(lb):
    """As the product stores it."""
    return rounded(kg_from_lb(Decimal(lb)), places=3)


POUND_BAR = Implement(
    kind="barbell",
    bar_kg=in_kg(45),
    plate_pairs=tuple((in_kg(plate), 2) for plate in ("45", "25", "10", "5", "2.5", "0.25")),
    stamped_in="lb",
)


@pytest.mark.parametrize("mode", ["nearest", "down"])
@pytest.mark.parametrize("target", ["135", "225", "230", "320", "45.5"])
def test_loadable_pounds_stored_as_kilograms_are_made_exactly(target, mode):
    # 225 lb are stored as 102.058 kg, its plates and bar as 5 x 20.412 = 102.06 kg.
    made = loadable(in_kg(target), implement=POUND_BAR, mode=mode)

    assert (made.load_kg, made.status) == (in_kg(target), "exact")


def test_loadable_pounds_name_the_plates_as_stored():
    made = loadable(in_kg(235), implement=POUND_BAR)

    assert made.per_side == (in_kg(45), in_kg(45), in_kg(5))


def test_loadable_pounds_take_dumbbells_and_steps_of_pounds():
    ladder = Implement(
        kind="dumbbell", ladder=tuple(in_kg(lb) for lb in (20, 25, 30)), stamped_in="lb"
    )
    machine = Implement(kind="machine", step_kg=in_kg(10), stamped_in="lb")

    # 27.5 lb lie midway: the lighter. 26 kg are 57.3 lb.
    assert loadable(in_kg("27.5"), implement=ladder).load_kg == in_kg(25)
    assert loadable(Decimal(26), implement=machine).load_kg == in_kg(60)


def test_loadable_bar_of_kilograms_read_in_pounds_keeps_its_weight():
    bar = Implement(
        kind="barbell",
        bar_kg=Decimal(20),
        plate_pairs=((Decimal(20), 1), (Decimal(15), 1)),
        stamped_in="lb",
    )

    assert loadable(Decimal("60.4"), implement=bar).load_kg == 60
