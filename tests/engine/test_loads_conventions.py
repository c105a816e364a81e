"""What a logged load means on each implement, forwards, backwards and in words."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.engine.loads.conventions import (
    LoadedLift,
    lift_of,
    load_in_words,
    logged_load,
    moved_load,
)
from programs.engine.tables import exercises

BODY = {"bodyweight_kg": Decimal(80), "bodyweight_factor": Decimal("0.65")}


@settings(max_examples=20)
@given(
    load=st.decimals(min_value=0, max_value=50, places=2),
    exercise=st.sampled_from(list(exercises().values())),
)
def test_logged_load_gives_back_what_moved_load_took(load, exercise):
    lift = lift_of(exercise, bodyweight_kg=Decimal(90))
    moved = moved_load(load, lift=lift)

    # Less than nothing can't be moved, however much helps.
    if moved:
        assert logged_load(moved, lift=lift) == load


@pytest.mark.parametrize(
    ("convention", "moved", "logged"),
    [
        # The body's share of 80 kg is 52 kg.
        ("bodyweight_plus", "62", 10),
        ("bodyweight_plus", "40", 0),
        ("bodyweight_minus", "42", 10),
        ("bodyweight_minus", "62", 0),
        ("per_hand", "45", Decimal("22.5")),
        ("total", "45", 45),
    ],
)
def test_logged_load_never_below_zero(convention, moved, logged):
    assert logged_load(Decimal(moved), lift=LoadedLift(convention, **BODY)) == logged


def test_logged_load_unknown_body_weight_is_none():
    assert logged_load(60, lift=LoadedLift("bodyweight_plus")) is None


@pytest.mark.parametrize(
    ("convention", "load", "words"),
    [
        ("total", "102.50", "102.5 kg"),
        ("per_hand", "22.5", "22.5 kg in each hand"),
        ("single_db", "30", "one dumbbell of 30 kg"),
        ("stack", "45", "45 kg on the stack"),
        ("bodyweight", "0", "body weight"),
        ("bodyweight_plus", "10", "body weight + 10 kg"),
        ("bodyweight_plus", "0", "body weight"),
        ("bodyweight_minus", "15", "body weight - 15 kg"),
        ("bodyweight_minus", "0", "body weight"),
        ("band", "0", "a band"),
    ],
)
def test_load_in_words_by_convention(convention, load, words):
    assert load_in_words(Decimal(load), convention=convention) == words


def test_load_in_words_in_pounds():
    # 22.68 kg are 50.0 lb.
    assert load_in_words(Decimal("22.68"), convention="per_hand", unit="lb") == "50 lb in each hand"
