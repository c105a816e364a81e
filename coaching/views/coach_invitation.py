"""The page behind the link with which a coach is invited."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coaching.actions.organization.invite_coach import (
    CoachInvitationVoid,
    accept_coach_invitation,
    find_coach_invitation,
)
from programs.engine.errors import TrainingError


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@rate_limit(action="invitation", limit_get=True)
@login_required
def coach_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites; a POST accepts."""
    try:
        organization, to, _role = find_coach_invitation(token=token)
        if request.method == "POST":
            accept_coach_invitation(token=token, user=request.user)
            done = _("You coach at %(name)s now.") % {"name": organization.name}
            messages.success(request, done)
            return redirect("console:index")
    except CoachInvitationVoid as error:
        return _page(request, problem=str(error), status=404)
    except TrainingError as error:
        return _page(request, problem=str(error), status=422)
    return _page(request, organization=organization, to=to)


def _page(request: HttpRequest, *, status: int = 200, **values: object) -> HttpResponse:
    return render(request, "coaching/coach_invitation.html", values, status=status)
