"""Summaries of a thousand athletes are a function of the logs alone (reliability R11)."""

import pytest

from tests.athletes.arrivals import same_in_any_order


@pytest.mark.nightly
@pytest.mark.django_db
def test_summaries_of_a_thousand_are_the_same_in_any_order_of_arrival() -> None:
    same_in_any_order(athletes=1000, seeds=(1, 2))
