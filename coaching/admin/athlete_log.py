"""The training log of an athlete: performed beside prescribed, one exercise if asked."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from athletes.models import Athlete
from athletes.queries.exercises import get_exercises
from athletes.queries.history import get_exercise_history
from athletes.views.estimate_chart import estimate_chart
from athletes.views.estimate_words import method_words
from coaching.admin.athlete_tabs import tab_page
from coaching.queries.training_log import get_training_log
from programs.models import Exercise


def log_page(admin: Any, request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Show sessions newest first; of one exercise with its estimates above them."""
    exercises = get_exercises(athlete=athlete)
    wanted = _whole(request.GET.get("exercise", ""))
    one = next((each for each in exercises if each.id == wanted), None)
    history = _history(athlete, one.id) if one else None
    return tab_page(
        admin,
        request,
        "athlete_log",
        athlete=athlete,
        tab="log",
        log=get_training_log(
            athlete=athlete,
            page=_whole(request.GET.get("page", "")) or 1,
            exercise_id=one.id if one else None,
        ),
        exercises=exercises,
        exercise=one,
        chart=estimate_chart(history.points) if history else None,
        rows=[(point, method_words(point.method)) for point in reversed(history.points)]
        if history
        else [],
    )


def _history(athlete: Athlete, exercise_id: int) -> Any:
    return get_exercise_history(athlete=athlete, exercise=Exercise.objects.get(pk=exercise_id))


def _whole(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0
