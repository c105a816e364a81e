"""Who reaches an athlete's rows, the way in, and the way out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.models import Athlete
from coaching.admin.athlete_tabs import tab_page
from coaching.exporters.progress import progress_response
from coaching.queries.athlete_access import get_athlete_access

STATES = {
    "accepted": (_("Accepted"), "good"),
    "revoked": (_("Taken back"), "plain"),
    "expired": (_("Expired"), "bad"),
    "open": (_("Open"), "notice"),
}


def access_page(admin: Any, request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Show invitation, sign-in and coaches."""
    access = get_athlete_access(athlete=athlete, now=timezone.now())
    return tab_page(
        admin,
        request,
        "athlete_access",
        athlete=athlete,
        tab="access",
        access=access,
        invitations=[(one, *STATES[state]) for one, state in access.invitations],
    )


def export_page(admin: Any, request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Answer with the athlete's weeks as CSV."""
    return progress_response(Athlete.objects.coached_by(request.user).filter(pk=athlete.pk))
