"""What sets athletes' plans apart from their version: pages of each change, and merging."""

import uuid
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from unfold.decorators import display

from athletes.actions.undo_delta import undo_delta
from athletes.models import Plan, PlanDelta
from athletes.queries.merged_program import PlanMerge, merged_plans
from coaching.actions.jobs.start_job import NothingChosen, start_job
from coaching.admin.access import may_write
from coaching.admin.bases import ConsoleAdmin, ReadOnly
from coaching.admin.cells import badge
from coaching.admin.sites import console
from coaching.forms.merge import conflict_fields, job_key, merge_items
from coaching.queries.deltas import delta_words
from programs.models import ProgramVersion

VERSION = "console:programs_programversion_change"


@admin.register(PlanDelta, site=console)
class PlanDeltaAdmin(ReadOnly, ConsoleAdmin):
    """Changes of single athletes' programs, and the way of running plans to a version."""

    list_display = ("athlete_name", "kind", "reason", "made_at", "state")
    list_filter = ("kind",)
    list_select_related = ("athlete",)
    search_fields = ("athlete__name",)
    ordering = ("-made_at", "-pk")

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:key>/undo/", wrap(self.undo_view), name="athletes_plandelta_undo"),
            path("merge/<int:key>/", wrap(self.merge_view), name="merge"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        delta = self.row_or_404(request, object_id)
        plan = reverse("console:athletes_plan_change", args=[delta.plan_id])
        return self.page(
            request,
            "delta",
            title=_("%(kind)s: %(athlete)s")
            % {"kind": delta.get_kind_display(), "athlete": delta.athlete.name},
            delta=delta,
            words=delta_words(delta),
            may_write=may_write(request, delta),
            back=plan,
            back_label=_("%(athlete)s's plan") % {"athlete": delta.athlete.name},
        )

    def undo_view(self, request: HttpRequest, key: int) -> HttpResponse:
        delta = self.row_or_404(request, key)
        if not may_write(request, delta):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        self.attempt(
            request,
            lambda: undo_delta(delta=delta, by=request.user, now=timezone.now()),
            done=_("Taken back: the plan is as it was before."),
        )
        return redirect("console:athletes_plandelta_change", delta.pk)

    def merge_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Show what a version would change for each athlete; a POST has it done."""
        version = _version(request, key)
        merges = {one.plan.pk: one for one in _merges(request, version)}
        if request.method == "POST":
            items = merge_items(request.POST, merges=merges)
            try:
                job = start_job(
                    kind="merge",
                    organization=version.organization,
                    owner=request.user,
                    items=items,
                    arguments={"version": version.pk},
                    key=job_key(request.POST),
                    at_once=True,
                    now=timezone.now(),
                )
            except NothingChosen as error:
                messages.error(request, str(error))
            else:
                return redirect("console:job", job.pk)
        return self.page(
            request,
            "merge",
            title=_("Bring running plans to %(version)s") % {"version": version},
            version=version,
            rows=[_row(merge) for merge in merges.values()],
            job=uuid.uuid4(),
            back=reverse(VERSION, args=[version.pk]),
            back_label=str(version),
            status=422 if request.method == "POST" else 200,
        )

    @display(description=_("athlete"), ordering="athlete__name")
    def athlete_name(self, delta: PlanDelta) -> str:
        return delta.athlete.name

    @display(description=_("state"), ordering="undone_at")
    def state(self, delta: PlanDelta) -> str:
        return badge(_("Taken back")) if delta.undone_at else badge(_("Holds"), "good")


def _version(request: HttpRequest, key: int) -> ProgramVersion:
    if not may_write(request):
        raise PermissionDenied
    rows = ProgramVersion.objects.editable_by(request.user).published()
    found = rows.select_related("template", "organization").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _merges(request: HttpRequest, version: ProgramVersion) -> tuple[PlanMerge, ...]:
    plans: QuerySet[Plan] = Plan.objects.editable_by(request.user).running()
    others = plans.filter(program_version__template=version.template_id)
    rows = others.exclude(program_version=version).select_related(
        "athlete", "program_version__template"
    )
    return merged_plans(
        plans=list(rows.order_by("athlete__name", "pk")), version=version, now=timezone.now()
    )


def _row(merge: PlanMerge) -> dict[str, Any]:
    """Return what a row of the page shows of a plan."""
    if merge.refusal:
        tone, word = "bad", _("Can't follow")
    elif merge.conflicts:
        tone, word = "notice", _("Decide")
    elif merge.tweaks:
        tone, word = "good", _("Keeps own changes")
    else:
        tone, word = "good", _("Follows")
    return {"merge": merge, "state": badge(word, tone), "conflicts": conflict_fields(merge)}
