"""Note that reported pain is over."""

from datetime import datetime
from typing import Any

import pghistory

from athletes.models import Athlete, CheckIn


def resolve_pain(*, athlete: Athlete, by: Any, now: datetime) -> int:
    """Mark the athlete's open pain as resolved and return how many reports that closed.

    Doing it twice is no harm. A plan held for pain goes on by the coach's decision on its page.
    """
    with pghistory.context(user=by.pk, action="resolve_pain"):
        return CheckIn.objects.filter(athlete=athlete, has_pain=True, pain_resolved_at=None).update(
            pain_resolved_at=now
        )
