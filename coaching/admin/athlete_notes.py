"""Notes about an athlete that only coaches read; assistants write them, too."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.models import Athlete
from coaching.actions.write_note import change_note, delete_note, pin_note, write_note
from coaching.admin.access import may_write
from coaching.admin.athlete_tabs import tab_address, tab_page
from coaching.forms.note import NoteForm
from coaching.models import CoachNote

MOST_SHOWN = 200


def notes_page(
    admin: Any,
    request: HttpRequest,
    athlete: Athlete,
    *,
    form: NoteForm | None = None,
    editing: CoachNote | None = None,
) -> HttpResponse:
    """Show what was noted, the pinned first, and write more."""
    if request.method == "POST" and form is None:
        return _write(admin, request, athlete)
    notes = CoachNote.objects.coached_by(request.user).filter(athlete=athlete)
    shown = notes.select_related("author").order_by("-is_pinned", "-written_at", "-pk")
    is_lead = may_write(request, athlete)
    return tab_page(
        admin,
        request,
        "athlete_notes",
        athlete=athlete,
        tab="notes",
        notes=[(note, is_lead or note.author_id == request.user.pk) for note in shown[:MOST_SHOWN]],
        form=form or NoteForm(),
        editing=editing,
        status=422 if form is not None and form.errors else 200,
    )


def _write(admin: Any, request: HttpRequest, athlete: Athlete) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        return notes_page(admin, request, athlete, form=form)
    text = form.cleaned_data["text"]
    admin.attempt(
        request,
        lambda: write_note(athlete=athlete, text=text, by=request.user, now=timezone.now()),
        done=_("Noted."),
    )
    return redirect(tab_address(athlete, "notes"))


def note_page(admin: Any, request: HttpRequest, athlete: Athlete, note_key: int) -> HttpResponse:
    """Change, pin or delete one note: its author's right, and of who may change the athlete."""
    note = get_object_or_404(
        CoachNote.objects.coached_by(request.user), athlete=athlete, pk=note_key
    )
    if not (may_write(request, athlete) or note.author_id == request.user.pk):
        raise PermissionDenied
    if request.method == "GET":
        form = NoteForm(initial={"text": note.text})
        return notes_page(admin, request, athlete, form=form, editing=note)
    if request.method != "POST":
        return HttpResponseNotAllowed(["GET", "POST"])
    return _change(admin, request, athlete, note)


def _change(admin: Any, request: HttpRequest, athlete: Athlete, note: CoachNote) -> HttpResponse:
    done = redirect(tab_address(athlete, "notes"))
    if "delete" in request.POST:
        admin.attempt(request, lambda: delete_note(note=note), done=_("Deleted."))
        return done
    if "pin" in request.POST:
        pin_note(note=note, is_pinned=not note.is_pinned)
        return done
    form = NoteForm(request.POST)
    if not form.is_valid():
        return notes_page(admin, request, athlete, form=form, editing=note)
    text = form.cleaned_data["text"]
    admin.attempt(
        request,
        lambda: change_note(note=note, text=text, now=timezone.now()),
        done=_("Changed."),
    )
    return done
