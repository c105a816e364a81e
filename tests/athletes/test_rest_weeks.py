"""A plan with a week without training writes its sessions and rolls like any other."""

import pytest

from athletes.actions.roll_due import SweepReport, roll_due
from athletes.actions.summarize_adherence import summarize_adherence
from athletes.models import PlannedSession, PlanPhase
from tests import make
from tests.athletes.plans_by_hand import DUE, begin, day, mesocycle, plan, train, version

pytestmark = pytest.mark.django_db


def test_plan_with_rest_weeks_writes_its_sessions_and_rolls() -> None:
    first = mesocycle("hypertrophy", weeks=2, first_week=1)
    first["weeks"][1]["days"] = []
    second = mesocycle("strength", weeks=2, first_week=3)
    second["weeks"][0]["days"] = []
    athlete = make.athlete()
    assigned = version(organization=athlete.organization, mesocycles=[first, second])
    row = plan(athlete=athlete, version=assigned)
    begin(row, weeks=2)
    train(row)

    report = roll_due(now=DUE)
    summarize_adherence(now=DUE)

    phases = PlanPhase.objects.order_by("seq")
    sessions = PlannedSession.objects.order_by("ordinal")
    assert report == SweepReport(plans=1, transitions=1)
    assert [(one.goal, one.starts_on, one.ends_on) for one in phases] == [
        ("hypertrophy", day(0), day(13)),
        ("strength", day(14), day(27)),
    ]
    # Monday and Thursday of the first and of the fourth week.
    assert list(sessions.values_list("ordinal", "scheduled_on")) == [
        (1, day(0)),
        (2, day(3)),
        (3, day(21)),
        (4, day(24)),
    ]
