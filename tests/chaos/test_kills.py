"""R1, R3, R5, R8: whatever dies, each phase rolls once, on time, and is told."""

import os

import pytest

from tests.chaos.cluster import Cluster
from tests.chaos.faults import KILLS, Fault, draw_faults
from tests.chaos.runs import make_plans, run_storm

SEEDS = [int(word) for word in os.environ.get("CHAOS_SEED", "1,2,3").split(",")]
PLANS = int(os.environ.get("CHAOS_PLANS", "10000"))
COUNT = int(os.environ.get("CHAOS_KILLS", "200"))
# As the trial programs: 10,000 plans and 200 faults in 300 s.
TRANSITIONS_A_SECOND = 133
AFTER_LAST_FAULT_S = 30


def test_six_kills_lose_and_double_nothing(cluster: Cluster) -> None:
    seed = 1
    make_plans(cluster, count=500)

    outcome = run_storm(
        cluster,
        faults=draw_faults(seed=seed, count=6, kinds=KILLS),
        seconds=20,
        seed=seed,
        workers=2,
        patience_s=60,
    )

    print(f"seed {seed}: {outcome}")
    assert outcome.struck == dict.fromkeys(KILLS, 1)
    assert outcome.faults == {}
    assert (outcome.post.expected, outcome.post.lost, outcome.post.unknown) == (2000, 0, 0)
    assert outcome.post.repeats <= outcome.most_repeats


@pytest.mark.chaos
@pytest.mark.parametrize("seed", SEEDS)
def test_many_faults_of_every_kind_lose_and_double_nothing(cluster: Cluster, seed: int) -> None:
    make_plans(cluster, count=PLANS)

    outcome = run_storm(
        cluster,
        faults=draw_faults(seed=seed, count=COUNT, kinds=tuple(Fault)),
        seconds=PLANS * 4 / TRANSITIONS_A_SECOND,
        seed=seed,
        workers=4,
        patience_s=600,
    )

    print(f"seed {seed}, {PLANS} plans: {outcome}")
    assert outcome.struck.total() == COUNT
    assert outcome.faults == {}
    assert (outcome.post.expected, outcome.post.lost, outcome.post.unknown) == (4 * PLANS, 0, 0)
    assert outcome.post.repeats <= outcome.most_repeats
    assert outcome.after_last_fault_s <= AFTER_LAST_FAULT_S
