"""Quiet hours: what falls into them waits for their end, unless the day is over by then."""

from datetime import UTC, datetime, time, timedelta

import pytest

from athletes.actions.queue_reminders import queue_reminders
from athletes.actions.send_outbox import SendReport, send_outbox
from athletes.actions.set_reminder import set_reminder
from athletes.models import Outbox
from athletes.queries.quiet_hours import quiet_end
from athletes.queries.reminder_day import NotYet, get_reminder_day
from tests import make

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)
NOON = MIDNIGHT + 12 * HOUR
# At noon a rest, whose end is on the same day.
SIESTA = {"quiet_from": time(12), "quiet_to": time(14)}
TEN_TO_SEVEN = ((22, 0), (7, 0))


def instant(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


@pytest.mark.parametrize(
    ("now", "zone", "quiet", "expected"),
    [
        ("2026-03-02T21:59", "UTC", TEN_TO_SEVEN, None),
        ("2026-03-02T22:00", "UTC", TEN_TO_SEVEN, "2026-03-03T07:00"),
        ("2026-03-03T00:00", "UTC", TEN_TO_SEVEN, "2026-03-03T07:00"),
        ("2026-03-03T06:59", "UTC", TEN_TO_SEVEN, "2026-03-03T07:00"),
        ("2026-03-03T07:00", "UTC", TEN_TO_SEVEN, None),
        ("2026-03-02T12:00", "UTC", ((12, 0), (14, 0)), "2026-03-02T14:00"),
        ("2026-03-02T14:00", "UTC", ((12, 0), (14, 0)), None),
        ("2026-03-02T12:00", "UTC", ((12, 0), (12, 0)), None),
        ("2026-03-02T06:00", "America/New_York", TEN_TO_SEVEN, "2026-03-02T12:00"),
        # Berlin, 29 March: clocks go from 2 to 3, so seven comes at 05:00 UTC, not at 06:00.
        ("2026-03-28T21:00", "Europe/Berlin", TEN_TO_SEVEN, "2026-03-29T05:00"),
        ("2026-03-29T00:30", "Europe/Berlin", TEN_TO_SEVEN, "2026-03-29T05:00"),
        # Half past two is skipped: it comes as much later, at half past three.
        ("2026-03-29T00:30", "Europe/Berlin", ((22, 0), (2, 30)), "2026-03-29T01:30"),
        # 25 October: clocks go from 3 to 2, so seven comes at 06:00 UTC, not at 05:00.
        ("2026-10-24T20:00", "Europe/Berlin", TEN_TO_SEVEN, "2026-10-25T06:00"),
        # Half past two comes twice: each time the clock shows ten past, the next one ends it.
        ("2026-10-25T00:10", "Europe/Berlin", ((22, 0), (2, 30)), "2026-10-25T00:30"),
        ("2026-10-25T00:40", "Europe/Berlin", ((22, 0), (2, 30)), None),
        ("2026-10-25T01:10", "Europe/Berlin", ((22, 0), (2, 30)), "2026-10-25T01:30"),
        # Lord Howe Island moves by half an hour: on 5 April from 2 back to half past one.
        ("2026-04-04T15:05", "Australia/Lord_Howe", ((1, 0), (1, 45)), "2026-04-04T15:15"),
    ],
)
def test_quiet_hours_end_at_the_local_time_whatever_clocks_do(now, zone, quiet, expected) -> None:
    begin, end = (time(*parts) for parts in quiet)

    found = quiet_end(now=instant(now), zone=zone, quiet_from=begin, quiet_to=end)

    assert found == (expected and instant(expected))


@pytest.fixture
def athlete(db):
    athlete = make.athlete(user=make.user(), email="ana@example.com", time_zone="UTC")
    make.plan(athlete=athlete)
    return athlete


def test_late_reminder_waits_for_the_end_of_quiet_hours(athlete) -> None:
    set_reminder(athlete=athlete, at=time(11, 30), now=MIDNIGHT, **SIESTA)

    queue_reminders(now=NOON)

    assert Outbox.objects.get().run_after == NOON + 2 * HOUR


def test_late_reminder_is_dropped_when_its_day_is_over_by_then(athlete) -> None:
    set_reminder(
        athlete=athlete, at=time(21, 30), quiet_from=time(22), quiet_to=time(7), now=MIDNIGHT
    )

    report = queue_reminders(now=NOON + 10 * HOUR)

    assert (report.due, report.queued, Outbox.objects.count()) == (1, 0, 0)


def test_what_was_queued_in_time_waits_for_the_end_too(athlete, settings, mailoutbox) -> None:
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DELIVERY_OPTIONS = {}
    set_reminder(athlete=athlete, at=time(11, 30), now=MIDNIGHT, **SIESTA)
    queue_reminders(now=NOON - 30 * MINUTE)

    reports = [send_outbox(now=at) for at in (NOON, NOON + 119 * MINUTE, NOON + 2 * HOUR)]

    assert reports == [SendReport(put_off=1), SendReport(), SendReport(sent=1)]
    assert len(mailoutbox) == 1


def test_day_ends_at_midnight_or_in_quiet_hours(athlete) -> None:
    set_reminder(athlete=athlete, at=time(8), quiet_from=time(22), quiet_to=time(7), now=MIDNIGHT)
    day = {"athlete": athlete.pk, "on": MIDNIGHT.date()}

    found = get_reminder_day(**day, now=NOON)
    late = get_reminder_day(**day, now=NOON + 10 * HOUR)
    with pytest.raises(NotYet) as early:
        get_reminder_day(**day, now=MIDNIGHT + HOUR)

    assert found is not None
    assert (found.until, late) == (NOON + 10 * HOUR, None)
    assert early.value.until == MIDNIGHT + 7 * HOUR
