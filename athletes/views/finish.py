"""End a session: how it was, then what it improved and what comes next."""

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from athletes.actions.check_instant import InstantImplausible
from athletes.actions.check_set import EffortOutOfRange
from athletes.actions.finish_session import finish_session
from athletes.actions.finish_sessions import (
    BodyWeightImplausible,
    ReadinessOutOfRange,
    is_end_guessed,
)
from athletes.forms.finish_form import FinishForm
from athletes.models import Athlete, PlannedSession, SessionLog
from athletes.queries.forgotten import get_last_set_at, is_forgotten
from athletes.queries.loads import Loads
from athletes.queries.records import Record, get_records
from athletes.queries.today import get_today
from athletes.templatetags.training import load, number
from athletes.views.estimate_words import method_words
from athletes.views.phone_facts import body_sentences
from athletes.views.places import for_athlete
from athletes.views.session import page_or_404
from programs.engine.errors import TrainingError

FIELD_OF = {
    EffortOutOfRange: "session_rpe",
    BodyWeightImplausible: "body_weight",
    ReadinessOutOfRange: "readiness",
    InstantImplausible: "finished_at",
}


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A personal record in words."""

    exercise_name: str
    what: str
    before: str
    how: str = ""


@for_athlete
def session_finish(request: HttpRequest, athlete: Athlete, session_id: int) -> HttpResponse:
    now = timezone.now()
    page = page_or_404(athlete, session_id)
    log = SessionLog.objects.filter(pk=page.log_id).first()
    if log is not None and log.completed_at is not None and not is_end_guessed(log):
        return redirect("session_finished", session_id)
    last_at = get_last_set_at(log) if log else None
    is_late = is_forgotten(page.on, last_at=last_at, zone=athlete.time_zone, now=now)
    with timezone.override(athlete.time_zone):
        form = FinishForm(
            request.POST if request.method == "POST" else None,
            unit=page.unit,
            initial={"finished_at": last_at if is_late else None},
        )
        if form.is_valid() and _finish(request, athlete, page.id, form):
            return redirect("session_finished", session_id)
        context = {
            "page": page,
            "form": form,
            "is_late": is_late,
            "last_at": last_at,
            "sentences": body_sentences(Loads.of(athlete)),
            "athlete": athlete,
            "tab": "today",
        }
        status = 422 if form.errors else 200
        return render(request, "athletes/finish.html", context, status=status)


@for_athlete
def session_finished(request: HttpRequest, athlete: Athlete, session_id: int) -> HttpResponse:
    logs = SessionLog.objects.filter(athlete=athlete).exclude(completed_at=None)
    log = get_object_or_404(logs.select_related("planned_session"), planned_session=session_id)
    today = get_today(athlete=athlete, now=timezone.now())
    context = {
        "page": page_or_404(athlete, session_id),
        "log": log,
        "records": [_line(record, loads=Loads.of(athlete)) for record in get_records(log=log)],
        "next_session": today.next_session,
        "is_guessed": is_end_guessed(log),
        "athlete": athlete,
        "tab": "today",
    }
    return render(request, "athletes/finished.html", context)


def _finish(request: HttpRequest, athlete: Athlete, session_id: int, form: FinishForm) -> bool:
    said = form.cleaned_data
    weight = said["body_weight"]
    try:
        finish_session(
            planned_session=PlannedSession.objects.select_related("athlete").get(
                athlete=athlete, pk=session_id
            ),
            session_rpe=said["session_rpe"],
            note=said["note"],
            by=request.user,
            now=timezone.now(),
            body_weight_kg=None if weight is None else Loads.of(athlete).in_kg(weight),
            readiness=said["readiness"],
            has_pain=said["has_pain"],
            pain=form.pain,
            completed_at=said.get("finished_at"),
        )
    except TrainingError as error:
        form.add_error(FIELD_OF.get(type(error)), str(error))
        return False
    return True


def _line(record: Record, *, loads: Loads) -> RecordLine:
    if record.kind == "reps":
        return _reps_line(record, loads=loads)
    value, before = _load(record.value, loads), _load(record.before, loads)
    if record.kind == "load":
        return RecordLine(
            record.exercise_name,
            what=_("Heaviest set: %(load)s") % {"load": value},
            before=_("before: %(load)s") % {"load": before},
        )
    return RecordLine(
        record.exercise_name,
        what=_("Estimated maximum: %(load)s") % {"load": value},
        before=_("before: %(load)s") % {"load": before},
        how=_("by %(method)s") % {"method": method_words(record.method)},
    )


def _reps_line(record: Record, *, loads: Loads) -> RecordLine:
    reps = int(record.value)
    words = ngettext("%(reps)s rep with %(load)s", "%(reps)s reps with %(load)s", reps)
    return RecordLine(
        record.exercise_name,
        what=words % {"reps": number(reps), "load": _load(record.load_kg or Decimal(0), loads)},
        before=_("before: %(reps)s") % {"reps": number(record.before)},
    )


def _load(kg: Decimal, loads: Loads) -> str:
    return load(loads.shown(kg), loads.unit)
