"""Publishing a draft: what the rules find, why it may stay, and what is kept of it."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.forms.publish import PublishForm
from coaching.views.builder.drafts import whole_number
from programs.actions.publish_version import VersionIsPublished, publish_version
from programs.actions.stale_version import StaleVersion
from programs.engine.checks.acknowledging import Acknowledged, Judged, acknowledged_from_json
from programs.engine.errors import TrainingError
from programs.models import ProgramVersion
from programs.queries.findings import judge_version

VERSION = "console:programs_programversion_change"


def publish_page(admin: Any, request: HttpRequest, version: ProgramVersion) -> HttpResponse:
    """Show the findings of a draft and ask for reasons; a POST freezes it or says why not."""
    if version.is_published:
        messages.error(request, str(VersionIsPublished(version)))
        return redirect(VERSION, version.pk)
    judged, problem = _judged(version)
    form = PublishForm(request.POST if request.method == "POST" else None, judged=judged)
    if not problem and form.is_valid() and _is_published(request, version, form):
        done = _("Published: %(version)s can be assigned and never changes.")
        messages.success(request, done % {"version": version})
        return redirect(VERSION, version.pk)
    return admin.page(
        request,
        "publish",
        title=_("Publish %(version)s") % {"version": version},
        version=version,
        form=form,
        problem=problem,
        back=reverse(VERSION, args=[version.pk]),
        back_label=str(version),
        status=422 if form.errors else 200,
    )


def _judged(version: ProgramVersion) -> tuple[Sequence[Judged], str]:
    try:
        return judge_version(version), ""
    except TrainingError as error:
        return (), str(error)


def _is_published(request: HttpRequest, version: ProgramVersion, form: PublishForm) -> bool:
    try:
        publish_version(
            version=version,
            by=request.user,
            now=timezone.now(),
            reasons=form.reasons,
            notes=form.cleaned_data["notes"],
            expected_version=whole_number(request.POST, "version"),
        )
    except StaleVersion:
        form.add_error(None, _("The draft was changed meanwhile: here is what is found in it now."))
    except TrainingError as error:
        form.add_error(None, str(error))
    return not form.errors


def acknowledged_by_rule(version: ProgramVersion) -> list[tuple[str, list[Acknowledged]]]:
    """Return what a published version was published with, by rule."""
    if not version.is_published:
        return []
    kept = acknowledged_from_json(version.acknowledged)
    return [(rule, list(found)) for rule, found in groupby(kept, key=lambda one: one.rule)]
