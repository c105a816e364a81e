"""Names of exercises: how they are compared, and what they mean to an organization."""

from pathlib import Path
from typing import Any

import pytest

from programs.engine import tables
from programs.engine.program import exercise_names, read_program
from programs.engine.tables.names import folded, spelled_out
from programs.models import Exercise, ExerciseAlias
from programs.queries.match_exercises import match_exercises
from tests import make

PUBLISHED = Path(__file__).resolve().parents[2] / "programs" / "data" / "published"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


def test_aliases_name_each_word_once_and_only_known_exercises() -> None:
    names = [folded(row.name) for row in tables.aliases()]

    assert {row.exercise for row in tables.aliases()} <= set(tables.exercises())
    assert len(set(names)) == len(names) - len(_same_when_folded())


def _same_when_folded() -> list[str]:
    seen: dict[str, str] = {}
    repeated = []
    for row in tables.aliases():
        name = folded(row.name)
        if name in seen:
            assert seen[name] == row.exercise, name
            repeated.append(name)
        seen[name] = row.exercise
    return repeated


def test_every_exercise_of_the_published_programs_is_matched() -> None:
    files = sorted(PUBLISHED.glob("*.json"))
    names = {name for file in files for name in exercise_names(read_program(file.read_bytes()))}

    matches = match_exercises(names=names, organization=make.organization())

    assert len(files) == 22
    assert [name for name, match in matches.items() if match.exercise is None] == []


# Every exercise name in the sample exports of other apps and in the two coach sheets.
IMPORTED = {
    "Bench Press (Barbell)": "bench-press",
    "Barbell Bench Press": "bench-press",
    "Flat Barbell Bench Press": "bench-press",
    "Lateral Raise (Dumbbell)": "dumbbell-lateral-raise",
    "Lateral Dumbbell Raise": "dumbbell-lateral-raise",
    "Lateral Raise": "dumbbell-lateral-raise",
    "DB Lateral Raise": "dumbbell-lateral-raise",
    "Triceps Pushdown": "cable-triceps-pushdown",
    "Triceps Pushdown (Cable)": "cable-triceps-pushdown",
    "Cable Triceps Pushdown": "cable-triceps-pushdown",
    "Pull Up": "pull-up",
    "Pull-up": "pull-up",
    "Plank": "plank",
    "Rowing Machine": "seated-cable-row",
    "Rowing (Machine)": "seated-cable-row",
    "Bent Over Row (Barbell)": "barbell-row",
    "Barbell Row": "barbell-row",
    "Barbell Squat": "back-squat-high-bar",
    "Squat": "back-squat-high-bar",
    "Comp Squat": "back-squat-low-bar",
    "Overhead Press": "overhead-press-standing",
    "Bicep Curl": "dumbbell-curl",
    "Deadlift": "conventional-deadlift",
    "Close-grip Bench Press": "close-grip-bench-press",
    "Close-grip Bench": "close-grip-bench-press",
    "Chest-supported Row": "chest-supported-dumbbell-row",
    "Chest-supp. Row": "chest-supported-dumbbell-row",
    # gym shorthand
    "OHP": "overhead-press-standing",
    "RDL": "romanian-deadlift",
    "Inc DB Press": "incline-dumbbell-press",
    "BB Row": "barbell-row",
    "DB Bench Press": "dumbbell-bench-press",
    "Farmer’s Carry": "dumbbell-farmers-carry",
}


def test_every_exercise_of_the_sample_imports_is_matched() -> None:
    matches = match_exercises(names=IMPORTED, organization=make.organization())

    found = {name: match.exercise and match.exercise.slug for name, match in matches.items()}
    assert found == IMPORTED


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Pull-Up (Machine)", "pull up machine"),
        ("  T‑Bar   Row ", "t bar row"),
        ("Farmer’s Carry", "farmers carry"),
        ("45-Degree", "45 degree"),
        ("—", ""),
    ],
)
def test_folded_ignores_case_hyphens_brackets(name: str, expected: str) -> None:
    assert folded(name) == expected


def test_spelled_out_writes_shorthand_out() -> None:
    assert spelled_out("Inc. DB Press") == "incline dumbbell press"


def test_match_exercises_unknown_name_gets_the_most_alike() -> None:
    matches = match_exercises(names=["Bulgarian Split Sqat"], organization=make.organization())

    match = matches["Bulgarian Split Sqat"]
    assert match.exercise is None
    assert [exercise.slug for exercise in match.suggestions][:1] == [
        "bulgarian-split-squat-dumbbell"
    ]


def test_match_exercises_nonsense_gets_no_suggestion() -> None:
    matches = match_exercises(names=["qqqq"], organization=make.organization())

    assert (matches["qqqq"].exercise, matches["qqqq"].suggestions) == (None, ())


def test_match_exercises_own_alias_wins_at_home_only() -> None:
    gym, other = make.organization(), make.organization()
    sumo = Exercise.objects.get(slug="sumo-deadlift")
    ExerciseAlias.objects.create(organization=gym, name="deadlift", exercise=sumo)

    ours = match_exercises(names=["Deadlift"], organization=gym)
    theirs = match_exercises(names=["Deadlift"], organization=other)

    assert ours["Deadlift"].exercise == sumo
    assert theirs["Deadlift"].exercise.slug == "conventional-deadlift"


def test_match_exercises_other_organizations_exercise_is_unknown() -> None:
    make.exercise(organization=make.organization(), slug="wobble", name="Wobble Board Zigzag")

    matches = match_exercises(names=["Wobble Board Zigzag"], organization=make.organization())

    assert matches["Wobble Board Zigzag"].exercise is None


@pytest.mark.parametrize("count", [1, 3])
def test_match_exercises_takes_two_queries(django_assert_num_queries: Any, count: int) -> None:
    names = ["Squat", "Bench Press", "No Such Lift"][:count]
    organization = make.organization()

    with django_assert_num_queries(2):
        match_exercises(names=names, organization=organization)
