"""Stop a plan's clock while the athlete is away."""

from datetime import datetime
from typing import Any

import pghistory
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from athletes.models import Absence, Plan
from programs.engine.errors import TrainingError
from programs.engine.timeline import local_date


class PlanNotRunning(TrainingError):
    """Only an active plan can be paused."""

    def __init__(self) -> None:
        super().__init__(_("This plan isn't active, so there is nothing to pause."))


class AlreadyAway(TrainingError):
    """An absence covers the day already."""

    def __init__(self) -> None:
        super().__init__(
            _("An absence already covers these days: end or change it before you pause the plan.")
        )


def pause_plan(*, plan: Plan, reason: str, by: Any, now: datetime, note: str = "") -> Absence:
    """Pause the plan from the athlete's today on: nothing falls due until it is resumed.

    ``reason`` is an ``Absence.Reason``. Raises PlanNotRunning and AlreadyAway; spec 5.3.
    """
    try:
        with transaction.atomic(), pghistory.context(by=by.pk if by else None, why="pause"):
            changed = Plan.objects.filter(pk=plan.pk, status=Plan.Status.ACTIVE).update(
                status=Plan.Status.PAUSED, due_at=None
            )
            if not changed:
                raise PlanNotRunning
            return Absence.objects.create(
                organization_id=plan.organization_id,
                athlete_id=plan.athlete_id,
                from_on=local_date(now, zone=plan.time_zone),
                effect=Absence.Effect.PAUSE,
                reason=reason,
                note=note,
            )
    except IntegrityError as error:
        raise AlreadyAway from error
