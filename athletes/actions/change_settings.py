"""Change what an athlete says about themselves."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F

from athletes.actions.follow_zone import follow_zone
from athletes.actions.resolve_plans import resolve_plans
from athletes.models import Athlete, Plan


def change_settings(
    *,
    athlete: Athlete,
    name: str,
    units: str,
    time_zone: str,
    week_start: int | None,
    by: Any,
    now: datetime,
    language: str | None = None,
) -> None:
    """Keep the athlete's name, units, zone and first day of the week; their account follows.

    ``week_start`` counts from Monday = 0; None is the organization's. ``language`` is of the
    athlete's own account: empty is the browser's, None leaves it as it is. A running plan moves to
    the new zone (``follow_zone``), and tells its loads in the new units. 2 queries and those of
    ``follow_zone``; with other units also those of ``resolve_plans``.
    """
    with transaction.atomic():
        Athlete.objects.filter(pk=athlete.pk).update(
            name=name,
            units=units,
            time_zone=time_zone,
            week_start=week_start,
            version=F("version") + 1,
        )
        athlete.time_zone = time_zone
        follow_zone(athlete=athlete, by=by)
        if athlete.user_id == by.pk:
            # Dates and loads are read by the account's settings wherever no athlete is named.
            said = {"units": units, "time_zone": time_zone}
            if language is not None:
                said["locale"] = language
            get_user_model().objects.filter(pk=by.pk).update(**said)
        if units != athlete.units:
            plans = Plan.objects.running().filter(athlete=athlete)
            resolve_plans(plans=list(plans.values_list("pk", flat=True)), now=now)
