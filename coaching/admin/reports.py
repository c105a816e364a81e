"""Reports: those that wait for approval first, and a page of each with what can be done."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from athletes.models import PlanPhase
from coaching.actions.reports.approve_report import approve_report
from coaching.actions.reports.draft_reports import PHASE, draft_phases
from coaching.actions.reports.link_report import link_report, revoke_link
from coaching.actions.reports.mail_report import mail_report
from coaching.actions.reports.write_report import write_report
from coaching.admin.access import may_write
from coaching.admin.athlete_tabs import tab_address
from coaching.admin.bases import ConsoleAdmin, ReadOnly
from coaching.admin.cells import NOTHING, badge, goal_badge
from coaching.admin.filters import AthleteFilter
from coaching.admin.sites import console
from coaching.exporters.report_archive import KIND, approved_or_new, archive_response
from coaching.exporters.report_files import FORMATS, report_response
from coaching.forms.report import ReportForm
from coaching.models import ReportDraft
from coaching.queries.jobs import own_jobs
from coaching.reports.making import PHASE_NEEDS, make_draft, paper_of
from coaching.reports.pages import sheet
from programs.engine.errors import TrainingError

TONES = {
    ReportDraft.Status.DRAFT: "notice",
    ReportDraft.Status.APPROVED: "good",
    ReportDraft.Status.SENT: "plain",
}
WAITING_FIRST = Case(
    When(status="DRAFT", then=Value(0)), default=Value(1), output_field=IntegerField()
)


@admin.register(ReportDraft, site=console)
class ReportDraftAdmin(ReadOnly, ConsoleAdmin):
    """What athletes are told of phases that ended."""

    list_display = ("athlete_name", "about", "state", "drafted_at", "approved_at", "sent_at")
    list_filter = ("status", AthleteFilter)
    list_select_related = ("athlete", "phase")
    search_fields = ("athlete__name",)
    search_help_text = _("Athlete")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReportDraft]:
        return super().get_queryset(request).defer("report")

    def get_ordering(self, request: HttpRequest) -> Sequence[Any]:
        return (WAITING_FIRST, "-drafted_at", "-pk")

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:key>/send/", wrap(self.send_view), name="report_send"),
            path("phase/<int:key>/", wrap(self.phase_view), name="report_of_phase"),
            path(
                "phase/<int:key>/<slug:form>/", wrap(self.phase_file_view), name="report_phase_file"
            ),
            path("archive/<uuid:key>/", wrap(self.archive_view), name="report_archive"),
            path("<int:key>/file/<slug:form>/", wrap(self.file_view), name="report_file"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        draft = self.draft_or_404(request, object_id)
        if request.method != "POST":
            return self.show(request, draft, form=ReportForm.of(draft))
        self.refuse_readers(request, draft)
        form = ReportForm(request.POST)
        if not form.is_valid():
            return self.show(request, draft, form=form)
        self.keep(request, draft, said=form.cleaned_data)
        return redirect("console:coaching_reportdraft_change", draft.pk)

    def keep(self, request: HttpRequest, draft: ReportDraft, *, said: dict[str, str]) -> None:
        """Keep what was typed, and approve it if that button was pressed."""
        is_kept = self.attempt(
            request, partial(write_report, draft=draft, **said), done=_("Saved.")
        )
        if is_kept and "approve" in request.POST:
            approve = partial(approve_report, draft=draft, by=request.user, now=timezone.now())
            self.attempt(request, approve, done=_("Approved: the athlete sees it under Progress."))

    def send_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Mail the report, make a link to it, or take the link back."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        draft = self.draft_or_404(request, key)
        self.refuse_readers(request, draft)
        if "link" in request.POST:
            return self.link(request, draft)
        if "revoke" in request.POST:
            revoke_link(draft=draft, now=timezone.now())
            self.message_user(request, _("The link leads nowhere any more."))
        elif "mail" in request.POST:
            mail = partial(mail_report, draft=draft, now=timezone.now())
            self.attempt(request, mail, done=_("On its way by e-mail, with the PDF."))
        return redirect("console:coaching_reportdraft_change", draft.pk)

    def link(self, request: HttpRequest, draft: ReportDraft) -> HttpResponse:
        """Make a link and show it, this once."""
        try:
            token = link_report(draft=draft, now=timezone.now())
        except TrainingError as error:
            self.message_user(request, str(error), level="error")
            return redirect("console:coaching_reportdraft_change", draft.pk)
        address = request.build_absolute_uri(reverse("shared_report", args=[token]))
        draft = self.draft_or_404(request, draft.pk)
        return self.show(request, draft, form=ReportForm.of(draft), address=address)

    def file_view(self, request: HttpRequest, key: int, form: str) -> HttpResponse:
        """Answer with the report as a file."""
        draft = self.draft_or_404(request, key)
        if form not in FORMATS:
            raise Http404
        report = make_draft(draft=draft, by=request.user, now=timezone.now())
        return report_response(report, form=form, paper=draft.paper)

    def phase_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Open the report of a phase; the first time it is drafted."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        phase = phase_or_404(request, key)
        if not may_write(request, phase):
            raise PermissionDenied
        draft_phases([phase], now=timezone.now())
        draft = ReportDraft.objects.get(phase=phase, kind=PHASE)
        return redirect("console:coaching_reportdraft_change", draft.pk)

    def phase_file_view(self, request: HttpRequest, key: int, form: str) -> HttpResponse:
        """Answer with the report of a phase as a file: as approved, else as it stands."""
        if form not in FORMATS:
            raise Http404
        phase = phase_or_404(request, key)
        report = approved_or_new(phase, now=timezone.now())
        return report_response(report, form=form, paper=paper_of(phase.athlete))

    def archive_view(self, request: HttpRequest, key: UUID) -> HttpResponseBase:
        """Answer with the files that a job of one's own made."""
        jobs = own_jobs(request.user, kinds=[KIND])
        return archive_response(get_object_or_404(jobs, pk=key), user=request.user)

    def draft_or_404(self, request: HttpRequest, key: Any) -> ReportDraft:
        """Return the draft with what it is made from."""
        found: ReportDraft = self.row_or_404(request, key)
        return ReportDraft.objects.with_report().get(pk=found.pk)

    def refuse_readers(self, request: HttpRequest, draft: ReportDraft) -> None:
        if not may_write(request, draft):
            raise PermissionDenied

    def show(
        self, request: HttpRequest, draft: ReportDraft, *, form: ReportForm, address: str = ""
    ) -> HttpResponse:
        now = timezone.now()
        is_linked = draft.link_hash is not None and draft.link_revoked_at is None
        return self.page(
            request,
            "report",
            title=_("Report of %(athlete)s") % {"athlete": draft.athlete.name},
            status=422 if form.errors else 200,
            draft=draft,
            form=form,
            state=self.state(draft),
            address=address,
            is_linked=is_linked and draft.link_expires_at > now,
            formats=tuple(FORMATS),
            may_write=may_write(request, draft),
            athlete_url=tab_address(draft.athlete, "change"),
            back=reverse("console:coaching_reportdraft_changelist"),
            back_label=_("Reports"),
            **sheet(make_draft(draft=draft, by=request.user, now=now)),
        )

    @display(description=_("athlete"), ordering="athlete__name")
    def athlete_name(self, draft: ReportDraft) -> str:
        return draft.athlete.name

    @display(description=_("report"))
    def about(self, draft: ReportDraft) -> str:
        if draft.phase is None:
            return NOTHING
        return format_html("{}", goal_badge(draft.phase.goal, draft.phase.name))

    @display(description=_("status"), ordering="status")
    def state(self, draft: ReportDraft) -> str:
        return badge(draft.get_status_display(), TONES[ReportDraft.Status(draft.status)])


def phase_or_404(request: HttpRequest, key: int) -> PlanPhase:
    """Return a phase of somebody that the person coaches, as its report reads it."""
    phases = PlanPhase.objects.coached_by(request.user).select_related(*PHASE_NEEDS)
    return get_object_or_404(phases, pk=key)
