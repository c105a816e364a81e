"""Change what an athlete says about themselves."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F

from athletes.models import Athlete


def change_settings(
    *, athlete: Athlete, name: str, units: str, time_zone: str, week_start: int | None, by: Any
) -> None:
    """Keep the athlete's name, units, zone and first day of the week; their account follows.

    ``week_start`` counts from Monday = 0; None is the organization's. A running plan keeps the
    zone that its days were laid out in. 2 queries.
    """
    with transaction.atomic():
        Athlete.objects.filter(pk=athlete.pk).update(
            name=name,
            units=units,
            time_zone=time_zone,
            week_start=week_start,
            version=F("version") + 1,
        )
        if athlete.user_id == by.pk:
            # Dates and loads are read by the account's settings wherever no athlete is named.
            get_user_model().objects.filter(pk=by.pk).update(units=units, time_zone=time_zone)
