"""The page that gives a version to the athletes chosen on the roster."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from athletes.actions.opening_values import opening_values
from athletes.models import Athlete, Job
from coaching.actions.jobs.assign_each import SETTINGS
from coaching.actions.jobs.start_job import start_job
from coaching.admin.access import may_write
from coaching.forms.assign import AssignForm, StartForm, initial_start
from coaching.forms.merge import job_key
from coaching.queries.assign_facts import assign_facts
from coaching.queries.jobs import own_jobs
from coaching.queries.week_one import FirstSession, get_week_one
from programs.engine.errors import TrainingError
from programs.engine.timeline import local_date
from programs.models import ProgramVersion

ROSTER = "console:athletes_athlete_changelist"


def assign_page(admin: Any, request: HttpRequest) -> HttpResponse:
    """Ask for the version first, then for its numbers; a POST assigns, or shows week one."""
    if not may_write(request):
        raise PermissionDenied
    athletes = _athletes(request)
    if len({athlete.organization_id for athlete in athletes}) != 1:
        messages.error(request, _("Choose athletes of one organization, then assign again."))
        return redirect(ROSTER)
    versions = _versions(request, organization=athletes[0].organization_id)
    start = StartForm(request.GET if "version" in request.GET else None, versions=versions)
    now = timezone.now()
    form = preview = None
    if start.is_bound and start.is_valid():
        version = start.cleaned_data["version"]
        begun = _begun(request)
        if begun is not None:
            return _answer(request, begun, version=version)
        form = _form(request, version=version, athletes=athletes, now=now)
        if form.is_bound and form.is_valid():
            if "preview" not in request.POST:
                return _assign(request, form, version=version, now=now)
            preview = _week_one(request, form, version=version, now=now)
    return admin.page(
        request,
        "assign",
        title=_("Assign a program"),
        start=start,
        form=form,
        preview=preview,
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
        .select_related("template", "organization")
        .order_by("template__name", "-number", "pk")
    )


def _form(
    request: HttpRequest, *, version: ProgramVersion, athletes: Sequence[Athlete], now: datetime
) -> AssignForm:
    openings = opening_values(version=version, athletes=athletes, given={}, now=now)
    return AssignForm(
        request.POST if request.method == "POST" else None,
        version=version,
        athletes=athletes,
        openings=openings,
        facts=assign_facts(version=version, athletes=athletes, openings=openings, now=now),
        now=now,
        initial=initial_start(on=local_date(now, zone=athletes[0].time_zone)),
    )


def _assign(
    request: HttpRequest, form: AssignForm, *, version: ProgramVersion, now: datetime
) -> HttpResponse:
    """Have it done: at once for up to ten, else by a job whose page shows how far it is."""
    job = start_job(
        kind="assign",
        organization=version.organization,
        owner=request.user,
        items=form.items,
        arguments={"version": version.pk, **{name: form.cleaned_data[name] for name in SETTINGS}},
        key=form.cleaned_data["job"],
        at_once=True,
        now=now,
    )
    return _answer(request, job, version=version)


def _answer(request: HttpRequest, job: Job, *, version: ProgramVersion) -> HttpResponse:
    if job.status == Job.Status.DONE and all(one["is_done"] for one in job.result):
        messages.success(request, _done(version, count=job.total))
        return redirect(ROSTER)
    return redirect("console:job", job.pk)


def _begun(request: HttpRequest) -> Job | None:
    """Return the job that this very form began, where it was sent before."""
    key = job_key(request.POST)
    own = own_jobs(request.user, kinds=["assign"])
    return own.filter(pk=key).first() if key else None


def _week_one(
    request: HttpRequest, form: AssignForm, *, version: ProgramVersion, now: datetime
) -> tuple[Athlete, tuple[FirstSession, ...]] | None:
    """Return the first week of the athlete that a preview was asked for."""
    wanted = request.POST.get("preview_for", "")
    athlete = next((one for one in form.athletes if str(one.pk) == wanted), form.athletes[0])
    try:
        week = get_week_one(
            athlete,
            version=version,
            own=form.form_of(athlete),
            given=form.shared_numbers(athlete),
            starts_on=form.starts_of(athlete),
            weekdays=form.weekdays_of(athlete),
            now=now,
        )
    except TrainingError as error:
        form.add_error(None, str(error))
        return None
    return athlete, week


def _done(version: ProgramVersion, *, count: int) -> str:
    return ngettext(
        "%(count)d athlete follows %(version)s now.",
        "%(count)d athletes follow %(version)s now.",
        count,
    ) % {"count": count, "version": version}
