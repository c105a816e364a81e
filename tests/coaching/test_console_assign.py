"""Assigning from the roster: form, refusals beside their cause, sent twice."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from athletes.models import AnchorValue, Athlete, Plan
from programs.models import ProgramVersion
from tests import make
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def address(*athletes: Athlete, version: ProgramVersion | None = None) -> str:
    keys = ",".join(str(athlete.pk) for athlete in athletes)
    chosen = f"&version={version.pk}" if version else ""
    return reverse("console:athletes_athlete_assign") + f"?athletes={keys}{chosen}"


def typed(client: Client, url: str, **changes: object) -> dict[str, object]:
    """Return what the form sends as it stands, with some fields changed."""
    form = client.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    return {**sent, **changes}


@pytest.fixture
def coach():
    return make.membership()


def test_assign_action_leads_to_the_page(coach):
    athlete = make.athlete(coach=coach)

    response = client_of(coach.user).post(
        reverse("console:athletes_athlete_changelist"),
        {"action": "assign", "_selected_action": [athlete.pk]},
    )

    assert response.url == address(athlete)


def test_assign_two_athletes_start_with_their_numbers(coach):
    anna, ben = make.athlete(coach=coach, name="Anna"), make.athlete(coach=coach, name="Ben")
    version = make.version(organization=coach.organization, program="531-bbb")
    client, url = client_of(coach.user), address(anna, ben, version=version)

    response = client.post(url, typed(client, url, **{f"number-{anna.pk}-0": "142,5"}))

    assert response.url == reverse("console:athletes_athlete_changelist")
    assert Plan.objects.running().filter(athlete__in=[anna, ben]).count() == 2
    values = AnchorValue.objects.filter(athlete=anna, value=Decimal("142.5"))
    assert values.count() == 1


def test_assign_twice_is_assigned_once(coach):
    athlete = make.athlete(coach=coach)
    version = make.version(organization=coach.organization)
    client, url = client_of(coach.user), address(athlete, version=version)
    sent = typed(client, url)

    first, second = client.post(url, sent), client.post(url, sent)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Plan.objects.filter(athlete=athlete).count() == 1


def test_assign_start_too_far_ahead_says_so_beside_the_day(coach):
    athlete = make.athlete(coach=coach)
    version = make.version(organization=coach.organization, program="531-bbb")
    client, url = client_of(coach.user), address(athlete, version=version)

    response = client.post(url, typed(client, url, starts_on="9999-12-31"))

    form = response.context["form"]
    assert response.status_code == 422
    assert form.errors == {
        "starts_on": ["A plan can start within the next two years: choose an earlier day."]
    }
    assert form["starts_on"].value() == "9999-12-31"
    assert not Plan.objects.exists()


def test_assign_start_too_early_says_so_beside_the_day_and_keeps_the_rest(coach):
    athlete = make.athlete(coach=coach)
    version = make.version(organization=coach.organization, program="531-bbb")
    client, url = client_of(coach.user), address(athlete, version=version)
    early = (TODAY() - timedelta(days=40)).isoformat()
    number = f"number-{athlete.pk}-0"

    response = client.post(url, typed(client, url, starts_on=early, **{number: "150"}))

    form = response.context["form"]
    assert response.status_code == 422
    assert "is more than 28 days ago" in form.errors["starts_on"][0]
    assert form[number].value() == "150"
    assert not Plan.objects.exists()


def test_assign_negative_number_says_so_beside_it(coach):
    athlete = make.athlete(coach=coach)
    version = make.version(organization=coach.organization, program="531-bbb")
    client, url = client_of(coach.user), address(athlete, version=version)
    number = f"number-{athlete.pk}-0"

    response = client.post(url, typed(client, url, **{number: "-20"}))

    assert list(response.context["form"].errors) == [number]
    assert not Plan.objects.exists()


def test_assign_wrong_number_of_days_says_so_beside_them(coach):
    athlete = make.athlete(coach=coach)
    version = make.version(organization=coach.organization, program="531-bbb")
    client, url = client_of(coach.user), address(athlete, version=version)
    sent = typed(client, url)
    days = next(name for name in sent if name.startswith("days-"))

    response = client.post(url, {**sent, days: [0]})

    assert list(response.context["form"].errors) == [days]
    assert not Plan.objects.exists()


def test_assign_athlete_on_another_plan_is_refused_by_name(coach):
    athlete = make.athlete(coach=coach, name="Anna")
    make.plan(athlete=athlete)
    version = make.version(organization=coach.organization)
    client, url = client_of(coach.user), address(athlete, version=version)

    response = client.post(url, typed(client, url))

    (error,) = response.context["form"].non_field_errors()
    assert error == (
        "Anna follows a plan already: end the running plan first, or leave this athlete out."
    )
    assert Plan.objects.filter(athlete=athlete).count() == 1


def test_assign_foreign_athlete_is_not_found(coach):
    stranger = make.athlete(coach=make.membership())

    assert client_of(coach.user).get(address(stranger)).status_code == 404


def test_assign_foreign_version_is_no_choice(coach):
    athlete = make.athlete(coach=coach)
    version = make.version(organization=make.organization())

    response = client_of(coach.user).get(address(athlete, version=version))

    assert response.context["form"] is None
    assert list(response.context["start"].errors) == ["version"]
