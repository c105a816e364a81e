"""All comments of an athlete in one place: what is unread first, each answered where it stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from athletes.actions.write_comment import About
from athletes.forms.comment_form import CommentForm
from athletes.models import Athlete
from athletes.queries.comments import CommentLine, get_comments
from coaching.admin.athlete_tabs import tab_address, tab_page
from coaching.admin.comments import comment

SHOWN = {"": _("All"), "unread": _("Unread"), "theirs": _("By the athlete")}


def comments_page(
    admin: Any, request: HttpRequest, athlete: Athlete, *, form: CommentForm | None = None
) -> HttpResponse:
    """Show the latest comments, the newest first, each with its own way to answer."""
    if request.method == "POST" and form is None:
        return _answer(admin, request, athlete)
    wanted = request.GET.get("show", "")
    thread = get_comments(athlete=athlete, reader=request.user)
    return tab_page(
        admin,
        request,
        "athlete_comments",
        athlete=athlete,
        tab="comments",
        lines=[line for line in thread.lines if _is_wanted(line, wanted, athlete)],
        unread=thread.unread,
        views=[(name, label, name == wanted) for name, label in SHOWN.items()],
        form=form or CommentForm(),
        answering=request.POST.get("line", ""),
        status=422 if form is not None else 200,
    )


def _is_wanted(line: CommentLine, wanted: str, athlete: Athlete) -> bool:
    if wanted == "unread":
        return line.is_unread
    return wanted != "theirs" or line.author == athlete.name


def _answer(admin: Any, request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Answer on the set, session or phase of the comment; others' keys lead nowhere."""
    lines = get_comments(athlete=athlete, reader=request.user).lines
    typed = request.POST.get("line", "")
    about, about_id = _place(next((one for one in lines if str(one.id) == typed), None))
    return comment(
        request,
        athlete=athlete,
        about=about,
        about_id=about_id,
        again=lambda form: comments_page(admin, request, athlete, form=form),
        done=lambda: redirect(tab_address(athlete, "comments")),
    )


def _place(line: CommentLine | None) -> tuple[About, Any]:
    if line is not None and line.on_set:
        return About.SET, line.on_set.id
    if line is not None and line.phase:
        return About.PHASE, line.phase.pk
    return About.SESSION, line.session.pk if line is not None and line.session else 0
