"""R10: every registered task, killed anywhere and then run again, does its work once."""

import os
from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import transaction
from pytest_django import Settings

from athletes.actions.queue_mail import queue_mail
from athletes.actions.send_outbox import LEASE
from athletes.actions.set_reminder import set_reminder
from athletes.models import (
    Job,
    Outbox,
    PhaseSummary,
    PhaseTransition,
    Plan,
    PlannedSession,
    PlanPhase,
    SyncDevice,
    WeeklyAdherence,
)
from athletes.photo_files import keep_files, path_of
from coaching.accounts.models import Membership
from coaching.celery import app
from coaching.models import KeptAnswer, ReportDraft
from tests import make
from tests.athletes.plans_by_hand import DUE, make_plan, train
from tests.chaos.failpoints import dies_at
from tests.chaos.mailbox import received
from tests.coaching.drafts_by_hand import seal
from tests.coaching.jobs_by_hand import phones_kind, started

app.loader.import_default_modules()
USED = (phones_kind,)
OURS = sorted(name for name in app.tasks if not name.startswith("celery."))
# Each place in turn; a short run tries every eighth.
PHOTO = "f" * 32
STEPS = [8, pytest.param(1, marks=pytest.mark.chaos)]


@pytest.fixture
def mailbox(settings: Settings, tmp_path: Path) -> Path:
    path = tmp_path / "mail"
    settings.DELIVERY_BACKEND = "tests.chaos.mailbox.AppendingBackend"
    settings.DELIVERY_OPTIONS = {"path": str(path)}
    return path


@pytest.fixture
def photos(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def leave_photo() -> None:
    """Leave a photo's file whose row is gone."""
    keep_files(file_name=PHOTO, full=b"", small=b"")
    for path in Path(default_storage.path("")).rglob("*.jpg"):
        os.utime(path, (make.NOW.timestamp(), make.NOW.timestamp()))


def make_work() -> None:
    """Leave something to do for every task there is."""
    coach = make.membership()
    unused = DUE - timedelta(days=366)
    SyncDevice.objects.create(
        user=coach.user, name="old", registered_at=unused, last_seen_at=unused
    )
    leave_photo()
    started(coach, "finished", at_once=True)
    started(coach, "first", "refused", "third", now=DUE)
    Membership.objects.update(created_at=make.NOW)
    long_ago = make.NOW - timedelta(days=60)
    KeptAnswer.objects.create(user=coach.user, key="old", status=200, kept_at=long_ago)
    Outbox.objects.create(
        key="old", message={}, queued_at=long_ago, run_after=long_ago, sent_at=long_ago
    )
    train(make_plan("hypertrophy", "strength", athlete=make.athlete(coach=coach)))
    remind(make_plan("strength", athlete=make.athlete(coach=coach, email="eva@example.com")))
    over = make_plan("strength", athlete=make.athlete(coach=coach))
    Plan.objects.filter(pk=over.pk).update(status="ENDED", due_at=None)
    seal(over.athlete, sealed_at=DUE)
    for number in range(2):
        queue_mail(key=f"fact {number}", to="ana@example.com", subject="Hi", text="", now=make.NOW)


def remind(plan: Plan) -> None:
    """Let the athlete be reminded of a session of the day that the tests run on."""
    # It has two weeks more, so that nothing but the reminder is due.
    Plan.objects.filter(pk=plan.pk).update(due_at=DUE + timedelta(weeks=2))
    plan.sessions.filter(ordinal=1).update(scheduled_on=DUE.date())
    set_reminder(
        athlete=plan.athlete,
        at=time(7),
        quiet_from=time(21),
        quiet_to=time(6),
        now=DUE,
    )


def effects() -> list[list[tuple[Any, ...]]]:
    return [
        list(PhaseTransition.objects.values_list("plan", "sequence", "decision", "due_at")),
        list(PlanPhase.objects.order_by("plan_id", "seq").values_list("plan", "seq", "closed_at")),
        list(PlannedSession.objects.order_by("plan_id", "ordinal").values_list("plan", "ordinal")),
        list(WeeklyAdherence.objects.order_by("week_on").values_list("week_on", "attended", "due")),
        list(PhaseSummary.objects.order_by("phase__seq").values_list("phase__seq", "attended")),
        list(KeptAnswer.objects.values_list("key")),
        list(ReportDraft.objects.values_list("phase", "status")),
        list(SyncDevice.objects.order_by("name").values_list("name")),
        list(Job.objects.order_by("created_at").values_list("status", "done", "result")),
        [(default_storage.exists(path_of(PHOTO)),)],
        [(row.key, row.kind, row.sent_at is not None) for row in Outbox.objects.order_by("key")],
    ]


def effects_of(work: Callable[[], object]) -> list[list[tuple[Any, ...]]]:
    """Return what the work does undisturbed, and undo it."""
    with transaction.atomic():
        work()
        done = effects()
        transaction.set_rollback(True)
    if not default_storage.exists(path_of(PHOTO)):
        leave_photo()
    return done


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("name", OURS)
def test_task_killed_anywhere_does_its_work_once(
    name: str, step: int, mailbox: Path, photos: None, phones_kind: None
) -> None:
    make_work()
    before, deaths = effects(), 0

    def run() -> None:
        app.tasks[name].apply(throw=True)

    with time_machine.travel(DUE + timedelta(hours=8), tick=False) as clock:
        wanted = effects_of(run)
        mailbox.unlink(missing_ok=True)
        while dies_at(1 + deaths * step, work=run):
            deaths += 1
        # What a dead dispatcher held is sent when its lease is over.
        clock.shift(LEASE + timedelta(seconds=1))
        run()
        run()

    assert deaths >= 1
    assert before != wanted
    assert effects() == wanted
    arrived = received(mailbox)
    assert len(arrived) == sum(is_sent for key, _, is_sent in wanted[-1] if key != "old")
    assert arrived.total() - len(arrived) <= deaths
