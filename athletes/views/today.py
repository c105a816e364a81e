"""What an athlete opens first."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.actions.roll_plan import roll_plan
from athletes.models import Athlete, PhaseTransition
from athletes.queries.today import get_today
from athletes.views.phase_words import banner_of
from athletes.views.places import for_athlete

# Nothing is asked of the athlete then, so the phase's question is left out.
AT_EASE = frozenset({"paused", "completed"})
BEHIND = _("Your plan isn't up to date yet. It is tried again by itself; what you log counts.")


@for_athlete
def today(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    now = timezone.now()
    found = get_today(athlete=athlete, now=now)
    if found.is_due and found.plan_id is not None:
        # Brought up to the athlete's own midnight, should the sweep be late.
        roll_plan(plan_id=found.plan_id, now=now, cause=PhaseTransition.Cause.READ)
        found = get_today(athlete=athlete, now=now)
    if found.is_behind:
        messages.warning(request, BEHIND)
    context = {
        "today": found,
        "banner": None if found.state in AT_EASE else banner_of(found.phase),
        "athlete": athlete,
        "places": request.places,
        "tab": "today",
    }
    return render(request, "athletes/today.html", context)
