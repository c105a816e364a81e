"""Reports in the athlete's app: approved ones, their own."""

import pytest
from django.urls import reverse

from athletes.models import Athlete
from tests import make
from tests.coaching.console_rows import client_of
from tests.coaching.drafts_by_hand import approved, drafted

pytestmark = pytest.mark.django_db
LIST = reverse("reports")


@pytest.fixture
def person():
    return make.user()


def page_of(draft):
    return reverse("report", args=[draft.pk])


def test_athlete_without_reports_is_told_when_they_come(person):
    make.athlete(user=person)

    assert "No reports yet" in client_of(person).get(LIST).content.decode()


def test_athlete_finds_what_was_approved_and_no_draft(person):
    draft = approved(user=person)
    page = client_of(person).get(LIST).content.decode()

    assert page_of(draft) in page
    assert draft.phase.name in client_of(person).get(page_of(draft)).content.decode()


def test_draft_is_not_there(person):
    draft = drafted(user=person)
    client = client_of(person)

    assert page_of(draft) not in client.get(LIST).content.decode()
    assert client.get(page_of(draft)).status_code == 404
    assert client.get(reverse("report_file", args=[draft.pk, "pdf"])).status_code == 404


@pytest.mark.parametrize(("form", "status"), [("pdf", 200), ("xlsx", 200), ("json", 404)])
def test_athlete_takes_the_file_along(person, form, status):
    draft = approved(user=person)

    response = client_of(person).get(reverse("report_file", args=[draft.pk, form]))

    assert response.status_code == status


def test_nobody_elses_report_is_there(person):
    make.athlete(user=person)
    draft = approved(user=make.user())

    assert client_of(person).get(page_of(draft)).status_code == 404
    assert client_of(person).get(reverse("report_file", args=[draft.pk, "pdf"])).status_code == 404


def test_archived_athlete_sees_none(person):
    draft = approved(user=person)
    Athlete.objects.update(is_archived=True)

    assert 'class="paper"' not in client_of(person).get(page_of(draft)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_in_a_fixed_number_of_queries(person, count, django_assert_num_queries):
    draft = approved(user=person)
    for number in range(count - 1):
        draft.pk, draft.phase_id = None, None
        draft.kind = f"another {number}"
        draft.save(force_insert=True)
    client = client_of(person)

    with django_assert_num_queries(3):
        assert client.get(LIST).status_code == 200


def test_link_of_nobody_leads_nowhere(client):
    for path in ("/report/x/", "/report/x/pdf/"):
        response = client.get(path)
        assert response.status_code == 404
        assert "This link can" in response.content.decode()
