"""Names of exercises without a database."""

import pytest

from programs.engine.tables.catalogue_names import catalogue_exercise


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("back-squat-high-bar", "back-squat-high-bar"),
        ("SQUATS", "back-squat-high-bar"),
        ("Incline DB Press", "incline-dumbbell-press"),
        ("barbell row", "barbell-row"),
    ],
)
def test_exercise_is_found_by_slug_name_alias_and_shorthand(name: str, slug: str) -> None:
    found = catalogue_exercise(name)

    assert found is not None
    assert found.slug == slug


def test_unknown_name_finds_nothing() -> None:
    assert catalogue_exercise("Flying Anvil") is None
