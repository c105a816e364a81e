"""Comments with the coach: on a session, on one of its sets, on a phase; and all of them."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from athletes.actions.write_comment import About, mark_comments_read, write_comment
from athletes.forms.comment_form import CommentForm, answered_comments
from athletes.models import Athlete, PlannedSession, PlanPhase
from athletes.queries.comments import (
    LoggedSet,
    Thread,
    get_comments,
    get_logged_sets,
    get_phases_thread,
    get_session_thread,
)
from athletes.views.places import for_athlete
from programs.engine.errors import TrainingError


@dataclass(frozen=True, slots=True)
class Place:
    """What a comment written on the page is about, and where the page leads back to."""

    about: About
    about_id: Any
    session: PlannedSession | None = None
    phase: PlanPhase | None = None
    on_set: LoggedSet | None = None


@for_athlete
def session_comments(request: HttpRequest, athlete: Athlete, session_id: int) -> HttpResponse:
    session = get_object_or_404(PlannedSession, athlete=athlete, pk=session_id)
    sets = get_logged_sets(session=session, athlete=athlete)
    chosen = request.GET.get("set")
    on_set = next((one for one in sets if str(one.id) == chosen), None)
    if chosen and on_set is None:
        raise Http404
    place = Place(
        about=About.SET if on_set else About.SESSION,
        about_id=on_set.id if on_set else session.pk,
        session=session,
        on_set=on_set,
    )
    thread = get_session_thread(session=session, athlete=athlete, reader=request.user)
    return _page(request, athlete, place=place, thread=thread, sets=sets)


@for_athlete
def phase_comments(request: HttpRequest, athlete: Athlete, phase_id: int) -> HttpResponse:
    phase = get_object_or_404(PlanPhase, athlete=athlete, pk=phase_id)
    thread = get_phases_thread(phases=[phase], athlete=athlete, reader=request.user)
    place = Place(about=About.PHASE, about_id=phase.pk, phase=phase)
    return _page(request, athlete, place=place, thread=thread)


@for_athlete
def comments(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    context = {
        "thread": get_comments(athlete=athlete, reader=request.user),
        "athlete": athlete,
        "tab": "",
    }
    return render(request, "athletes/comments.html", context)


@require_POST
@for_athlete
def comments_read(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    mark_comments_read(
        athlete=athlete, comments=_answered(request), by=request.user, now=timezone.now()
    )
    return redirect("comments")


def _page(
    request: HttpRequest,
    athlete: Athlete,
    *,
    place: Place,
    thread: Thread,
    sets: Any = (),
) -> HttpResponse:
    form = CommentForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_written(request, athlete, place=place, form=form):
        messages.success(request, _("Sent to your coach."))
        return redirect(_address(place))
    context = {
        "place": place,
        "thread": thread,
        "sets": sets,
        "form": form,
        "facts": json.dumps({"about": place.about, "about_id": str(place.about_id)}),
        "athlete": athlete,
        "tab": "plan" if place.phase else "today",
    }
    status = 422 if form.errors else 200
    return render(request, "athletes/comment_thread.html", context, status=status)


def _is_written(request: HttpRequest, athlete: Athlete, *, place: Place, form: CommentForm) -> bool:
    try:
        write_comment(
            athlete=athlete,
            about=place.about,
            about_id=place.about_id,
            text=form.cleaned_data["text"],
            by=request.user,
            now=timezone.now(),
            answered=_answered(request),
        )
    except TrainingError as error:
        form.add_error("text", str(error))
        return False
    return True


def _answered(request: HttpRequest) -> list[UUID]:
    return answered_comments(request.POST.getlist("answered"))


def _address(place: Place) -> str:
    if place.phase:
        return reverse("phase_comments", args=[place.phase.pk])
    return reverse("session_comments", args=[place.session.pk if place.session else 0])
