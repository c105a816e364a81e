"""The coach's own long actions: a list, and a page of each with its progress."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from unfold.decorators import display

from athletes.models import Job
from coaching.actions.jobs.cancel_job import cancel_job
from coaching.actions.jobs.kinds import KINDS
from coaching.admin.bases import ConsoleAdmin, ReadOnly
from coaching.admin.cells import badge
from coaching.admin.sites import console
from coaching.queries.jobs import job_page, own_jobs

TONES = {
    Job.Status.WAITING: "plain",
    Job.Status.RUNNING: "notice",
    Job.Status.DONE: "good",
    Job.Status.FAILED: "bad",
    Job.Status.CANCELLED: "plain",
}


@admin.register(Job, site=console)
class OwnJobAdmin(ReadOnly, ConsoleAdmin):
    """What the coach had done with many rows; a day after its end a job is forgotten."""

    list_display = ("name", "state", "progress", "created_at", "finished_at")
    ordering = ("-created_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Job]:
        return own_jobs(request.user, kinds=KINDS)

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("<uuid:object_id>/", self.admin_site.admin_view(self.change_view), name="job"),
            path("<uuid:key>/stop/", self.admin_site.admin_view(self.stop_view), name="job_stop"),
        ]
        return [*own, *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: Any,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        job = self.row_or_404(request, object_id)
        return self.page(
            request,
            "job",
            title=self.name(job),
            shown=job_page(job, name=self.name(job)),
            state=self.state(job),
            back=reverse("console:athletes_job_changelist"),
            back_label=_("Long actions"),
        )

    def stop_view(self, request: HttpRequest, key: Any) -> HttpResponse:
        job = self.row_or_404(request, key)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if cancel_job(job=job, now=timezone.now()):
            self.message_user(request, _("Stopped: what was done stays."))
        else:
            self.message_user(request, _("It was over already."))
        return redirect("console:job", job.pk)

    @display(description=_("action"), ordering="kind")
    def name(self, job: Job) -> str:
        return str(KINDS[job.kind].label)

    @display(description=_("status"), ordering="status")
    def state(self, job: Job) -> str:
        return badge(job.get_status_display(), TONES[Job.Status(job.status)])

    @display(description=_("progress"))
    def progress(self, job: Job) -> str:
        return _("%(done)d of %(total)d") % {"done": job.done, "total": job.total}
