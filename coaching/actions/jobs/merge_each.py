"""One athlete's part of bringing running plans to a version."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from athletes.actions.merge_plan import merge_plan
from athletes.models import Job, Plan
from programs.engine.errors import TrainingError
from programs.models import ProgramVersion


class NoLongerYours(TrainingError):
    """A row that the owner of a job may not change any more."""

    def __init__(self) -> None:
        super().__init__(_("You may no longer change this: nothing was done here."))


def merge_each(*, job: Job, item: Mapping[str, Any], now: datetime) -> dict[str, str]:
    """Merge one plan; ``item`` holds it, its version when it was shown, and the choices."""
    plan = Plan.objects.editable_by(job.owner).select_related("athlete").filter(pk=item["plan"])
    versions = ProgramVersion.objects.editable_by(job.owner)
    version = versions.filter(pk=job.arguments["version"]).first()
    found = plan.first()
    if found is None or version is None:
        raise NoLongerYours
    delta = merge_plan(
        plan=found,
        version=version,
        choices={tuple(path): choice for path, choice in item["choices"]},
        expected_version=item["version"],
        by=job.owner,
        now=now,
    )
    words = ngettext(
        "Follows %(version)s: %(count)d session to come changed.",
        "Follows %(version)s: %(count)d sessions to come changed.",
        len(delta.ordinals),
    ) % {"version": version, "count": len(delta.ordinals)}
    return {"words": words, "url": reverse("console:athletes_plandelta_change", args=[delta.pk])}
