"""Move a session to another day of its week."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from athletes.actions.move_own_session import move_own_session
from athletes.models import Athlete, PlannedSession
from athletes.queries.own_moves import own_move_days
from athletes.queries.week import get_week
from athletes.views.places import for_athlete
from programs.engine.errors import TrainingError
from programs.engine.timeline import local_date


@for_athlete
def session_move(request: HttpRequest, athlete: Athlete, session_id: int) -> HttpResponse:
    now = timezone.now()
    sessions = PlannedSession.objects.filter(athlete=athlete, is_cancelled=False)
    session = get_object_or_404(
        sessions.select_related("athlete__organization", "phase", "plan"), pk=session_id
    )
    if request.method == "POST" and _moved(request, session, now=now):
        return redirect("today")
    return _page(request, session, athlete=athlete, now=now)


def _moved(request: HttpRequest, session: PlannedSession, *, now: datetime) -> bool:
    """Move it and say so, or say why not."""
    try:
        to_on = parse_date(request.POST.get("to_on", ""))
    except ValueError:
        to_on = None
    if to_on is None:
        messages.error(request, _("Choose a day."))
        return False
    try:
        move_own_session(planned_session=session, to_on=to_on, by=request.user, now=now)
    except TrainingError as error:
        messages.error(request, str(error))
        return False
    day = date_format(to_on, "WEEKDAY_FORMAT")
    messages.success(request, _("Moved to %(day)s. Its loads stay as they are.") % {"day": day})
    return True


def _page(
    request: HttpRequest, session: PlannedSession, *, athlete: Athlete, now: datetime
) -> HttpResponse:
    today = local_date(now, zone=athlete.time_zone)
    days = own_move_days(session=session, athlete=athlete, today=today)
    week = get_week(athlete=athlete, on=session.scheduled_on, now=now)
    context = {
        "session": session,
        "days": [day for day in week.days if day.on in days],
        "is_kept": not session.plan.lets_athlete_move,
        "athlete": athlete,
        "tab": "today",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "athletes/move.html", context, status=status)
