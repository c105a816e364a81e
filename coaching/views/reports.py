"""Reports that coaches approved: the athlete's own, and what a private link leads to."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from athletes.models import Athlete
from athletes.views.places import for_athlete
from coaching.exporters.report_files import report_response
from coaching.models import ReportDraft
from coaching.queries.report_links import ReportLinkUnknown, find_linked_report
from coaching.reports.frozen import from_json
from coaching.reports.pages import sheet

# What an athlete gets; the others are for programs and spreadsheets of coaches.
FORMS = ("pdf", "xlsx")
MOST_SHOWN = 100


@require_GET
@for_athlete
def reports(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    rows = _own(request, athlete).order_by("-approved_at", "-pk")[:MOST_SHOWN]
    context = {
        "reports": [(row.pk, row.approved_at, from_json(row.report)) for row in rows],
        "athlete": athlete,
        "tab": "progress",
    }
    return render(request, "reports/list.html", context)


@require_GET
@for_athlete
def report(request: HttpRequest, athlete: Athlete, key: int) -> HttpResponse:
    draft = get_object_or_404(_own(request, athlete), pk=key)
    context = {"key": key, "athlete": athlete, "tab": "progress", **sheet(from_json(draft.report))}
    return render(request, "reports/own.html", context)


@require_GET
@for_athlete
def report_file(request: HttpRequest, athlete: Athlete, key: int, form: str) -> HttpResponse:
    if form not in FORMS:
        raise Http404
    draft = get_object_or_404(_own(request, athlete), pk=key)
    return report_response(from_json(draft.report), form=form, paper=draft.paper)


@require_GET
def shared_report(request: HttpRequest, token: str) -> HttpResponse:
    """Show the report of a private link; nobody has to sign in, nothing keeps the page."""
    try:
        draft = find_linked_report(token=token, now=timezone.now())
    except ReportLinkUnknown as error:
        return _refused(request, error)
    context = {
        "token": token,
        "until": draft.link_expires_at,
        "language": draft.language,
        **sheet(from_json(draft.report)),
    }
    return _private(render(request, "reports/shared.html", context))


@require_GET
def shared_file(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with the PDF of a private link."""
    try:
        draft = find_linked_report(token=token, now=timezone.now())
    except ReportLinkUnknown as error:
        return _refused(request, error)
    return _private(report_response(from_json(draft.report), form="pdf", paper=draft.paper))


def _own(request: HttpRequest, athlete: Athlete) -> QuerySet[ReportDraft]:
    return ReportDraft.objects.belonging_to(request.user).filter(athlete=athlete)


def _refused(request: HttpRequest, reason: ReportLinkUnknown) -> HttpResponse:
    return _private(render(request, "reports/refused.html", {"reason": reason}, status=404))


def _private(response: HttpResponse) -> HttpResponse:
    """Leave no trace of the address: in no search, no cache, no referrer."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
