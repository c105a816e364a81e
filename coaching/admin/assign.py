"""The page that gives a version to the athletes chosen on the roster."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from athletes.actions.assign_program import AlreadyOnAPlan, StartTooEarly, assign_program
from athletes.actions.check_instant import StartTooFarAhead
from athletes.actions.opening_values import AnchorInvalid, opening_values
from athletes.models import Athlete, Plan
from coaching.admin.access import may_write
from coaching.forms.assign import AssignForm, StartForm, initial_start
from programs.engine.errors import TrainingError
from programs.engine.timeline import local_date
from programs.models import ProgramVersion

ROSTER = "console:athletes_athlete_changelist"


def assign_page(admin: Any, request: HttpRequest) -> HttpResponse:
    """Ask for the version first, then for its numbers; a POST assigns."""
    if not may_write(request):
        raise PermissionDenied
    athletes = _athletes(request)
    if len({athlete.organization_id for athlete in athletes}) != 1:
        messages.error(request, _("Choose athletes of one organization, then assign again."))
        return redirect(ROSTER)
    versions = _versions(request, organization=athletes[0].organization_id)
    start = StartForm(request.GET if "version" in request.GET else None, versions=versions)
    now = timezone.now()
    form = None
    if start.is_bound and start.is_valid():
        version = start.cleaned_data["version"]
        form = _form(request, version=version, athletes=athletes, now=now)
        if form.is_bound and form.is_valid():
            answer = _assign(request, form, version=version, athletes=athletes, now=now)
            if answer is not None:
                return answer
    return admin.page(
        request,
        "assign",
        title=_("Assign a program"),
        start=start,
        form=form,
        athletes=athletes,
        chosen=",".join(str(athlete.pk) for athlete in athletes),
        back=reverse(ROSTER),
        back_label=_("Athletes"),
        status=422 if form and form.errors else 200,
    )


def _athletes(request: HttpRequest) -> list[Athlete]:
    """Return the athletes named in the address; one that isn't the coach's to plan is a 404."""
    keys = request.GET.get("athletes", "").split(",")
    if not all(key.isdecimal() and len(key) < 19 for key in keys):
        raise Http404
    wanted = {int(key) for key in keys}
    rows = Athlete.objects.editable_by(request.user).filter(pk__in=wanted, is_archived=False)
    athletes = list(rows.select_related("equipment").order_by("name", "pk"))
    if len(athletes) != len(wanted):
        raise Http404
    return athletes


def _versions(request: HttpRequest, *, organization: int) -> Any:
    return (
        ProgramVersion.objects.editable_by(request.user)
        .published()
        .filter(organization=organization, template__is_archived=False)
        .select_related("template")
        .order_by("template__name", "-number", "pk")
    )


def _form(
    request: HttpRequest, *, version: ProgramVersion, athletes: Sequence[Athlete], now: datetime
) -> AssignForm:
    return AssignForm(
        request.POST if request.method == "POST" else None,
        version=version,
        athletes=athletes,
        openings=opening_values(version=version, athletes=athletes, given={}, now=now),
        initial=initial_start(on=local_date(now, zone=athletes[0].time_zone)),
    )


def _assign(
    request: HttpRequest,
    form: AssignForm,
    *,
    version: ProgramVersion,
    athletes: Sequence[Athlete],
    now: datetime,
) -> HttpResponse | None:
    """Assign, or put each refusal beside its cause and return None."""
    try:
        assign_program(
            version=version,
            athletes=athletes,
            starts_on=form.cleaned_data["starts_on"],
            weekdays=form.weekdays,
            anchors=form.given,
            roll_mode=form.cleaned_data["roll_mode"],
            asks_before_advancing=form.cleaned_data["asks_before_advancing"],
            confirms_after_h=form.cleaned_data["confirms_after_h"],
            by=request.user,
            now=now,
        )
    except AlreadyOnAPlan as error:
        if not _is_repeat(athletes, version=version, starts_on=form.cleaned_data["starts_on"]):
            form.add_error(None, str(error))
            return None
    except (StartTooEarly, StartTooFarAhead) as error:
        form.add_error("starts_on", str(error))
        return None
    except AnchorInvalid as error:
        form.refuse_number(error.name, str(error))
        return None
    except TrainingError as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, _done(version, count=len(athletes)))
    return redirect(ROSTER)


def _is_repeat(athletes: Sequence[Athlete], *, version: ProgramVersion, starts_on: date) -> bool:
    """Report whether everybody follows exactly this already: the form was sent twice."""
    same = Plan.objects.running().filter(
        athlete__in=athletes, program_version=version, starts_on=starts_on
    )
    return same.count() == len(athletes)


def _done(version: ProgramVersion, *, count: int) -> str:
    return ngettext(
        "%(count)d athlete follows %(version)s now.",
        "%(count)d athletes follow %(version)s now.",
        count,
    ) % {"count": count, "version": version}
