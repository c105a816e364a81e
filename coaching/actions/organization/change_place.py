"""Change a coach's role, or let a coach go and come back."""

from typing import Any

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from athletes.models import Engagement
from coaching.accounts.models import Membership, Organization
from programs.engine.errors import TrainingError


class LastOwner(TrainingError):
    """An organization without an owner could be changed by nobody."""

    def __init__(self) -> None:
        super().__init__(_("Make somebody else an owner first: an organization needs one."))


class StillHasAthletes(TrainingError):
    """Athletes would be left without a coach."""

    def __init__(self, *, coach: str, count: int) -> None:
        super().__init__(
            _("%(coach)s looks after %(count)d athletes: hand them over first.")
            % {"coach": coach, "count": count}
        )


def change_role(*, place: Membership, role: str, by: Any) -> None:
    """Give the coach another role. Raises LastOwner."""
    with transaction.atomic(), pghistory.context(user=by.pk, action="change_role"):
        held = _held(place)
        if role != Membership.Role.OWNER:
            _keep_an_owner(held)
        Membership.objects.filter(pk=held.pk).update(role=role)


def deactivate_coach(*, place: Membership, by: Any) -> None:
    """Close the organization to the coach; nothing of theirs is deleted. Twice is no harm.

    Raises LastOwner, StillHasAthletes.
    """
    with transaction.atomic(), pghistory.context(user=by.pk, action="deactivate_coach"):
        held = _held(place)
        _keep_an_owner(held)
        athletes = Engagement.objects.filter(
            membership=held, ended_at=None, athlete__is_archived=False
        )
        if held.role != Membership.Role.ASSISTANT and (count := athletes.count()):
            raise StillHasAthletes(coach=held.user.name, count=count)
        Membership.objects.filter(pk=held.pk).update(is_active=False)


def reactivate_coach(*, place: Membership, by: Any) -> None:
    """Open the organization to the coach again. Twice is no harm."""
    with pghistory.context(user=by.pk, action="reactivate_coach"):
        Membership.objects.filter(pk=place.pk).update(is_active=True)


def _held(place: Membership) -> Membership:
    # One after the other, or two owners could leave at the same moment.
    Organization.objects.select_for_update(no_key=True).get(pk=place.organization_id)
    return Membership.objects.select_related("user").get(pk=place.pk)


def _keep_an_owner(place: Membership) -> None:
    owners = Membership.objects.filter(
        organization=place.organization_id, role=Membership.Role.OWNER, is_active=True
    )
    is_one = place.role == Membership.Role.OWNER and place.is_active
    if is_one and not owners.exclude(pk=place.pk).exists():
        raise LastOwner
