"""The invariants that the catalogue's tables keep, spec 7."""

import pytest

from programs.engine import tables


@pytest.mark.parametrize("row", tables.exercises().values(), ids=lambda row: row.slug)
def test_exercise_row_keeps_the_invariants(row: tables.ExerciseRow) -> None:
    muscles = set(tables.muscle_groups())

    assert not set(row.primary_muscles) & set(row.secondary_muscles)
    assert row.primary_muscles
    assert set(row.primary_muscles) | set(row.secondary_muscles) <= muscles
    if row.role in {"competition", "variation"}:
        assert row.mechanic == "compound"
        assert row.competition_family != "none"
    if row.role == "isolation":
        assert row.mechanic == "isolation"
    if row.equipment == "dumbbell":
        assert row.is_home
        assert row.load_convention in {"per_hand", "single_db"}
    assert not row.is_home_strict or row.is_home
    assert row.measure in {"reps", "seconds", "metres"}


def test_substitutions_cover_exactly_the_exercises_that_are_not_for_home() -> None:
    away = {slug for slug, row in tables.exercises().items() if not row.is_home}

    assert set(tables.substitutions()) == away
    assert len(away) == 138


@pytest.mark.parametrize("entry", tables.substitutions().values(), ids=lambda e: e.exercise)
def test_substitution_row_keeps_the_invariants(entry: tables.Substitution) -> None:
    exercises = tables.exercises()
    replaced = exercises[entry.exercise]
    substitutes = [exercises[slug] for slug in entry.substitutes]

    assert len(set(entry.substitutes)) == 2
    assert all(substitute.is_home for substitute in substitutes)
    assert any(substitute.is_home_strict for substitute in substitutes)
    for substitute in substitutes:
        trained = {*substitute.primary_muscles, *substitute.secondary_muscles}
        assert trained & set(replaced.primary_muscles)


def test_every_muscle_group_has_three_strict_home_exercises() -> None:
    strict = [row for row in tables.exercises().values() if row.is_home_strict]

    counts = {
        muscle: sum(muscle in row.primary_muscles for row in strict)
        for muscle in tables.muscle_groups()
    }

    assert len(strict) == 110
    assert min(counts.values()) >= 3
