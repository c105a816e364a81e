"""The plan: its phases from first to last, and a month as a calendar."""

import re
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.models import Athlete, PlanPhase
from athletes.queries.month import get_month
from athletes.queries.timeline import Step, Timeline, get_timelines
from athletes.views.phase_words import GOALS
from athletes.views.places import for_athlete
from athletes.views.week import YEARS
from programs.engine.goals import Goal
from programs.engine.phases.decision import Decision
from programs.engine.timeline import local_date

# What the athlete reads first; the sentence with its figures stands below.
OUTCOMES = {
    Decision.ADVANCE: _("Ended as planned"),
    Decision.EXTEND_1W: _("One week was added"),
    Decision.REPEAT: _("To be done once more"),
    Decision.REGRESS: _("Started again, lighter"),
    Decision.DELOAD_THEN_ADVANCE: _("Ended with a light week"),
    Decision.DELOAD_THEN_REPEAT: _("A light week, then once more"),
}
# The marks of the calendar, each explained below it.
LEGEND = ("done", "partial", "missed", "excused", "pending")
KINDS = {
    PlanPhase.Kind.REPEAT.value: _("repeated"),
    PlanPhase.Kind.INSERTED_DELOAD.value: _("put in"),
}


@for_athlete
def plan(request: HttpRequest, athlete: Athlete, month: str = "") -> HttpResponse:
    now = timezone.now()
    day = first_day(month) if month else local_date(now, zone=athlete.time_zone)
    context = {
        "plans": [told(one) for one in get_timelines(athlete=athlete, now=now)],
        "month": get_month(athlete=athlete, on=day, now=now),
        "legend": LEGEND,
        "athlete": athlete,
        "tab": "plan",
    }
    return render(request, "athletes/plan.html", context)


def told(timeline: Timeline) -> dict[str, object]:
    return {"name": timeline.name, "steps": [_in_words(step) for step in timeline.steps]}


def _in_words(step: Step) -> dict[str, object]:
    return {
        "phase": step,
        "goal_name": GOALS[Goal(step.goal)],
        "kind": KINDS.get(step.kind, ""),
        "changes": [
            (change, OUTCOMES.get(Decision(change.decision), "")) for change in step.changes
        ],
    }


def first_day(text: str) -> date:
    """Return the first day of a month as addresses write it: 2026-03."""
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text)
    if found is None or int(found[1]) not in YEARS:
        raise Http404
    return date(int(found[1]), int(found[2]), 1)
