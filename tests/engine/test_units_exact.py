"""Units and exact rounding."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.engine.units import (
    decimal_of,
    display_load,
    kg_from_lb,
    lb_from_kg,
    plain,
    round_half_up,
    rounded,
    snap_to_halves,
    square_root,
)


@pytest.mark.parametrize(
    ("kg", "unit", "shown"),
    [
        ("100.000", "kg", "100"),
        ("61.250", "kg", "61.25"),
        ("62.500", "kg", "62.5"),
        ("20.4117", "kg", "20.41"),
        ("20.412", "lb", "45"),
        ("102.058", "lb", "225"),
        ("1.134", "lb", "2.5"),
        ("0", "kg", "0"),
    ],
)
def test_display_load_reads_as_people_write(kg, unit, shown):
    assert str(display_load(Decimal(kg), unit)) == shown


def test_kg_from_lb_is_exact():
    assert kg_from_lb(Decimal(45)) == Decimal("20.41165665")


@given(tenths=st.integers(0, 20_000))
def test_pounds_survive_storage_in_thousandths_of_a_kilogram(tenths):
    pounds = Decimal(tenths) / 10

    stored = rounded(kg_from_lb(pounds), places=3)

    assert rounded(lb_from_kg(stored), places=1) == pounds


@pytest.mark.parametrize(
    ("value", "places", "result"),
    [
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(2, 3), 4, "0.6667"),
        (Decimal("2.5"), 0, "3"),
        (7, 1, "7.0"),
        (Fraction(10**40, 3), 1, "3" * 40 + ".3"),
    ],
)
def test_rounded_ties_away_from_zero_with_all_its_places(value, places, result):
    assert str(rounded(value, places=places)) == result


def test_plain_keeps_whole_hundreds_out_of_exponents():
    assert [str(plain(Decimal(text))) for text in ("100.00", "0.50", "1E+2")] == [
        "100",
        "0.5",
        "100",
    ]


@pytest.mark.parametrize(("value", "whole"), [("2.5", 3), ("-2.5", -2), ("2.4999", 2)])
def test_round_half_up_ties_go_up(value, whole):
    assert round_half_up(Decimal(value)) == whole


@pytest.mark.parametrize(("value", "half"), [("8.25", "8.5"), ("8.2", "8"), ("8.75", "9")])
def test_snap_to_halves_ties_go_up(value, half):
    assert snap_to_halves(Decimal(value)) == Fraction(half)


@given(top=st.integers(0, 10**6), bottom=st.integers(1, 10**6))
def test_square_root_of_a_square_is_exact(top, bottom):
    ratio = Fraction(top, bottom)

    assert square_root(ratio**2) == ratio


def test_square_root_of_two_to_forty_places():
    assert str(decimal_of(square_root(Fraction(2))))[:20] == "1.414213562373095048"
