"""Every load says in one sentence where it comes from."""

from decimal import Decimal

import pytest

from programs.engine.progression.gap import ease_after_gap, gap_policy
from programs.engine.resolving.explain import explain_gap, explain_load
from programs.engine.resolving.resolve import PhaseRun, resolve
from tests.engine.programs_by_hand import calendar, program_of, slot, weeks

ANCHORS = {"tm:squat": 150, "w:squat": 81.3, "off": 2.5, "rm": 101}


def sentence(group, *, unit="kg", **fields):
    program = program_of(calendar(weeks(slot(group), count=1)), anchors=ANCHORS)
    written = resolve(program, **fields).sessions[0].slots[0]
    return str(explain_load(written.groups[0], exercise=written.exercise, unit=unit))


@pytest.mark.parametrize(
    ("load", "words"),
    [
        ({"of": "tm:squat", "percent": 80}, "80% of training max 150 kg is 120 kg."),
        (
            {"of": "tm:squat", "percent": 81},
            "81% of training max 150 kg is 121.5 kg, made as 122.5 kg.",
        ),
        ({"of": "tm:squat"}, "Training max 150 kg."),
        ({"of": "tm:squat", "percent": 100}, "Training max 150 kg."),
        ({"of": "w:squat"}, "Working weight 81.3 kg, made as 82.5 kg."),
        (
            {"of": "rm", "percent": 70, "post": 2, "step": "off"},
            "70% of one-rep max 101 kg plus 5 kg is 75.7 kg, made as 75 kg.",
        ),
        (
            {"of": "tm:squat", "pre": -1, "step": 5},
            "Training max 150 kg minus 5 kg is 145 kg.",
        ),
        ({"of": "off"}, "“off” 2.5 kg."),
        ({"kg": 61}, "61 kg as written."),
    ],
)
def test_load_is_explained_with_its_figures(load, words):
    assert sentence({"reps": "5", "load": load}) == words


@pytest.mark.parametrize(
    ("load", "made_kg", "words"),
    [
        # 150 kg is 330.69 lb; 80 % of it 264.55 lb. 120.202 kg are a bar and plates of 265 lb.
        (
            {"of": "tm:squat", "percent": 80},
            "120.202",
            "80% of training max 330.7 lb is 264.6 lb, made as 265 lb.",
        ),
        # 5 kg are 11.02 lb and 145 kg 319.67 lb.
        (
            {"of": "tm:squat", "pre": -1, "step": 5},
            "145",
            "Training max 330.7 lb minus 11 lb is 319.7 lb.",
        ),
        # A tenth of a pound apart is the same to a reader: 61 kg and 61.01 kg are 134.5 lb.
        ({"kg": 61}, "61.010", "134.5 lb as written."),
    ],
)
def test_load_is_explained_in_the_athletes_unit(load, made_kg, words):
    made = sentence(
        {"reps": "5", "load": load}, unit="lb", make_load=lambda exercise, target: Decimal(made_kg)
    )

    assert made == words


def test_deload_says_what_it_takes_off():
    group = {"sets": 2, "reps": "5", "load": {"of": "tm:squat", "percent": 80}}

    assert sentence(group, course=[PhaseRun(0, is_inserted_deload=True)]) == (
        "80% of training max 150 kg is 120 kg; 0.9 of it in the lighter week is 108 kg, "
        "made as 107.5 kg."
    )


def test_load_made_to_equipment_says_what_is_made():
    group = {"reps": "5", "load": {"of": "tm:squat", "percent": 81}}

    assert sentence(group, make_load=lambda exercise, target_kg: Decimal("120.0")) == (
        "81% of training max 150 kg is 121.5 kg, made as 120 kg."
    )


@pytest.mark.parametrize(
    ("group", "words"),
    [
        (
            {"reps": "3", "rpe": 8},
            "Work up in small jumps to a weight that leaves 2 repetitions in reserve (RPE 8).",
        ),
        (
            {"reps": "3", "rir": 1},
            "Work up in small jumps to a weight that leaves 1 repetition in reserve (RPE 9).",
        ),
        (
            {"reps": "3", "rpe": 10},
            "Work up in small jumps to a weight that leaves no repetition in reserve (RPE 10).",
        ),
        (
            {"reps": "10"},
            "No load is prescribed; take one that allows every repetition with clean form.",
        ),
        ({"reps": "60s"}, "No load is prescribed; hold or move for the whole time."),
        (
            {"reps": "5", "load": {"of": "bw"}},
            "Your body weight is not known yet; work up in small jumps to a weight that leaves "
            "2 or 3 repetitions in reserve, and log it.",
        ),
    ],
)
def test_without_a_load_the_text_says_how_to_find_it(group, words):
    assert sentence(group) == words


def test_share_of_a_top_set_without_a_load_says_to_take_it_from_what_was_lifted():
    top, back_off = {"reps": "3", "rpe": 8}, {"reps": "5", "load": {"of": "top:a", "percent": 90}}
    program = program_of(calendar(weeks(slot(top, back_off), count=1)), anchors=ANCHORS)
    written = resolve(program).sessions[0].slots[0]

    words = str(explain_load(written.groups[1], exercise=written.exercise, unit="kg"))

    assert words == "Take 90% of what you lift in today's top set of Squat."


def test_unknown_anchor_says_what_is_missing_and_how_to_find_it():
    group = {"reps": "5", "load": {"of": "tm:squat", "percent": 80}, "rir": 2}

    assert sentence(group, anchors={"tm:squat": None}) == (
        "Your training max for Squat is not known yet; work up in small jumps to a weight that "
        "leaves 2 repetitions in reserve (RPE 8), and log it."
    )


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (7, "RPE 8 at most, after 7 days without training."),
        (13, "RPE 8 at most, after 13 days without training."),
        (14, "This week is lighter, after 14 days without training."),
        (84, "This week is lighter, after 84 days without training."),
    ],
)
def test_gap_is_named_where_it_makes_a_session_lighter(days, words):
    ease = ease_after_gap(gap_policy(days), week=0, is_first=True)

    assert str(explain_gap(ease, days=days)) == words
