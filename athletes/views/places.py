"""Whose training a page shows: a person may be an athlete in several organizations."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from athletes.models import Athlete
from athletes.queries.comments import with_unread_comments

CHOSEN = "athlete"

View = Callable[..., HttpResponse]


def for_athlete(view: View) -> View:
    """Pass the signed-in person's chosen place as an athlete to the view; two queries at most."""

    @login_required
    @wraps(view)
    def choose(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        places = list(
            with_unread_comments(Athlete.objects.belonging_to(request.user))
            .filter(is_archived=False)
            .select_related("organization", "equipment")
            .order_by("organization__name", "pk")
        )
        if not places:
            return render(request, "athletes/no_place.html")
        chosen = request.session.get(CHOSEN)
        athlete = next((place for place in places if place.pk == chosen), places[0])
        request.places = places
        return view(request, athlete, *args, **kwargs)

    return choose


@require_POST
@login_required
def switch_place(request: HttpRequest) -> HttpResponse:
    places = Athlete.objects.belonging_to(request.user).filter(is_archived=False)
    athlete = get_object_or_404(places, pk=_number(request.POST.get("athlete", "")))
    request.session[CHOSEN] = athlete.pk
    return redirect("today")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0
