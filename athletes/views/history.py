"""What was done: sessions newest first, and one exercise over time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from athletes.models import Athlete
from athletes.queries.exercises import get_exercises
from athletes.queries.history import get_exercise_history, get_history
from athletes.queries.loads import Loads
from athletes.views.estimate_chart import estimate_chart
from athletes.views.estimate_words import method_words
from athletes.views.places import for_athlete
from programs.models import Exercise


@for_athlete
def history(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    asked = request.GET.get("page", "1")
    page = int(asked) if asked.isdecimal() and len(asked) < 9 else 1
    context = {
        "page": get_history(athlete=athlete, page=page),
        "athlete": athlete,
        "tab": "history",
    }
    return render(request, "athletes/history.html", context)


@for_athlete
def exercises(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    context = {
        "exercises": get_exercises(athlete=athlete),
        "unit": Loads.of(athlete).unit,
        "athlete": athlete,
        "tab": "history",
    }
    return render(request, "athletes/exercises.html", context)


@for_athlete
def exercise_history(request: HttpRequest, athlete: Athlete, exercise_id: int) -> HttpResponse:
    exercise = get_object_or_404(Exercise.objects.visible_to(request.user), pk=exercise_id)
    found = get_exercise_history(athlete=athlete, exercise=exercise)
    newest_first = tuple(reversed(found.points))
    context = {
        "history": found,
        "chart": estimate_chart(found.points),
        "newest": newest_first[0] if newest_first else None,
        "rows": [(point, method_words(point.method)) for point in newest_first],
        "athlete": athlete,
        "tab": "history",
    }
    return render(request, "athletes/exercise_history.html", context)
