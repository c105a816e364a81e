"""Train another exercise in a session, leave one out, or add one beyond the plan."""

import json
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from athletes.actions.skip_exercise import skip_exercise, take_up_exercise
from athletes.actions.swap_exercise import swap_exercise
from athletes.forms.choice_forms import SearchForm, SkipExerciseForm, SwapForm
from athletes.models import Athlete, PlannedSession, uuid7
from athletes.models.reasons import ExerciseSkip
from athletes.queries.near_exercises import get_near_exercises
from athletes.queries.swap_options import get_swap_options
from athletes.views.new_exercise import NAME
from athletes.views.phone_facts import extra_facts, session_facts
from athletes.views.places import for_athlete
from athletes.views.row_form import reserves
from athletes.views.session import UNREADABLE, page_or_404
from athletes.views.set_rows import UNLOADED
from programs.engine.errors import TrainingError
from programs.models import Exercise
from programs.queries.search_exercises import search_exercises

COUNTED_IN = {"reps": _("reps"), "seconds": _("seconds"), "meters": _("meters")}
MOST_FOUND = 20


@for_athlete
def session_exercises(request: HttpRequest, athlete: Athlete, session_id: int) -> HttpResponse:
    page = page_or_404(athlete, session_id)
    context = {
        "page": page,
        "slots": get_swap_options(athlete=athlete, session_id=session_id),
        "reasons": [
            {"code": one.value, "words": one.label, "said": json.dumps({"skip_reason": one.value})}
            for one in ExerciseSkip
        ],
        **session_facts(page),
        "athlete": athlete,
        "tab": "today",
    }
    return render(request, "athletes/exercise_choices.html", context)


@require_POST
@for_athlete
def session_swap(request: HttpRequest, athlete: Athlete, session_id: int) -> HttpResponse:
    session = _session_or_404(athlete, session_id)
    form = SwapForm(request.POST)
    if not form.is_valid():
        messages.error(request, UNREADABLE)
        return redirect("session_exercises", session_id)
    name = form.cleaned_data["exercise_name"]

    def swap() -> None:
        swap_exercise(
            planned_session=session,
            slot_key=form.cleaned_data["slot"],
            exercise_name=name,
            now=timezone.now(),
        )

    done = _("Swapped for this session.") if name else _("As planned again.")
    return _after(request, session_id, swap, done=str(done))


@require_POST
@for_athlete
def session_skip_exercise(request: HttpRequest, athlete: Athlete, session_id: int) -> HttpResponse:
    session = _session_or_404(athlete, session_id)
    form = SkipExerciseForm(request.POST)
    if not form.is_valid():
        messages.error(request, UNREADABLE)
        return redirect("session_exercises", session_id)
    said = form.cleaned_data

    def skip() -> None:
        skip_exercise(
            planned_session=session,
            slot_key=said["slot"],
            reason=said["skip_reason"],
            now=timezone.now(),
        )

    return _after(request, session_id, skip, done=str(_("Skipped. Your coach sees the reason.")))


@require_POST
@for_athlete
def session_take_up(request: HttpRequest, athlete: Athlete, session_id: int) -> HttpResponse:
    session = _session_or_404(athlete, session_id)
    slot_key = request.POST.get("slot", "")

    def take_up() -> None:
        take_up_exercise(planned_session=session, slot_key=slot_key, now=timezone.now())

    return _after(request, session_id, take_up, done=str(_("It is in the session again.")))


@for_athlete
def session_extra(request: HttpRequest, athlete: Athlete, session_id: int) -> HttpResponse:
    """Find an exercise beyond the plan, then log its first set."""
    page = page_or_404(athlete, session_id)
    form = SearchForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    usable = search_exercises(user=request.user, text=said.get("q", ""))
    chosen = get_object_or_404(usable, pk=said["exercise"]) if said.get("exercise") else None
    context = {
        "page": page,
        "form": form,
        "found": usable[:MOST_FOUND] if said.get("q") and not chosen else (),
        "is_searched": bool(said.get("q")),
        "chosen": chosen,
        "has_load": chosen is not None and chosen.load_convention not in UNLOADED,
        "effort": {"reserves": reserves("")},
        **session_facts(page),
        "near": () if chosen else _near(athlete, page.id),
        "unloaded": UNLOADED,
        "counted": _counted(chosen),
        "any_facts": extra_facts(NAME, session_id=page.id),
        "extra_facts": extra_facts(chosen.name, session_id=page.id) if chosen else "",
        "set_id": uuid7(),
        "athlete": athlete,
        "tab": "today",
    }
    return render(request, "athletes/extra_exercise.html", context)


def _near(athlete: Athlete, session_id: int) -> list[tuple[Exercise, str]]:
    """Return the exercises close to the session's, each with what its sets are counted in."""
    found = get_near_exercises(athlete=athlete, session_id=session_id)
    return [(exercise, _counted(exercise)) for exercise in found]


def _counted(exercise: Exercise | None) -> str:
    return str(COUNTED_IN[exercise.measure if exercise else Exercise.Measure.REPS])


def _session_or_404(athlete: Athlete, session_id: int) -> PlannedSession:
    sessions = PlannedSession.objects.filter(athlete=athlete).select_related("athlete")
    return get_object_or_404(sessions, pk=session_id)


def _after(
    request: HttpRequest, session_id: int, change: Callable[[], None], *, done: str
) -> HttpResponse:
    """Make the change and lead back to the session; a refusal back to the choice."""
    try:
        change()
    except TrainingError as error:
        messages.error(request, str(error))
        return redirect("session_exercises", session_id)
    messages.success(request, done)
    return redirect("session", session_id)
