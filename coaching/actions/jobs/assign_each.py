"""One athlete's part of giving a version to many."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from athletes.actions.assign_program import assign_program
from athletes.actions.end_plan import end_plan
from athletes.actions.keep_own_program import keep_own_program
from athletes.models import Athlete, Job, Plan, PlanDelta
from coaching.actions.jobs.merge_each import NoLongerYours
from coaching.queries.home_form import home_form
from programs.models import ProgramVersion

SETTINGS = ("roll_mode", "asks_before_advancing", "confirms_after_h")


def assign_each(*, job: Job, item: Mapping[str, Any], now: datetime) -> dict[str, str]:
    """Assign to one athlete; ``item`` holds start, days, numbers, what ends, and the form."""
    rows = Athlete.objects.editable_by(job.owner).select_related("equipment")
    athlete = rows.filter(pk=item["athlete"]).first()
    versions = ProgramVersion.objects.editable_by(job.owner)
    version = versions.filter(pk=job.arguments["version"]).first()
    if athlete is None or version is None:
        raise NoLongerYours
    with transaction.atomic():
        if item["ends"] is not None:
            end_plan(plan=Plan.objects.get(athlete=athlete, pk=item["ends"]), by=job.owner, now=now)
        (plan,) = assign_program(
            version=version,
            athletes=[athlete],
            starts_on=date.fromisoformat(item["starts_on"]),
            weekdays={int(count): days for count, days in item["weekdays"].items()},
            anchors={athlete.pk: _numbers(item["numbers"])},
            by=job.owner,
            now=now,
            **{name: job.arguments[name] for name in SETTINGS},
        )
        if item["is_home"]:
            _make_home(plan, athlete=athlete, version=version, job=job, now=now)
    words = _("Starts %(day)s.") % {"day": date_format(plan.starts_on, "D j M Y")}
    return {"words": words, "url": reverse("console:athletes_plan_change", args=[plan.pk])}


def _numbers(said: Mapping[str, str | None]) -> dict[str, Decimal | None]:
    return {name: None if value is None else Decimal(value) for name, value in said.items()}


def _make_home(
    plan: Plan, *, athlete: Athlete, version: ProgramVersion, job: Job, now: datetime
) -> None:
    """Give the athlete the version's form for what is there."""
    home = home_form(version, athlete=athlete)
    if home is None:
        return
    keep_own_program(
        plan=Plan.objects.select_related("program_version", "athlete").get(pk=plan.pk),
        program=home.program,
        version=version,
        kind=PlanDelta.Kind.TWEAK,
        reason=_("For the equipment at home"),
        by=job.owner,
        now=now,
    )
