"""An athlete's calendar: where it is shared, and the file that calendars fetch."""

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from athletes.actions.share_calendar import share_calendar, stop_calendar
from athletes.models import Athlete, CalendarFeed
from athletes.queries.calendar_feed import find_athlete_of_feed, get_feed
from athletes.queries.link_token import hash_token
from athletes.views.calendar_file import calendar_file
from athletes.views.places import for_athlete

FRESH_S = 900


@require_http_methods(["GET", "HEAD", "POST"])
@for_athlete
def calendar_settings(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Show whether the calendar is shared; a new address is shown once, on this very page."""
    address = ""
    if request.POST.get("act") == "share":
        token = share_calendar(athlete=athlete, now=timezone.now())
        address = request.build_absolute_uri(reverse("calendar_feed", args=[token]))
    elif request.POST.get("act") == "stop":
        stop_calendar(athlete=athlete)
    context = {
        "title": _("Calendar"),
        "athlete": athlete,
        "tab": "settings",
        "feed": CalendarFeed.objects.filter(athlete=athlete).first(),
        "address": address,
    }
    response = render(request, "athletes/calendar.html", context)
    patch_cache_control(response, no_store=True)
    return response


@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Return the calendar of whoever's secret it is; a wrong one is like no page. 4 queries."""
    athlete = find_athlete_of_feed(token_hash=hash_token(token))
    if athlete is None:
        raise Http404
    with translation.override(athlete.user.language if athlete.user else "en"):
        feed = get_feed(athlete=athlete, now=timezone.now())
        file = calendar_file(feed, host=request.get_host(), stamp=athlete.created_at)
    etag = f'"{sha256(file).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="training.ics"'
    response["ETag"] = etag
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    patch_cache_control(response, private=True, max_age=FRESH_S)
    return response
