"""Reports of many athletes as one archive: a file for each, made by a job."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from athletes.models import Athlete, Job, PlanPhase
from coaching.archive_files import keep_file, zipped
from coaching.exporters.pdf.report_pdf import report_pdf
from coaching.exporters.report_files import as_download, file_name
from coaching.models import ReportDraft
from coaching.reports.document import Report
from coaching.reports.frozen import from_json
from coaching.reports.making import PHASE_NEEDS, make_phase_report, paper_of
from programs.engine.errors import TrainingError
from programs.engine.timeline import local_date

KIND = "reports"


class NotYours(TrainingError):
    """The owner of the job lost sight of the athlete since it began."""

    def __init__(self) -> None:
        super().__init__(_("You don't coach this athlete any more: no report was made."))


class NoPhaseYet(TrainingError):
    """Nothing has begun that could be reported."""

    def __init__(self) -> None:
        super().__init__(_("No phase has begun, so there is nothing to report."))


def archive_each(*, job: Job, item: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Write the PDF of an athlete's last phase. Raises NotYours, NoPhaseYet."""
    athletes = Athlete.objects.coached_by(job.owner)
    athlete = athletes.filter(organization=job.organization_id, pk=item["athlete"]).first()
    if athlete is None:
        raise NotYours
    phase = last_phase(athlete, now=now)
    if phase is None:
        raise NoPhaseYet
    report = approved_or_new(phase, now=now)
    name = f"{athlete.pk}.pdf"
    keep_file(job=job.pk, name=name, content=report_pdf(report, paper=paper_of(athlete)))
    shown = file_name(report, form="pdf")
    return {"words": report.title, "athlete": athlete.pk, "file": name, "shown": shown}


def last_phase(athlete: Athlete, *, now: datetime) -> PlanPhase | None:
    """Return the phase that runs, or ran last. 1 query."""
    today = local_date(now, zone=athlete.time_zone)
    begun = PlanPhase.objects.filter(athlete=athlete, starts_on__lte=today)
    return begun.select_related(*PHASE_NEEDS).order_by("-starts_on", "-pk").first()


def approved_or_new(phase: PlanPhase, *, now: datetime) -> Report:
    """Return the phase's report as it was approved, else as it stands."""
    approved = ReportDraft.objects.filter(phase=phase, kind="phase").exclude(report=None).first()
    return from_json(approved.report) if approved else make_phase_report(phase=phase, now=now)


def archive_response(job: Job, *, user: Any) -> StreamingHttpResponse:
    """Return the archive, without the athletes that the reader no longer coaches. 1 query."""
    made = [entry for entry in job.result or () if "file" in entry]
    athletes = Athlete.objects.coached_by(user).filter(pk__in=[one["athlete"] for one in made])
    coached = set(athletes.values_list("pk", flat=True))
    files = [(one["file"], one["shown"]) for one in made if one["athlete"] in coached]
    response = StreamingHttpResponse(
        zipped(job=job.pk, files=files), content_type="application/zip"
    )
    as_download(response, name=f"reports {job.created_at:%Y-%m-%d}.zip")
    return response
