"""Many days of a plan at once: what would change is shown first, then done as one, then undone."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.actions.change_schedule import change_schedule
from athletes.actions.schedule_preview import ChangePreview, preview_change
from athletes.actions.undo_schedule_change import undo_schedule_change
from athletes.models import Athlete, Plan, ScheduleChange
from coaching.admin.access import may_write
from coaching.admin.athlete_plan import plan_page
from coaching.admin.athlete_tabs import tab_address
from coaching.forms.days import FORMS, DaysForm
from programs.engine.errors import TrainingError


def days_page(admin: Any, request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Show what a change would do, or do what was shown; a refusal keeps what was typed."""
    if not may_write(request, athlete):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    kind = request.POST.get("kind", "")
    if kind not in FORMS:
        raise Http404
    plan = get_object_or_404(Plan.objects.running().select_related("athlete"), athlete=athlete)
    form = FORMS[kind][1](request.POST)
    found = _previewed(plan, form) if form.is_valid() else None
    if found and "mark" in request.POST and _is_done(admin, request, plan, found):
        return redirect(tab_address(athlete, "plan"))
    return plan_page(
        admin,
        request,
        athlete,
        days_form=form,
        days_preview=found,
        status=422 if form.errors else 200,
    )


def _previewed(plan: Plan, form: DaysForm) -> ChangePreview | None:
    try:
        return preview_change(plan=plan, change=form.change, now=timezone.now())
    except TrainingError as error:
        form.add_error(None, str(error))
        return None


def _is_done(admin: Any, request: HttpRequest, plan: Plan, found: ChangePreview) -> bool:
    def change() -> None:
        change_schedule(
            plan=plan,
            change=found.change,
            mark=request.POST["mark"],
            by=request.user,
            now=timezone.now(),
        )

    done: bool = admin.attempt(request, change, done=_("Done; it can be taken back below."))
    return done


def undo_page(admin: Any, request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Take the last change of many days back."""
    if not may_write(request, athlete):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    typed = request.POST.get("change", "")
    change = get_object_or_404(
        ScheduleChange.objects.select_related("athlete", "plan"),
        athlete=athlete,
        pk=int(typed) if typed.isdecimal() and len(typed) < 19 else 0,
    )
    admin.attempt(
        request,
        lambda: undo_schedule_change(change=change, by=request.user, now=timezone.now()),
        done=_("Taken back: the days are as they were."),
    )
    return redirect(tab_address(athlete, "plan"))
