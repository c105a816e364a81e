"""The plan of an athlete on days: phases in order, and a month in which sessions can be moved."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.actions.move_session import move_session
from athletes.actions.schedule_preview import ChangePreview
from athletes.models import Athlete, PlannedSession, ScheduleChange
from athletes.queries.month import get_month
from athletes.queries.timeline import get_timelines
from athletes.views.plan import first_day, told
from coaching.admin.access import may_write
from coaching.admin.athlete_tabs import tab_address, tab_page
from coaching.forms.days import FORMS, DaysForm
from coaching.forms.session import MoveForm
from programs.engine.timeline import local_date

CHANGES_SHOWN = 5


def plan_page(
    admin: Any,
    request: HttpRequest,
    athlete: Athlete,
    *,
    days_form: DaysForm | None = None,
    days_preview: ChangePreview | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the phases and one month, and what was changed of many days; without a plan what was."""
    now, month = timezone.now(), request.GET.get("month", "")
    today = local_date(now, zone=athlete.time_zone)
    on = first_day(month) if month else today
    changes = ScheduleChange.objects.filter(athlete=athlete).select_related("applied_by")
    return tab_page(
        admin,
        request,
        "athlete_plan",
        athlete=athlete,
        tab="plan",
        plans=[told(one) for one in get_timelines(athlete=athlete, now=now)],
        month=get_month(athlete=athlete, on=on, now=now),
        days_forms=_forms(days_form, today=today),
        days_kind=days_form.kind if days_form else "",
        days_form=days_form,
        days_preview=days_preview,
        changes=_with_undo(changes.order_by("-pk")[:CHANGES_SHOWN]),
        status=status,
    )


def _forms(typed: DaysForm | None, *, today: date) -> list[tuple[str, Any, DaysForm]]:
    """Return the form of each kind of change, the one that was typed as it was typed."""
    return [
        (
            kind,
            label,
            typed if typed and typed.kind == kind else form(initial={"from_on": today, "days": 7}),
        )
        for kind, (label, form) in FORMS.items()
    ]


def _with_undo(changes: Iterable[ScheduleChange]) -> list[tuple[ScheduleChange, bool]]:
    """Return each change with whether it is the last one that stands."""
    rows = list(changes)
    last = next((row for row in rows if row.undone_at is None), None)
    return [(row, row is last) for row in rows]


def move_page(admin: Any, request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Move one session to another day, as dropped on the calendar or typed below it."""
    if not may_write(request, athlete):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    typed, form = request.POST.get("session", ""), MoveForm(request.POST)
    session = get_object_or_404(
        PlannedSession.objects.select_related("phase", "athlete"),
        athlete=athlete,
        pk=int(typed) if typed.isdecimal() and len(typed) < 19 else 0,
    )
    if not form.is_valid():
        admin.message_user(request, _("Choose a day to move to."), level="error")
    else:
        to_on = form.cleaned_data["to_on"]
        admin.attempt(
            request,
            lambda: move_session(planned_session=session, to_on=to_on, by=request.user),
            done=_("Moved."),
        )
    month = f"{session.scheduled_on:%Y-%m}"
    return redirect(f"{tab_address(athlete, 'plan')}?month={month}#month-title")
