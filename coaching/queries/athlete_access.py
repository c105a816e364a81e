"""Who reaches an athlete's rows, since when, and how the athlete signs in."""

from dataclasses import dataclass
from datetime import datetime

from athletes.models import Athlete, Engagement
from coaching.models import Invitation

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class AthleteAccess:
    """``coaches`` from the newest on, those of the past too; ``invitations`` newest first.

    ``last_login`` None: never, or there is no account yet.
    """

    has_account: bool
    last_login: datetime | None
    coaches: tuple[Engagement, ...]
    invitations: tuple[tuple[Invitation, str], ...]


def get_athlete_access(*, athlete: Athlete, now: datetime) -> AthleteAccess:
    """Return who reaches the athlete's rows. 3 queries, 2 without an account."""
    coaches = Engagement.objects.filter(athlete=athlete).select_related("membership__user")
    invitations = Invitation.objects.filter(athlete=athlete).select_related("invited_by")
    return AthleteAccess(
        has_account=athlete.user_id is not None,
        last_login=athlete.user.last_login if athlete.user else None,
        coaches=tuple(coaches.order_by("-started_at", "-pk")[:MOST_SHOWN]),
        invitations=tuple(
            (one, _state(one, now=now))
            for one in invitations.order_by("-created_at", "-pk")[:MOST_SHOWN]
        ),
    )


def _state(invitation: Invitation, *, now: datetime) -> str:
    if invitation.accepted_at:
        return "accepted"
    if invitation.revoked_at:
        return "revoked"
    return "expired" if invitation.expires_at <= now else "open"
