"""The athlete's calendar: what subscribers get, and who gets it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from athletes.actions.share_calendar import share_calendar, stop_calendar
from athletes.models import Athlete, CalendarFeed, PlannedGroup, PlannedSession, PlanPhase
from athletes.queries.calendar_feed import get_feed
from athletes.views.calendar_file import calendar_file
from tests import make
from tests.athletes.phases_trained import WEEK, train, training

pytestmark = pytest.mark.django_db

HOSTILE = 'Ana; "DROP",\\n\r\nBEGIN:VEVENT\r\nATTACH:file:///etc/passwd <b>å 训练</b>'


def fetch(token, **headers):
    return Client().get(reverse("calendar_feed", args=[token]), headers=headers)


def file_of(athlete):
    feed = get_feed(athlete=athlete, now=make.NOW)
    return calendar_file(feed, host="coach.example.org", stamp=make.NOW)


def events_of(athlete):
    return [dict(one) for one in Calendar.from_ical(file_of(athlete)).walk("VEVENT")]


def read_by_hand(content: bytes) -> list[dict[str, str]]:
    """Read the events as RFC 5545 is written: unfold, then split at the first colon."""
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    events: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and name != "END":
            events[-1][name] = value
    return events


def test_sessions_and_phases_stand_on_their_days():
    athlete = training()
    phase = PlanPhase.objects.get()

    events = events_of(athlete)

    spans = [(one["DTSTART"].dt, one["DTEND"].dt) for one in events]
    # The phase from Monday to Sunday a week later; then Mondays and Thursdays, a day each.
    assert spans == [
        (date(2026, 3, 2), date(2026, 3, 16)),
        (date(2026, 3, 2), date(2026, 3, 3)),
        (date(2026, 3, 5), date(2026, 3, 6)),
        (date(2026, 3, 9), date(2026, 3, 10)),
        (date(2026, 3, 12), date(2026, 3, 13)),
    ]
    assert events[0]["SUMMARY"] == f"{phase.name} (Strength)"
    assert events[1]["DESCRIPTION"].endswith("Back Squat: 3 x 5, 100 kg")


def test_a_second_reader_finds_the_same():
    athlete = training()
    content = file_of(athlete)

    found = read_by_hand(content)

    assert [one["DTSTART;VALUE=DATE"] for one in found] == [
        "20260302", "20260302", "20260305", "20260309", "20260312",
    ]  # fmt: skip
    assert len({one["UID"] for one in found}) == 5
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
def test_a_clock_change_moves_no_day(zone):
    athlete = training(time_zone=zone)
    # 29 March 2026: Europe goes forward; 8 March America; 5 April Lord Howe goes back.
    for session, on in zip(
        athlete.planned_sessions.order_by("ordinal"),
        (date(2026, 3, 8), date(2026, 3, 29), date(2026, 4, 5), date(2026, 10, 25)),
        strict=True,
    ):
        PlannedSession.objects.filter(pk=session.pk).update(scheduled_on=on)

    events = events_of(athlete)

    assert [one["DTSTART"].dt for one in events[1:]] == [
        date(2026, 3, 8), date(2026, 3, 29), date(2026, 4, 5), date(2026, 10, 25),
    ]  # fmt: skip


def test_what_was_done_moves_to_its_day_and_says_so():
    athlete = training()
    train(athlete, sessions=1)
    log = athlete.planned_sessions.order_by("ordinal").first().log
    type(log).objects.filter(pk=log.pk).update(on=make.MONDAY + timedelta(days=1))

    done = events_of(athlete)[1]

    assert done["DTSTART"].dt == date(2026, 3, 3)
    assert done["SUMMARY"].endswith(", done")


def test_a_cancelled_session_is_gone():
    athlete = training()
    assert len(events_of(athlete)) == 5

    PlannedSession.objects.filter(scheduled_on=date(2026, 3, 12)).update(is_cancelled=True)

    assert len(events_of(athlete)) == 4


def test_pounds_are_told_in_pounds():
    athlete = training(units="LB")

    events = events_of(athlete)

    assert events[1]["DESCRIPTION"].endswith("220 lb")


def test_what_somebody_typed_stays_text():
    athlete = training()
    PlannedSession.objects.update(name=HOSTILE[:200])
    PlanPhase.objects.update(name=HOSTILE[:200])
    PlannedGroup.objects.update(exercise_name=HOSTILE[:200])

    by_hand = read_by_hand(file_of(athlete))

    assert len(events_of(athlete)) == len(by_hand) == 5
    assert not any("ATTACH" in event for event in by_hand)


def test_the_same_plan_is_not_sent_twice():
    token = share_calendar(athlete=training(), now=make.NOW)
    # The page asks the clock; the plan of this test is of March.
    PlannedSession.objects.update(scheduled_on=timezone.now().date())
    first = fetch(token)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"

    assert fetch(token, **{"If-None-Match": first["ETag"]}).status_code == 304

    PlannedGroup.objects.update(load_kg=105)
    assert fetch(token, **{"If-None-Match": first["ETag"]}).status_code == 200


def test_a_new_address_makes_the_old_one_useless():
    athlete = training()
    old = share_calendar(athlete=athlete, now=make.NOW)
    new = share_calendar(athlete=athlete, now=make.NOW)

    assert (fetch(old).status_code, fetch(new).status_code) == (404, 200)

    stop_calendar(athlete=athlete)
    assert fetch(new).status_code == 404


def test_whoever_is_archived_shares_nothing():
    athlete = training()
    token = share_calendar(athlete=athlete, now=make.NOW)

    Athlete.objects.update(is_archived=True)

    assert fetch(token).status_code == 404


def test_the_secret_itself_is_not_kept():
    token = share_calendar(athlete=training(), now=make.NOW)

    assert token not in str(list(CalendarFeed.objects.values()))


def test_the_address_is_shown_once_to_its_athlete():
    athlete = training(user=make.user())
    client = Client()
    client.force_login(athlete.user)
    page = reverse("calendar_settings")

    made = client.post(page, {"act": "share"})
    address = made.context["address"]

    assert address in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert client.get(address).status_code == 200
    assert address not in client.get(page).content.decode()

    client.post(page, {"act": "stop"})
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("weeks", [1, 3])
def test_it_is_three_queries(weeks, django_assert_num_queries):
    athlete = training(weeks=weeks)

    with django_assert_num_queries(3):
        get_feed(athlete=athlete, now=make.NOW + WEEK)
