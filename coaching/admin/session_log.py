"""A session logged or corrected for its athlete; assistants do that, too."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.actions.log_for_athlete import log_for_athlete
from athletes.models import PlannedSession
from athletes.queries.loads import Loads
from athletes.queries.session_cards import log_of
from athletes.queries.session_page import get_session
from coaching.forms.log_session import LogSessionForm, day_trained
from programs.engine.errors import TrainingError
from programs.engine.timeline import local_date

SHOWN = "console:athletes_plannedsession_change"


def log_session_page(admin: Any, request: HttpRequest, session: PlannedSession) -> HttpResponse:
    """Show every set of the session as a row, and keep what is said of them."""
    now, athlete, log = timezone.now(), session.athlete, log_of(session)
    page = get_session(athlete=athlete, session_id=session.pk, now=now)
    started_on = day_trained(
        log_on=log.on if log else None,
        planned_on=session.scheduled_on,
        today=local_date(now, zone=athlete.time_zone),
    )
    form = LogSessionForm(
        request.POST if request.method == "POST" else None,
        page=page,
        loads=Loads.of(athlete),
        as_asked="asked" in request.GET,
        initial={"on": started_on, "finishes": True},
    )
    if form.is_valid() and _is_kept(request, session, form):
        return redirect(SHOWN, session.pk)
    response: HttpResponse = admin.page(
        request,
        "session_log",
        title=_("Log for %(name)s") % {"name": athlete.name},
        session=session,
        page=page,
        form=form,
        is_finished=bool(log and log.completed_at),
        back=reverse(SHOWN, args=[session.pk]),
        back_label=str(session),
        status=422 if form.errors else 200,
    )
    return response


def _is_kept(request: HttpRequest, session: PlannedSession, form: LogSessionForm) -> bool:
    try:
        changed = log_for_athlete(
            session=session,
            sets=form.sets,
            on=form.cleaned_data["on"],
            finishes=form.cleaned_data["finishes"],
            by=request.user,
            now=timezone.now(),
        )
    except TrainingError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Kept, with your name.") if changed else _("Nothing changed."))
    return True
