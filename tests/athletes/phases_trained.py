"""An athlete with one phase of one main lift, trained as asked."""

from datetime import timedelta
from decimal import Decimal

from athletes.actions.finish_session import finish_session
from athletes.models import Athlete
from tests import make
from tests.athletes.logging import whole_session
from tests.athletes.plans_by_hand import lift, mesocycle, version

WEEK = timedelta(days=7)


def training(*, goal="strength", exercise="Back Squat", weeks=2, **fields):
    """Return an athlete with a phase of 3 x 5 of one main lift on Mondays and Thursdays."""
    athlete = make.athlete(**fields)
    phases = [mesocycle(goal, weeks=weeks, first_week=1, exercise=exercise)]
    plan = make.plan(
        athlete=athlete, version=version(organization=athlete.organization, mesocycles=phases)
    )
    lift(plan, exercise, secondary_muscles=["glutes"])
    return Athlete.objects.select_related("organization").get(pk=athlete.pk)


def train(athlete, *, sessions, rpe=Decimal(8)):
    rows = athlete.planned_sessions.order_by("ordinal")[:sessions]
    for session in rows:
        at = make.NOW + (session.scheduled_on - make.MONDAY)
        whole_session(athlete, session, at=at, rpe=rpe)
        finish_session(planned_session=session, session_rpe=None, note="", by=None, now=at)
