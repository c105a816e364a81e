"""Change what the roster says about an athlete."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pghistory
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from athletes.actions.add_athlete import AthleteAlreadyOnRoster, AthleteNameMissing
from athletes.actions.resolve_plans import resolve_plans
from athletes.models import Athlete, Plan
from programs.engine.errors import TrainingError

CHANGEABLE = frozenset({"name", "email", "units", "week_start"})


class StaleAthlete(TrainingError):
    """Somebody else changed the athlete in between."""

    def __init__(self) -> None:
        super().__init__(_("Somebody changed this athlete since you opened it; open it again."))


class NotChangeable(TrainingError):
    """A field that follows from something else."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(_("These can't be changed here: %(names)s.") % {"names": ", ".join(names)})


def change_athlete(
    *,
    athlete: Athlete,
    changes: Mapping[str, Any],
    expected_version: int,
    by: Any,
    now: datetime,
) -> Athlete:
    """Return the athlete as changed; only the first of two who saw the same version succeeds.

    ``changes`` by field name, of those in ``CHANGEABLE``. With other units a running plan tells
    its loads in them. Raises StaleAthlete, NotChangeable, AthleteNameMissing and
    AthleteAlreadyOnRoster; two queries, with other units also those of ``resolve_plans``.
    """
    unknown = sorted(changes.keys() - CHANGEABLE)
    if unknown:
        raise NotChangeable(unknown)
    values = _cleaned(changes)
    try:
        with transaction.atomic(), pghistory.context(user=by.pk, action="change_athlete"):
            changed = Athlete.objects.filter(pk=athlete.pk, version=expected_version).update(
                **values, version=F("version") + 1
            )
            if changed and values.get("units", athlete.units) != athlete.units:
                plans = Plan.objects.running().filter(athlete=athlete)
                resolve_plans(plans=list(plans.values_list("pk", flat=True)), now=now)
    except IntegrityError as error:
        if "once_per_organization" not in str(error):
            raise
        raise AthleteAlreadyOnRoster from error
    if not changed:
        raise StaleAthlete
    return Athlete.objects.get(pk=athlete.pk)


def _cleaned(changes: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(changes)
    if "name" in values:
        values["name"] = values["name"].strip()
        if not values["name"]:
            raise AthleteNameMissing
    if "email" in values:
        values["email"] = values["email"].strip().lower()
    return values
