"""Late logs that change what a decision rested on open a proposal; nothing acts by itself."""

from datetime import timedelta

import pytest

from athletes.actions.decide_proposal import (
    NothingToActOn,
    ProposalAlreadyDecided,
    accept_proposal,
    decline_proposal,
)
from athletes.actions.roll_due import roll_due
from athletes.actions.summarize_adherence import summarize_adherence
from athletes.actions.undo_transition import undo_transition
from athletes.models import PhaseProposal, PhaseTransition, Plan, PlannedSession, PlanPhase
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.plans_by_hand import DUE, day, make_plan, train

pytestmark = pytest.mark.django_db

NOON = timedelta(hours=12)


@pytest.fixture
def coach():
    return make.user()


@pytest.fixture
def repeated(coach):
    """A plan whose first phase got half of its sessions, so that the coach had it repeated."""
    plan = make_plan("hypertrophy", "strength")
    train(plan, sessions=2)
    roll_due(now=DUE)
    accept_proposal(proposal=PhaseProposal.objects.get(), by=coach, now=DUE + NOON)
    summarize_adherence(now=DUE + NOON)
    return Plan.objects.get(pk=plan.pk)


def _train_the_rest(plan: Plan) -> None:
    rows = PlannedSession.objects.filter(plan=plan, phase__seq=1, log=None, is_cancelled=False)
    for row in rows.filter(scheduled_on__lt=DUE.date()):
        by_hand.finish(row)


def _open() -> PhaseProposal:
    return PhaseProposal.objects.get(status="OPEN")


def _phases(plan: Plan) -> list[tuple[str, str, int]]:
    return list(plan.phases.order_by("seq").values_list("name", "kind", "mesocycle"))


def test_late_logs_that_would_have_advanced_are_proposed_and_nothing_acts(repeated) -> None:
    before = _phases(repeated), repeated.due_at

    _train_the_rest(repeated)
    summarize_adherence(now=DUE + 2 * NOON)

    proposal = _open()
    assert (proposal.decision, proposal.reason) == ("ADVANCE", "late_logs")
    assert proposal.phase.seq == 1
    assert proposal.words.startswith("Late logs change what the end of Hypertrophy rested on: ")
    assert proposal.evidence["exposure"] == "1/1"
    repeated.refresh_from_db()
    assert (_phases(repeated), repeated.due_at) == before
    assert PhaseTransition.objects.count() == 1


def test_late_logs_that_change_no_decision_open_nothing(repeated) -> None:
    # Three of four: an extension instead of a repeat; two of four and a half: still a repeat.
    by_hand.group(repeated.sessions.get(ordinal=1))

    by_hand.tally(repeated.sessions.get(ordinal=1), sets_credited=2)
    summarize_adherence(now=DUE + 2 * NOON)

    assert not PhaseProposal.objects.filter(status="OPEN").exists()


def test_twice_is_one_proposal(repeated) -> None:
    _train_the_rest(repeated)
    summarize_adherence(now=DUE + 2 * NOON)
    first = _open()
    by_hand.tally(repeated.sessions.get(ordinal=1), sets_credited=2)
    summarize_adherence(now=DUE + 3 * NOON)

    assert _open() == first


def test_logs_taken_back_close_the_proposal(repeated) -> None:
    _train_the_rest(repeated)
    summarize_adherence(now=DUE + 2 * NOON)
    proposal = _open()
    for session in repeated.sessions.filter(phase__seq=1, ordinal__gt=2):
        by_hand.tally(session, sets_credited=0)

    summarize_adherence(now=DUE + 3 * NOON)

    proposal.refresh_from_db()
    assert (proposal.status, proposal.decided_by) == ("DECLINED", None)
    assert not PhaseProposal.objects.filter(status="OPEN").exists()


def test_open_proposal_does_not_stop_the_next_phase(repeated) -> None:
    _train_the_rest(repeated)
    summarize_adherence(now=DUE + 2 * NOON)
    train(repeated)

    rolled = roll_due(now=repeated.due_at)

    assert rolled.transitions == 1
    assert [kind for _, kind, _ in _phases(repeated)] == ["PLANNED", "REPEAT", "PLANNED"]
    assert _open().decision == "ADVANCE"


def test_accepted_ends_the_repeat_from_today_on(repeated, coach) -> None:
    _train_the_rest(repeated)
    summarize_adherence(now=DUE + 2 * NOON)
    now = DUE + timedelta(days=3)

    transition = accept_proposal(proposal=_open(), by=coach, now=now)

    repeat, strength = PlanPhase.objects.filter(seq__gt=1).order_by("seq")
    assert (repeat.ends_on, repeat.closed_at is None) == (day(16), False)
    assert (strength.name, strength.starts_on, strength.mesocycle) == ("Strength", day(17), 1)
    assert (transition.cause, transition.decided_by) == ("COACH", coach)
    assert transition.to_phase == strength
    ahead = repeat.sessions.filter(scheduled_on__gte=day(17))
    assert set(ahead.values_list("is_cancelled", flat=True)) == {True}
    with pytest.raises(ProposalAlreadyDecided):
        accept_proposal(
            proposal=PhaseProposal.objects.get(pk=transition_proposal()), by=coach, now=now
        )


def test_phase_that_begins_on_the_day_of_the_answer_keeps_that_day(repeated, coach) -> None:
    _train_the_rest(repeated)
    summarize_adherence(now=DUE + 2 * NOON)
    # The repeat began on this very day, and is ended on it: it keeps the day.
    on_the_day = DUE + NOON
    ended = accept_proposal(proposal=_open(), by=coach, now=on_the_day)
    hold = undo_transition(transition=ended, by=coach, now=on_the_day)

    transition = decline_proposal(proposal=hold, by=coach, now=on_the_day)

    repeat, strength = PlanPhase.objects.filter(seq__gt=1).order_by("seq")
    assert (repeat.starts_on, repeat.ends_on, repeat.extra_weeks) == (day(14), day(14), 0)
    assert (strength.name, strength.starts_on) == ("Strength", day(15))
    assert (transition.decision, transition.to_phase) == ("ADVANCE", strength)
    kept = repeat.sessions.filter(is_cancelled=False)
    assert list(kept.values_list("scheduled_on", flat=True)) == [day(14)]


def transition_proposal() -> int:
    return PhaseProposal.objects.get(reason="late_logs").pk


def test_declined_is_noted_and_not_asked_again(repeated, coach) -> None:
    _train_the_rest(repeated)
    summarize_adherence(now=DUE + 2 * NOON)
    before = _phases(repeated)

    stands = decline_proposal(proposal=_open(), by=coach, now=DUE + 2 * NOON)
    by_hand.tally(repeated.sessions.get(ordinal=1), sets_credited=2)
    summarize_adherence(now=DUE + 3 * NOON)

    assert stands == PhaseTransition.objects.get()
    noted = PhaseProposal.objects.get(reason="late_logs")
    assert (noted.status, noted.decided_by) == ("DECLINED", coach)
    assert _phases(repeated) == before


def test_what_the_plan_went_past_is_only_to_be_noted(repeated, coach) -> None:
    _train_the_rest(repeated)
    summarize_adherence(now=DUE + 2 * NOON)
    train(repeated)
    roll_due(now=repeated.due_at)

    with pytest.raises(NothingToActOn):
        accept_proposal(proposal=_open(), by=coach, now=repeated.due_at + NOON)

    assert _open().decided_at is None
    assert PhaseTransition.objects.count() == 2
