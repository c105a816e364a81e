"""What a bad plan costs the others: few statements, and none once it is known."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from athletes.actions.roll_due import SweepReport, roll_due
from athletes.actions.roll_plan import roll_plan
from athletes.models import PhaseTransition, Plan, PlannedGroup, PlannedSession, PlanPhase
from tests.athletes.plans_by_hand import DUE, make_plan

pytestmark = pytest.mark.django_db


def spoil(plan: Plan) -> None:
    """Take away what the plan needs; what is broken here stands for a disk or a bug."""
    PlannedGroup.objects.filter(session__plan=plan).delete()
    PlannedSession.objects.filter(plan=plan).delete()
    PlanPhase.objects.filter(plan=plan).delete()


def test_bad_plan_among_many_is_found_by_halves() -> None:
    plans = [make_plan("deload", "strength") for _ in range(16)]
    spoil(plans[11])

    with CaptureQueriesContext(connection) as captured:
        report = roll_due(now=DUE)

    assert report == SweepReport(plans=16, transitions=15, failures=1)
    assert set(Plan.objects.filter(failures=1)) == {plans[11]}
    # Halves of 8, 4, 2 and 1 go well; plan by plan it would be fifteen times as many as one.
    assert len(captured) < 6 * 45


def test_plan_that_failed_before_stops_nobody_again(caplog) -> None:
    bad, *_ = (make_plan("deload", "strength") for _ in range(4))
    spoil(bad)
    Plan.objects.filter(pk=bad.pk).update(failures=1, retry_at=DUE)

    report = roll_due(now=DUE)

    bad.refresh_from_db()
    assert report == SweepReport(plans=4, transitions=3, failures=1)
    assert (bad.failures, bad.retry_at) == (2, DUE + timedelta(seconds=20))
    assert not PhaseTransition.objects.filter(plan=bad).exists()
    assert [record.msg["event"] for record in caplog.records] == ["plan_failed"]


def test_plan_that_failed_before_is_left_to_the_sweep_by_who_opens_the_day() -> None:
    """A page's thread can't be cut off: a plan that computes without end would keep it."""
    plan = make_plan("deload", "strength")
    spoil(plan)
    Plan.objects.update(failures=1, retry_at=DUE)

    assert roll_plan(plan_id=plan.pk, now=DUE, cause="READ") == 0

    plan.refresh_from_db()
    assert (plan.failures, plan.retry_at) == (1, DUE)
    assert roll_due(now=DUE).failures == 1


def test_group_that_was_slow_to_fail_is_not_halved(caplog, monkeypatch) -> None:
    plans = [make_plan("deload", "strength") for _ in range(8)]
    spoil(plans[3])
    monkeypatch.setattr("athletes.actions.roll_plan.SLOW_SECONDS", 0.0)

    report = roll_due(now=DUE)

    assert report == SweepReport(plans=8, transitions=7, failures=1)
    # A statement that takes its 20 seconds at each halving would outlast the whole task.
    events = [record.msg["event"] for record in caplog.records]
    assert events == ["plans_rolled_apart", "plan_failed"]
