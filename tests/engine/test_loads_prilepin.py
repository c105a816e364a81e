"""Prilepin's zones and what they advise. Figures: prilepin.csv."""

from decimal import Decimal
from fractions import Fraction

import pytest

from programs.engine.loads.prilepin import PrilepinAdvice, prilepin_advice, zone_of
from programs.engine.tables import prilepin_zones

FAR_LIGHT, LIGHT, HEAVY, HEAVIEST = prilepin_zones()


@pytest.mark.parametrize(
    ("percent", "zone"),
    [
        (Decimal("54.9"), None),
        (Decimal(55), FAR_LIGHT),
        # Between the printed ends 69.99 and 70 there is no hole.
        (Fraction(13999, 200), FAR_LIGHT),
        (Decimal("69.999"), FAR_LIGHT),
        (70, LIGHT),
        (80, HEAVY),
        (Decimal("89.9"), HEAVY),
        (90, HEAVIEST),
        (100, HEAVIEST),
        (Decimal("100.1"), None),
    ],
)
def test_zone_of_percent_at_its_ends(percent, zone):
    assert zone_of(percent) == zone


@pytest.mark.parametrize(
    ("sets", "total", "side"),
    [(4, 12, "within"), (3, 9, "fewer"), (8, 24, "within"), (9, 27, "more")],
)
def test_advice_total_of_threes_at_75_percent(sets, total, side):
    # 70-79 %: 12 to 24 repetitions, 3 to 6 a set.
    [advice] = prilepin_advice(((3, Decimal(75)),) * sets)

    assert advice == PrilepinAdvice(LIGHT, total, side, 3, "within")


@pytest.mark.parametrize(
    ("reps", "side"), [(1, "fewer"), (2, "within"), (4, "within"), (5, "more")]
)
def test_advice_reps_of_a_set_at_80_percent(reps, side):
    [advice] = prilepin_advice(((reps, 80),))

    assert (advice.most_reps_a_set, advice.most_a_set) == (reps, side)


def test_advice_zones_apart_lightest_first_and_warmups_outside_left_out():
    advice = prilepin_advice(((5, 92), (8, 40), (3, 75), (3, 78)))

    assert [(one.zone, one.total_reps, one.most_reps_a_set) for one in advice] == [
        (LIGHT, 6, 3),
        (HEAVIEST, 5, 5),
    ]


def test_advice_without_sets_is_empty():
    assert prilepin_advice(()) == ()
