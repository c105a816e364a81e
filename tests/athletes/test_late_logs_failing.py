"""A plan whose late logs can't be judged keeps no other waiting, is told of and tried again."""

from datetime import timedelta

import pgtrigger
import pytest
from structlog.testing import capture_logs

from athletes.actions.decide_proposal import accept_proposal
from athletes.actions.roll_due import roll_due
from athletes.actions.summarize_adherence import SummaryReport, summarize_adherence
from athletes.models import (
    PhaseProposal,
    PhaseTransition,
    Plan,
    PlannedSession,
    SummaryMark,
    WeeklyAdherence,
)
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.plans_by_hand import DUE, make_plan, train

pytestmark = pytest.mark.django_db

NOON = timedelta(hours=12)
LATE = DUE + 2 * NOON


@pytest.fixture
def plans() -> list[Plan]:
    """Three plans that repeat a phase of which half was trained; then the rest was logged."""
    plans = [make_plan("hypertrophy", "strength") for _ in range(3)]
    for plan in plans:
        train(plan, sessions=2)
    roll_due(now=DUE)
    for proposal in PhaseProposal.objects.all():
        accept_proposal(proposal=proposal, by=make.user(), now=DUE + NOON)
    summarize_adherence(now=DUE + NOON)
    rows = PlannedSession.objects.filter(phase__seq=1, log=None, is_cancelled=False)
    for row in rows.filter(scheduled_on__lt=DUE.date()):
        by_hand.finish(row)
    return plans


def _keep(plan: Plan, evidence: dict[str, object]) -> None:
    with pgtrigger.ignore():
        PhaseTransition.objects.filter(plan=plan).update(evidence=evidence)


def _proposed() -> set[int]:
    return set(PhaseProposal.objects.filter(reason="late_logs").values_list("plan", flat=True))


def _due(plan: Plan) -> list[bool]:
    """Tell of each mark that is due whether it names a log."""
    rows = SummaryMark.objects.filter(plan_id=plan.pk, due_at__lte=LATE)
    return [log is not None for log in rows.values_list("session_log_id", flat=True)]


def test_plan_that_fails_keeps_no_other_from_being_judged(plans) -> None:
    _keep(plans[1], {})

    with capture_logs() as logs:
        report = summarize_adherence(now=LATE)

    assert _proposed() == {plans[0].pk, plans[2].pk}
    assert report.unjudged == 1
    (told,) = (one for one in logs if one["event"] == "late_logs_not_judged")
    assert (told["plan"], told["log_level"]) == (plans[1].pk, "warning")
    assert told["error"].startswith("TypeError: ")
    assert _due(plans[1]) == [True, True]
    assert _due(plans[0]) == []
    # Only the judging failed: the weeks say what is known.
    week = WeeklyAdherence.objects.get(plan=plans[1], week_on=by_hand.day(7))
    assert week.attended == 2


def test_plan_that_failed_is_tried_again_until_it_can_be_judged(plans) -> None:
    kept = PhaseTransition.objects.get(plan=plans[1]).evidence
    _keep(plans[1], {})
    summarize_adherence(now=LATE)

    again = summarize_adherence(now=LATE)
    _keep(plans[1], kept)
    mended = summarize_adherence(now=LATE)

    assert again == SummaryReport(written=0, unjudged=1)
    assert mended == SummaryReport(written=0, unjudged=0)
    assert _proposed() == {plan.pk for plan in plans}
    assert _due(plans[1]) == []
