"""Take athletes off the roster without deleting anything, and back."""

from typing import Any

import pghistory
from django.db.models import F
from django.utils.translation import gettext as _

from athletes.models import Athlete, Plan
from programs.engine.errors import TrainingError


class StillOnAPlan(TrainingError):
    """Somebody with a running plan is in training."""

    def __init__(self) -> None:
        super().__init__(_("End the running plan first, then archive the athlete."))


def archive_athlete(*, athlete: Athlete, by: Any) -> None:
    """Archive the athlete; logs and plans stay. Twice is no harm. Raises StillOnAPlan."""
    if Plan.objects.running().filter(athlete=athlete).exists():
        raise StillOnAPlan
    _mark(athlete, is_archived=True, by=by)


def unarchive_athlete(*, athlete: Athlete, by: Any) -> None:
    """Put the athlete back onto the roster. Twice is no harm."""
    _mark(athlete, is_archived=False, by=by)


def _mark(athlete: Athlete, *, is_archived: bool, by: Any) -> None:
    with pghistory.context(user=by.pk, action="archive" if is_archived else "unarchive"):
        Athlete.objects.filter(pk=athlete.pk, is_archived=not is_archived).update(
            is_archived=is_archived, version=F("version") + 1
        )
