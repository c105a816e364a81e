"""Let a browser show the reminders of an athlete, or no longer."""

from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from django.db import transaction
from django.utils.translation import gettext as _

from athletes.actions.push_service import UnknownPushService, push_address
from athletes.actions.set_reminder import AT, QUIET_FROM, QUIET_TO, set_reminder
from athletes.models import Athlete, PushSubscription, Reminder
from athletes.models.push_subscription import LONGEST_DEVICE, LONGEST_ENDPOINT
from programs.engine.errors import TrainingError

MOST_DEVICES = 10
POINT_BYTES, SECRET_BYTES = 65, 16


class UnreadablePushKeys(TrainingError):
    """Keys with which nothing could be encrypted for the browser."""

    def __init__(self) -> None:
        super().__init__(_("The browser sent keys that don't fit. Load the page anew and try."))


class TooManyDevices(TrainingError):
    """One device more than anybody has."""

    def __init__(self) -> None:
        super().__init__(_("Ten devices remind you already: remove one first."))


def subscribe_push(
    *,
    athlete: Athlete,
    user: Any,
    endpoint: str,
    p256dh: str,
    auth: str,
    device: str,
    now: datetime,
) -> PushSubscription:
    """Show the athlete's reminders in this browser, at the usual time unless one was chosen.

    A browser is whoever's asked for it last: others who used it are reminded there no more.
    Twice is harmless. 4 queries, and 1 for the first device. Raises UnknownPushService,
    UnreadablePushKeys, TooManyDevices.
    """
    _check(endpoint=endpoint, p256dh=p256dh, auth=auth)
    row = PushSubscription(
        organization_id=athlete.organization_id,
        athlete=athlete,
        user=user,
        endpoint=endpoint,
        p256dh=p256dh,
        auth=auth,
        device=device[:LONGEST_DEVICE],
        created_at=now,
    )
    others = PushSubscription.objects.filter(athlete=athlete).exclude(endpoint=endpoint)
    with transaction.atomic():
        if others.count() >= MOST_DEVICES:
            raise TooManyDevices
        PushSubscription.objects.filter(endpoint=endpoint).exclude(user=user).delete()
        PushSubscription.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["organization", "athlete", "endpoint"],
            update_fields=["user", "p256dh", "auth", "device", "failed_at"],
        )
        _remind_at_some_time(athlete, now=now)
    return row


def forget_push(*, user: Any, endpoint: str) -> None:
    """Show none of the person's reminders in this browser any more. Twice is harmless."""
    PushSubscription.objects.belonging_to(user).filter(endpoint=endpoint).delete()


def _remind_at_some_time(athlete: Athlete, *, now: datetime) -> None:
    if not Reminder.objects.filter(athlete=athlete).exists():
        set_reminder(
            athlete=athlete,
            at=AT,
            quiet_from=QUIET_FROM,
            quiet_to=QUIET_TO,
            by_mail=False,
            now=now,
        )


def _check(*, endpoint: str, p256dh: str, auth: str) -> None:
    if len(endpoint) > LONGEST_ENDPOINT:
        raise UnknownPushService
    push_address(endpoint)
    point, secret = from_base64(p256dh), from_base64(auth)
    if (len(point), len(secret)) != (POINT_BYTES, SECRET_BYTES):
        raise UnreadablePushKeys
    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    except ValueError:
        raise UnreadablePushKeys from None


def from_base64(text: str) -> bytes:
    """Return the bytes of unpadded base64 for addresses; nothing where it is none."""
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (NotBase64, ValueError):
        return b""
