"""The pages of long actions: one's own only, progress, results, stopping."""

import re

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from athletes.models import Job
from tests import make
from tests.coaching.console_rows import client_of
from tests.coaching.jobs_by_hand import phones_kind, started

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("phones_kind")]
USED = (phones_kind,)


@pytest.fixture
def coach():
    return make.membership()


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def page_of(job):
    return reverse("console:job", args=[job.pk])


def test_page_shows_progress_and_what_waits(coach):
    job = started(coach, "Ana", "Ben")

    response = client_of(coach.user).get(page_of(job))

    assert "0 of 2" in text_of(response)
    assert "Still to do Ana Ben" in text_of(response)
    assert b"data-open" in response.content


def test_page_shows_refused_first_with_their_sentence_and_links_to_the_others(coach):
    job = started(coach, "Ana", "refused", at_once=True)

    response = client_of(coach.user).get(page_of(job))

    assert "2 of 2 , 1 not done" in text_of(response)
    assert "not done refused Choose another one. done Ana Ana left" in text_of(response)
    assert '<a href="/there/">Ana</a>' in response.content.decode()
    assert b"data-open" not in response.content


def test_page_stops_what_waits_by_post_only(coach):
    job = started(coach, "Ana")
    client = client_of(coach.user)

    by_link = client.get(reverse("console:job_stop", args=[job.pk]))
    by_button = client.post(reverse("console:job_stop", args=[job.pk]))

    assert (by_link.status_code, by_button.url) == (405, page_of(job))
    assert "Left out Ana" in text_of(client.get(page_of(job)))


def test_job_is_its_owners_and_only_while_they_coach_there(coach):
    job = started(coach, "Ana")
    lead = make.membership(role="OWNER", organization=coach.organization)
    lists = reverse("console:athletes_job_changelist")

    assert client_of(lead.user).get(page_of(job)).status_code == 404
    assert client_of(lead.user).post(reverse("console:job_stop", args=[job.pk])).status_code == 404
    assert str(job.pk) not in client_of(lead.user).get(lists).content.decode()
    assert str(job.pk) in client_of(coach.user).get(lists).content.decode()
    Job.objects.update(organization=make.organization())
    assert client_of(coach.user).get(page_of(job)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_jobs_in_a_fixed_number_of_queries(
    coach, count, django_assert_num_queries: DjangoAssertNumQueries
):
    for _ in range(count):
        started(coach, "Ana")
    client = client_of(coach.user)

    with django_assert_num_queries(4):
        response = client.get(reverse("console:athletes_job_changelist"))

    assert response.status_code == 200
