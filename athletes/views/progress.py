"""What training has led to: the running phase, weeks, efforts, body, and any earlier phase."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from athletes.models import Athlete, PlanPhase
from athletes.queries.efforts import WeekOfEffort
from athletes.queries.loads import Loads
from athletes.queries.phase_report import PhaseReport, get_phase_report
from athletes.queries.photos import compare, get_photo_days
from athletes.queries.progress import BodyWeight, get_phase, get_progress
from athletes.views.chart import Chart, Reading, line_chart
from athletes.views.phase_words import GOALS, MEANINGS, QUESTIONS
from athletes.views.places import for_athlete
from athletes.views.report_words import BAR_WIDTH, effort_words, lift_rows, muscle_rows
from athletes.views.week_parts import week_parts
from programs.engine.goals import Goal


@for_athlete
def progress(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    found = get_progress(athlete=athlete, now=timezone.now())
    context = {
        "progress": found,
        "report": in_words(found.report, athlete=athlete) if found.report else None,
        "weeks": [(week, week_parts(week)) for week in found.weeks],
        "weight_chart": weight_chart(found.weights),
        "effort_chart": effort_chart(found.efforts),
        "photos": _photos(request, athlete),
        "unit": found.unit,
        "athlete": athlete,
        "tab": "progress",
    }
    return render(request, "athletes/progress.html", context)


@for_athlete
def phase_report(request: HttpRequest, athlete: Athlete, phase_id: int) -> HttpResponse:
    try:
        phase = get_phase(athlete=athlete, phase_id=phase_id)
    except PlanPhase.DoesNotExist as error:
        raise Http404 from error
    found = get_phase_report(phase=phase, athlete=athlete, now=timezone.now())
    context = {
        "report": in_words(found, athlete=athlete),
        "unit": Loads.of(athlete).unit,
        "athlete": athlete,
        "tab": "plan",
    }
    return render(request, "athletes/phase_report.html", context)


def in_words(report: PhaseReport, *, athlete: Athlete) -> dict[str, Any]:
    """Return a phase's report as its pages show it: what the goal asks comes first."""
    goal = Goal(report.phase.goal)
    return {
        "phase": report.phase,
        "goal_name": GOALS[goal],
        "question": QUESTIONS[goal],
        "meaning": MEANINGS[goal],
        "muscles_first": goal is Goal.HYPERTROPHY,
        "summary": report.summary,
        "parts": week_parts(report.summary),
        "lifts": lift_rows(report, loads=Loads.of(athlete)),
        "muscles": muscle_rows(report.muscles),
        "bar_width": BAR_WIDTH,
        "loading_weeks": report.loading_weeks,
        "effort": effort_words(report),
        "rests": report.rests,
    }


def _photos(request: HttpRequest, athlete: Athlete) -> dict[str, Any] | None:
    """Return two days side by side, or None for who keeps no photos."""
    if not athlete.keeps_photos:
        return None
    days = get_photo_days(athlete=athlete)
    before_on, after_on = (_day(request.GET.get(name, "")) for name in ("before", "after"))
    return {
        "count": len(days),
        "comparison": compare(days, before_on=before_on, after_on=after_on),
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def effort_chart(efforts: tuple[WeekOfEffort, ...]) -> Chart | None:
    return line_chart(
        [
            Reading(on=one.week_on, value=one.mean_rpe, low=one.mean_rpe, high=one.mean_rpe)
            for one in reversed(efforts)
        ]
    )


def weight_chart(weights: tuple[BodyWeight, ...]) -> Chart | None:
    oldest_first = reversed(weights)
    return line_chart(
        [
            Reading(on=one.on, value=one.weight, low=one.weight, high=one.weight)
            for one in oldest_first
        ]
    )
