"""The console's reports: waiting ones first, a page with the sheet, approving and sending."""

import re

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from athletes.models import Outbox, PlanPhase
from coaching.models import ReportDraft
from tests import make
from tests.coaching.console_rows import client_of
from tests.coaching.drafts_by_hand import approved, drafted, trained

pytestmark = pytest.mark.django_db
LIST = reverse("console:coaching_reportdraft_changelist")
CHOICES = {"language": "en", "units": "kg", "paper": "a4"}


@pytest.fixture
def coach():
    return make.membership(role="OWNER")


def page_of(draft):
    return reverse("console:coaching_reportdraft_change", args=[draft.pk])


def send_of(draft):
    return reverse("console:report_send", args=[draft.pk])


def file_of(draft, form):
    return reverse("console:report_file", args=[draft.pk, form])


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_list_shows_what_waits_first(coach):
    done = approved(coach=coach, name="Ana Petrova")
    waits = drafted(coach=coach, name="Ben Okafor")

    page = client_of(coach.user).get(LIST).content.decode()

    assert page.index(page_of(waits)) < page.index(page_of(done))


@pytest.mark.parametrize("count", [1, 3])
def test_list_in_a_fixed_number_of_queries(
    coach, count, django_assert_num_queries: DjangoAssertNumQueries
):
    for _ in range(count):
        drafted(coach=coach)
    client = client_of(coach.user)

    with django_assert_num_queries(5):
        assert client.get(LIST).status_code == 200


def test_page_shows_the_sheet_with_the_coachs_words(coach):
    draft = drafted(coach=coach, name="Ana <b>Petrova</b>")

    saved = client_of(coach.user).post(page_of(draft), {**CHOICES, "words": "Well <i>done</i>."})
    page = client_of(coach.user).get(page_of(draft)).content.decode()

    assert saved.url == page_of(draft)
    assert "Ana &lt;b&gt;Petrova&lt;/b&gt;" in page
    assert "Well &lt;i&gt;done&lt;/i&gt;." in page
    assert page.count('role="img"') == 5
    assert 'style="' not in page[page.index('<article class="paper"') :]


def test_approving_keeps_the_words_and_the_figures(coach):
    draft = drafted(coach=coach)

    client_of(coach.user).post(page_of(draft), {**CHOICES, "words": "Done.", "approve": "1"})

    kept = ReportDraft.objects.get()
    assert (kept.status, kept.approved_by) == ("APPROVED", coach.user)
    assert (kept.report["coach_words"], kept.report["coach"]) == ("Done.", coach.user.name)


def test_approved_report_refuses_other_words(coach):
    draft = approved(coach=coach)

    response = client_of(coach.user).post(page_of(draft), {**CHOICES, "words": "No."}, follow=True)

    assert "This report is approved: it stays as it is." in text_of(response)
    assert ReportDraft.objects.get().words == ""


def test_link_is_shown_once_and_leads_to_the_report(coach):
    draft = approved(coach=coach)
    client = client_of(coach.user)

    page = client.post(send_of(draft), {"link": "1"})
    again = client.get(page_of(draft))

    (address,) = set(re.findall(r"http://testserver(/report/[^\"<]+)", page.content.decode()))
    assert "no-store" in page["Cache-Control"]
    assert address not in again.content.decode()
    shared = client.get(address)
    assert shared.status_code == 200
    assert shared["X-Robots-Tag"] == "noindex, nofollow"
    assert shared["Cache-Control"] == "private, no-store"
    assert shared["Referrer-Policy"] == "no-referrer"
    assert client.get(f"{address}pdf/").content.startswith(b"%PDF")
    client.post(send_of(draft), {"revoke": "1"})
    assert client.get(address).status_code == 404
    assert client.get(f"{address}pdf/").status_code == 404


def test_mail_goes_to_the_outbox(coach):
    draft = approved(coach=coach, email="ana@example.com")

    client_of(coach.user).post(send_of(draft), {"mail": "1"})

    assert Outbox.objects.get(kind="REPORT").message == {"draft": draft.pk}


def test_sending_is_by_post_only(coach):
    assert client_of(coach.user).get(send_of(approved(coach=coach))).status_code == 405


@pytest.mark.parametrize("form", ["pdf", "xlsx", "json", "csv"])
def test_files_are_downloads(coach, form):
    draft = drafted(coach=coach, name="Ana")

    response = client_of(coach.user).get(file_of(draft, form))

    assert response.status_code == 200
    assert response["Content-Disposition"].startswith('attachment; filename="Ana - ')
    assert client_of(coach.user).get(file_of(draft, "exe")).status_code == 404


def test_assistants_read_and_change_nothing(coach):
    draft = drafted(coach=coach)
    helper = make.membership(role="ASSISTANT", organization=coach.organization)
    draft.athlete.engagements.create(
        organization=coach.organization, membership=helper, started_at=make.NOW
    )
    client = client_of(helper.user)

    assert client.get(page_of(draft)).status_code == 200
    assert client.get(file_of(draft, "csv")).status_code == 200
    assert client.post(page_of(draft), {**CHOICES, "words": "x"}).status_code == 403
    assert client.post(send_of(draft), {"link": "1"}).status_code == 403
    assert ReportDraft.objects.get().words == ""


def test_another_gyms_report_is_not_there(coach):
    draft = approved()
    client = client_of(coach.user)

    assert client.get(page_of(draft)).status_code == 404
    assert client.post(send_of(draft), {"link": "1"}).status_code == 404
    assert client.get(file_of(draft, "pdf")).status_code == 404
    assert ReportDraft.objects.get().link_hash is None


def test_phase_is_opened_as_a_report_from_the_athletes_plan(coach):
    athlete = trained(coach=coach)
    phase = PlanPhase.objects.get(athlete=athlete, seq=1)
    client, address = client_of(coach.user), reverse("console:report_of_phase", args=[phase.pk])

    plan = client.get(reverse("console:athletes_athlete_plan", args=[athlete.pk]))
    opened = [client.post(address).url for _ in range(2)]

    assert address in plan.content.decode()
    assert opened == [page_of(ReportDraft.objects.get())] * 2
    assert client.get(address).status_code == 405


def test_phases_report_is_a_file_for_who_coaches_the_athlete(coach):
    phase = PlanPhase.objects.get(athlete=trained(coach=coach), seq=1)
    address = reverse("console:report_phase_file", args=[phase.pk, "csv"])

    assert client_of(coach.user).get(address).content.startswith(b"\xef\xbb\xbfblock")
    assert client_of(make.membership().user).get(address).status_code == 404
