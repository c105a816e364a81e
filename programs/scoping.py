"""Which organizations a person may see rows of; every queryset's ``visible_to`` starts here."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

# Roles are named by their stored words: accounts lies above this package.
WHOLE_ORGANIZATION = ("OWNER", "HEAD_COACH")
WRITING = ("OWNER", "HEAD_COACH", "COACH")


def coached_organizations(user: Any) -> QuerySet[Any]:
    """Return the ids of the organizations in which the person coaches, as a subquery."""
    return _memberships(user).values("organization")


def led_organizations(user: Any) -> QuerySet[Any]:
    """Return the ids of the organizations that the person sees as a whole, as a subquery."""
    return _memberships(user).filter(role__in=WHOLE_ORGANIZATION).values("organization")


def edited_organizations(user: Any) -> QuerySet[Any]:
    """Return the ids of the organizations whose programs the person may change, as a subquery."""
    return _memberships(user).filter(role__in=WRITING).values("organization")


def _memberships(user: Any) -> QuerySet[Any]:
    memberships = get_user_model()._meta.get_field("memberships").related_model.objects
    if not user.is_authenticated:
        return memberships.none()
    return memberships.filter(user=user, is_active=True)
