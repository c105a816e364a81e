"""Comments on the console's pages of a session and a plan."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.actions.write_comment import About, mark_comments_read, write_comment
from athletes.forms.comment_form import CommentForm, answered_comments
from athletes.models import Athlete
from programs.engine.errors import TrainingError


def comment(
    request: HttpRequest,
    *,
    athlete: Athlete,
    about: About,
    about_id: Any,
    again: Callable[[CommentForm], HttpResponse],
    done: Callable[[], HttpResponse],
) -> HttpResponse:
    """Write what was typed, or only mark as read what was shown; a refusal keeps the words."""
    answered = answered_comments(request.POST.getlist("answered"))
    now = timezone.now()
    if "only_read" in request.POST:
        mark_comments_read(athlete=athlete, comments=answered, by=request.user, now=now)
        return done()
    form = CommentForm(request.POST)
    if not form.is_valid():
        return again(form)
    try:
        write_comment(
            athlete=athlete,
            about=about,
            about_id=about_id,
            text=form.cleaned_data["text"],
            by=request.user,
            now=now,
            answered=answered,
        )
    except TrainingError as error:
        form.add_error("text", str(error))
        return again(form)
    messages.success(request, _("Sent to %(name)s.") % {"name": athlete.name})
    return done()
