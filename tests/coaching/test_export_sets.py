"""Every set as CSV: what COPY writes is what was logged, and nothing is a formula."""

import csv
from decimal import Decimal
from io import StringIO

import pytest
from django.urls import reverse

from athletes.models import Athlete, SetLog
from coaching.exporters.cells import FORMULA_STARTS
from coaching.exporters.sets import COLUMNS, sets_csv
from tests import make
from tests.athletes.phases_trained import train, training

pytestmark = pytest.mark.django_db(transaction=False)


def rows_of(athletes):
    text = b"".join(sets_csv(athletes)).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def test_a_row_is_a_set_as_it_was_logged():
    athlete = training()
    train(athlete, sessions=1)
    SetLog.objects.filter(position=2).update(deleted_at=make.NOW)

    rows = rows_of(Athlete.objects.filter(pk=athlete.pk))

    assert list(rows[0]) == list(COLUMNS)
    assert [row["set"] for row in rows] == ["1", "3"]
    kept = {key: rows[0][key] for key in ("athlete", "on", "exercise", "reps", "rpe", "goal")}
    assert kept == {
        "athlete": athlete.name,
        "on": "2026-03-02",
        "exercise": "Back Squat",
        "reps": "5",
        "rpe": "8.0",
        "goal": "strength",
    }
    assert Decimal(rows[0]["load_kg"]) == Decimal(100)


@pytest.mark.parametrize("start", [one for one in FORMULA_STARTS if one != "\x00"])
def test_no_text_begins_a_formula(start):
    athlete = training(name=f"{start}HYPERLINK(1)")
    train(athlete, sessions=1)
    SetLog.objects.update(note=f'{start}cmd|" /C calc"!A0', exercise_name=f"{start}1+1")

    row = rows_of(Athlete.objects.filter(pk=athlete.pk))[0]

    assert row["athlete"] == f"'{start}HYPERLINK(1)"
    assert row["note"] == f"""'{start}cmd|" /C calc"!A0"""
    assert row["exercise"] == f"'{start}1+1"


def test_somebody_else_s_sets_are_not_in_it():
    mine, other = training(), training(exercise="Deadlift")
    train(mine, sessions=1)
    train(other, sessions=1)

    found = rows_of(Athlete.objects.filter(pk=mine.pk))

    assert {row["exercise"] for row in found} == {"Back Squat"}


@pytest.mark.parametrize("sessions", [1, 3])
def test_it_is_one_query(sessions, django_assert_max_num_queries):
    athlete = training()
    train(athlete, sessions=sessions)

    # The copy itself and the savepoint of the test's transaction.
    with django_assert_max_num_queries(3):
        assert len(rows_of(Athlete.objects.filter(pk=athlete.pk))) == 3 * sessions


def test_the_roster_s_action_gives_the_chosen_of_one_s_own(client):
    coach = make.membership()
    mine, other = training(coach=coach), training(exercise="Deadlift")
    train(mine, sessions=1)
    train(other, sessions=1)
    client.force_login(coach.user)

    answer = client.post(
        reverse("console:athletes_athlete_changelist"),
        {"action": "export_sets", "_selected_action": [mine.pk, other.pk]},
    )

    assert answer["Content-Disposition"] == 'attachment; filename="sets.csv"'
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    found = list(csv.DictReader(StringIO(text, newline="")))
    assert [row["exercise"] for row in found] == ["Back Squat"] * 3
