"""Mails that left or were dropped are forgotten after a month; what nobody handled stays."""

from datetime import timedelta
from typing import Any

import pytest

from athletes.actions import forget_mail as forgetting
from athletes.actions.drop_mail import drop_mail
from athletes.actions.forget_mail import KEPT_FOR, ForgetReport, forget_mail
from athletes.models import Outbox
from tests import make

pytestmark = pytest.mark.django_db

MOMENT = timedelta(microseconds=1)
A_YEAR_ON = make.NOW + timedelta(days=365)


def mail(key: str, **fields: Any) -> Outbox:
    return Outbox.objects.create(
        key=key, message={"text": "Hello"}, queued_at=make.NOW, run_after=make.NOW, **fields
    )


def left() -> list[str]:
    return list(Outbox.objects.order_by("key").values_list("key", flat=True))


def test_sent_mail_is_forgotten_after_thirty_days() -> None:
    mail("sent", sent_at=make.NOW)

    early = forget_mail(now=make.NOW + KEPT_FOR - MOMENT)

    assert timedelta(days=30) == KEPT_FOR
    assert (early, left()) == (ForgetReport(), ["sent"])
    assert forget_mail(now=make.NOW + KEPT_FOR) == ForgetReport(forgotten=1)
    assert forget_mail(now=make.NOW + KEPT_FOR) == ForgetReport()
    assert left() == []


def test_mail_that_waits_or_was_given_up_stays_however_old() -> None:
    mail("dead", dead_at=make.NOW)
    mail("waiting")

    assert forget_mail(now=A_YEAR_ON) == ForgetReport()
    assert left() == ["dead", "waiting"]


def test_dead_mail_is_forgotten_thirty_days_after_it_was_dropped() -> None:
    dead = mail("dead", dead_at=make.NOW)
    dropped_at = make.NOW + timedelta(days=100)
    drop_mail(mail=dead, by=make.user(), now=dropped_at)

    early = forget_mail(now=dropped_at + KEPT_FOR - MOMENT)

    assert early == ForgetReport()
    assert forget_mail(now=dropped_at + KEPT_FOR) == ForgetReport(forgotten=1)


def test_dead_mail_that_was_sent_again_is_kept_from_then_on() -> None:
    sent_at = make.NOW + timedelta(days=100)
    mail("again", dead_at=None, sent_at=sent_at)

    assert forget_mail(now=sent_at + KEPT_FOR - MOMENT) == ForgetReport()
    assert forget_mail(now=sent_at + KEPT_FOR) == ForgetReport(forgotten=1)


def test_run_forgets_a_batch_and_the_next_goes_on_with_the_oldest_first(monkeypatch) -> None:
    monkeypatch.setattr(forgetting, "BATCH", 2)
    for days in (3, 1, 2):
        mail(f"day {days}", sent_at=make.NOW + timedelta(days=days))

    first = forget_mail(now=A_YEAR_ON)
    kept = left()

    assert (first, kept) == (ForgetReport(forgotten=2), ["day 3"])
    assert forget_mail(now=A_YEAR_ON) == ForgetReport(forgotten=1)


@pytest.mark.parametrize("count", [1, 3])
def test_run_asks_one_query(count, django_assert_num_queries) -> None:
    for number in range(count):
        mail(str(number), sent_at=make.NOW)

    with django_assert_num_queries(1):
        forget_mail(now=A_YEAR_ON)
