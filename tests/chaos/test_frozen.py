"""R6: a worker that freezes inside its transaction blocks nobody, and doubles nothing after."""

import time
from collections.abc import Callable

import pytest

from tests.chaos.cluster import Cluster
from tests.chaos.fleet import Fleet, Member, freeze
from tests.chaos.oracle import find_faults
from tests.chaos.runs import count_undone, draw_instants, make_plans

WRITING = """
    select pid from pg_stat_activity
    where application_name = 'worker0' and xact_start is not null and backend_xid is not null
"""
POLL_S = 0.01
PATIENCE_S = 90
IDLE_LIMIT_S = 20
BATCH = 100


@pytest.mark.chaos
def test_frozen_worker_loses_its_session_and_others_go_on(cluster: Cluster) -> None:
    make_plans(cluster, count=1000)
    fleet = Fleet(cluster, workers=3, beats=1)
    try:
        fleet.start()
        draw_instants(cluster, seconds=2, seed=1)
        go_on, frozen_at = freeze_writing(cluster, fleet.members["worker0"])
        others_s = seconds_until(lambda: count_undone(cluster) <= 2 * BATCH, since=frozen_at)
        ended_s = seconds_until(lambda: not writing(cluster), since=frozen_at)
        done_s = seconds_until(lambda: count_undone(cluster) == 0, since=frozen_at)
        go_on()
        # Whatever the frozen one still does happens now.
        time.sleep(5)
    finally:
        fleet.stop()

    print(
        f"others rolled after {others_s:.1f} s, session ended after {ended_s:.1f} s, "
        f"all done after {done_s:.1f} s"
    )
    assert ended_s <= IDLE_LIMIT_S + 2
    with cluster.superuser() as connection:
        assert find_faults(connection) == {}


def freeze_writing(cluster: Cluster, member: Member) -> tuple[Callable[[], None], float]:
    """Freeze a worker while a transaction of it has written, and return how to wake it."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        if writing(cluster):
            go_on = freeze(member)
            time.sleep(10 * POLL_S)
            if writing(cluster):
                return go_on, time.monotonic()
            go_on()
        time.sleep(POLL_S)
    raise AssertionError("the worker never wrote")


def writing(cluster: Cluster) -> bool:
    with cluster.superuser() as connection:
        return connection.execute(WRITING).fetchone() is not None


def seconds_until(is_so: Callable[[], bool], *, since: float) -> float:
    while not is_so():
        if time.monotonic() > since + PATIENCE_S:
            raise AssertionError("it never came")
        time.sleep(POLL_S)
    return time.monotonic() - since
