"""The coach reads on a plan's page what late logs would have decided, and answers or notes it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from athletes.actions.decide_proposal import accept_proposal
from athletes.actions.roll_due import roll_due
from athletes.actions.summarize_adherence import summarize_adherence
from athletes.models import PhaseProposal, Plan, PlannedSession
from coaching.queries.flags import Flag
from coaching.queries.roster import get_roster, roster_rows
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.plans_by_hand import DUE, make_plan, train
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db

LATER = DUE + timedelta(hours=12)


@pytest.fixture
def coach():
    return make.membership()


@pytest.fixture
def plan(coach):
    """A plan that repeats its first phase, whose missing logs came afterwards."""
    plan = make_plan("hypertrophy", "strength", athlete=make.athlete(coach=coach))
    train(plan, sessions=2)
    roll_due(now=DUE)
    accept_proposal(proposal=PhaseProposal.objects.get(), by=coach.user, now=LATER)
    for session in PlannedSession.objects.filter(phase__seq=1, log=None, is_provisional=False):
        by_hand.finish(session)
    summarize_adherence(now=LATER)
    return plan


def _flags(coach) -> tuple[Flag, ...]:
    athletes = list(roster_rows(user=coach.user, now=LATER))
    (line,) = get_roster(athletes=athletes, now=LATER).values()
    return line.flags


def _answer(client, plan: Plan, way: str) -> None:
    proposal = PhaseProposal.objects.get(reason="late_logs")
    response = client.post(
        reverse(f"console:athletes_plan_{way}", args=[plan.pk]), {"proposal": proposal.pk}
    )
    assert response.status_code == 302


def test_page_shows_what_late_logs_change_and_that_nothing_waits(coach, plan) -> None:
    response = client_of(coach.user).get(reverse("console:athletes_plan_change", args=[plan.pk]))

    text = response.content.decode()
    assert "Late logs change what the end of Hypertrophy rested on" in text
    assert "End the repeat" in text
    assert "A phase change waits for you" not in text


def test_coach_sees_on_roster_dashboard_and_plans_that_late_logs_ask(coach, plan) -> None:
    client = client_of(coach.user)

    dashboard = client.get(reverse("console:index"))
    roster = client.get(reverse("console:athletes_athlete_changelist")).content.decode()
    plans = client.get(reverse("console:athletes_plan_changelist")).content.decode()

    assert [flag.kind for flag in _flags(coach)] == ["late_logs"]
    words = "Late logs change a decision: with them it would be the next phase."
    assert _flags(coach)[0].words == words
    assert words in dashboard.content.decode()
    assert '<span class="pw-badge notice" title="' + words + '">Late logs</span>' in roster
    assert '<span class="pw-badge notice">Late logs</span>' in plans


def test_coach_who_noted_it_is_asked_no_more(coach, plan) -> None:
    _answer(client_of(coach.user), plan, "decline")

    plans = client_of(coach.user).get(reverse("console:athletes_plan_changelist")).content.decode()

    assert _flags(coach) == ()
    assert "Late logs" not in plans


@pytest.mark.parametrize(
    ("way", "status", "phases"), [("accept", "ACCEPTED", 3), ("decline", "DECLINED", 2)]
)
def test_late_proposal_is_carried_out_or_noted(coach, plan, way, status, phases) -> None:
    client = client_of(coach.user)

    _answer(client, plan, way)

    answered = PhaseProposal.objects.get(reason="late_logs")
    assert (answered.status, answered.decided_by) == (status, coach.user)
    assert plan.phases.count() == phases
    page = client.get(reverse("console:athletes_plan_change", args=[plan.pk])).content.decode()
    assert "Late logs change a decision" not in page
