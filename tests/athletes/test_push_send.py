"""Reminders to browsers: what leaves, when, and what becomes of what isn't taken."""

import json
from datetime import UTC, date, datetime, time, timedelta

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from athletes.actions.post_push import public_key
from athletes.actions.queue_reminders import ReminderReport, queue_reminders
from athletes.actions.send_outbox import SendReport, send_outbox
from athletes.actions.set_reminder import set_reminder
from athletes.actions.subscribe_push import subscribe_push
from athletes.models import Athlete, Outbox, PlannedSession, PushSubscription, Reminder
from tests import make
from tests.athletes.push_server import Browser, of_base64, run_push_server

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# The plans of these tests begin on Monday, 2 March 2026.
MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)
EIGHT = MIDNIGHT + 8 * HOUR
KEY = "A" * 42 + "E"


@pytest.fixture
def server(tmp_path, settings, monkeypatch):
    with run_push_server(tmp_path) as (server, certificate):
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        settings.PUSH_SERVICES = (server.service,)
        settings.VAPID_PRIVATE_KEY = KEY
        settings.DEFAULT_FROM_EMAIL = "Phasewise <coach@gym.example>"
        settings.DELIVERY_BACKEND = ""
        yield server


def asked(server, browser, *, zone="UTC", now=MIDNIGHT, athlete=None):
    """Return an athlete with a plan who is reminded at eight in a browser, not by mail."""
    athlete = athlete or make.athlete(user=make.user(), email="ana@example.com", time_zone=zone)
    make.plan(athlete=athlete)
    subscribe_push(
        athlete=athlete,
        user=athlete.user,
        endpoint=server.endpoint,
        device="Chrome, Android",
        now=now,
        **browser.keys,
    )
    return athlete


def at(athlete, hour, *, quiet=(22, 7), now=MIDNIGHT):
    times = {"at": hour, "quiet_from": time(quiet[0]), "quiet_to": time(quiet[1])}
    set_reminder(athlete=athlete, by_mail=False, now=now, **times)


def claims_of(headers):
    """Return the verified claims of a request: its token is signed by the key it names."""
    scheme, _, rest = headers["Authorization"].partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    signed, _, signature = parts["t"].rpartition(".")
    raw = of_base64(signature)
    numbers = (int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    point = of_base64(public_key())
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point).verify(
        encode_dss_signature(*numbers), signed.encode(), ec.ECDSA(SHA256())
    )
    assert (scheme, parts["k"]) == ("vapid", public_key())
    header, claims = (json.loads(of_base64(part)) for part in signed.split("."))
    assert header == {"typ": "JWT", "alg": "ES256"}
    return claims


def test_message_names_the_session_and_nothing_else(server) -> None:
    browser = Browser()
    athlete = asked(server, browser)
    session = PlannedSession.objects.get(athlete=athlete, scheduled_on=date(2026, 3, 2))
    PlannedSession.objects.filter(pk=session.pk).update(name="Upper")

    queued, sent = queue_reminders(now=EIGHT), send_outbox(now=EIGHT)

    assert (queued, sent) == (ReminderReport(due=1, queued=1), SendReport(sent=1))
    ((path, headers, body),) = server.posts
    assert browser.read(body) == {"title": "Training today", "body": "Upper"}
    assert path == "/send/ana"
    assert (headers["Content-Encoding"], headers["Topic"]) == ("aes128gcm", "today")
    row = Outbox.objects.get()
    assert (row.kind, row.message, row.sent_at) == ("PUSH", {}, EIGHT)


def test_message_is_readable_with_the_browser_s_key_only(server) -> None:
    asked(server, Browser())
    queue_reminders(now=EIGHT)
    send_outbox(now=EIGHT)

    ((_, _, body),) = server.posts
    assert b"Training" not in body
    with pytest.raises(http_ece.ECEException, match="Decryption error"):
        Browser().read(body)


def test_token_is_signed_for_this_service_and_less_than_a_day(server) -> None:
    asked(server, Browser())
    queue_reminders(now=EIGHT)

    send_outbox(now=EIGHT)

    ((_, headers, _),) = server.posts
    assert claims_of(headers) == {
        "aud": f"https://{server.service}",
        "exp": int((EIGHT + 12 * HOUR).timestamp()),
        "sub": "mailto:coach@gym.example",
    }


@pytest.mark.parametrize(
    ("zone", "quiet", "sent_at", "hours"),
    [
        # Until 22:00, when quiet hours begin.
        ("UTC", (22, 7), EIGHT, 14),
        # Until midnight: those of the night are over by then.
        ("UTC", (0, 7), EIGHT, 16),
        # 08:00 in Berlin is 07:00 UTC.
        ("Europe/Berlin", (22, 7), EIGHT - HOUR, 14),
    ],
)
def test_service_keeps_it_until_the_day_or_the_evening_is_over(
    server, zone, quiet, sent_at, hours
) -> None:
    athlete = asked(server, Browser(), zone=zone, now=MIDNIGHT - HOUR)
    at(athlete, time(8), quiet=quiet, now=MIDNIGHT - HOUR)
    queue_reminders(now=sent_at)

    send_outbox(now=sent_at)

    ((_, headers, _),) = server.posts
    assert headers["TTL"] == str(hours * 3600)


def test_second_run_queues_and_sends_nothing(server) -> None:
    asked(server, Browser())
    queue_reminders(now=EIGHT)
    send_outbox(now=EIGHT)

    Reminder.objects.update(due_at=EIGHT)
    again = queue_reminders(now=EIGHT + MINUTE), send_outbox(now=EIGHT + MINUTE)

    assert again == (ReminderReport(due=1, queued=1), SendReport())
    assert (len(server.posts), Outbox.objects.count()) == (1, 1)


def test_nothing_is_sent_once_the_session_is_begun_or_the_wish_is_gone(server) -> None:
    athlete = asked(server, Browser())
    queue_reminders(now=EIGHT)
    PlannedSession.objects.filter(athlete=athlete).update(is_cancelled=True)

    report = send_outbox(now=EIGHT)

    assert (report, server.posts) == (SendReport(sent=1), [])


@pytest.mark.parametrize("change", [{"user": None}, {"is_active": False}])
def test_nothing_is_sent_to_who_is_the_athlete_no_more(server, change) -> None:
    athlete = asked(server, Browser())
    queue_reminders(now=EIGHT)
    if "user" in change:
        Athlete.objects.filter(pk=athlete.pk).update(user=make.user())
    else:
        type(athlete.user).objects.update(is_active=False)

    report = send_outbox(now=EIGHT)

    assert (report, server.posts) == (SendReport(sent=1), [])


@pytest.mark.parametrize("status", [404, 410])
def test_subscription_that_the_service_ended_is_removed(server, status) -> None:
    asked(server, Browser())
    queue_reminders(now=EIGHT)
    server.status = status

    report = send_outbox(now=EIGHT)

    assert report == SendReport(sent=1)
    assert (PushSubscription.objects.count(), len(server.posts)) == (0, 1)
    assert send_outbox(now=EIGHT + HOUR) == SendReport()


@pytest.mark.parametrize("status", [302, 400, 403, 413, 429, 500, 503])
def test_refused_message_is_tried_again_and_not_taken_elsewhere(server, status) -> None:
    asked(server, Browser())
    queue_reminders(now=EIGHT)
    server.status = status

    failed = send_outbox(now=EIGHT)
    row, device = Outbox.objects.get(), PushSubscription.objects.get()
    server.status = 201
    early, late = send_outbox(now=EIGHT), send_outbox(now=EIGHT + MINUTE)

    assert (failed, early, late) == (SendReport(failed=1), SendReport(), SendReport(sent=1))
    assert row.last_error.startswith(f"PushRefused: code {status}, ")
    assert (row.run_after, device.failed_at) == (EIGHT + 30 * MINUTE / 60, EIGHT)
    assert PushSubscription.objects.get().failed_at is None
    assert [path for path, _, _ in server.posts] == ["/send/ana"] * 2


def test_service_that_is_gone_is_tried_again_until_the_day_is_over(server) -> None:
    asked(server, Browser())
    queue_reminders(now=EIGHT)
    # Nothing listens on the port of TCP's discard service.
    PushSubscription.objects.update(endpoint="https://localhost:9/send/ana")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.PUSH_SERVICES", ("localhost:9",))
        failed, over = send_outbox(now=EIGHT), send_outbox(now=EIGHT + DAY)

    assert (failed, over) == (SendReport(failed=1), SendReport(sent=1))
    assert PushSubscription.objects.get().failed_at == EIGHT


def test_certificate_of_nobody_is_not_believed(server, monkeypatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    asked(server, Browser())
    queue_reminders(now=EIGHT)

    report = send_outbox(now=EIGHT)

    assert (report, server.posts) == (SendReport(failed=1), [])
    assert Outbox.objects.get().last_error.startswith("SSLCertVerificationError")


def test_address_that_became_unknown_is_removed_and_not_asked(server, settings) -> None:
    asked(server, Browser())
    queue_reminders(now=EIGHT)
    settings.PUSH_SERVICES = ("fcm.googleapis.com",)

    report = send_outbox(now=EIGHT)

    assert (report, server.posts) == (SendReport(sent=1), [])
    assert PushSubscription.objects.count() == 0


def test_without_a_key_nothing_is_queued(server, settings) -> None:
    asked(server, Browser())
    settings.VAPID_PRIVATE_KEY = ""

    report = queue_reminders(now=EIGHT)

    assert (report, Outbox.objects.count()) == (ReminderReport(due=1, queued=0), 0)


@pytest.mark.parametrize("count", [1, 3])
def test_queueing_costs_the_same_for_one_device_and_three(
    server, count, django_assert_num_queries
) -> None:
    athlete = asked(server, Browser())
    for number in range(1, count):
        subscribe_push(
            athlete=athlete,
            user=athlete.user,
            endpoint=f"{server.endpoint}/{number}",
            device="",
            now=MIDNIGHT,
            **Browser().keys,
        )

    # Five, and a savepoint.
    with django_assert_num_queries(7):
        report = queue_reminders(now=EIGHT)

    assert report == ReminderReport(due=1, queued=count)
