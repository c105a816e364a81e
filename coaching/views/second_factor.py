"""Why a second factor is needed, and the way back once it is there."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coaching.accounts.middleware import RETURN_KEY, lacks_second_factor


@require_safe
@never_cache
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Offer the ways to set one up; with one set up, go to where the person was going."""
    if lacks_second_factor(request.user):
        return render(request, "coaching/second_factor.html")
    return redirect(request.session.pop(RETURN_KEY, "home"))
