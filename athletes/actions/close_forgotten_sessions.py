"""Close sessions that were trained and never finished, as of their last set."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Max, Q, QuerySet

from athletes.actions.finish_sessions import Ending, finish_sessions
from athletes.actions.transaction_limits import limit_transaction
from athletes.models import Athlete, Plan, SessionLog
from programs.engine.timeline import due_at, local_date

# Whoever trains around midnight still finishes it.
GRACE = timedelta(hours=6)
# Athletes a transaction; each is held from others until it ends.
BATCH = 20

logger = structlog.get_logger(__name__)


def close_forgotten_sessions(
    *, now: datetime, plans: QuerySet[Plan] | None = None, grace: timedelta = GRACE
) -> int:
    """Close the sessions begun whose last set's local day ended ``grace`` ago; return how many.

    ``plans`` None: of all. Each is complete at its last set, without an effort; one without a
    standing set, and training outside a plan, stay open. An athlete whom somebody else holds, or
    whose closing fails, waits for the next run. Not inside a transaction that holds a plan: who
    logs sets holds the athlete first. 1 query when there is none; else 3 a batch of 20 athletes
    and those of ``finish_sessions`` for each.
    """
    forgotten = _forgotten(now=now, plans=plans, grace=grace)
    athletes = sorted(forgotten)
    closed = 0
    for start in range(0, len(athletes), BATCH):
        with transaction.atomic():
            limit_transaction()
            held = _hold(athletes[start : start + BATCH])
            # Only now does nobody else log or finish: what was read before may be over.
            standing = _forgotten(now=now, plans=plans, grace=grace, athletes=held)
            for athlete in held:
                closed += _close(athlete, endings=standing.get(athlete.pk, ()), now=now)
    return closed


def _forgotten(
    *,
    now: datetime,
    plans: QuerySet[Plan] | None,
    grace: timedelta,
    athletes: Sequence[Athlete] | None = None,
) -> Mapping[int, Sequence[Ending]]:
    """Return how each forgotten session ended, by athlete. 1 query."""
    logs = SessionLog.objects.filter(completed_at=None, planned_session__isnull=False)
    if plans is not None:
        logs = logs.filter(planned_session__plan__in=plans.values("pk"))
    if athletes is not None:
        logs = logs.filter(athlete__in=athletes)
    last_at = Max("sets__performed_at", filter=Q(sets__deleted_at=None))
    rows = logs.annotate(last_at=last_at).filter(last_at__lte=now - grace)
    found: dict[int, list[Ending]] = defaultdict(list)
    for athlete_id, session_id, at, zone in rows.order_by("last_at", "pk").values_list(
        "athlete_id", "planned_session_id", "last_at", "time_zone"
    ):
        if due_at(local_date(at, zone=zone), zone=zone) + grace <= now:
            ending = Ending(planned_session_id=session_id, completed_at=at, is_guessed=True)
            found[athlete_id].append(ending)
    return found


def _hold(keys: Sequence[int]) -> list[Athlete]:
    rows = Athlete.objects.filter(pk__in=keys).order_by("pk")
    return list(rows.select_for_update(no_key=True, skip_locked=True))


def _close(athlete: Athlete, *, endings: Sequence[Ending], now: datetime) -> int:
    try:
        with transaction.atomic():
            return len(finish_sessions(athlete=athlete, endings=endings, by=None, now=now))
    # One athlete's session that can't be closed keeps nobody else's open.
    except Exception as error:
        logger.warning("sessions_not_closed", athlete=athlete.pk, error=type(error).__name__)
        return 0
