"""Where a person belongs."""

from enum import Enum

from athletes.models import Athlete
from coaching.accounts.models import Membership, User


class Place(Enum):
    """What a person sees first after signing in."""

    CONSOLE = "console"
    TODAY = "today"
    NOWHERE = "nowhere"


def find_place(*, user: User) -> Place:
    """Return the console for who coaches others, today for who trains. At most three queries.

    Somebody who coaches only themselves wants to train; a coach without athletes yet wants the
    console.
    """
    if Athlete.objects.coached_by(user).exclude(user=user).exists():
        return Place.CONSOLE
    if Athlete.objects.belonging_to(user).filter(is_archived=False).exists():
        return Place.TODAY
    if Membership.objects.filter(user=user, is_active=True).exists():
        return Place.CONSOLE
    return Place.NOWHERE
