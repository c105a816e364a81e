"""Reminders of the day's session: at the athlete's hour, once a day, off unless asked for."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client

from athletes.actions.queue_reminders import ReminderReport, queue_reminders
from athletes.actions.send_outbox import SendReport, send_outbox
from athletes.actions.set_reminder import (
    ReminderInQuietHours,
    next_at,
    set_reminder,
    stop_reminders,
)
from athletes.models import Athlete, Outbox, PlannedSession, Reminder
from athletes.queries.reminder_mail import get_reminder_mail
from tests import make

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# The plans of these tests begin on Monday, 2 March 2026.
MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)
EIGHT = MIDNIGHT + 8 * HOUR


def reminded(*, zone="UTC", at=time(8), now=MIDNIGHT, **fields):
    athlete = make.athlete(
        user=make.user(), name="Ana", email="ana@example.com", time_zone=zone, **fields
    )
    make.plan(athlete=athlete)
    set_reminder(athlete=athlete, at=at, quiet_from=time(21), quiet_to=time(7), now=now)
    return athlete


def keys():
    return list(Outbox.objects.filter(kind="REMINDER").order_by("pk").values_list("key", flat=True))


def due_at():
    return Reminder.objects.get().due_at


@pytest.mark.parametrize(
    ("now", "zone", "at", "expected"),
    [
        # Berlin: clocks go from 2 to 3 on 29 March, from 3 to 2 on 25 October.
        ("2026-03-28T08:00", "Europe/Berlin", time(8), "2026-03-29T06:00"),
        ("2026-03-28T06:59", "Europe/Berlin", time(8), "2026-03-28T07:00"),
        ("2026-03-28T07:00", "Europe/Berlin", time(8), "2026-03-29T06:00"),
        ("2026-03-29T00:00", "Europe/Berlin", time(2, 30), "2026-03-29T01:30"),
        ("2026-10-24T12:00", "Europe/Berlin", time(8), "2026-10-25T07:00"),
        ("2026-10-25T00:00", "Europe/Berlin", time(2, 30), "2026-10-25T00:30"),
        ("2026-10-25T00:30", "Europe/Berlin", time(2, 30), "2026-10-26T01:30"),
        ("2026-03-02T00:00", "Pacific/Auckland", time(8), "2026-03-02T19:00"),
    ],
)
def test_next_time_is_the_local_one_whatever_clocks_do(now, zone, at, expected):
    found = next_at(at, now=datetime.fromisoformat(f"{now}+00:00"), zone=zone)

    assert found == datetime.fromisoformat(f"{expected}+00:00")


@pytest.mark.django_db
def test_nobody_is_reminded_who_did_not_ask():
    make.plan(athlete=make.athlete(email="ana@example.com"))

    assert queue_reminders(now=EIGHT) == ReminderReport()
    assert keys() == []


@pytest.mark.django_db
def test_reminder_is_queued_at_its_time_and_not_before():
    athlete = reminded()

    reports = [queue_reminders(now=EIGHT - MINUTE), queue_reminders(now=EIGHT)]

    assert reports == [ReminderReport(), ReminderReport(due=1, queued=1)]
    assert keys() == [f"reminder:{athlete.pk}:2026-03-02"]
    assert due_at() == EIGHT + DAY


@pytest.mark.django_db
def test_reminding_twice_is_harmless():
    athlete = reminded()

    queue_reminders(now=EIGHT)
    Reminder.objects.update(due_at=EIGHT)
    queue_reminders(now=EIGHT + MINUTE)

    assert keys() == [f"reminder:{athlete.pk}:2026-03-02"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"excused_for": "Travel"},
        {"is_cancelled": True},
        {"scheduled_on": date(2026, 3, 3)},
    ],
)
def test_day_without_a_session_to_do_is_quiet(change):
    reminded()
    PlannedSession.objects.filter(scheduled_on=date(2026, 3, 2)).update(**change)

    report = queue_reminders(now=EIGHT)

    assert (report, keys()) == (ReminderReport(due=1, queued=0), [])
    assert due_at() == EIGHT + DAY


@pytest.mark.django_db
def test_reminder_that_comes_hours_late_is_left_out():
    reminded()

    in_time, late = EIGHT + 3 * HOUR - MINUTE, EIGHT + 3 * HOUR
    report = queue_reminders(now=late)

    assert (report.queued, keys(), due_at()) == (0, [], EIGHT + DAY)
    Reminder.objects.update(due_at=EIGHT)
    assert queue_reminders(now=in_time).queued == 1


@pytest.mark.django_db
def test_late_reminder_keeps_the_quiet_hours():
    reminded(at=time(20, 30))

    report = queue_reminders(now=MIDNIGHT + 21 * HOUR)

    assert (report.due, report.queued) == (1, 0)


@pytest.mark.django_db
def test_athlete_who_moved_west_is_reminded_at_the_hour_there():
    athlete = reminded()
    Athlete.objects.filter(pk=athlete.pk).update(time_zone="America/New_York")

    early = queue_reminders(now=EIGHT)
    then = due_at()

    assert early == ReminderReport(due=1, queued=0)
    assert then == EIGHT + 5 * HOUR
    assert queue_reminders(now=then).queued == 1


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_queueing_costs_the_same_for_one_and_three(count, django_assert_num_queries, settings):
    settings.VAPID_PRIVATE_KEY = "A" * 42 + "E"
    for _number in range(count):
        athlete = make.athlete()
        make.plan(athlete=athlete)
        set_reminder(
            athlete=athlete, at=time(8), quiet_from=time(21), quiet_to=time(7), now=MIDNIGHT
        )

    # Five, and a savepoint.
    with django_assert_num_queries(7):
        report = queue_reminders(now=EIGHT)

    assert report == ReminderReport(due=count, queued=count)


@pytest.mark.django_db
def test_reminder_in_quiet_hours_is_refused():
    athlete = make.athlete()

    with pytest.raises(ReminderInQuietHours) as caught:
        set_reminder(
            athlete=athlete, at=time(21), quiet_from=time(21), quiet_to=time(7), now=MIDNIGHT
        )

    words = "That is within your quiet hours: choose another time, or others."
    assert (str(caught.value), Reminder.objects.count()) == (words, 0)


@pytest.mark.django_db
def test_mail_says_what_waits_and_nothing_more(settings, mailoutbox):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DELIVERY_OPTIONS = {}
    settings.PUBLIC_URL = "https://gym.example"
    athlete = reminded()
    session = PlannedSession.objects.get(athlete=athlete, scheduled_on=date(2026, 3, 2))
    queue_reminders(now=EIGHT)

    report = send_outbox(now=EIGHT)

    (mail,) = mailoutbox
    assert (report, mail.to, mail.subject) == (
        SendReport(sent=1),
        ["ana@example.com"],
        "Today you train",
    )
    assert mail.body.split("\n") == [
        "Hello Ana,",
        "",
        f"{session}, about {session.minutes} minutes, waits for you today.",
        "",
        "https://gym.example/today/",
        "",
        "Another time, or no reminders: https://gym.example/settings/reminders/",
        "",
        "",
    ]


@pytest.mark.django_db
def test_mail_is_not_written_once_the_day_is_over_or_reminders_are_off():
    athlete = reminded()
    facts = {"athlete": athlete.pk, "on": "2026-03-02"}

    in_time = get_reminder_mail(facts, now=MIDNIGHT + 21 * HOUR - MINUTE)
    late = get_reminder_mail(facts, now=MIDNIGHT + DAY)
    stop_reminders(athlete=athlete)
    stopped = get_reminder_mail(facts, now=EIGHT)

    assert (in_time is not None, late, stopped) == (True, None, None)


@pytest.mark.django_db
def test_page_switches_reminders_on_and_off():
    athlete = make.athlete(user=make.user())
    client = Client()
    client.force_login(athlete.user)
    times = {"at": "09:15", "quiet_from": "22:00", "quiet_to": "06:30"}

    shown = client.get("/settings/reminders/").content.decode()
    on = client.post("/settings/reminders/", {"by_mail": "on", **times})
    row = Reminder.objects.get()
    refused = client.post("/settings/reminders/", {"by_mail": "on", **times, "at": "23:00"})
    off = client.post("/settings/reminders/", times)

    assert " checked" not in shown
    assert (on.status_code, refused.status_code, off.status_code) == (302, 422, 302)
    assert (row.athlete, row.at, row.quiet_from, row.quiet_to) == (
        athlete,
        time(9, 15),
        time(22),
        time(6, 30),
    )
    assert Reminder.objects.count() == 0
