"""The page on which a coach chooses the weekly mail; the mail itself leads here."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coaching.actions.choose_digests import choose_digests
from coaching.forms.digests import DigestsForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def digests(request: HttpRequest) -> HttpResponse:
    """Show the person's places; a POST keeps which of them send their week."""
    # No box checked is an empty form, and an answer all the same.
    said = request.POST if request.method == "POST" else None
    form = DigestsForm(said, user=request.user)
    if form.is_valid():
        wanted = [place.pk for place in form.cleaned_data["places"]]
        choose_digests(by=request.user, wanted=wanted)
        messages.success(request, _("Saved."))
        return redirect("digests")
    return render(request, "coaching/digests.html", {"form": form})
