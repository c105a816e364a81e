"""Templates and versions: bringing programs in, reading, publishing, putting away."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from athletes.models import Plan
from coaching.admin import plan_ahead, program_pages, version_pages, workbook_pages
from coaching.admin.access import may_write
from coaching.admin.bases import ConsoleAdmin, ReadOnly
from coaching.admin.cells import NOTHING, badge
from coaching.admin.filters import ArchivedFilter
from coaching.admin.publish_pages import acknowledged_by_rule, publish_page
from coaching.admin.simulation import simulation_page
from coaching.admin.sites import console
from coaching.queries.version_preview import preview_phases
from programs.actions.archive_template import archive_template
from programs.actions.start_draft import start_draft
from programs.models import ProgramTemplate, ProgramVersion
from programs.queries.program_of import program_of


@admin.register(ProgramTemplate, site=console)
class TemplateAdmin(ReadOnly, ConsoleAdmin):
    """The organization's macrocycles."""

    list_display = ("name", "equipment_word", "newest", "phases", "followers")
    list_filter = (ArchivedFilter, "equipment")
    search_fields = ("name", "summary")
    search_help_text = _("Name or summary")
    ordering = ("name", "pk")
    actions_list = ("compose_one", "plan_one", "import_one")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProgramTemplate]:
        versions = ProgramVersion.objects.filter(template=OuterRef("pk")).order_by("-number")
        followers = (
            Plan.objects.coached_by(request.user)
            .running()
            .filter(program_version__template=OuterRef("pk"))
            .order_by()
            .values("program_version__template")
            .annotate(found=Count("pk"))
            .values("found")
        )
        return (
            super()
            .get_queryset(request)
            .annotate(
                newest_number=Subquery(versions.values("number")[:1]),
                newest_status=Subquery(versions.values("status")[:1]),
                newest_goals=Subquery(versions.values("goals")[:1]),
                follower_count=Coalesce(Subquery(followers, output_field=IntegerField()), 0),
            )
        )

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("import/", wrap(self.import_view), name="programs_programtemplate_import"),
            path("compose/", wrap(self.compose_view), name="programs_programtemplate_compose"),
            path(
                "plan-ahead/",
                wrap(self.plan_ahead_view),
                name="programs_programtemplate_plan_ahead",
            ),
            path(
                "<int:key>/plan-ahead/",
                wrap(self.plan_program_view),
                name="programs_programtemplate_plan_program",
            ),
            path("<int:key>/draft/", wrap(self.draft_view), name="programs_programtemplate_draft"),
            path(
                "<int:key>/compare/",
                wrap(self.compare_view),
                name="programs_programtemplate_compare",
            ),
            path(
                "<int:key>/archive/",
                wrap(self.archive_view),
                name="programs_programtemplate_archive",
            ),
            *super().get_urls(),
        ]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        return program_pages.import_page(self, request)

    def compose_view(self, request: HttpRequest) -> HttpResponse:
        return program_pages.compose_page(self, request)

    def plan_ahead_view(self, request: HttpRequest) -> HttpResponse:
        return plan_ahead.plan_year_page(self, request)

    def plan_program_view(self, request: HttpRequest, key: int) -> HttpResponse:
        return plan_ahead.plan_program_page(self, request, self._writable(request, key))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        return version_pages.template_page(self, request, self.row_or_404(request, object_id))

    def compare_view(self, request: HttpRequest, key: int) -> HttpResponse:
        return version_pages.compare_page(self, request, self.row_or_404(request, key))

    def draft_view(self, request: HttpRequest, key: int) -> HttpResponse:
        template = self._writable(request, key)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        draft = start_draft(template=template, by=request.user, now=timezone.now())
        messages.success(request, _("Draft %(number)d is there.") % {"number": draft.number})
        return redirect("console:programs_programversion_change", draft.pk)

    def archive_view(self, request: HttpRequest, key: int) -> HttpResponse:
        template = self._writable(request, key)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        archive_template(template=template, by=request.user)
        messages.success(request, _("Archived; plans that follow it go on."))
        return redirect("console:programs_programtemplate_changelist")

    def _writable(self, request: HttpRequest, key: int) -> ProgramTemplate:
        template: ProgramTemplate = self.row_or_404(request, key)
        if not may_write(request, template):
            raise PermissionDenied
        return template

    @display(description=_("equipment"), ordering="equipment")
    def equipment_word(self, template: ProgramTemplate) -> str:
        return template.get_equipment_display()

    @display(description=_("newest version"))
    def newest(self, template: ProgramTemplate) -> str:
        if template.newest_number is None:
            return NOTHING
        is_draft = template.newest_status == ProgramVersion.Status.DRAFT
        label = _("v%(number)d draft") if is_draft else _("v%(number)d")
        return badge(label % {"number": template.newest_number}, "notice" if is_draft else "good")

    @display(description=_("phases, in weeks"))
    def phases(self, template: ProgramTemplate) -> str:
        return template.newest_goals or NOTHING

    @display(description=_("athletes on it"), ordering="follower_count")
    def followers(self, template: ProgramTemplate) -> int:
        return template.follower_count

    @action(
        description=_("Compose a program"),
        permissions=["write"],
        variant=ActionVariant.PRIMARY,
        icon="tune",
        url_path="compose-one",
    )
    def compose_one(self, request: HttpRequest) -> HttpResponse:
        return redirect("console:programs_programtemplate_compose")

    @action(
        description=_("Plan a year"),
        permissions=["write"],
        icon="calendar_month",
        url_path="plan-one",
    )
    def plan_one(self, request: HttpRequest) -> HttpResponse:
        return redirect("console:programs_programtemplate_plan_ahead")

    @action(
        description=_("Import a file"),
        permissions=["write"],
        icon="upload_file",
        url_path="import-one",
    )
    def import_one(self, request: HttpRequest) -> HttpResponse:
        return redirect("console:programs_programtemplate_import")


@admin.register(ProgramVersion, site=console)
class VersionAdmin(ReadOnly, ConsoleAdmin):
    """One state of a template: a draft, or published and frozen."""

    list_display = (
        "template_name",
        "number",
        "state",
        "week_count",
        "session_count",
        "published_at",
    )
    list_filter = ("status",)
    search_fields = ("template__name",)
    search_help_text = _("Template")
    ordering = ("template__name", "-number", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProgramVersion]:
        rows = super().get_queryset(request).select_related("template", "published_by")
        # Lists read no programs; the page of one reads its own.
        return rows.defer("body")

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path(
                "<int:key>/publish/",
                wrap(self.publish_view),
                name="programs_programversion_publish",
            ),
            path(
                "<int:key>/restore/",
                wrap(self.restore_view),
                name="programs_programversion_restore",
            ),
            path(
                "<int:key>/replace/",
                wrap(self.replace_view),
                name="programs_programversion_replace",
            ),
            path(
                "<int:key>/workbook/",
                wrap(self.workbook_view),
                name="programs_programversion_workbook",
            ),
            path(
                "<int:key>/import/",
                wrap(self.edited_view),
                name="programs_programversion_import",
            ),
            path(
                "<int:key>/simulate/",
                wrap(self.simulate_view),
                name="programs_programversion_simulate",
            ),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        return self._page(request, self.row_or_404(request, object_id))

    def _page(self, request: HttpRequest, version: ProgramVersion) -> HttpResponse:
        program = program_of(version)
        return self.page(
            request,
            "version",
            title=str(version),
            version=version,
            program=program,
            phases=preview_phases(program),
            unmatched=list(version.exercises.filter(exercise=None).order_by("name")),
            may_write=may_write(request, version),
            back=reverse("console:programs_programtemplate_change", args=[version.template_id]),
            back_label=version.template.name,
            acknowledged=acknowledged_by_rule(version),
        )

    def publish_view(self, request: HttpRequest, key: int) -> HttpResponse:
        return publish_page(self, request, self._writable(request, key))

    def restore_view(self, request: HttpRequest, key: int) -> HttpResponse:
        version = self._writable(request, key)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return version_pages.restore(request, version)

    def replace_view(self, request: HttpRequest, key: int) -> HttpResponse:
        return program_pages.replace_page(self, request, self._writable(request, key))

    def simulate_view(self, request: HttpRequest, key: int) -> HttpResponse:
        return simulation_page(self, request, self.row_or_404(request, key))

    def workbook_view(self, request: HttpRequest, key: int) -> HttpResponse:
        return workbook_pages.workbook_of(self.row_or_404(request, key))

    def edited_view(self, request: HttpRequest, key: int) -> HttpResponse:
        return workbook_pages.edited_page(self, request, self._writable(request, key))

    def _writable(self, request: HttpRequest, key: int) -> ProgramVersion:
        version: ProgramVersion = self.row_or_404(request, key)
        if not may_write(request, version):
            raise PermissionDenied
        return version

    @display(description=_("template"), ordering="template__name")
    def template_name(self, version: ProgramVersion) -> str:
        return version.template.name

    @display(description=_("state"), ordering="status")
    def state(self, version: ProgramVersion) -> str:
        return badge(version.get_status_display(), "good" if version.is_published else "notice")
