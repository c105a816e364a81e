"""A mail that was given up is sent again or dropped, once."""

from datetime import timedelta

import pytest

from athletes.actions.drop_mail import drop_mail
from athletes.actions.send_again import MailNotDead, send_again
from athletes.actions.send_outbox import SendReport, send_outbox
from athletes.models import Outbox
from coaching.accounts.models import User
from tests import make

pytestmark = pytest.mark.django_db

WEEK_LATER = make.NOW + timedelta(days=7)


@pytest.fixture
def operator() -> User:
    return make.user(is_staff=True)


@pytest.fixture
def dead() -> Outbox:
    return Outbox.objects.create(
        key="plan:1:1",
        message={
            "to": "ana@example.com",
            "from": "a@b.example",
            "subject": "Hi",
            "text": "Hello",
            "html": "",
            "reply_to": [],
        },
        queued_at=make.NOW,
        run_after=make.NOW + timedelta(days=3),
        attempts=80,
        dead_at=make.NOW + timedelta(days=3),
        last_error="SMTPDataError: code 552",
    )


def state(mail: Outbox) -> list[dict[str, object]]:
    return list(Outbox.objects.filter(pk=mail.pk).values())


def test_send_again_leaves_with_the_next_run(settings, mailoutbox, dead, operator) -> None:
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DELIVERY_OPTIONS = {}
    before = send_outbox(now=WEEK_LATER)

    send_again(mail=dead, by=operator, now=WEEK_LATER)

    assert (before, send_outbox(now=WEEK_LATER)) == (SendReport(), SendReport(sent=1))
    assert [sent.to for sent in mailoutbox] == [["ana@example.com"]]


def test_send_again_has_three_days_of_tries_ahead(settings, dead, operator) -> None:
    settings.DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.DELIVERY_OPTIONS = {"host": "127.0.0.1", "port": 1, "timeout": 1}

    send_again(mail=dead, by=operator, now=WEEK_LATER)

    assert send_outbox(now=WEEK_LATER) == SendReport(failed=1)
    assert send_outbox(now=WEEK_LATER + timedelta(days=3)) == SendReport(dead=1)


def test_drop_wipes_the_message_and_keeps_the_key(dead, operator) -> None:
    drop_mail(mail=dead, by=operator, now=WEEK_LATER)

    row = Outbox.objects.get()
    assert (row.key, row.message, row.dropped_at) == ("plan:1:1", {}, WEEK_LATER)
    assert not Outbox.objects.dead().exists()


@pytest.mark.parametrize("fields", [{"dead_at": None}, {"dropped_at": WEEK_LATER}])
@pytest.mark.parametrize("action", [send_again, drop_mail])
def test_mail_that_is_not_dead_is_refused_and_stays(action, fields, dead, operator) -> None:
    Outbox.objects.update(**fields)
    before = state(dead)

    with pytest.raises(MailNotDead, match="This mail wasn't given up"):
        action(mail=dead, by=operator, now=WEEK_LATER)

    assert state(dead) == before


def test_second_drop_is_refused(dead, operator) -> None:
    drop_mail(mail=dead, by=operator, now=WEEK_LATER)

    with pytest.raises(MailNotDead):
        drop_mail(mail=dead, by=operator, now=WEEK_LATER)
