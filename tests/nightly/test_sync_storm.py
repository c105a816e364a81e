"""O1 and O2 at full size: any order, any repeats, lost answers, no wrong row."""

import pytest

from tests.athletes.sync.storms import rage
from tests.athletes.sync.test_merge import diverged
from tests.servers import ThrowAwayServers


@pytest.mark.nightly
def test_50_orders_of_10_000_operations_lead_to_one_state() -> None:
    assert diverged(seed=7, ops=10_000, permutations=50) == 0


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(1, 11))
@pytest.mark.django_db(transaction=True)
def test_10_000_operations_and_a_database_stopped_twice_leave_no_wrong_row(
    servers: ThrowAwayServers, seed: int
) -> None:
    assert servers.postgres is not None

    storm = rage(servers.postgres, seed=seed, ops=10_000, batch=200, crashes=(1 / 3, 2 / 3))

    assert (storm.kept, storm.waiting, storm.wrong_sets, storm.wrong_tallies) == (10_000, 0, 0, 0)
    assert storm.sent > 15_000
    assert storm.lost > 10
    assert storm.waited > 0
