"""Fair comparison, rested ends, ranking."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.engine.goals import Goal
from programs.engine.progress.compare import Kind, Obstacle, Result, compare_results, rep_band
from programs.engine.progress.ranking import RankingWithoutDose, Standing, rank_athletes
from programs.engine.progress.rested import is_rested_on

SET = Result(
    kind=Kind.SET_ESTIMATE,
    goal=Goal.STRENGTH,
    exercise="bench-press",
    method="chart",
    reps=3,
    rpe=Decimal(8),
    moved_kg=Decimal(100),
    is_rested=True,
)
REPS = replace(SET, kind=Kind.REPS_AT_LOAD, goal=Goal.HYPERTROPHY, reps=8)
TREND = replace(SET, kind=Kind.TREND)


@pytest.mark.parametrize(
    ("changes", "obstacles"),
    [
        ({}, ()),
        ({"reps": 5, "rpe": Decimal(9), "moved_kg": Decimal(120)}, ()),
        ({"reps": 1, "rpe": Decimal(7)}, ()),
        ({"rpe": Decimal("9.5")}, (Obstacle.OTHER_EFFORT,)),
        ({"rpe": None}, (Obstacle.OTHER_EFFORT,)),
        ({"reps": 6}, (Obstacle.OTHER_REPS,)),
        ({"reps": None}, (Obstacle.OTHER_REPS,)),
        ({"method": "median3"}, (Obstacle.OTHER_METHOD,)),
        ({"goal": Goal.HYPERTROPHY}, (Obstacle.OTHER_GOAL,)),
        ({"exercise": "incline-bench-press"}, (Obstacle.OTHER_EXERCISE,)),
        ({"is_rested": False}, (Obstacle.NOT_RESTED,)),
        ({"is_substituted": True}, (Obstacle.SUBSTITUTED,)),
        ({"is_load_limited": True}, (Obstacle.LOAD_LIMITED,)),
        ({"kind": Kind.TREND}, (Obstacle.OTHER_KIND,)),
        ({"reps": 8, "method": "epley"}, (Obstacle.OTHER_METHOD, Obstacle.OTHER_REPS)),
    ],
)
def test_compare_single_sets_names_everything_in_the_way(changes, obstacles):
    assert compare_results(SET, replace(SET, **changes)).obstacles == obstacles


def test_compare_sets_outside_both_bands():
    high = replace(SET, reps=15)

    assert compare_results(high, high).obstacles == (Obstacle.OTHER_REPS,)
    assert [rep_band(reps) for reps in (0, 1, 5, 6, 12, 13)] == [
        None,
        (1, 5),
        (1, 5),
        (6, 12),
        (6, 12),
        None,
    ]


def test_compare_trends_across_phase_types_but_not_across_methods():
    later = replace(TREND, goal=Goal.HYPERTROPHY, reps=9, rpe=None)

    assert compare_results(TREND, later).is_fair
    assert compare_results(TREND, replace(later, method="epley")).obstacles == (
        Obstacle.OTHER_METHOD,
    )


@pytest.mark.parametrize("kind", [Kind.EXPOSURE, Kind.EFFORT])
def test_compare_exposure_and_effort_across_everything(kind):
    assert compare_results(Result(kind, Goal.STRENGTH), Result(kind, Goal.HYPERTROPHY)).is_fair


def test_compare_volume_only_within_one_phase_type_and_exercise():
    volume = Result(Kind.VOLUME, Goal.HYPERTROPHY, exercise="squat")

    assert compare_results(volume, volume).is_fair
    assert compare_results(volume, replace(volume, goal=Goal.STRENGTH)).obstacles == (
        Obstacle.OTHER_GOAL,
    )


@pytest.mark.parametrize(
    ("moved", "is_fair"), [("102.5", True), ("102.51", False), ("97.5", True), (None, False)]
)
def test_compare_reps_at_the_same_load_body_weight_included(moved, is_fair):
    later = replace(REPS, reps=11, moved_kg=None if moved is None else Decimal(moved))

    assert compare_results(REPS, later).is_fair is is_fair


def test_compare_both_load_limited_is_fair():
    limited = replace(SET, is_load_limited=True)

    assert compare_results(limited, limited).is_fair


def test_comparison_in_words():
    assert compare_results(SET, SET).words == "Comparable."
    assert compare_results(SET, replace(SET, is_rested=False, method="epley")).words == (
        "Not comparable: the estimates were made by different methods; "
        "not both were measured rested."
    )


results = st.builds(
    Result,
    kind=st.sampled_from(Kind),
    goal=st.sampled_from(Goal),
    exercise=st.sampled_from(["a", "b"]),
    method=st.sampled_from(["chart", "epley"]),
    reps=st.one_of(st.none(), st.integers(0, 15)),
    rpe=st.one_of(st.none(), st.integers(6, 10).map(Decimal)),
    is_rested=st.booleans(),
    is_load_limited=st.booleans(),
)


@settings(max_examples=20)
@given(before=results, after=results)
def test_compare_sees_the_same_obstacles_from_both_sides(before, after):
    # Loads are left out: their tolerance is a share of the earlier one.
    assert compare_results(before, after) == compare_results(after, before)


@pytest.mark.parametrize(
    ("day", "is_rested"),
    [("2025-06-02", True), ("2025-06-04", True), ("2025-06-05", False), ("2025-06-01", False)],
)
def test_rested_in_the_first_three_days_of_a_phase(day, is_rested):
    on = date.fromisoformat(day)

    assert is_rested_on(on, phase_from_on=date(2025, 6, 2)) is is_rested


@pytest.mark.parametrize(
    ("day", "is_rested"),
    [("2025-06-30", False), ("2025-07-01", True), ("2025-07-07", True), ("2025-07-08", False)],
)
def test_rested_in_the_week_after_a_deload(day, is_rested):
    on, start = date.fromisoformat(day), date(2025, 6, 2)

    assert is_rested_on(on, phase_from_on=start, deload_to_on=date(2025, 6, 30)) is is_rested


def standing(athlete, composite, exposure="1", excused=0):
    return Standing(
        athlete,
        None if composite is None else Fraction(composite),
        None if exposure is None else Fraction(exposure),
        excused,
    )


def test_rank_athletes_by_composite_then_exposure_then_name():
    ranked = rank_athletes(
        [
            standing("New", None, None, None),
            standing("Cem", "0.9", "0.5", 3),
            standing("Bo", "0.9"),
            standing("Ana", "0.9"),
            standing("Di", "0.95"),
        ]
    )

    assert [one.athlete for one in ranked] == ["Di", "Ana", "Bo", "Cem", "New"]


def test_rank_athletes_without_exposure_or_excused_is_refused():
    bare = [standing("Ana", "0.9", None), standing("Bo", "0.8"), standing("Cem", "1", "1", None)]

    with pytest.raises(RankingWithoutDose, match="add both for Ana, Cem") as refused:
        rank_athletes(bare)

    assert "exposure and excused" in str(refused.value)
