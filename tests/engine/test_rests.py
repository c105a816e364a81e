"""Rests as taken beside rests as asked."""

from fractions import Fraction

import pytest

from programs.engine.progress.rests import Rests, rests_of


@pytest.mark.parametrize(
    ("asked_s", "taken_s", "found"),
    [
        # A quarter of three minutes is 45 s, either way and inclusive.
        (180, 135, Rests(kept=1, shorter=0, longer=0)),
        (180, 134, Rests(kept=0, shorter=1, longer=0)),
        (180, 225, Rests(kept=1, shorter=0, longer=0)),
        (180, 226, Rests(kept=0, shorter=0, longer=1)),
        # Of half a minute a quarter would be less than 15 s.
        (30, 15, Rests(kept=1, shorter=0, longer=0)),
        (30, 14, Rests(kept=0, shorter=1, longer=0)),
        (30, 45, Rests(kept=1, shorter=0, longer=0)),
        (30, 46, Rests(kept=0, shorter=0, longer=1)),
    ],
)
def test_a_rest_is_about_as_asked_shorter_or_longer(
    asked_s: int, taken_s: int, found: Rests
) -> None:
    assert rests_of([(asked_s, taken_s)]) == found


def test_rests_are_counted_and_shared() -> None:
    rests = rests_of([(180, 180), (180, 60), (180, 400), (180, 190)])

    assert (rests.count, rests.share_kept) == (4, Fraction(1, 2))


def test_without_rests_there_is_no_share() -> None:
    assert (rests_of([]).count, rests_of([]).share_kept) == (0, None)
