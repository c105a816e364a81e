"""Long actions: each item once, refused ones in words, stopped, taken up again, forgotten."""

import uuid
from datetime import timedelta

import pytest

from athletes.models import Job, SyncDevice
from coaching.actions.jobs.cancel_job import cancel_job
from coaching.actions.jobs.forget_jobs import ForgetReport, forget_jobs
from coaching.actions.jobs.kinds import KINDS
from coaching.actions.jobs.start_job import NothingChosen
from coaching.actions.jobs.work_item import KEPT_FOR, work_item
from coaching.actions.jobs.work_jobs import WorkReport, work_jobs
from tests import make
from tests.coaching.jobs_by_hand import phones_kind, started

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("phones_kind")]
USED = (phones_kind,)


@pytest.fixture
def coach():
    return make.membership()


def left():
    return list(SyncDevice.objects.order_by("registered_at").values_list("name", flat=True))


def test_job_waits_then_does_each_item_once(coach):
    job = started(coach, "a", "b")

    assert (job.status, job.done, job.total, left()) == ("WAITING", 0, 2, [])
    assert work_jobs(now=make.NOW) == WorkReport(items=2)
    assert work_jobs(now=make.NOW) == WorkReport(items=0)
    job.refresh_from_db()
    assert (job.status, job.done, left()) == ("DONE", 2, ["a", "b"])
    assert (job.started_at, job.finished_at) == (make.NOW, make.NOW)
    assert job.result == [
        {"label": "a", "is_done": True, "words": "a left", "url": "/there/"},
        {"label": "b", "is_done": True, "words": "b left", "url": "/there/"},
    ]


def test_job_of_ten_is_done_at_once_and_one_of_eleven_waits(coach):
    ten = started(coach, *"abcdefghij", at_once=True)
    eleven = started(coach, *"abcdefghijk", at_once=True)

    assert (ten.status, ten.done) == ("DONE", 10)
    assert (eleven.status, eleven.done) == ("WAITING", 0)


def test_job_goes_on_behind_a_refused_and_a_broken_item_which_change_nothing(coach):
    job = started(coach, "refused", "broken", "c", at_once=True)

    assert (job.status, job.done, left()) == ("DONE", 3, ["c"])
    assert [(one["is_done"], one["words"]) for one in job.result] == [
        (False, "Choose another one."),
        (False, "Something went wrong here, and nothing was changed. Try this one again."),
        (True, "c left"),
    ]
    assert job.error.startswith("ZeroDivisionError")


def test_job_sent_twice_with_one_key_is_one(coach):
    key = uuid.uuid4()

    first = started(coach, "a", key=key, at_once=True)
    second = started(coach, "a", key=key, at_once=True)

    assert (first.pk, second.pk, left()) == (key, key, ["a"])


def test_job_without_items_is_refused(coach):
    with pytest.raises(NothingChosen):
        started(coach)

    assert not Job.objects.exists()


def test_job_stopped_does_no_further_item_and_stays_stopped(coach):
    job = started(coach, "a", "b")
    work_item(key=job.pk, now=make.NOW)

    assert cancel_job(job=job, now=make.NOW)
    assert work_jobs(now=make.NOW) == WorkReport(items=0)
    assert not cancel_job(job=job, now=make.NOW)
    job.refresh_from_db()
    assert (job.status, job.done, left()) == ("CANCELLED", 1, ["a"])


def test_long_job_keeps_no_short_one_waiting(coach):
    started(coach, "a", "b", "c")
    started(coach, "short", now=make.NOW + timedelta(seconds=1))

    work_jobs(now=make.NOW)

    assert left() == ["a", "short", "b", "c"]


def test_job_of_a_kind_that_this_worker_does_not_know_is_left_alone(coach):
    job = started(coach, "a")
    del KINDS["phones"]

    assert work_jobs(now=make.NOW) == WorkReport(items=0)
    job.refresh_from_db()
    assert job.status == "WAITING"


def test_job_is_forgotten_a_day_after_its_end_and_never_before(coach):
    waiting = started(coach, "a")
    started(coach, "b", at_once=True)

    early = forget_jobs(now=make.NOW + KEPT_FOR - timedelta(microseconds=1))
    late = forget_jobs(now=make.NOW + KEPT_FOR)

    assert (early, late) == (ForgetReport(0), ForgetReport(1))
    assert list(Job.objects.values_list("pk", flat=True)) == [waiting.pk]
