"""Substitutes: the table first, then the movement; what is kept, lost and loaded."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from programs.engine.substitution.equipment import (
    GYM,
    HOME,
    HOME_FURNITURE,
    Equipment,
    can_do,
    implement_of,
    missing_items,
    needs_extra_kit,
)
from programs.engine.substitution.replace import replacements
from programs.engine.substitution.start_load import first_load
from programs.engine.tables import exercises, substitutions

CATALOGUE = exercises()
ITEMS = sorted(GYM.items)


def first(slug, *, equipment=HOME, **fields):
    return replacements(CATALOGUE[slug], equipment=equipment, **fields)[0]


def slugs(slug, *, equipment=HOME, **fields):
    return [
        one.exercise.slug for one in replacements(CATALOGUE[slug], equipment=equipment, **fields)
    ]


def test_table_goes_before_what_merely_moves_alike():
    assert slugs("back-squat-high-bar")[:2] == ["bulgarian-split-squat-dumbbell", "goblet-squat"]


def test_exercise_outside_the_table_goes_by_movement_muscle_and_load():
    assert slugs("chin-up")[0] == "chest-supported-dumbbell-row"
    assert slugs("hanging-leg-raise")[0] == "crunch"


def test_substitute_that_needs_what_is_missing_is_left_out():
    with_bar = Equipment(items=HOME.items | {"pullup_bar"})

    assert slugs("lat-pulldown")[0] == "dumbbell-pullover"
    assert slugs("lat-pulldown", equipment=with_bar)[0] == "pull-up"


def test_main_lift_of_strength_stays_compound():
    assert slugs("lat-pulldown", must_be_compound=True)[0] == "chest-supported-dumbbell-row"


def test_kept_and_lost_are_said():
    split_squat = first("back-squat-high-bar")

    assert tuple(map(str, split_squat.kept)) == (
        "trains quads, glutes",
        "still compound",
        "still of the squat family",
    )
    assert tuple(map(str, split_squat.lost)) == (
        "lower back no longer trained",
        "squat becomes lunge",
        "one dumbbell in each hand in place of what it was loaded with",
        "one side at a time, so a set takes longer",
    )


def test_fraction_turns_the_bar_into_a_load_per_hand_rounded_down():
    press = first("bench-press")

    # 100 x 0.415 = 41.5 per hand; dumbbells to 32, or a finer set from 40 to 44.
    fine = Equipment(items=HOME.items, dumbbells_kg=(Decimal(40), Decimal(42), Decimal(44)))
    loaded = first_load(100, start=press.start, substitute=press.exercise, equipment=fine)
    assert press.start.fraction == Decimal("0.415")
    assert (loaded.load_kg, loaded.status) == (Decimal(40), "nearest")


def test_dumbbells_too_light_are_told_by_the_first_load():
    press = first("bench-press")

    loaded = first_load(100, start=press.start, substitute=press.exercise, equipment=HOME)

    assert (loaded.load_kg, loaded.status) == (Decimal(32), "above_inventory")


def test_machine_has_no_fraction_and_is_calibrated_by_effort():
    curl = first("lying-leg-curl")

    assert curl.start.fraction is None
    assert curl.start.is_calibrated
    assert str(curl.start.words(curl.exercise)) == (
        "First session: find the load, RPE 7 at most, and round down."
    )
    assert first_load(50, start=curl.start, substitute=curl.exercise, equipment=HOME) is None


def test_second_substitute_never_takes_the_fraction_of_the_first():
    deadlifts = replacements(CATALOGUE["conventional-deadlift"], equipment=HOME)

    assert [one.start.fraction for one in deadlifts[:2]] == [Decimal("0.40"), None]


def test_every_exercise_is_a_home_one_or_has_a_home_substitute():
    for row in CATALOGUE.values():
        is_makeable = can_do(row, equipment=HOME)

        assert is_makeable == row.is_home_strict
        assert is_makeable or replacements(row, equipment=HOME)


def test_fraction_of_the_table_is_in_the_convention_of_its_first_substitute():
    loaded = [row for row in substitutions().values() if row.start_load_fraction is not None]

    assert [row.fraction_basis for row in loaded] == [
        CATALOGUE[row.substitutes[0]].load_convention for row in loaded
    ]


@settings(max_examples=20)
@given(slug=st.sampled_from(sorted(CATALOGUE)), items=st.sets(st.sampled_from(ITEMS)))
def test_substitutes_are_makeable_share_a_muscle_and_hardly_need_kit(slug, items):
    original = CATALOGUE[slug]
    equipment = Equipment(items=frozenset(items))

    found = [one.exercise for one in replacements(original, equipment=equipment, most=300)]

    assert original not in found
    assert len(set(found)) == len(found)
    assert sum(needs_extra_kit(row) for row in found) <= 1
    for row in found:
        assert can_do(row, equipment=equipment)
        assert {*original.primary_muscles} & {*row.primary_muscles, *row.secondary_muscles}


def test_missing_items_are_named_as_the_catalogue_does():
    assert missing_items(CATALOGUE["bench-press"], equipment=HOME) == ("barbell", "rack")
    assert missing_items(CATALOGUE["push-up"], equipment=Equipment(items=frozenset())) == ()
    assert missing_items(CATALOGUE["pull-up"], equipment=HOME) == ("pullup_bar",)


def test_gym_and_home_name_only_what_the_catalogue_asks_for():
    asked = {row.equipment for row in CATALOGUE.values()}
    asked |= {need for row in CATALOGUE.values() for need in row.extra_needs.split("+")}

    assert GYM.items <= asked
    assert asked >= HOME_FURNITURE
    assert all(can_do(row, equipment=GYM) for row in CATALOGUE.values())


def test_implement_follows_the_way_an_exercise_is_loaded():
    owned = Equipment(
        items=GYM.items, dumbbells_kg=(Decimal(10),), plate_pairs=((Decimal("1.25"), 1),)
    )

    loaded_apart = (
        "bench-press",
        "dumbbell-curl",
        "lat-pulldown",
        "ez-bar-curl",
        "weighted-pull-up",
    )
    kinds = {
        slug: (one.kind, one.step_kg)
        for slug in loaded_apart
        for one in [implement_of(CATALOGUE[slug], equipment=owned)]
    }

    assert kinds == {
        "bench-press": ("barbell", Decimal("2.5")),
        "dumbbell-curl": ("dumbbell", Decimal("2.5")),
        "lat-pulldown": ("machine", Decimal("2.5")),
        "ez-bar-curl": ("other", Decimal("2.50")),
        "weighted-pull-up": ("other", Decimal("1.25")),
    }
