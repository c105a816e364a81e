"""The front page and where people go after signing in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from coaching.queries.places import Place, find_place


def front(request: HttpRequest) -> HttpResponse:
    """Say what Phasewise is; who is signed in goes on to their place."""
    if request.user.is_authenticated:
        return redirect("home")
    return render(request, "coaching/front.html")


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Lead coaches to the console and athletes to today."""
    place = find_place(user=request.user)
    if place is Place.CONSOLE:
        return redirect("console:index")
    if place is Place.TODAY:
        return redirect("today")
    return render(request, "coaching/no_place.html")
