"""One message to one browser: encrypted for it (RFC 8291), signed as ours (RFC 8292), posted."""

import json
import ssl
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import cache
from http.client import HTTPSConnection

import http_ece
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02

from athletes.actions.push_service import PushAddress, UnknownPushService, push_address
from athletes.actions.subscribe_push import from_base64
from athletes.models import PushSubscription

# RFC 8292 allows a day; clocks differ.
SIGNED_FOR = timedelta(hours=12)
PATIENCE_S = 10
TAKEN = {200, 201, 202, 204}
GONE = {404, 410}


class PushRefused(Exception):
    """A service that took no message now; ``status`` is its answer."""

    def __init__(self, status: int) -> None:
        super().__init__(f"The push service answered {status}.")
        self.status = status


def post_push(
    *,
    subscription: PushSubscription,
    said: Mapping[str, str],
    keep_for: timedelta,
    topic: str,
    now: datetime,
) -> None:
    """Send a message, which the service keeps for so long while the device is off. 1 query.

    A newer one of the same topic replaces one that still waits there. A subscription that the
    service has ended, or whose address is no known service's, is removed. Raises PushRefused
    and what connecting raises.
    """
    row = PushSubscription.objects.filter(pk=subscription.pk)
    try:
        address = push_address(subscription.endpoint)
        status = _post(
            address,
            body=encrypt(json.dumps(said).encode(), subscription=subscription),
            headers={
                **_signature(address, now=now),
                "Content-Encoding": "aes128gcm",
                "Content-Type": "application/octet-stream",
                "TTL": str(int(keep_for.total_seconds())),
                "Topic": topic,
            },
        )
    except UnknownPushService:
        status = 410
    except OSError:
        row.update(failed_at=now)
        raise
    if status in GONE:
        row.delete()
    elif status in TAKEN:
        row.exclude(failed_at=None).update(failed_at=None)
    else:
        row.update(failed_at=now)
        raise PushRefused(status)


def public_key() -> str:
    """Return our public key as browsers want it; empty without a private one."""
    if not settings.VAPID_PRIVATE_KEY:
        return ""
    key = _vapid(settings.VAPID_PRIVATE_KEY).public_key
    point = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).rstrip(b"=").decode()


def encrypt(message: bytes, *, subscription: PushSubscription) -> bytes:
    """Return the message so that only this browser can read it."""
    body: bytes = http_ece.encrypt(
        message,
        private_key=generate_private_key(SECP256R1()),
        dh=from_base64(subscription.p256dh),
        auth_secret=from_base64(subscription.auth),
    )
    return body


@cache
def _vapid(private_key: str) -> Vapid02:
    return Vapid02.from_string(private_key)


def _signature(address: PushAddress, *, now: datetime) -> dict[str, str]:
    claims = {
        "aud": address.origin,
        "exp": int((now + SIGNED_FOR).timestamp()),
        "sub": f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}",
    }
    signed: dict[str, str] = _vapid(settings.VAPID_PRIVATE_KEY).sign(claims)
    return signed


def _post(address: PushAddress, *, body: bytes, headers: Mapping[str, str]) -> int:
    """Return the answer's status; a redirect is an answer, too, and not followed."""
    connection = HTTPSConnection(
        address.host, address.port, timeout=PATIENCE_S, context=ssl.create_default_context()
    )
    try:
        connection.request("POST", address.path, body=body, headers=dict(headers))
        return connection.getresponse().status
    finally:
        connection.close()
