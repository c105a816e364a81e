"""Gives an athlete's calendar a private address, or takes it away."""

from datetime import datetime

from athletes.models import Athlete, CalendarFeed
from athletes.queries.link_token import hash_token, new_token


def share_calendar(*, athlete: Athlete, now: datetime) -> str:
    """Return the secret of a new address; the one before leads nowhere from now on.

    Only its hash is kept: it is told this once.
    """
    token = new_token()
    CalendarFeed.objects.update_or_create(
        organization=athlete.organization,
        athlete=athlete,
        defaults={"token_hash": hash_token(token), "created_at": now},
    )
    return token


def stop_calendar(*, athlete: Athlete) -> None:
    """Take the address away; without one this does nothing."""
    CalendarFeed.objects.filter(athlete=athlete).delete()
