"""Summaries are a function of the logs alone, whatever came first (reliability R11)."""

import pytest

from tests.athletes.arrivals import same_in_any_order

pytestmark = pytest.mark.django_db


def test_summaries_of_thirty_are_the_same_in_any_order_of_arrival() -> None:
    same_in_any_order(athletes=30, seeds=(1, 2, 3))
