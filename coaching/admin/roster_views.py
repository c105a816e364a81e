"""The roster's saved views: kept, opened and taken away."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.actions.roster.save_view import kept_query, save_view
from coaching.admin.access import memberships
from coaching.models import RosterView

ROSTER = "console:athletes_athlete_changelist"


def views_bar(request: HttpRequest) -> dict[str, Any]:
    """Return what the bar above the roster shows. One query."""
    now = kept_query(request.GET.urlencode())
    rows = RosterView.objects.readable_by(request.user).select_related("membership__user")
    views = [
        {
            "row": view,
            "url": f"{reverse(ROSTER)}?{view.query}",
            "is_open": view.query == now,
            "is_own": view.membership.user_id == request.user.pk,
            "owner": view.membership.user.name,
        }
        for view in rows.order_by("name", "pk")
    ]
    return {"views": views, "query": now}


def save(admin: Any, request: HttpRequest) -> HttpResponse:
    """Keep the search that the roster shows."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    query = request.POST.get("query", "")
    admin.attempt(
        request,
        lambda: save_view(
            membership=memberships(request)[0],
            name=request.POST.get("name", ""),
            query=query,
            is_shared=bool(request.POST.get("is_shared")),
        ),
        done=_("View saved."),
    )
    return redirect(f"{reverse(ROSTER)}?{kept_query(query)}")


def delete(admin: Any, request: HttpRequest, key: int) -> HttpResponse:
    """Take away a view of one's own."""
    view = get_object_or_404(RosterView.objects.made_by(request.user), pk=key)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    view.delete()
    admin.message_user(request, _("View deleted."))
    return redirect(ROSTER)
