"""What phones sent and the server couldn't save: to read, to keep as a file, to let be."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from athletes.actions.dismiss_operations import dismiss_operations
from athletes.models import Athlete
from athletes.views.places import for_athlete
from athletes.views.unsaved_words import get_unsaved


@for_athlete
def unsaved(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    context = {
        "title": _("Not saved"),
        "rows": get_unsaved(athlete=athlete),
        "athlete": athlete,
        "tab": "settings",
    }
    return render(request, "athletes/unsaved.html", context)


@require_POST
@for_athlete
def unsaved_dismiss(request: HttpRequest, athlete: Athlete, op_id: UUID) -> HttpResponse:
    if not dismiss_operations(athlete=athlete, op_ids=[op_id]):
        raise Http404
    messages.success(request, _("It is off the list."))
    return redirect("unsaved")
