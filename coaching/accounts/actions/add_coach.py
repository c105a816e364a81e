"""Give a person a place in an organization."""

from typing import Any

import pghistory
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from coaching.accounts.models import Membership, Organization
from programs.engine.errors import TrainingError


class AlreadyMember(TrainingError):
    """The person works in the organization already."""

    def __init__(self) -> None:
        super().__init__(
            _("This person works in the organization already. Change their role instead.")
        )


def add_coach(*, organization: Organization, user: Any, role: str, by: Any) -> Membership:
    """Let a person work in an organization. Raises AlreadyMember."""
    try:
        with transaction.atomic(), pghistory.context(user=by.pk, action="add_coach"):
            return Membership.objects.create(organization=organization, user=user, role=role)
    except IntegrityError as error:
        raise AlreadyMember from error
