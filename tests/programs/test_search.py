"""Finding exercises by typed words."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from programs.models import Exercise, ExerciseAlias
from programs.queries.search_exercises import search_exercises
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


def found(text: str, **fields: Any) -> list[str]:
    fields.setdefault("user", make.user())
    return [exercise.slug for exercise in search_exercises(text=text, **fields)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("inc db press", "incline-dumbbell-press"),
        ("press incline dumbbell", "incline-dumbbell-press"),
        ("OHP", "overhead-press-standing"),
        ("rdl", "romanian-deadlift"),
        ("bench", "bench-press"),
        ("pull-up", "pull-up"),
        ("farmer's carry", "dumbbell-farmers-carry"),
        ("zerchr sqat", "zercher-squat"),
        ("romainan deadlift", "romanian-deadlift"),
    ],
)
def test_search_exercises_puts_the_meant_one_first(text: str, first: str) -> None:
    assert found(text)[0] == first


def test_search_exercises_finds_every_name_with_all_words() -> None:
    slugs = found("hip thrust")

    assert set(slugs[:4]) == {
        "barbell-hip-thrust",
        "dumbbell-hip-thrust",
        "machine-hip-thrust",
        "single-leg-dumbbell-hip-thrust",
    }


@pytest.mark.parametrize("text", ["qqqq", "%", "_%_", "\x00"])
def test_search_exercises_nonsense_finds_nothing_or_everything(text: str) -> None:
    assert len(found(text)) in {0, 257}


def test_search_exercises_without_words_lists_all_by_name() -> None:
    slugs = found("")

    assert len(slugs) == 257
    assert slugs[0] == "45-degree-back-extension"


def test_search_exercises_by_muscle_and_home() -> None:
    slugs = found("press", muscle="triceps", is_home=True)

    exercises = Exercise.objects.filter(slug__in=slugs)
    assert "dumbbell-bench-press" in slugs
    assert all(exercise.is_home_capable for exercise in exercises)
    assert all(
        "triceps" in exercise.primary_muscles + exercise.secondary_muscles for exercise in exercises
    )


def test_search_exercises_shows_own_exercises_to_their_coaches_only() -> None:
    coach = make.membership()
    make.exercise(organization=coach.organization, slug="sled-drag", name="Sled Drag")

    assert found("sled", user=coach.user) == ["sled-drag"]
    assert found("sled", user=make.membership().user) == []


def test_search_exercises_aliases_of_strangers_do_not_count() -> None:
    coach = make.membership()
    bench = Exercise.objects.get(slug="bench-press")
    ExerciseAlias.objects.create(organization=coach.organization, name="qqqq", exercise=bench)

    assert found("qqqq", user=coach.user) == ["bench-press"]
    assert found("qqqq", user=make.membership().user) == []


def test_search_exercises_shows_nothing_before_sign_in() -> None:
    assert found("bench", user=AnonymousUser()) == []


@pytest.mark.parametrize("text", ["zercher squat", "squat"])
def test_search_exercises_takes_one_query(text: str, django_assert_num_queries: Any) -> None:
    user = make.user()

    with django_assert_num_queries(1):
        assert list(search_exercises(user=user, text=text))
