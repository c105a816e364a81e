"""What finished sessions change: estimates of their days, then every load still to come."""

from collections.abc import Sequence
from datetime import datetime

from athletes.actions.record_estimates import days_of, record_estimates
from athletes.actions.resolve_plans import resolve_plans
from athletes.models import Athlete, Plan, SessionLog


def settle_sessions(*, athlete: Athlete, logs: Sequence[SessionLog], now: datetime) -> None:
    """Estimate the days of these sessions anew and replay the athlete's running plan.

    Inside the caller's transaction. 4 queries, and those of ``resolve_plans`` with a plan.
    """
    record_estimates(athlete=athlete, days=days_of(logs))
    plans = list(Plan.objects.running().filter(athlete=athlete).values_list("pk", flat=True))
    resolve_plans(plans=plans, now=now)
