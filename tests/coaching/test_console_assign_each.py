"""Assigning with what differs for each athlete: start, days, what clashes, home, week one."""

import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from athletes.models import Absence, Job, KnownMax, Plan, PlanDelta, PlannedGroup
from coaching.actions.archive_athlete import archive_athlete
from coaching.actions.jobs.work_jobs import work_jobs
from programs.actions.load_catalogue import load_catalogue
from tests import make
from tests.coaching.console_rows import client_of
from tests.coaching.test_console_assign import address, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def coach():
    return make.membership()


def monday() -> date:
    today = timezone.localdate()
    return today + timedelta(days=-today.weekday() % 7)


def text_of(response):
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()))


def test_each_athlete_starts_on_their_own_day_on_their_own_weekdays(coach):
    anna, ben = make.athlete(coach=coach, name="Anna"), make.athlete(coach=coach, name="Ben")
    version = make.version(organization=coach.organization, program="531-bbb")
    client, url = client_of(coach.user), address(anna, ben, version=version)
    later = monday() + timedelta(days=7)
    count = next(
        int(name.partition("-")[2]) for name in typed(client, url) if re.fullmatch(r"days-\d", name)
    )
    own = {f"starts-{ben.pk}": later.isoformat(), f"days-{ben.pk}-{count}": range(7 - count, 7)}

    client.post(url, typed(client, url, **own))

    plans = {plan.athlete_id: plan for plan in Plan.objects.all()}
    assert plans[anna.pk].starts_on == monday()
    assert plans[ben.pk].starts_on == later
    assert plans[ben.pk].weekdays[str(count)] == list(range(7 - count, 7))
    assert plans[anna.pk].weekdays != plans[ben.pk].weekdays


def test_running_plan_ends_where_the_coach_says_so(coach):
    anna = make.athlete(coach=coach, name="Anna")
    old = make.plan(athlete=anna)
    version = make.version(organization=coach.organization, program="531-bbb")
    client, url = client_of(coach.user), address(anna, version=version)

    client.post(url, typed(client, url, **{f"ends-{anna.pk}": "on"}))

    old.refresh_from_db()
    assert (old.status, Plan.objects.running().get().program_version) == ("ENDED", version)


def test_absence_in_week_one_is_told(coach):
    anna = make.athlete(coach=coach, name="Anna")
    Absence.objects.create(
        organization=coach.organization,
        athlete=anna,
        from_on=monday() + timedelta(days=6),
        to_on=monday() + timedelta(days=8),
        reason="TRAVEL",
    )
    version = make.version(organization=coach.organization, program="531-bbb")

    response = client_of(coach.user).get(address(anna, version=version))

    assert "Away in week one Travel" in text_of(response)


def test_number_says_where_it_is_from_and_how_old_it_is(coach):
    load_catalogue()
    anna = make.athlete(coach=coach, name="Anna")
    version = make.version(organization=coach.organization, program="531-bbb")
    squat = version.exercises.exclude(exercise=None).order_by("pk").first().exercise
    long_ago = timezone.now() - timedelta(days=200)
    KnownMax.objects.create(
        organization=coach.organization,
        athlete=anna,
        exercise=squat,
        max_kg=Decimal(150),
        said_at=long_ago,
    )

    text = text_of(client_of(coach.user).get(address(anna, version=version)))

    assert f"named by the athlete, {long_ago:%-d %b %Y}, old: test it again" in text
    assert "to be tested" in text


def test_preview_shows_week_one_with_real_loads_and_keeps_what_was_typed(coach):
    load_catalogue()
    anna = make.athlete(coach=coach, name="Anna")
    version = make.version(organization=coach.organization, program="531-bbb")
    client, url = client_of(coach.user), address(anna, version=version)
    count = len(client.get(url).context["form"].anchors)
    numbers = {f"number-{anna.pk}-{place}": "100" for place in range(count)}
    sent = typed(client, url, preview="1", preview_for=anna.pk, **numbers)

    response = client.post(url, sent)

    athlete, week = response.context["preview"]
    assert (response.status_code, athlete) == (200, anna)
    assert week[0].on == monday()
    assert week[0].rows[0][1].startswith("1x5 @65 kg, 1x5 @75 kg")
    assert response.context["form"][f"number-{anna.pk}-0"].value() == "100"
    assert not Plan.objects.exists()
    assert not Job.objects.exists()


def test_form_for_what_is_there_is_given_where_chosen(coach):
    load_catalogue()
    anna = make.athlete(coach=coach, name="Anna")
    anna.equipment.has_barbell = anna.equipment.has_machines = False
    anna.equipment.save()
    version = make.version(organization=coach.organization, program="531-bbb")
    client, url = client_of(coach.user), address(anna, version=version)

    shown = text_of(client.get(url))
    client.post(url, typed(client, url, **{f"home-{anna.pk}": "on"}))

    assert "can't be done with what is there" in shown
    assert PlanDelta.objects.get().reason == "For the equipment at home"
    names = set(PlannedGroup.objects.values_list("exercise_name", flat=True))
    assert not any("Barbell" in name for name in names)
    assert PlannedGroup.objects.filter(exercise=None).count() == 0


def test_eleven_athletes_are_a_job_and_one_refusal_loses_nobody_else(coach):
    athletes = [make.athlete(coach=coach, name=f"Athlete {number}") for number in range(11)]
    version = make.version(organization=coach.organization, program="531-bbb")
    client, url = client_of(coach.user), address(*athletes, version=version)

    response = client.post(url, typed(client, url))

    job = Job.objects.get()
    assert response.url == reverse("console:job", args=[job.pk])
    assert (job.status, Plan.objects.count()) == ("WAITING", 0)
    archive_athlete(athlete=athletes[0], by=coach.user)
    work_jobs(now=timezone.now())
    job.refresh_from_db()
    assert (job.status, Plan.objects.count()) == ("DONE", 10)
    refused = [(one["label"], one["words"]) for one in job.result if not one["is_done"]]
    said = "Athlete 0 is archived: put them back on the roster first, or leave them out."
    assert refused == [("Athlete 0", said)]


@pytest.mark.parametrize("count", [1, 3])
def test_form_in_a_fixed_number_of_queries(
    coach, count, django_assert_num_queries: DjangoAssertNumQueries
):
    athletes = [make.athlete(coach=coach, name=f"Athlete {number}") for number in range(count)]
    version = make.version(organization=coach.organization, program="531-bbb")
    client, url = client_of(coach.user), address(*athletes, version=version)

    with django_assert_num_queries(14):
        assert client.get(url).status_code == 200
