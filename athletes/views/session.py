"""Train a session: look at it, log a set, take one back."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from athletes.actions.check_set import NegativeLoad, NegativeReps, TooHeavy, TooManyReps
from athletes.actions.edit_set import edit_set
from athletes.actions.log_set import log_set
from athletes.actions.log_sets import SetEntry
from athletes.actions.undo_set import NoSuchSet, undo_set
from athletes.forms.log_set_form import LogSetForm
from athletes.models import Athlete, PlannedSession
from athletes.models.pain import PAIN_FIELDS
from athletes.queries.loads import Loads
from athletes.queries.session_blocks import SessionPage
from athletes.queries.session_page import get_session
from athletes.views.new_exercise import new_exercise_card
from athletes.views.phone_facts import session_facts
from athletes.views.places import for_athlete
from athletes.views.row_form import Refused
from athletes.views.set_rows import END, exercise_cards, extra_cards
from programs.engine.errors import TrainingError

RPE_OF_FAILURE = 10
# Which field a refusal stands beside; any other is said at the top of the page.
FIELD_OF = {NegativeLoad: "load", TooHeavy: "load", NegativeReps: "reps", TooManyReps: "reps"}
TYPED = ("load", "reps", "rir")
PLACE = re.compile(r"set--?\d{1,18}-\d{1,3}|session-count", re.ASCII)
UNREADABLE = _("This page is out of date: open the session again.")


@for_athlete
def session(request: HttpRequest, athlete: Athlete, session_id: int) -> HttpResponse:
    return _render(request, athlete, session_id)


@require_POST
@for_athlete
def session_log_set(request: HttpRequest, athlete: Athlete, session_id: int) -> HttpResponse:
    form = LogSetForm(request.POST, loads=Loads.of(athlete))
    if not form.is_valid():
        return _refuse(request, athlete, session_id, errors=form.errors)
    try:
        _keep(request, athlete, session_id, form)
    except TrainingError as error:
        errors = {FIELD_OF.get(type(error), ""): [str(error)]}
        return _refuse(request, athlete, session_id, errors=errors)
    return _back(request, session_id)


@require_POST
@for_athlete
def session_undo_set(
    request: HttpRequest, athlete: Athlete, session_id: int, set_id: UUID
) -> HttpResponse:
    try:
        undo_set(athlete=athlete, set_id=set_id, by=request.user, now=timezone.now())
    except NoSuchSet as error:
        raise Http404(str(error)) from error
    messages.success(request, _("The set is taken back."))
    return _back(request, session_id)


def page_or_404(athlete: Athlete, session_id: int) -> SessionPage:
    """Return the athlete's session; anybody else's is as if it didn't exist."""
    try:
        return get_session(athlete=athlete, session_id=session_id, now=timezone.now())
    except PlannedSession.DoesNotExist as error:
        raise Http404 from error


def _render(
    request: HttpRequest, athlete: Athlete, session_id: int, refused: Refused | None = None
) -> HttpResponse:
    page = page_or_404(athlete, session_id)
    context = {
        "page": page,
        "cards": exercise_cards(page, refused=refused),
        "extras": extra_cards(page, refused=refused),
        "shape": new_exercise_card(page),
        **session_facts(page),
        "athlete": athlete,
        "tab": "today",
    }
    return render(request, "athletes/session.html", context, status=422 if refused else 200)


def _refuse(
    request: HttpRequest, athlete: Athlete, session_id: int, *, errors: Mapping[str, Sequence[str]]
) -> HttpResponse:
    """Show the page again with what was typed and what is wrong with it."""
    group_id = _number(request.POST.get("group", ""))
    # A first set beyond the plan has no row yet that anything could stand beside.
    beside = {field: errors[field] for field in errors if field in TYPED and group_id}
    for field in errors.keys() - beside.keys():
        is_told = not field or field in TYPED
        messages.error(request, errors[field][0] if is_told else UNREADABLE)
    refused = Refused(
        group_id=group_id,
        number=_number(request.POST.get("number", "")),
        typed={field: request.POST.get(field, "") for field in TYPED},
        errors=beside,
    )
    return _render(request, athlete, session_id, refused)


def _keep(request: HttpRequest, athlete: Athlete, session_id: int, form: LogSetForm) -> None:
    """Log the set, or edit the one that it corrects."""
    now, said = timezone.now(), form.cleaned_data
    if said["replaces"] is None:
        log_set(athlete=athlete, entry=_entry(form, session_id), by=request.user, now=now)
        return
    values = {
        "reps": said["reps"],
        "load_kg": form.load_kg,
        "rpe": _rpe(form),
        "note": said["note"],
        "has_pain": said["pain"],
        **{name: said[name] for name in PAIN_FIELDS},
    }
    edit_set(athlete=athlete, set_id=said["replaces"], values=values, by=request.user, now=now)


def _rpe(form: LogSetForm) -> Decimal | None:
    rir: Decimal | None = form.cleaned_data["rir"]
    return None if rir is None else RPE_OF_FAILURE - rir


def _entry(form: LogSetForm, session_id: int) -> SetEntry:
    said = form.cleaned_data
    return SetEntry(
        id=said["set_id"],
        planned_group_id=said["group"] if said["group"] > 0 else None,
        planned_session_id=session_id,
        exercise_name=said["exercise_name"],
        position=said["number"],
        reps=said["reps"],
        load_kg=form.load_kg,
        rpe=_rpe(form),
        is_accepted=form.is_accepted,
        performed_at=timezone.now(),
    )


def _back(request: HttpRequest, session_id: int) -> HttpResponse:
    """Lead to the place that comes next, so that the page is where the thumb is."""
    place = request.POST.get("after", "")
    anchor = place if PLACE.fullmatch(place) else END
    return redirect(f"{reverse('session', args=[session_id])}#{anchor}")


def _number(text: str) -> int:
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 19 else 0
