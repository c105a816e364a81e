"""What a coach does from the queue's rows, who may, and what it leaves alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from athletes.actions.hold_proposal import hold_proposal
from athletes.actions.write_comment import About, write_comment
from athletes.models import CheckIn, Comment, PhaseProposal, PhaseTransition, Plan
from coaching.models import AttentionMark, Invitation
from tests import make
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def coach():
    return make.membership()


def answer(coach, athlete, kind, do, **fields):
    address = reverse("console:attention", args=[athlete.pk, kind])
    return client_of(coach.user).post(address, {"do": do, "facts": "x", **fields})


def marks():
    return list(AttentionMark.objects.values_list("kind", "facts", "state"))


def proposed(coach, **fields):
    today = timezone.now()
    began = today - timedelta(weeks=2)
    plan = make.plan(athlete=make.athlete(coach=coach), now=began, starts_on=began.date())
    return PhaseProposal.objects.create(
        **{
            "organization": plan.organization,
            "athlete": plan.athlete,
            "plan": plan,
            "phase": plan.phases.get(),
            "decision": "EXTEND_1W",
            "reason": "dose_partial",
            "words": "One more week.",
            "evidence": {},
            "due_at": today,
            "proposed_at": today,
            **fields,
        }
    )


@pytest.mark.parametrize("do", ["tomorrow", "days", "week", "change"])
def test_item_is_put_off(coach, do):
    athlete = make.athlete(coach=coach)

    response = answer(coach, athlete, "no_plan", do)

    assert (response.status_code, response.url) == (302, reverse("console:index"))
    (mark,) = AttentionMark.objects.all()
    assert (mark.membership, mark.athlete, mark.state) == (coach, athlete, "SNOOZED")
    assert (mark.until is None) is (do == "change")


@pytest.mark.parametrize(("do", "state"), [("done", "DONE"), ("noise", "NOISE")])
def test_item_is_dealt_with_or_noise_until_it_is_brought_back(coach, do, state):
    athlete = make.athlete(coach=coach)

    answer(coach, athlete, "no_plan", do)
    put_away = marks()
    answer(coach, athlete, "no_plan", "back")

    assert (put_away, marks()) == ([("no_plan", "x", state)], [])


def test_proposal_is_accepted_and_taken_back_from_the_queue(coach):
    proposal = proposed(coach)
    client = client_of(coach.user)

    answer(coach, proposal.athlete, "proposal", "accept", proposal=proposal.pk)
    proposal.refresh_from_db()
    change = PhaseTransition.objects.get()
    page = client.get(reverse("console:index")).content.decode()
    answer(coach, proposal.athlete, "proposal", "undo", transition=change.pk)
    change.refresh_from_db()

    assert (proposal.status, change.decision) == ("ACCEPTED", "EXTEND_1W")
    assert "You decided today" in page
    assert change.undone_by == coach.user
    assert marks() == [("proposal", "x", "DONE")]


def test_something_else_is_done_instead_of_what_was_proposed(coach):
    proposal = proposed(coach)

    answer(
        coach,
        proposal.athlete,
        "proposal",
        "instead",
        proposal=proposal.pk,
        instead="ADVANCE",
    )

    proposal.refresh_from_db()
    assert proposal.status == "DECLINED"
    assert PhaseTransition.objects.get().decision == "ADVANCE"


def test_held_proposal_waits_without_a_clock(coach):
    now = timezone.now()
    proposal = proposed(coach, goes_on_at=now + timedelta(hours=24))
    Plan.objects.update(due_at=now + timedelta(hours=24))

    for _ in range(2):
        answer(coach, proposal.athlete, "proposal", "hold", proposal=proposal.pk)

    proposal.refresh_from_db()
    plan = Plan.objects.get()
    assert (proposal.status, proposal.goes_on_at) == ("WAITING", None)
    assert plan.due_at > now + timedelta(hours=24)
    assert marks() == [("proposal", "x", "SNOOZED")]


def test_proposal_is_held_from_the_plans_page_while_it_has_a_clock(coach):
    proposal = proposed(coach, goes_on_at=timezone.now() + timedelta(hours=24))
    client = client_of(coach.user)
    page = reverse("console:athletes_plan_change", args=[proposal.plan_id])
    hold = reverse("console:athletes_plan_hold", args=[proposal.plan_id])

    before = hold in client.get(page).content.decode()
    client.post(hold, {"proposal": proposal.pk})
    after = hold in client.get(page).content.decode()

    proposal.refresh_from_db()
    assert (before, after, proposal.goes_on_at) == (True, False, None)


def test_answered_proposal_is_not_held(coach):
    proposal = proposed(coach, status="ACCEPTED", goes_on_at=make.NOW)

    answer(coach, proposal.athlete, "proposal", "hold", proposal=proposal.pk)

    proposal.refresh_from_db()
    assert proposal.goes_on_at == make.NOW
    assert marks() == []


def test_hold_keeps_a_plan_without_a_clock_so(coach):
    proposal = proposed(coach)
    Plan.objects.update(due_at=None)

    hold_proposal(proposal=proposal, by=coach.user, now=make.NOW)

    assert Plan.objects.get().due_at is None


def test_pain_is_resolved(coach):
    athlete = make.athlete(coach=coach)
    CheckIn.objects.create(
        organization=athlete.organization, athlete=athlete, on=make.MONDAY, has_pain=True
    )

    answer(coach, athlete, "pain", "resolve")

    assert CheckIn.objects.get().pain_resolved_at is not None
    assert marks() == [("pain", "x", "DONE")]


def test_athlete_is_invited_again(coach):
    athlete = make.athlete(coach=coach, email="anna@example.com")

    answer(coach, athlete, "invited", "invite")

    assert Invitation.objects.get().email == "anna@example.com"


def test_refused_deed_leaves_the_item_in_the_queue(coach):
    athlete = make.athlete(coach=coach, email="")

    answer(coach, athlete, "invited", "invite")

    assert marks() == []


def wrote(athlete):
    return write_comment(
        athlete=athlete,
        about=About.SESSION,
        about_id=athlete.plans.get().sessions.order_by("ordinal")[0].pk,
        text="Heavy.",
        by=athlete.user,
        now=make.NOW,
    )


def test_comment_is_answered_and_read(coach):
    athlete = make.athlete(coach=coach, user=make.user())
    plan = make.plan(athlete=athlete)
    theirs = wrote(athlete)
    about = f"session:{theirs.planned_session_id}"

    answer(coach, athlete, "unread", "comment", text="Drop it.", about=about, answered=theirs.pk)

    theirs.refresh_from_db()
    own = Comment.objects.get(is_by_athlete=False)
    assert theirs.read_at is not None
    assert (own.text, own.planned_session.plan) == ("Drop it.", plan)


def test_comment_is_marked_as_read_only(coach):
    athlete = make.athlete(coach=coach, user=make.user())
    make.plan(athlete=athlete)
    theirs = wrote(athlete)

    answer(coach, athlete, "unread", "read", answered=theirs.pk)

    theirs.refresh_from_db()
    assert theirs.read_at is not None
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" ", "Write a few words first."),
        ("Drop it. " * 300, "A comment has at most 2000 characters: make two of it."),
    ],
    ids=["empty", "too long"],
)
def test_refused_comment_keeps_what_was_typed_beside_the_sentence(coach, text, sentence):
    athlete = make.athlete(coach=coach, user=make.user())
    make.plan(athlete=athlete)
    theirs = wrote(athlete)
    about = f"session:{theirs.planned_session_id}"

    response = answer(
        coach, athlete, "unread", "comment", text=text, about=about, facts=str(theirs.pk)
    )

    refused = response.context["refused"]
    page = response.content.decode()
    assert (response.status_code, refused.sentence, refused.text) == (422, sentence, text)
    assert response.context["refused_item"].flag.kind == "unread"
    assert f'<p class="pw-field__error" id="refused" role="alert">{sentence}</p>' in page
    assert f"autofocus>{text}</textarea>" in page
    assert (Comment.objects.count(), marks()) == (1, [])


def test_refused_comment_on_what_left_the_queue_is_kept_above_it(coach):
    athlete = make.athlete(coach=coach, name="Anna")

    response = answer(
        coach, athlete, "unread", "comment", text="Well done.", about="session:7", facts="gone"
    )

    page = response.content.decode()
    assert (response.status_code, response.context["refused_item"]) == (422, None)
    assert "Anna: What this comment is about is gone: open the plan again." in page
    assert "Well done.</textarea>" in page


def test_refused_decision_keeps_what_was_chosen_instead(coach):
    proposal = proposed(coach)
    facts = f"{proposal.pk} {proposal.proposed_at.isoformat()}"
    Plan.objects.update(status="PAUSED", due_at=None)

    response = answer(
        coach,
        proposal.athlete,
        "proposal",
        "instead",
        proposal=proposal.pk,
        instead="REPEAT",
        facts=facts,
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert '<option value="REPEAT" selected>' in page
    assert "The plan isn&#x27;t running: resume it before you decide how it goes on." in page


def test_refused_deed_leaves_the_whole_queue_open_where_it_was(coach):
    athlete = make.athlete(coach=coach, email="")

    response = answer(coach, athlete, "invited", "invite", all="")

    assert (response.status_code, response.context["is_all"]) == (422, True)


DEEDS = ["accept", "instead", "hold", "resolve", "invite", "undo"]


@pytest.mark.parametrize("do", DEEDS)
def test_assistant_may_not_change_plans_from_the_queue(coach, do):
    proposal = proposed(coach)
    helper = make.membership(role="ASSISTANT", organization=coach.organization)
    helper.engagements.create(
        organization=coach.organization, athlete=proposal.athlete, started_at=make.NOW
    )

    response = answer(helper, proposal.athlete, "proposal", do, proposal=proposal.pk)

    proposal.refresh_from_db()
    assert (response.status_code, proposal.status, marks()) == (403, "WAITING", [])


@pytest.mark.parametrize("do", [*DEEDS, "noise", "tomorrow", "comment", "read", "back"])
def test_stranger_finds_nobody(coach, do):
    proposal = proposed(coach)
    stranger = make.membership(role="OWNER")

    response = answer(stranger, proposal.athlete, "proposal", do, proposal=proposal.pk)

    assert (response.status_code, marks()) == (404, [])


@pytest.mark.parametrize("do", ["accept", "hold", "instead"])
def test_proposal_of_another_athlete_is_not_there(coach, do):
    own, other = proposed(coach), proposed(coach)

    response = answer(coach, own.athlete, "proposal", do, proposal=other.pk, instead="ADVANCE")

    assert response.status_code == 404
    assert set(PhaseProposal.objects.values_list("status", flat=True)) == {"WAITING"}


@pytest.mark.parametrize(("kind", "do"), [("no_plan", "dance"), ("dance", "noise")])
def test_unknown_word_is_not_there(coach, kind, do):
    athlete = make.athlete(coach=coach)

    assert answer(coach, athlete, kind, do).status_code == 404


def test_answer_is_a_post(coach):
    address = reverse("console:attention", args=[make.athlete(coach=coach).pk, "no_plan"])

    assert client_of(coach.user).get(address).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_busy_queue_takes_its_queries(coach, count, django_assert_num_queries):
    for _ in range(count):
        athlete = proposed(coach).athlete
        athlete.user = make.user()
        athlete.save(update_fields=["user"])
        wrote(athlete)
    client = client_of(coach.user)
    client.get(reverse("console:index"))

    with django_assert_num_queries(17):
        page = client.get(reverse("console:index"))

    assert page.content.decode().count('value="accept"') == count
