"""What ending a running phase before its weeks are done would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from athletes.models import PlannedSession, PlanPhase

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EarlyEnd:
    """The day on which what follows begins, and the sessions (primary keys) taken out for it."""

    first_on: date
    sessions: tuple[int, ...]

    @property
    def last_on(self) -> date:
        """The phase's last day then."""
        return self.first_on - DAY


def get_early_end(*, phase: PlanPhase, today: date) -> EarlyEnd | None:
    """Return what ending the phase on the athlete's today means; None where nothing is left of it.

    Sessions begun stay, and so does the phase's first day. 1 query, 0 where the phase doesn't run
    today.
    """
    if not phase.starts_on <= today <= phase.ends_on:
        return None
    earliest = max(today, phase.starts_on + DAY)
    ahead = _ahead(phase, from_on=earliest)
    first_on = max([earliest, *(on + DAY for _, on, log in ahead if log is not None)])
    if first_on > phase.ends_on:
        return None
    return EarlyEnd(first_on, tuple(key for key, _, log in ahead if log is None))


def _ahead(phase: PlanPhase, *, from_on: date) -> Sequence[tuple[int, date, Any]]:
    rows = PlannedSession.objects.filter(
        phase=phase, scheduled_on__gte=from_on, is_cancelled=False
    ).order_by("ordinal")
    return list(rows.values_list("pk", "scheduled_on", "log"))
