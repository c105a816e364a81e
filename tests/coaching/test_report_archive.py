"""Reports of a roster as one archive: a job, its files, and who may take them."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from pypdf import PdfReader

from athletes.models import Engagement, Job, PlanPhase
from coaching.actions.jobs.forget_jobs import forget_jobs
from coaching.actions.jobs.start_job import start_job
from coaching.actions.jobs.work_item import KEPT_FOR
from coaching.actions.jobs.work_jobs import work_jobs
from coaching.exporters.report_archive import archive_each
from tests import make
from tests.athletes.phases_trained import training
from tests.coaching.console_rows import client_of
from tests.coaching.drafts_by_hand import CHECKED, approved, trained

pytestmark = pytest.mark.django_db
ROSTER = reverse("console:athletes_athlete_changelist")


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def coach():
    return make.membership(role="OWNER")


def started(coach, *athletes):
    return start_job(
        kind="reports",
        organization=coach.organization,
        owner=coach.user,
        items=[{"label": one.name, "athlete": one.pk} for one in athletes],
        arguments={},
        now=CHECKED,
    )


def archive_of(coach, job):
    response = client_of(coach.user).get(reverse("console:report_archive", args=[job.pk]))
    with ZipFile(BytesIO(b"".join(response.streaming_content))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def files():
    if not default_storage.exists("archives"):
        return []
    return [
        default_storage.listdir(f"archives/{one}")[1]
        for one in default_storage.listdir("archives")[0]
    ]


def test_action_makes_a_file_of_each_and_leads_to_the_job(coach):
    ana, ben = (trained(coach=coach, name=name) for name in ("Ana", "Ben"))

    chosen = {"action": "reports", "_selected_action": [ana.pk, ben.pk]}
    response = client_of(coach.user).post(ROSTER, chosen)

    job = Job.objects.get()
    assert response.url == reverse("console:job", args=[job.pk])
    page = client_of(coach.user).get(response.url).content.decode()
    assert reverse("console:report_archive", args=[job.pk]) in page
    made = archive_of(coach, job)
    assert [name[:6] for name in made] == ["Ana - ", "Ben - "]
    texts = [PdfReader(BytesIO(file)).pages[0].extract_text() for file in made.values()]
    assert ["Ana" in text for text in texts] == [True, False]


def test_who_has_begun_no_phase_is_refused_in_words(coach):
    job = started(coach, training(coach=coach), trained(coach=coach))
    PlanPhase.objects.filter(athlete=job.arguments["items"][0]["athlete"]).update(
        starts_on=CHECKED.date() + timedelta(days=1), ends_on=CHECKED.date() + timedelta(days=8)
    )

    work_jobs(now=CHECKED)

    job.refresh_from_db()
    assert [entry["is_done"] for entry in job.result] == [False, True]
    assert job.result[0]["words"] == "No phase has begun, so there is nothing to report."
    assert len(archive_of(coach, job)) == 1


def test_item_done_again_after_a_kill_leaves_one_file(coach):
    athlete = trained(coach=coach)
    job = started(coach, athlete)
    item = job.arguments["items"][0]

    first, again = (archive_each(job=job, item=item, now=CHECKED) for _ in range(2))

    assert first == again
    assert files() == [[f"{athlete.pk}.pdf"]]


def test_job_run_twice_makes_the_archive_once(coach):
    job = started(coach, trained(coach=coach))

    assert [work_jobs(now=CHECKED).items for _ in range(2)] == [1, 0]
    job.refresh_from_db()
    assert archive_of(coach, job) == archive_of(coach, job)
    assert len(job.result) == 1


def test_rights_are_asked_again_when_it_runs(coach):
    helper = make.membership(organization=coach.organization)
    athlete = trained(coach=helper)
    job = started(helper, athlete)
    Engagement.objects.update(ended_at=CHECKED)

    work_jobs(now=CHECKED)

    job.refresh_from_db()
    assert job.result[0]["words"] == "You don't coach this athlete any more: no report was made."
    assert files() == []


def test_rights_are_asked_again_when_it_is_fetched(coach):
    helper = make.membership(organization=coach.organization)
    ana, ben = (trained(coach=helper, name=name) for name in ("Ana", "Ben"))
    job = started(helper, ana, ben)
    work_jobs(now=CHECKED)
    job.refresh_from_db()
    Engagement.objects.filter(athlete=ana).update(ended_at=CHECKED)

    assert [name[:3] for name in archive_of(helper, job)] == ["Ben"]
    address = reverse("console:report_archive", args=[job.pk])
    assert client_of(coach.user).get(address).status_code == 404
    assert client_of(make.membership().user).get(address).status_code == 404


def test_approved_report_goes_out_as_it_was(coach):
    draft = approved(coach=coach, name="Ana")
    athlete = draft.athlete
    type(athlete).objects.update(name="Another")
    job = started(coach, athlete)

    work_jobs(now=CHECKED)

    job.refresh_from_db()
    assert [name[:3] for name in archive_of(coach, job)] == ["Ana"]


def test_two_of_one_name_get_two_files(coach):
    job = started(coach, *(trained(coach=coach, name="Ana") for _ in range(2)))

    work_jobs(now=CHECKED)

    job.refresh_from_db()
    first, second = archive_of(coach, job)
    assert second == first.replace(".pdf", " 2.pdf")


def test_files_go_with_the_job_after_a_day(coach):
    started(coach, trained(coach=coach))
    work_jobs(now=CHECKED)

    forget_jobs(now=CHECKED + KEPT_FOR - timedelta(seconds=1))
    assert len(files()) == 1
    forget_jobs(now=CHECKED + KEPT_FOR)
    assert files() == []
