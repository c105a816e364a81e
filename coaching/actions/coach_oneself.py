"""Let a person train without a coach."""

from datetime import datetime

from django.db import transaction

from athletes.actions.add_athlete import add_athlete
from athletes.models import Athlete
from coaching.accounts.models import Membership, User
from coaching.actions.create_organization import create_organization


def coach_oneself(*, user: User, now: datetime) -> Athlete:
    """Make the person owner and only athlete of an organization of their own."""
    with transaction.atomic():
        organization = create_organization(name=user.name, owner=user, now=now)
        membership = Membership.objects.get(organization=organization, user=user)
        athlete = add_athlete(
            organization=organization,
            coach=membership,
            user=user,
            name=user.name,
            email=user.email,
            units=user.units,
            by=user,
            now=now,
        )
        athlete.is_new = True
        athlete.save(update_fields=["is_new"])
    return athlete
