"""Finding one row within what a person may see or change."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, QuerySet
from rest_framework.exceptions import NotFound, PermissionDenied, ValidationError

from programs.scoping import edited_organizations


def find_visible(rows: Any, *, user: Any, pk: int) -> Any:
    """Return the row if the person may see it; raise NotFound, as for one that doesn't exist."""
    row = rows.visible_to(user).filter(pk=pk).first()
    if row is None:
        raise NotFound
    return row


def find_editable(rows: Any, *, user: Any, pk: int) -> Any:
    """Return the row if the person may change it.

    Raises NotFound for what they can't see, PermissionDenied for what they can only see.
    """
    row = rows.editable_by(user).filter(pk=pk).first()
    if row is None:
        find_visible(rows, user=user, pk=pk)
        raise PermissionDenied
    return row


def find_all_editable(rows: Any, *, user: Any, keys: Sequence[int]) -> list[Any]:
    """Return the rows with these keys; raise NotFound unless the person may change each one."""
    found = list(rows.editable_by(user).filter(pk__in=keys).order_by("pk"))
    if len(found) < len(set(keys)):
        raise NotFound
    return found


def find_organization(*, user: Any, pk: int | None) -> Model:
    """Return the organization in which the person may write; without ``pk`` the only one.

    Raises PermissionDenied for who writes in none, NotFound for one that isn't theirs, and
    ValidationError when there are several to choose from.
    """
    places = _organizations().filter(pk__in=edited_organizations(user)).order_by("pk")
    if pk is not None:
        places = places.filter(pk=pk)
    found = list(places[:2])
    if len(found) == 1:
        return found[0]
    if not found:
        raise PermissionDenied if pk is None else NotFound
    raise ValidationError(
        {"organization": "You work in several organizations: say which one."}, code="required"
    )


def _organizations() -> QuerySet[Any]:
    membership = get_user_model()._meta.get_field("memberships").related_model
    return membership._meta.get_field("organization").related_model.objects.all()
