"""Gives an athlete's calendar a private address, or takes it away."""

import secrets
from datetime import datetime
from hashlib import sha256

from athletes.models import Athlete, CalendarFeed

TOKEN_BYTES = 32


def share_calendar(*, athlete: Athlete, now: datetime) -> str:
    """Return the secret of a new address; the one before leads nowhere from now on.

    Only its hash is kept: it is told this once.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    CalendarFeed.objects.update_or_create(
        organization=athlete.organization,
        athlete=athlete,
        defaults={"token_hash": hash_token(token), "created_at": now},
    )
    return token


def stop_calendar(*, athlete: Athlete) -> None:
    """Take the address away; without one this does nothing."""
    CalendarFeed.objects.filter(athlete=athlete).delete()


def hash_token(token: str) -> str:
    """Return what is kept of a secret: it has 256 random bits, so a plain hash is enough."""
    return sha256(token.encode()).hexdigest()
