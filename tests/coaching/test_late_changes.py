"""What late logs changed of a sealed week stands beside it, signed: pages, API and CSV."""

import csv
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from athletes.actions.summarize_adherence import summarize_adherence
from athletes.models import Athlete, PlannedSession
from coaching.exporters.progress import progress_csv
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.plans_by_hand import day
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db

LATE = by_hand.at_noon(day(30))
# Three sessions asked, one trained in time and one logged after the seal.
THIRD = "0.333334"


@pytest.fixture
def coach():
    return make.membership()


@pytest.fixture
def athlete(coach) -> Athlete:
    athlete = make.athlete(coach=coach, user=make.user())
    version = by_hand.version(organization=coach.organization, mesocycles=by_hand.cycles("test"))
    phase = by_hand.phase(by_hand.plan(athlete=athlete, version=version), weeks=2)
    for on in (0, 2, 4):
        by_hand.session(phase, on=day(on))
    _log(on=0, at=LATE)
    return athlete


def _log(*, on: int, at: datetime) -> None:
    by_hand.finish(PlannedSession.objects.get(scheduled_on=day(on)))
    summarize_adherence(now=at)


@pytest.fixture
def late(athlete) -> Athlete:
    _log(on=2, at=LATE + timedelta(hours=1))
    return athlete


def _text(client: Client, name: str, *keys: object) -> str:
    response = client.get(reverse(name, args=keys))
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def _week_page(athlete: Athlete) -> str:
    return _text(client_of(athlete.user), "week", day(0).isoformat())


def _overview(coach, athlete: Athlete) -> str:
    return _text(client_of(coach.user), "console:athletes_athlete_change", athlete.pk)


def test_athlete_reads_the_signed_change_beside_a_closed_week(late) -> None:
    text = _week_page(late)

    assert '33 % <span class="part__late">+33 %</span>' in text
    assert '1 of 3 due <span class="part__late">+1</span>' in text
    assert "What you logged after that stands beside, with its sign." in text


def test_athlete_reads_no_sign_where_nothing_came_late(athlete) -> None:
    text = _week_page(athlete)

    assert "This week is closed." in text
    assert "part__late" not in text
    assert "with its sign" not in text


def test_coach_reads_the_signed_change_in_the_table_of_weeks(coach, late) -> None:
    text = _overview(coach, late)

    assert '1 / 3 <small class="pw-late">+1</small>' in text
    assert '33% <small class="pw-late">+33%</small>' in text
    assert "A number with a sign is what was logged after the week was closed" in text


def test_coach_reads_no_sign_where_nothing_came_late(coach, athlete) -> None:
    text = _overview(coach, athlete)

    assert "1 / 3" in text
    assert "pw-late" not in text
    assert "A number with a sign" not in text


def test_coach_reads_the_signed_change_in_the_list_of_weeks(coach, late) -> None:
    text = _text(client_of(coach.user), "console:athletes_weeklyadherence_changelist")

    assert '1 / 3 <small class="pw-late">+1</small>' in text
    assert '33%<small class="pw-late">+33%</small>' in text


def test_api_gives_the_change_apart_from_the_sealed_figures(coach, late) -> None:
    weeks = client_of(coach.user).get("/api/v1/adherence/weeks/").json()["results"]

    week = next(week for week in weeks if week["week_on"] == day(0).isoformat())
    assert (week["attended"], week["session_adherence"]) == (1, "0.333333")
    assert week["late"] == {
        "attended": 1,
        "partial": 0,
        "missed": -1,
        "moved": 0,
        "extra": 0,
        "sets_done": 3,
        "session_adherence": THIRD,
        "set_adherence": THIRD,
        "volume_adherence": THIRD,
        "intensity_adherence": "0.000000",
        "composite": "0.283334",
        "exposure": THIRD,
    }
    assert [week["late"] for week in weeks].count(None) == len(weeks) - 1


def test_api_gives_the_change_of_a_phase(coach, athlete) -> None:
    athlete.plans.get().phases.update(closed_at=LATE)
    summarize_adherence(now=LATE, plans=athlete.plans.all())
    _log(on=2, at=LATE + timedelta(hours=1))

    (phase,) = client_of(coach.user).get("/api/v1/adherence/phases/").json()["results"]

    assert (phase["session_adherence"], phase["late"]["session_adherence"]) == ("0.333333", THIRD)


@pytest.mark.parametrize(("fixture", "expected"), [("late", ("1", THIRD)), ("athlete", ("", ""))])
def test_csv_has_the_change_in_columns_of_its_own(request, fixture, expected) -> None:
    request.getfixturevalue(fixture)

    row = next(csv.DictReader("".join(progress_csv(Athlete.objects.all()))[1:].splitlines()))

    assert (row["attended"], row["session_adherence"]) == ("1", "0.333333")
    assert (row["late_attended"], row["late_session_adherence"]) == expected
