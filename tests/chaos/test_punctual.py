"""R8, R3: with the product's own ticks: on time without faults, and after no broker at all."""

import time

import pytest

from coaching.schedule import BEAT_SCHEDULE
from tests.chaos.cluster import Cluster
from tests.chaos.fleet import Fleet
from tests.chaos.ledger import read_kept
from tests.chaos.oracle import find_faults, read_lateness
from tests.chaos.plans import PHASES
from tests.chaos.progress import tell
from tests.chaos.runs import NeverDone, count_undone, draw_instants, make_plans

TICK_S = BEAT_SCHEDULE["roll-due"]["schedule"]
# Reliability 2.1: two ticks, without faults and after the broker is back.
MOST_LATE_S = 2 * TICK_S
GONE_S = 600.0
CALM_S = 240.0
LAST_DUE = "select max(due_at) from chaos_due"
LATE = """
    select extract(epoch from max(pg_xact_commit_timestamp(xmin))) from athletes_phasetransition
"""


@pytest.mark.chaos
def test_without_faults_phases_roll_within_two_ticks(cluster: Cluster) -> None:
    make_plans(cluster, count=2000)
    fleet = product(cluster)
    try:
        fleet.start()
        draw_instants(cluster, seconds=CALM_S, seed=1)
        roll_until_done(cluster, fleet, patience_s=CALM_S + 2 * MOST_LATE_S)
    finally:
        fleet.stop()

    with cluster.superuser() as connection:
        median, most, worst = read_lateness(connection)
        print(f"tick {TICK_S:.0f} s: p50 {median:.1f} s, p99 {most:.1f} s, max {worst:.1f} s")
        assert find_faults(connection) == {}
        assert read_kept(connection, cluster.ledger).is_whole
    assert most <= MOST_LATE_S


@pytest.mark.chaos
def test_ten_minutes_without_a_broker_cost_two_ticks_and_nothing_else(cluster: Cluster) -> None:
    make_plans(cluster, count=1000)
    fleet = product(cluster)
    try:
        fleet.start()
        draw_instants(cluster, seconds=GONE_S, seed=1)
        cluster.kill_valkey()
        wait_while_gone(cluster, fleet)
        with cluster.superuser() as connection:
            before = read_kept(connection, cluster.ledger)
        cluster.valkey.start()
        back_at = time.time()
        roll_until_done(cluster, fleet, patience_s=2 * MOST_LATE_S)
    finally:
        fleet.stop()

    with cluster.superuser() as connection:
        row = connection.execute(LATE).fetchone()
        late_s = float(row[0]) - back_at if row else 0.0
        kept = read_kept(connection, cluster.ledger)
        print(
            f"all of {PHASES * 1000} rolled {late_s:.1f} s after the broker was back; meanwhile "
            f"{before.sets} sets acknowledged, {before.pages} pages read; at the end {kept}"
        )
        assert find_faults(connection) == {}
    assert late_s <= MOST_LATE_S
    assert before.sets > 0
    assert kept.is_whole


def product(cluster: Cluster) -> Fleet:
    """Return the product as it runs: its own ticks, one beat, and people at the web server."""
    return Fleet(cluster, workers=2, beats=1, has_athletes=True, beat_app="coaching")


def wait_while_gone(cluster: Cluster, fleet: Fleet) -> None:
    """Keep up what ends by itself while the broker is away."""
    began = time.monotonic()
    while (gone_s := time.monotonic() - began) < GONE_S:
        fleet.keep_up()
        tell(f"broker gone for {gone_s:.0f} s")
        time.sleep(1)


def roll_until_done(cluster: Cluster, fleet: Fleet, *, patience_s: float) -> None:
    until = time.monotonic() + patience_s
    while undone := count_undone(cluster):
        if time.monotonic() > until:
            raise NeverDone(f"{undone} plans are not done after {patience_s:.0f} s")
        fleet.keep_up()
        tell(f"{undone} plans not done")
        time.sleep(1)
