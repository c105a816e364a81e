"""Reports of the athletes chosen on the roster, as one archive."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.models import Athlete
from coaching.actions.jobs.start_job import start_job
from coaching.exporters.report_archive import KIND

ROSTER = "console:athletes_athlete_changelist"


def reports_of_many(request: HttpRequest, chosen: QuerySet[Athlete]) -> HttpResponse:
    """Begin the job and lead to its page, where the archive waits when it is done."""
    keys = list(chosen.values_list("pk", flat=True))
    own = Athlete.objects.coached_by(request.user).filter(pk__in=keys)
    athletes = list(own.select_related("organization").order_by("name", "pk"))
    if len({athlete.organization_id for athlete in athletes}) != 1:
        messages.error(request, _("Choose athletes of one organization, then try again."))
        return redirect(ROSTER)
    job = start_job(
        kind=KIND,
        organization=athletes[0].organization,
        owner=request.user,
        items=[{"label": athlete.name, "athlete": athlete.pk} for athlete in athletes],
        arguments={},
        now=timezone.now(),
        at_once=True,
    )
    return redirect("console:job", job.pk)
