"""Let the sweep try a plan again that it had given up on."""

from typing import Any

import pghistory
from django.utils.translation import gettext as _

from athletes.models import Plan
from programs.engine.errors import TrainingError


class PlanNotStopped(TrainingError):
    """Only a quarantined plan can be released."""

    def __init__(self) -> None:
        super().__init__(_("This plan isn't stopped: the sweep tries it again by itself."))


def release_plan(*, plan: Plan, by: Any) -> None:
    """Take the plan out of quarantine; the next sweep tries it. Raises PlanNotStopped."""
    with pghistory.context(by=by.pk if by else None, why="release"):
        changed = Plan.objects.filter(pk=plan.pk, quarantined_at__isnull=False).update(
            quarantined_at=None, retry_at=None, failures=0
        )
    if not changed:
        raise PlanNotStopped
