"""The middle of a group and its interval."""

from fractions import Fraction

import pytest

from programs.engine.progress.median import Middle, middle_of


def test_nobody_has_no_middle():
    assert middle_of([]) is None


def test_an_even_number_has_its_middle_between_two():
    assert middle_of([1, 4, 2, 10]) == Middle(4, Fraction(3), None, None)


@pytest.mark.parametrize(
    ("count", "place"),
    [
        # 1 - 2 x P(B(n, 1/2) < k): five values hold the median with 1 - 2/32 = 93.8 % at most.
        (5, None),
        # 1 - 2/64 = 96.9 %.
        (6, 1),
        # k = 2: 1 - 2 x 9/256 = 93.0 %, so k = 1.
        (8, 1),
        # k = 2: 1 - 2 x 10/512 = 96.1 %.
        (9, 2),
        # k = 5: P(B(17, 1/2) < 5) = (1 + 17 + 136 + 680 + 2380) / 131072 = 2.45 %.
        (17, 5),
    ],
)
def test_the_interval_is_that_of_the_order_statistics(count, place):
    found = middle_of(range(1, count + 1))

    assert found.median == Fraction(count + 1, 2)
    wanted = (None, None) if place is None else (place, count + 1 - place)
    assert (found.low, found.high) == wanted


def test_order_does_not_matter():
    assert middle_of([3, 1, 2, 6, 5, 4]) == middle_of([1, 2, 3, 4, 5, 6])
