"""Sentences with named values: English by themselves, and every name of the catalogue is spoken."""

from datetime import date
from decimal import Decimal

import pytest

from programs.engine.phases.ending import end_for_athlete
from programs.engine.tables import exercises
from programs.engine.tables.spoken import SPOKEN, spoken
from programs.engine.wording import Words, capitalized, counted_words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (Words("Rest."), "Rest."),
        (Words("{load} kg", {"load": Decimal("82.5")}), "82.5 kg"),
        (Words("{load} kg", {"load": Decimal("1E+2")}), "100 kg"),
        (Words("on {day}", {"day": date(2026, 3, 2)}), "on 2026-03-02"),
        (Words("{name} {{x}}", {"name": "Squat {0}"}), "Squat {0} {x}"),
        (Words("{all}", {"all": (Words("lats"), Words("traps"))}), "lats, traps"),
        (Words("{of}.", {"of": Words("half of {load}", {"load": 5})}, begins=True), "Half of 5."),
        (counted_words("{count} day", "{count} days", count=1), "1 day"),
        (
            counted_words("{count} day of {of}", "{count} days of {of}", count=0, of=7),
            "0 days of 7",
        ),
    ],
)
def test_words_say_english(words, said):
    assert str(words) == said


def test_same_sentence_may_have_other_values():
    assert str(Words("at {load}").having({"load": 60})) == "at 60"


def test_only_the_first_letter_gets_its_capital():
    assert [capitalized(text) for text in ("rM of Squat", "80% of it", "")] == [
        "RM of Squat",
        "80% of it",
        "",
    ]


def test_every_muscle_movement_and_lift_of_the_catalogue_is_spoken():
    rows = exercises().values()
    names = {muscle for row in rows for muscle in (*row.primary_muscles, *row.secondary_muscles)}
    names |= {row.movement_pattern for row in rows} | {row.mechanic for row in rows}
    names |= {row.competition_family for row in rows} - {"none"}

    assert names == set(SPOKEN)


def test_unknown_name_is_spoken_as_it_is():
    assert [str(one) for one in spoken(["lats", "serratus_anterior"])] == [
        "lats",
        "serratus anterior",
    ]


@pytest.mark.parametrize(
    ("ends", "is_over", "said"),
    [
        ("test", True, "Your phase is over: the test results are in."),
        ("test", False, "Your phase ends when the test results are in."),
        ("stall", True, "Your phase is over: 2 of 3 main lifts stall."),
        ("coach", False, "Your phase ends when your coach says so."),
    ],
)
def test_end_is_told_to_the_athlete(ends, is_over, said):
    words = end_for_athlete(
        ends, is_over=is_over, stalled_lifts=2, main_lifts=3, needs_extra_week=False
    )

    assert str(words) == said
