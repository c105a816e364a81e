"""O5: three days of skew leave the truly last value standing."""

import pytest

from tests.athletes.sync.skewed_phones import count_wrong


def test_clocks_three_days_off_seldom_hide_the_last_value():
    assert count_wrong(seed=1, fields=4_000) <= 0.005 * 4_000


def test_the_same_phones_uncorrected_would_hide_many():
    assert count_wrong(seed=1, fields=4_000, is_corrected=False) > 0.2 * 4_000


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(5))
def test_clocks_three_days_off_over_many_fields(seed):
    assert count_wrong(seed=seed, fields=60_000) <= 0.005 * 60_000
