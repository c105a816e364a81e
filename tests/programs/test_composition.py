"""The shape of composed macrocycles."""

import pytest

from programs.engine.composing.composition import (
    Composition,
    CompositionInvalid,
    compose,
    summary_of,
)
from programs.engine.composing.starters import STARTERS
from programs.engine.goals import Goal
from programs.engine.program import program_to_json, read_program
from tests.programs.composed import GYM, HOME, slot


@pytest.mark.parametrize("composition", [*STARTERS, GYM, HOME], ids=lambda each: each.name)
def test_compose_writes_a_program_that_reads_back_equal(composition: Composition) -> None:
    program = compose(composition)

    assert read_program(program_to_json(program)) == program


def test_compose_alternates_with_a_light_week_after_each_phase() -> None:
    program = compose(Composition(name="Gym", weeks_per_phase=5, repeats=2))

    assert [(phase.name, phase.goal.value, phase.week_count) for phase in program.mesocycles] == [
        ("Hypertrophy 1", "hypertrophy", 5),
        ("Light week after hypertrophy 1", "deload", 1),
        ("Strength 1", "strength", 5),
        ("Light week after strength 1", "deload", 1),
        ("Hypertrophy 2", "hypertrophy", 5),
        ("Light week after hypertrophy 2", "deload", 1),
        ("Strength 2", "strength", 5),
        ("Light week after strength 2", "deload", 1),
    ]
    numbers = [week.week for phase in program.mesocycles for week in phase.weeks]
    assert numbers == list(range(1, 25))


def test_compose_strength_first_without_light_weeks() -> None:
    program = compose(
        Composition(name="Gym", first_goal=Goal.STRENGTH, has_deload=False, weeks_per_phase=3)
    )

    assert [phase.goal.value for phase in program.mesocycles] == ["strength", "hypertrophy"]


@pytest.mark.parametrize(("composition", "days"), [(GYM, [4, 4, 3, 3]), (HOME, [3, 3, 3, 3])])
def test_compose_days_a_week_follow_the_phase(composition: Composition, days: list[int]) -> None:
    program = compose(composition)

    assert [phase.sessions_per_week for phase in program.mesocycles] == days


def test_compose_slot_keys_are_the_same_every_week_and_unique_in_a_day() -> None:
    for phase in compose(GYM).mesocycles:
        keys = [[[s.key for s in day.slots] for day in week.days] for week in phase.weeks]
        assert all(week == keys[0] for week in keys)
        assert all(len(set(day)) == len(day) for week in keys for day in week)


def test_compose_names_days_rests_and_tempo_from_the_table() -> None:
    day = compose(GYM).mesocycles[0].weeks[0].days[0]

    assert (day.day, day.name) == (1, "Upper A")
    bench = day.slots[0]
    # h-gym-4d,hypertrophy,upper-a,1,bench-press,3,6,8,8.0,120,3010,false
    assert (bench.key, bench.exercise, bench.rest_s, bench.tempo, bench.is_main) == (
        "upper-a-bench-press",
        "Bench Press",
        120,
        "3010",
        False,
    )
    assert (bench.groups[0].sets, bench.groups[0].reps.text) == (3, "6-8")


def test_compose_bare_percent_of_a_main_lift_means_its_maximum() -> None:
    assert compose(GYM).default_anchor == {
        "Back Squat (High-Bar)": "rm:back-squat-high-bar",
        "Bench Press": "rm:bench-press",
        "Conventional Deadlift": "rm:conventional-deadlift",
        "Overhead Press (Standing)": "rm:overhead-press-standing",
    }


def test_summary_of_says_the_plan_in_words() -> None:
    assert summary_of(Composition(name="X", repeats=2)) == (
        "4 weeks of hypertrophy on 4 days a week, a light week, "
        "then 4 weeks of strength on 3 days a week, a light week, 2 times over. For the gym."
    )


@pytest.mark.parametrize(
    ("composition", "field", "sentence"),
    [
        (
            Composition(name="X", weeks_per_phase=2),
            "weeks_per_phase",
            "Give each phase 3 to 8 weeks.",
        ),
        (
            Composition(name="X", weeks_per_phase=9),
            "weeks_per_phase",
            "Give each phase 3 to 8 weeks.",
        ),
        (Composition(name="X", repeats=0), "repeats", "Repeat the two phases 1 to 6 times."),
        (Composition(name="X", repeats=7), "repeats", "Repeat the two phases 1 to 6 times."),
        (
            Composition(name="X", hypertrophy_days=3),
            "hypertrophy_days",
            "Hypertrophy in the gym comes with 4 days a week.",
        ),
        (
            Composition(name="X", equipment="HOME", hypertrophy_days=3, strength_days=4),
            "strength_days",
            "Strength at home comes with 3 days a week.",
        ),
        (
            Composition(name="X", first_goal=Goal.DELOAD),
            "first_goal",
            "Begin with hypertrophy or with strength.",
        ),
    ],
)
def test_compose_bad_choice_names_its_field(
    composition: Composition, field: str, sentence: str
) -> None:
    with pytest.raises(CompositionInvalid) as raised:
        compose(composition)

    assert (raised.value.field, str(raised.value)) == (field, sentence)


@pytest.mark.parametrize(
    ("weeks", "compound", "isolation"),
    [
        # RPE 8 is 2 in reserve: 3 to 1. RPE 9 is 1: 2 to 0. In halves, ties up.
        (3, ["3", "2", "1"], ["2", "1", "0"]),
        # 3, 2.33, 1.67, 1
        (4, ["3", "2.5", "1.5", "1"], ["2", "1.5", "0.5", "0"]),
        (5, ["3", "2.5", "2", "1.5", "1"], ["2", "1.5", "1", "0.5", "0"]),
    ],
)
def test_compose_hypertrophy_ramps_around_the_tables_effort(
    weeks: int, compound: list[str], isolation: list[str]
) -> None:
    program = compose(Composition(name="X", weeks_per_phase=weeks))

    def ramp(key: str) -> list[str]:
        every = range(1, weeks + 1)
        return [str(slot(program, key, week=week).groups[0].rir) for week in every]

    assert ramp("upper-a-bench-press") == compound
    assert ramp("upper-a-cable-fly") == isolation


def test_compose_strength_opens_at_rpe_7_and_goes_on_by_the_table() -> None:
    program = compose(GYM)

    groups = [slot(program, "day-1-back-squat-high-bar", week=week).groups[0] for week in (6, 7, 9)]

    # Chart: 3 reps at RPE 7 is 83.7 %, at RPE 8 86.3 %.
    assert [(str(group.rpe), str(group.load.percent)) for group in groups] == [
        ("7", "83.7"),
        ("8", "86.3"),
        ("8", "86.3"),
    ]
    assert groups[0].load.of == "rm:back-squat-high-bar"


def test_compose_light_week_halves_sets_takes_a_tenth_off_and_leaves_four() -> None:
    program = compose(GYM)

    after_size = slot(program, "light-upper-a-bench-press", week=5).groups[0]
    after_strength = slot(program, "light-day-1-back-squat-high-bar", week=10).groups[0]
    curl = slot(program, "light-upper-a-ez-bar-curl", week=5).groups[0]

    # 3 sets: 1.5 is 2. 4 sets: 2. 2 sets: 1. Loads: 90 % of w:, 86.3 x 0.9 = 77.67 % of rm:.
    assert (after_size.sets, str(after_size.load.percent), str(after_size.rir)) == (2, "90", "4")
    assert (after_strength.sets, str(after_strength.load.percent)) == (2, "77.67")
    assert str(after_strength.rpe) == "6"
    assert curl.sets == 1


def test_compose_body_weight_exercises_have_no_load() -> None:
    program = compose(GYM)

    assert slot(program, "lower-b-hanging-leg-raise", week=1).groups[0].load is None
    assert slot(program, "day-2-weighted-pull-up", week=6).groups[0].load.of == (
        "w:weighted-pull-up:strength"
    )
