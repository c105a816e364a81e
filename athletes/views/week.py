"""Seven days of training."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date

from athletes.models import Athlete
from athletes.queries.week import get_week
from athletes.views.places import for_athlete
from athletes.views.week_parts import week_parts
from programs.engine.timeline import local_date

# Beyond this nothing is planned or kept, and dates come to their end.
YEARS = range(2000, 2100)


@for_athlete
def week(request: HttpRequest, athlete: Athlete, on: str = "") -> HttpResponse:
    now = timezone.now()
    day = _day(on) if on else local_date(now, zone=athlete.time_zone)
    found = get_week(athlete=athlete, on=day, now=now)
    context = {
        "week": found,
        "parts": week_parts(found.summary),
        "athlete": athlete,
        "tab": "week",
    }
    return render(request, "athletes/week.html", context)


def _day(text: str) -> date:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise Http404
    return day
