"""Change verdicts against the printed thresholds."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.engine.progress.change import SMALLEST_WORTHWHILE_REPS, change_verdict, mdc
from programs.engine.tables import change_thresholds
from programs.engine.units import rounded
from programs.engine.volume.metrics import inol, monotony_and_strain

MIRRORED = {
    "clear_up": "clear_down",
    "clear_down": "clear_up",
    "possible_up": "possible_down",
    "possible_down": "possible_up",
    "no_clear_change": "no_clear_change",
}


@pytest.mark.parametrize("row", change_thresholds(), ids=lambda row: row.metric)
def test_mdc_equals_printed_thresholds(row):
    printed = (row.mdc80, row.mdc90, row.mdc95)
    computed = tuple(
        rounded(mdc(row.typical_error, z=z), places=2)
        for z in (Fraction("1.2816"), Fraction("1.6449"), Fraction("1.96"))
    )

    assert computed == printed


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ("4.66", "clear_up"),
        ("4.65", "possible_up"),
        ("2", "possible_up"),
        ("1.99", "no_clear_change"),
        ("0", "no_clear_change"),
        ("-2", "possible_down"),
        ("-4.66", "clear_down"),
    ],
)
def test_change_verdict_at_limits(change, verdict):
    # Typical error 2 %: 1.6449 x 1.41421 x 2 = 4.6525 %.
    assert change_verdict(change=Decimal(change), typical_error=2).verdict == verdict


def test_change_verdict_reps_possible_from_one_rep():
    one = change_verdict(change=1, typical_error=Decimal("1.1"), smallest=SMALLEST_WORTHWHILE_REPS)

    assert one.verdict == "possible_up"


@given(change=st.integers(-30, 30), error=st.integers(1, 6))
def test_change_verdict_is_symmetric(change, error):
    verdict = change_verdict(change=change, typical_error=error).verdict
    mirrored = change_verdict(change=-change, typical_error=error).verdict

    assert mirrored == MIRRORED[verdict]


def test_monotony_same_load_every_day_is_undefined_not_infinite():
    week = monotony_and_strain([100] * 7)

    assert (week.week_load, week.sd_sample) == (700, 0)
    assert (week.monotony, week.strain, week.monotony_population_sd) == (None, None, None)


def test_inol_above_cap_counts_as_ninety_nine_percent():
    assert inol([(1, 105)]) == 1
    assert inol([]) == 0
