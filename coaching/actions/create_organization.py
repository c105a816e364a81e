"""Open an organization for a coach."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.accounts.actions.add_coach import add_coach
from coaching.accounts.models import Membership, Organization, User
from programs.actions.add_starter_templates import add_starter_templates
from programs.engine.errors import TrainingError


class OrganizationNameMissing(TrainingError):
    """An organization needs a name that its athletes recognize."""

    def __init__(self) -> None:
        super().__init__(_("Enter a name for your gym, team or practice."))


def create_organization(
    *, name: str, owner: User, now: datetime, time_zone: str | None = None
) -> Organization:
    """Create an organization with its owner and the starter templates.

    ``time_zone`` None takes the owner's. Needs the exercise catalogue. Raises
    OrganizationNameMissing.
    """
    if not name.strip():
        raise OrganizationNameMissing
    with transaction.atomic():
        organization = Organization.objects.create(
            name=name.strip(), time_zone=time_zone or owner.time_zone
        )
        add_coach(organization=organization, user=owner, role=Membership.Role.OWNER, by=owner)
        add_starter_templates(organization=organization, by=owner, now=now)
    return organization
