"""Keep what an athlete answered on the first run, all of it or nothing."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from athletes.actions.change_settings import change_settings
from athletes.actions.choose_equipment import Preset, choose_equipment
from athletes.actions.end_first_run import end_first_run
from athletes.actions.name_maxes import name_maxes
from athletes.models import Athlete


def answer_first_run(
    *,
    athlete: Athlete,
    units: str,
    time_zone: str,
    preset: Preset | None,
    maxes: Mapping[int, Decimal],
    by: Any,
    now: datetime,
    language: str | None = None,
) -> None:
    """Keep units, zone, equipment and maxima (kg by exercise id), and end the first run.

    ``language`` as in ``change_settings``. ``preset`` None leaves the equipment as it is. Raises
    as ``name_maxes`` does; then nothing is kept.
    """
    with transaction.atomic():
        change_settings(
            athlete=athlete,
            name=athlete.name,
            units=units,
            time_zone=time_zone,
            week_start=athlete.week_start,
            by=by,
            now=now,
            language=language,
        )
        athlete.units = units
        if preset is not None:
            choose_equipment(athlete=athlete, preset=preset, now=now)
        name_maxes(athlete=athlete, maxes=maxes, by=by, now=now)
        end_first_run(athlete=athlete)
