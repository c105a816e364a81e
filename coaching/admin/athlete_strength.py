"""What an athlete's loads rest on, and what training has led to."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.models import Athlete
from athletes.queries.exercises import get_exercises
from athletes.queries.progress import get_progress
from athletes.views.progress import effort_chart, in_words, weight_chart
from athletes.views.week_parts import week_parts
from coaching.admin.access import may_write
from coaching.admin.athlete_tabs import tab_address, tab_page
from coaching.admin.numbers import is_number_set, number_form_of
from coaching.queries.strength_ledger import get_strength_ledger


def strength_page(admin: Any, request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Show the numbers and their ledger; a new number comes with its reason."""
    is_set = request.method == "POST"
    number = request.GET.get("number", "")
    ledger = get_strength_ledger(athlete=athlete, number=number)
    form = number_form_of(
        request.POST if is_set else None, numbers=ledger.numbers, unit=ledger.unit
    )
    if is_set:
        if not may_write(request, athlete):
            raise PermissionDenied
        if ledger.plan is None:
            raise Http404
        if form.is_valid() and is_number_set(request, ledger.plan, form=form):
            messages.success(request, _("Set: loads of sessions not begun follow."))
            return redirect(tab_address(athlete, "strength"))
    return tab_page(
        admin,
        request,
        "athlete_strength",
        athlete=athlete,
        tab="strength",
        ledger=ledger,
        number=number,
        number_form=form,
        status=422 if form.errors else 200,
    )


def progress_page(admin: Any, request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Show what the athlete's own progress page shows, and every exercise's estimate."""
    found = get_progress(athlete=athlete, now=timezone.now())
    return tab_page(
        admin,
        request,
        "athlete_progress",
        athlete=athlete,
        tab="progress",
        progress=found,
        report=in_words(found.report, athlete=athlete) if found.report else None,
        parts=[(week, week_parts(week)) for week in found.weeks],
        weight_chart=weight_chart(found.weights),
        effort_chart=effort_chart(found.efforts),
        exercises=get_exercises(athlete=athlete),
        unit=found.unit,
        is_console=True,
    )
