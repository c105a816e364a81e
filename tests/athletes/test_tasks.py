"""Every task may run any number of times, with arguments of a newer caller, and finds its work."""

import os
from datetime import time, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.files.storage import default_storage
from django.core.management import call_command

from athletes.actions.queue_mail import queue_mail
from athletes.actions.set_reminder import set_reminder
from athletes.models import (
    Heartbeat,
    Job,
    Outbox,
    PhaseTransition,
    Plan,
    SyncDevice,
    WeeklyAdherence,
)
from athletes.photo_files import keep_files, path_of
from coaching.accounts.models import Membership
from coaching.celery import app, tick_at_once
from coaching.models import KeptAnswer, ReportDraft
from coaching.schedule import BEAT_SCHEDULE
from tests import make
from tests.athletes.plans_by_hand import DUE, make_plan, train
from tests.coaching.drafts_by_hand import seal
from tests.coaching.jobs_by_hand import phones_kind, started

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("phones_kind")]
USED = (phones_kind,)

app.loader.import_default_modules()
LONG_AGO = DUE - timedelta(days=60)
OURS = sorted(name for name in app.tasks if not name.startswith("celery."))


@pytest.fixture
def delivery(settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DELIVERY_OPTIONS = {}


@pytest.fixture
def left_over(settings, tmp_path) -> None:
    """Leave a photo's file whose row is gone."""
    settings.MEDIA_ROOT = tmp_path
    keep_files(file_name="f" * 32, full=b"", small=b"")
    for path in tmp_path.rglob("*.jpg"):
        os.utime(path, (LONG_AGO.timestamp(), LONG_AGO.timestamp()))


def _state() -> list[list[tuple[object, ...]]]:
    return [
        list(PhaseTransition.objects.values_list("plan", "sequence", "decision")),
        list(WeeklyAdherence.objects.values_list("plan", "week_on", "attended", "due")),
        list(Outbox.objects.values_list("key", "sent_at")),
        list(KeptAnswer.objects.values_list("key")),
        list(ReportDraft.objects.values_list("phase", "status")),
        list(SyncDevice.objects.values_list("name")),
        list(Job.objects.order_by("created_at").values_list("status", "done")),
        [(path_of("f" * 32), default_storage.exists(path_of("f" * 32)))],
        [(len(mail.outbox),)],
    ]


def remind(plan: Plan) -> None:
    """Let the athlete be reminded, when the tests' time comes, of a session of that day."""
    plan.sessions.filter(ordinal=1).update(scheduled_on=DUE.date())
    quiet = {"quiet_from": time(1), "quiet_to": time(1)}
    set_reminder(athlete=plan.athlete, at=time(0), now=DUE - timedelta(days=1), **quiet)


def _taken(broker: Any, name: str, *, count: int) -> list[str]:
    queue = broker.SimpleQueue(name)
    taken = [queue.get(timeout=5).headers["task"] for _ in range(count)]
    queue.close()
    broker.default_channel.queue_purge(name)
    return taken


def test_beat_sends_every_tick_as_it_starts() -> None:
    with app.connection_for_write() as broker:
        for name in ("celery", "mail"):
            broker.default_channel.queue_purge(name)

        tick_at_once()

        sent = {
            "celery": _taken(broker, "celery", count=len(BEAT_SCHEDULE) - 1),
            "mail": _taken(broker, "mail", count=1),
        }
    assert sent["mail"] == ["athletes.send_outbox"]
    assert sorted(sent["celery"] + sent["mail"]) == OURS


def test_registry_holds_what_beat_sends() -> None:
    assert sorted(entry["task"] for entry in BEAT_SCHEDULE.values()) == OURS


@pytest.mark.parametrize("name", OURS)
def test_task_twice_does_its_work_once(name, delivery, left_over) -> None:
    train(make_plan("hypertrophy", "strength"))
    remind(make_plan("deload"))
    seal(make_plan("strength").athlete, sealed_at=DUE)
    coach = make.membership()
    KeptAnswer.objects.create(user=coach.user, key="old", status=200, kept_at=LONG_AGO)
    Membership.objects.update(created_at=make.NOW)
    unused = DUE - timedelta(days=366)
    SyncDevice.objects.create(
        user=coach.user, name="old", registered_at=unused, last_seen_at=unused
    )
    queue_mail(key="fact", to="ana@example.com", subject="Hi", text="Hello", now=make.NOW)
    Outbox.objects.create(
        key="old", message={}, queued_at=LONG_AGO, run_after=LONG_AGO, sent_at=LONG_AGO
    )
    started(coach, "finished", at_once=True)
    started(coach, "first", "second", now=DUE)
    before = _state()

    with time_machine.travel(DUE, tick=False):
        app.tasks[name].apply(kwargs={"from_a_newer_caller": 1}, throw=True)
        once = _state()
        app.tasks[name].apply(throw=True)

    assert once != before
    assert _state() == once
    assert Heartbeat.objects.get(name=name.partition(".")[2]).beat_at == DUE


def test_commands_do_the_same_as_the_tasks(delivery) -> None:
    train(make_plan("hypertrophy", "strength", email="ana@example.com"))
    said = {}

    with time_machine.travel(DUE, tick=False):
        for command in ("roll_due", "summarize_adherence", "send_outbox"):
            out = StringIO()
            call_command(command, stdout=out)
            said[command] = out.getvalue().strip()

    # Three weeks have begun, two phases too.
    assert said == {
        "roll_due": "1 plans, 1 phase changes, 0 put off, 0 still due.",
        "summarize_adherence": "0 forgotten sessions closed, 5 summaries written, 0 put off.",
        "send_outbox": "1 sent, 0 failed, 0 given up.",
    }


def test_many_due_plans_call_other_workers_to_help(monkeypatch) -> None:
    for _ in range(3):
        make_plan("deload", "strength")
    monkeypatch.setattr("athletes.actions.roll_due.BATCH", 1)
    sent = []
    monkeypatch.setattr(
        app.tasks["athletes.roll_due"], "apply_async", lambda **options: sent.append(options)
    )

    with time_machine.travel(DUE, tick=False):
        app.tasks["athletes.roll_due"].apply(throw=True)

    assert [options["kwargs"] for options in sent] == [{"is_hint": True}] * 2
    assert PhaseTransition.objects.count() == 3
