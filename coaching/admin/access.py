"""Who may do what in the console: memberships decide, never Django's permission rows."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from coaching.accounts.models import Membership, Organization
from programs.scoping import WRITING, coached_organizations, edited_organizations


def memberships(request: HttpRequest) -> list[Membership]:
    """Return the person's active memberships with their organizations, read once a request."""
    if not hasattr(request, "console_memberships"):
        request.console_memberships = (
            list(
                Membership.objects.filter(user=request.user, is_active=True)
                .select_related("organization")
                .order_by("organization__name", "pk")
            )
            if request.user.is_authenticated
            else []
        )
    found: list[Membership] = request.console_memberships
    return found


def athletes_word(request: HttpRequest) -> str:
    """Return what athletes are called where the person coaches, with a capital."""
    words = {place.organization.athletes_word for place in memberships(request)}
    # Who works in several places reads the usual word unless all of them agree.
    word = words.pop() if len(words) == 1 else ""
    return word[:1].upper() + word[1:] or _("Athletes")


def writable_organizations(request: HttpRequest) -> list[Organization]:
    """Return the organizations in which the person may change programs and plans."""
    return [place.organization for place in memberships(request) if place.role in WRITING]


def may_write(request: HttpRequest, row: Model | None = None) -> bool:
    """Report whether the person may change the row, or anything at all when there is none.

    The row comes from a scoped queryset, so its organization is one of the person's own; a
    built-in exercise has none and stays as it is.
    """
    allowed = {organization.pk for organization in writable_organizations(request)}
    if row is None:
        return bool(allowed)
    return getattr(row, "organization_id", None) in allowed


def coached_rows(model: type[Model], *, user: Any) -> QuerySet[Any]:
    """Return the rows of a model that the person sees as a coach; none of a model without scope."""
    rows = model._default_manager.all()
    if model is Membership:
        return rows.filter(organization__in=coached_organizations(user), is_active=True)
    if hasattr(rows, "coached_by"):
        return rows.coached_by(user)
    if hasattr(rows, "visible_to"):
        return rows.visible_to(user)
    return rows.none()


def editable_rows(model: type[Model], *, user: Any) -> QuerySet[Any]:
    """Return the rows that the person may tie something new to."""
    rows = model._default_manager.all()
    if model is Organization:
        return rows.filter(pk__in=edited_organizations(user))
    return (
        rows.editable_by(user) if hasattr(rows, "editable_by") else coached_rows(model, user=user)
    )
