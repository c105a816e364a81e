"""Checks count a cluster as one set, as volume does (spec 3.2)."""

from decimal import Decimal

import pytest

from programs.engine.checks.gathering import gather_facts
from tests.engine.checks_by_hand import phase, program
from tests.engine.programs_by_hand import slot


def week_of(*groups):
    [built] = gather_facts(
        program(phase([slot(*groups, exercise="Bench Press")], goal="hypertrophy"))
    ).phases
    return built.weeks[0]


@pytest.mark.parametrize(
    ("groups", "sets"),
    [
        ([{"sets": 3, "reps": "8"}], 3),
        # The drops belong to the third set before them.
        ([{"sets": 3, "reps": "8"}, {"sets": 2, "reps": "8", "intent": "drop"}], 3),
        ([{"sets": 4, "reps": "5", "intent": "myo"}], 1),
        ([{"sets": 1, "reps": "8"}, {"sets": 3, "reps": "4", "intent": "rest-pause"}], 2),
        # A warm-up is no set to drop from.
        ([{"reps": "8", "intent": "warmup"}, {"reps": "8", "intent": "drop"}], 1),
        # RIR 5 is no hard set.
        ([{"sets": 3, "reps": "8", "rir": 5}], 0),
    ],
)
def test_sets_of_a_muscle_count_a_cluster_once(groups, sets):
    week = week_of(*groups)

    # The bench press: chest directly, triceps and front delts by half.
    assert week.direct_sets.get("chest", 0) == sets
    assert week.muscle_sets.get("chest", 0) == sets
    assert week.muscle_sets.get("triceps", 0) == sets * Decimal("0.5")


def test_work_done_stays_all_of_it():
    week = week_of({"sets": 3, "reps": "8"}, {"sets": 2, "reps": "8", "intent": "drop"})

    assert [(one.sets, one.counted_sets) for one in week.groups] == [(3, 3), (2, 0)]
    assert week.set_count == 5
