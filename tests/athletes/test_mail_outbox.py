"""Mail waits in the outbox and leaves once, whatever the mail server does."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.utils.module_loading import import_string

from athletes.actions.queue_mail import queue_mail
from athletes.actions.roll_due import roll_due
from athletes.actions.send_outbox import SendReport, message_id, send_outbox
from athletes.mail import AttachmentRefused
from athletes.models import Outbox, PhaseProposal, PhaseTransition
from tests import make
from tests.athletes.plans_by_hand import DUE, make_plan, train

pytestmark = pytest.mark.django_db

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def delivery(settings):
    settings.EMAIL_BACKEND = "athletes.mail.OutboxBackend"
    settings.DELIVERY_BACKEND, settings.DELIVERY_OPTIONS = LOCMEM, {}
    return settings


@pytest.fixture
def dead_server(delivery):
    delivery.DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    delivery.DELIVERY_OPTIONS = {"host": "127.0.0.1", "port": 1, "timeout": 1}
    return delivery


def _queue(key: str = "plan:1:1", **fields: object) -> None:
    queue_mail(
        **{
            "key": key,
            "to": "ana@example.com",
            "subject": "Strength begins",
            "text": "Your next phase begins on Monday.",
            "now": make.NOW,
            **fields,
        }
    )


def test_queue_same_key_twice_is_one_mail() -> None:
    _queue()
    _queue(text="Another text.")

    assert Outbox.objects.get().message["text"] == "Your next phase begins on Monday."


def test_queue_line_break_in_subject_is_a_space() -> None:
    _queue(subject="Strength\r\nBcc: eve@example.com")

    assert Outbox.objects.get().message["subject"] == "Strength Bcc: eve@example.com"


def test_send_waiting_mail_leaves_once_with_its_message_id_and_is_wiped(delivery) -> None:
    _queue(html="<p>Monday</p>")

    first = send_outbox(now=make.NOW)
    second = send_outbox(now=make.NOW)

    row = Outbox.objects.get()
    sent = mail.outbox[0]
    assert (first, second) == (SendReport(sent=1), SendReport())
    assert len(mail.outbox) == 1
    assert sent.to == ["ana@example.com"]
    assert sent.body == "Your next phase begins on Monday."
    assert [one.content for one in sent.alternatives] == ["<p>Monday</p>"]
    assert sent.extra_headers["Message-ID"] == message_id("plan:1:1", sender=sent.from_email)
    assert (row.sent_at, row.message, row.lease_until, row.attempts) == (make.NOW, {}, None, 1)


def test_message_id_same_fact_is_the_same_and_another_differs() -> None:
    first = message_id("plan:1:1", sender="Phasewise <mail@gym.example>")

    assert first == message_id("plan:1:1", sender="Phasewise <mail@gym.example>")
    assert first != message_id("plan:1:2", sender="Phasewise <mail@gym.example>")
    assert first.endswith("@gym.example>")


def test_send_without_delivery_address_leaves_mail_waiting(delivery) -> None:
    delivery.DELIVERY_BACKEND = ""
    _queue()

    report = send_outbox(now=make.NOW)

    row = Outbox.objects.get()
    assert report == SendReport()
    assert (row.sent_at, row.attempts) == (None, 0)


def test_send_not_yet_due_mail_waits(delivery) -> None:
    _queue(now=make.NOW + timedelta(seconds=1))

    assert send_outbox(now=make.NOW) == SendReport()
    assert send_outbox(now=make.NOW + timedelta(seconds=1)) == SendReport(sent=1)


def test_send_held_mail_is_left_until_its_lease_ends(delivery) -> None:
    _queue()
    Outbox.objects.update(lease_until=make.NOW + timedelta(minutes=1))

    assert send_outbox(now=make.NOW) == SendReport()
    assert send_outbox(now=make.NOW + timedelta(minutes=1)) == SendReport(sent=1)


def test_send_dead_server_waits_twice_as_long_each_time_up_to_an_hour(dead_server) -> None:
    _queue()
    now, waits = make.NOW, []

    for _ in range(9):
        assert send_outbox(now=now) == SendReport(failed=1)
        row = Outbox.objects.get()
        waits.append((row.run_after - now).total_seconds())
        now = row.run_after

    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]
    assert row.last_error.startswith("ConnectionRefusedError")


def test_send_dead_server_for_three_days_is_given_up(dead_server) -> None:
    _queue()
    three_days = make.NOW + timedelta(days=3)

    before = send_outbox(now=three_days - timedelta(hours=2))
    last = send_outbox(now=three_days)
    after = send_outbox(now=three_days + timedelta(days=1))

    assert (before, last, after) == (SendReport(failed=1), SendReport(dead=1), SendReport())
    assert Outbox.objects.get().dead_at == three_days


def test_send_mail_that_kills_its_sender_is_given_up_after_three_days(delivery) -> None:
    three_days = make.NOW + timedelta(days=3)
    _queue()
    Outbox.objects.update(attempts=40, lease_until=three_days - timedelta(minutes=1))

    report = send_outbox(now=three_days)

    row = Outbox.objects.get()
    assert (report, mail.outbox) == (SendReport(dead=1), [])
    assert (row.dead_at, row.lease_until, row.attempts) == (three_days, None, 41)
    assert row.last_error.startswith("SenderGone: ")


def test_send_mail_that_waited_long_and_met_one_crash_still_leaves(delivery) -> None:
    three_days = make.NOW + timedelta(days=3)
    _queue()
    Outbox.objects.update(attempts=1, lease_until=three_days - timedelta(minutes=1))

    assert send_outbox(now=three_days) == SendReport(sent=1)


def test_send_one_bad_mail_does_not_stop_the_next(delivery) -> None:
    _queue("bad")
    Outbox.objects.update(message={})
    _queue("good")

    report = send_outbox(now=make.NOW)

    assert report == SendReport(sent=1, failed=1)
    assert Outbox.objects.get(key="good").sent_at == make.NOW
    assert Outbox.objects.get(key="bad").last_error.startswith("KeyError: athletes.actions.")


def test_backend_send_mail_queues_and_sends_nothing(dead_server) -> None:
    count = send_mail("Hello", "A text.", None, ["ana@example.com"], html_message="<p>A text.</p>")

    row = Outbox.objects.get()
    assert count == 1
    assert row.message == {
        "to": "ana@example.com",
        "from": dead_server.DEFAULT_FROM_EMAIL,
        "subject": "Hello",
        "text": "A text.",
        "html": "<p>A text.</p>",
        "reply_to": [],
    }
    assert (row.sent_at, row.attempts) == (None, 0)


def test_backend_several_recipients_each_get_their_own_copy(delivery) -> None:
    message = EmailMultiAlternatives(
        "Hello", "A text.", "coach@example.com", ["a@example.com", "b@example.com"]
    )
    message.bcc = ["c@example.com"]
    message.reply_to = ["coach@example.com"]

    message.send()
    send_outbox(now=Outbox.objects.order_by("pk").last().run_after)

    assert sorted(sent.to[0] for sent in mail.outbox) == [
        "a@example.com",
        "b@example.com",
        "c@example.com",
    ]
    assert {tuple(sent.reply_to) for sent in mail.outbox} == {("coach@example.com",)}


def test_backend_html_only_mail_gets_a_plain_text(delivery) -> None:
    message = EmailMessage("Hello", "<p>A text.</p>", None, ["ana@example.com"])
    message.content_subtype = "html"

    message.send()

    kept = Outbox.objects.get().message
    assert (kept["text"], kept["html"]) == ("A text.", "<p>A text.</p>")


def test_backend_mail_with_a_file_is_refused(delivery) -> None:
    message = EmailMessage("Hello", "A text.", None, ["ana@example.com"])
    message.attach("plan.txt", "text")

    with pytest.raises(AttachmentRefused):
        message.send()

    assert not Outbox.objects.exists()


def _phase_changed(proposal: PhaseProposal) -> None:
    Outbox.objects.create(
        key="plan:1:proposal:1",
        kind=Outbox.Kind.PHASE_CHANGED,
        message={"plan": proposal.plan_id, "transitions": [], "proposals": [proposal.pk]},
        queued_at=make.NOW,
        run_after=make.NOW,
    )


@pytest.fixture
def proposal() -> PhaseProposal:
    """Return a question to the coach of an athlete with an address."""
    plan = make_plan("hypertrophy", "strength", email="ana@example.com")
    return PhaseProposal.objects.create(
        organization=plan.organization,
        athlete=plan.athlete,
        plan=plan,
        phase=plan.phases.get(),
        decision="REPEAT",
        reason="dose_low",
        words="Half of the sessions were done.",
        evidence={},
        due_at=make.NOW,
        proposed_at=make.NOW,
    )


def test_send_facts_are_written_when_they_leave(delivery, proposal) -> None:
    _phase_changed(proposal)

    report = send_outbox(now=make.NOW)

    assert report == SendReport(sent=1)
    assert mail.outbox[0].to == ["ana@example.com"]
    assert mail.outbox[0].subject == "Your coach is looking at your plan"
    assert "Half of the sessions were done." in mail.outbox[0].body
    assert Outbox.objects.get().message == {}


def test_send_facts_that_hold_no_more_tell_nobody(delivery, proposal) -> None:
    _phase_changed(proposal)
    PhaseProposal.objects.update(status=PhaseProposal.Status.DECLINED)

    send_outbox(now=make.NOW)

    assert mail.outbox == []
    assert Outbox.objects.get().sent_at == make.NOW


@pytest.mark.parametrize("kind", [kind for kind in Outbox.Kind if kind != Outbox.Kind.MAIL])
def test_every_kind_of_facts_has_its_writer(settings, kind) -> None:
    assert callable(import_string(settings.MAIL_WRITERS[kind]))


def test_phase_change_that_was_taken_back_is_not_told(delivery) -> None:
    train(plan := make_plan("hypertrophy", "strength", email="ana@example.com"))
    roll_due(now=DUE)
    PhaseTransition.objects.filter(plan=plan).update(undone_at=DUE)

    report = send_outbox(now=DUE)

    assert (report, mail.outbox) == (SendReport(sent=1), [])
