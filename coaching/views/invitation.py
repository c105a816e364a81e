"""The page behind an invitation's link."""

from datetime import datetime

from allauth.account.utils import perform_login
from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from athletes.views.places import CHOSEN
from coaching.actions.accept_invitation import accept_invitation, join_by_invitation
from coaching.forms.invitation import JoinForm
from coaching.models import Invitation
from coaching.queries.invitations import (
    InvitationUnknown,
    find_invitation,
    has_account,
    owns_address,
)
from programs.engine.errors import TrainingError


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("password")
@rate_limit(action="invitation", limit_get=True)
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites; a POST accepts, after signing in or with a new account."""
    now = timezone.now()
    try:
        offer = find_invitation(token=token, now=now)
        if request.user.is_authenticated:
            return _accept(request, offer=offer, token=token, now=now)
        if has_account(email=offer.email):
            return _page(request, "sign_in", offer=offer)
        return _join(request, offer=offer, token=token, now=now)
    except TrainingError as error:
        return _refuse(request, error)


def _accept(request: HttpRequest, *, offer: Invitation, token: str, now: datetime) -> HttpResponse:
    if request.method == "POST":
        accept_invitation(token=token, user=request.user, now=now)
        return _welcome(request, offer=offer)
    is_invited = owns_address(user=request.user, email=offer.email)
    return _page(request, "accept" if is_invited else "other_address", offer=offer)


def _join(request: HttpRequest, *, offer: Invitation, token: str, now: datetime) -> HttpResponse:
    form = JoinForm(request.POST or None, email=offer.email, initial={"name": offer.athlete.name})
    if not (request.method == "POST" and form.is_valid()):
        return _page(request, "join", offer=offer, form=form)
    request.session[CHOSEN] = offer.athlete_id
    user = join_by_invitation(
        token=token, now=now, language=request.LANGUAGE_CODE, **form.cleaned_data
    )
    messages.success(request, _welcome_text(offer))
    return perform_login(request, user, email=user.email, redirect_url=reverse("first_run"))


def _welcome(request: HttpRequest, *, offer: Invitation) -> HttpResponse:
    messages.success(request, _welcome_text(offer))
    request.session[CHOSEN] = offer.athlete_id
    return redirect("first_run")


def _welcome_text(offer: Invitation) -> str:
    return _("You train with %(organization)s now.") % {"organization": offer.organization}


def _page(
    request: HttpRequest, name: str, *, offer: Invitation, form: JoinForm | None = None
) -> HttpResponse:
    values = {"offer": offer, "form": form}
    return render(request, f"invitations/{name}.html", values)


def _refuse(request: HttpRequest, error: TrainingError) -> HttpResponse:
    """Say why in a sentence; a token that never was looks like any missing page."""
    status = 404 if isinstance(error, InvitationUnknown) else 410
    return render(request, "invitations/refused.html", {"reason": str(error)}, status=status)
