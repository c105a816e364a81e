"""O2 in short: 300 operations through the real server, shuffled, doubled, answers lost."""

import pytest

from tests.athletes.sync.storms import rage
from tests.servers import ThrowAwayServers


@pytest.mark.django_db(transaction=True)
def test_300_operations_through_the_server_leave_no_wrong_row(servers: ThrowAwayServers) -> None:
    assert servers.postgres is not None

    storm = rage(servers.postgres, seed=1, ops=300, batch=40)

    assert (storm.kept, storm.waiting, storm.wrong_sets, storm.wrong_tallies) == (300, 0, 0, 0)
    assert storm.sent > 400
    assert storm.lost > 0
