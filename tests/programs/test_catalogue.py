"""Loading the built-in catalogue."""

from typing import Any

import pytest

from programs.actions.load_catalogue import load_catalogue
from programs.engine import tables
from programs.models import Exercise, ExerciseAlias, Substitution
from tests import make

pytestmark = pytest.mark.django_db


def test_load_catalogue_fills_the_tables_and_says_how_much() -> None:
    loaded = load_catalogue()

    assert (loaded.exercises, loaded.substitutions) == (257, 276)
    assert Exercise.objects.filter(organization=None).count() == 257
    assert Substitution.objects.values("exercise").distinct().count() == 138
    assert ExerciseAlias.objects.count() == loaded.aliases


def test_load_catalogue_twice_keeps_every_id() -> None:
    load_catalogue()
    before = dict(Exercise.objects.values_list("slug", "pk"))

    loaded = load_catalogue()

    assert dict(Exercise.objects.values_list("slug", "pk")) == before
    assert ExerciseAlias.objects.count() == loaded.aliases
    assert Substitution.objects.count() == 276


def test_load_catalogue_again_repairs_and_keeps_own_exercises() -> None:
    load_catalogue()
    own = make.exercise(organization=make.organization(), slug="bench-press", name="My Bench")
    Exercise.objects.filter(organization=None, slug="bench-press").update(name="Broken")
    ExerciseAlias.objects.create(name="no longer listed", exercise=own)

    load_catalogue()

    assert Exercise.objects.get(organization=None, slug="bench-press").name == "Bench Press"
    assert Exercise.objects.get(pk=own.pk).name == "My Bench"
    assert not ExerciseAlias.objects.filter(name="no longer listed").exists()


def test_load_catalogue_takes_a_fixed_number_of_queries(
    django_assert_num_queries: Any,
) -> None:
    load_catalogue()

    # savepoint, exercises, stale parents, parents, stale aliases, aliases, substitutions, release
    with django_assert_num_queries(8):
        load_catalogue()


def test_catalogue_bench_press_has_its_muscles_and_home_substitutes() -> None:
    load_catalogue()

    bench = Exercise.objects.get(slug="bench-press")
    row = tables.exercises()["bench-press"]

    assert bench.primary_muscles == list(row.primary_muscles)
    assert bench.competition_family == "bench"
    first = bench.substitutions.get(rank=1)
    assert first.substitute.slug == "dumbbell-bench-press"
    # Saeterbakken 2011: two dumbbells 17 % under the barbell, so 0.83 / 2 a hand.
    assert str(first.start_load_fraction) == "0.415"
    assert first.fraction_basis == "per_hand"


def test_catalogue_front_squat_knows_its_parent_and_percent() -> None:
    load_catalogue()

    front_squat = Exercise.objects.select_related("parent").get(slug="front-squat")

    assert Exercise.objects.get(slug="suitcase-carry").measure == Exercise.Measure.METERS
    assert front_squat.parent.slug == "back-squat-high-bar"
    assert str(front_squat.percent_of_parent) == "82.00"
