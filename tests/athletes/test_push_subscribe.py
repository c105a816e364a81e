"""Asking for reminders in a browser: off by default, one's own, and gone when one leaves."""

from datetime import UTC, datetime, time

import pytest
from django.test import Client

from athletes.actions.push_service import UnknownPushService
from athletes.actions.set_reminder import set_reminder
from athletes.actions.subscribe_push import TooManyDevices, UnreadablePushKeys, subscribe_push
from athletes.models import PushSubscription, Reminder
from tests import make
from tests.athletes.push_server import Browser, to_base64

pytestmark = pytest.mark.django_db

PAGE = "/settings/reminders/"
DEVICES = "/settings/reminders/devices/"
ENDPOINT = "https://fcm.googleapis.com/fcm/send/ana"
KEY = "A" * 42 + "E"
NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def key(settings):
    settings.VAPID_PRIVATE_KEY = KEY


@pytest.fixture
def athlete():
    return make.athlete(user=make.user())


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def said(**fields):
    return {"endpoint": ENDPOINT, "device": "Chrome, Android", **Browser().keys, **fields}


def subscribed(athlete, **fields):
    return subscribe_push(athlete=athlete, user=athlete.user, now=NOW, **said(**fields))


def test_nobody_is_subscribed_who_did_not_ask(athlete) -> None:
    shown = signed_in(athlete.user).get(PAGE).content.decode()

    assert (PushSubscription.objects.count(), Reminder.objects.count()) == (0, 0)
    assert "Remind me on this device" in shown
    without_scripts = shown.partition("<noscript>")[2].partition("</noscript>")[0]
    assert "put Phasewise on the home screen first" in without_scripts
    assert 'data-key="B' in shown
    assert " checked" not in shown


def test_without_a_key_the_choice_is_not_offered(athlete, settings) -> None:
    settings.VAPID_PRIVATE_KEY = ""
    client = signed_in(athlete.user)

    shown = client.get(PAGE).content.decode()
    refused = client.post(DEVICES, said())

    assert "Remind me on this device" not in shown
    assert "js/push.js" not in shown
    assert (refused.status_code, PushSubscription.objects.count()) == (404, 0)


def test_first_device_brings_the_usual_time_and_no_mail(athlete) -> None:
    response = signed_in(athlete.user).post(DEVICES, said())

    assert (response.status_code, response["Location"]) == (302, PAGE)
    row, reminder = PushSubscription.objects.get(), Reminder.objects.get()
    assert (row.athlete, row.user, row.organization) == (
        athlete,
        athlete.user,
        athlete.organization,
    )
    assert (row.endpoint, row.device) == (ENDPOINT, "Chrome, Android")
    assert (reminder.at, reminder.quiet_from, reminder.quiet_to, reminder.by_mail) == (
        time(8),
        time(22),
        time(7),
        False,
    )


def test_time_that_was_chosen_stays(athlete) -> None:
    set_reminder(athlete=athlete, at=time(9), quiet_from=time(21), quiet_to=time(6), now=NOW)

    subscribed(athlete)

    reminder = Reminder.objects.get()
    assert (reminder.at, reminder.by_mail) == (time(9), True)


def test_subscribing_twice_keeps_one_row_with_the_newest_keys(athlete) -> None:
    subscribed(athlete)
    newer = Browser().keys

    subscribed(athlete, **newer)

    row = PushSubscription.objects.get()
    assert {"p256dh": row.p256dh, "auth": row.auth} == newer


def test_browser_is_whoever_s_asked_for_it_last(athlete) -> None:
    other = make.athlete(user=make.user())
    subscribed(athlete)
    subscribed(athlete, endpoint=ENDPOINT + "/other")

    subscribed(other)

    owners = PushSubscription.objects.order_by("pk").values_list("athlete", "endpoint")
    assert list(owners) == [(athlete.pk, ENDPOINT + "/other"), (other.pk, ENDPOINT)]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"endpoint": "https://evil.example/x"}, UnknownPushService),
        ({"endpoint": "https://127.0.0.1/x"}, UnknownPushService),
        ({"endpoint": "https://fcm.googleapis.com/" + "x" * 1000}, UnknownPushService),
        ({"p256dh": ""}, UnreadablePushKeys),
        ({"p256dh": "é"}, UnreadablePushKeys),
        ({"p256dh": to_base64(b"\x04" + b"\x01" * 64)}, UnreadablePushKeys),
        ({"p256dh": to_base64(b"\x02" + b"\x01" * 32)}, UnreadablePushKeys),
        ({"auth": to_base64(b"short")}, UnreadablePushKeys),
        ({"auth": "A" * 200}, UnreadablePushKeys),
    ],
)
def test_what_could_not_be_sent_to_is_refused(athlete, fields, error) -> None:
    with pytest.raises(error) as caught:
        subscribed(athlete, **fields)
    page = signed_in(athlete.user).post(DEVICES, said(**fields), follow=True).content.decode()

    assert str(caught.value).split("'")[0] in page
    assert (PushSubscription.objects.count(), Reminder.objects.count()) == (0, 0)


def test_eleventh_device_is_refused(athlete) -> None:
    for number in range(10):
        subscribed(athlete, endpoint=f"{ENDPOINT}/{number}")

    with pytest.raises(TooManyDevices) as caught:
        subscribed(athlete)
    subscribed(athlete, endpoint=f"{ENDPOINT}/9")

    assert str(caught.value) == "Ten devices remind you already: remove one first."
    assert PushSubscription.objects.count() == 10


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_for_one_device_and_three(
    athlete, count, django_assert_num_queries
) -> None:
    for number in range(count):
        subscribed(athlete, endpoint=f"{ENDPOINT}/{number}")
    client = signed_in(athlete.user)
    client.get(PAGE)

    # Session, person, places, reminder, devices.
    with django_assert_num_queries(4):
        page = client.get(PAGE).content.decode()

    assert page.count("devices__item") == count
    assert ENDPOINT not in page


def test_device_is_removed_by_its_owner_only(athlete) -> None:
    device = subscribed(athlete)
    stranger = make.athlete(user=make.user(), organization=athlete.organization)
    path = f"{DEVICES}{PushSubscription.objects.get().pk}/"

    refused = signed_in(stranger.user).post(path)
    left = PushSubscription.objects.count()
    removed = signed_in(athlete.user).post(path)

    assert (refused.status_code, left) == (404, 1)
    assert (removed.status_code, PushSubscription.objects.count()) == (302, 0)
    assert device.endpoint == ENDPOINT


def test_times_are_kept_for_devices_without_mail(athlete) -> None:
    subscribed(athlete)
    times = {"at": "09:15", "quiet_from": "22:00", "quiet_to": "06:30"}

    page = signed_in(athlete.user).post(PAGE, times, follow=True).content.decode()

    reminder = Reminder.objects.get()
    assert (reminder.at, reminder.by_mail) == (time(9, 15), False)
    assert "Saved." in page


def test_signing_out_forgets_this_browser_and_no_other(athlete) -> None:
    other = make.athlete(user=make.user())
    subscribed(athlete)
    subscribed(athlete, endpoint=ENDPOINT + "/laptop")
    subscribed(other, endpoint=ENDPOINT + "/other")
    client = signed_in(athlete.user)

    client.post("/accounts/logout/", {"endpoint": ENDPOINT + "/other"})
    kept = PushSubscription.objects.count()
    signed_in(athlete.user).post("/accounts/logout/", {"endpoint": ENDPOINT})

    left = set(PushSubscription.objects.values_list("endpoint", flat=True))
    assert (kept, left) == (3, {ENDPOINT + "/laptop", ENDPOINT + "/other"})


def test_signing_out_without_being_signed_in_forgets_nothing(athlete) -> None:
    subscribed(athlete)

    response = Client().post("/accounts/logout/", {"endpoint": ENDPOINT})

    assert (response.status_code, PushSubscription.objects.count()) == (302, 1)


def test_account_that_goes_takes_its_browsers_along(athlete) -> None:
    subscribed(athlete)

    athlete.user.delete()

    assert PushSubscription.objects.count() == 0
