"""Comments on the console's pages of a session and a plan."""

import pytest
from django.urls import reverse

from athletes.actions.write_comment import About, write_comment
from athletes.models import Comment, PlannedSession
from tests import make
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def coach():
    return make.membership()


@pytest.fixture
def ana(coach):
    athlete = make.athlete(coach=coach, user=make.user(), name="Ana")
    make.plan(athlete=athlete)
    return athlete


def session_of(athlete):
    return PlannedSession.objects.filter(athlete=athlete).order_by("ordinal")[0]


def address(name, key):
    return reverse(f"console:athletes_{name}", args=[key])


def ask(athlete, *, about=About.SESSION, about_id=None, text="Deep enough?"):
    return write_comment(
        athlete=athlete,
        about=about,
        about_id=about_id or session_of(athlete).pk,
        text=text,
        by=athlete.user,
        now=make.NOW,
    )


def test_session_page_shows_the_thread_and_sends(ana, coach):
    question, session = ask(ana, text="Was it <i>deep</i>?"), session_of(ana)
    client = client_of(coach.user)

    page = client.get(address("plannedsession_change", session.pk)).content.decode()
    answer = client.post(
        address("plannedsession_comment", session.pk),
        {"text": "It was.", "about": "", "answered": [str(question.pk)]},
    )

    question.refresh_from_db()
    written = Comment.objects.get(is_by_athlete=False)
    assert "Was it &lt;i&gt;deep&lt;/i&gt;?" in page
    assert f'name="answered" value="{question.pk}"' in page
    assert answer["Location"] == address("plannedsession_change", session.pk)
    assert (written.text, written.planned_session, written.author) == (
        "It was.",
        session,
        coach.user,
    )
    assert question.read_at is not None


def test_plan_page_sends_on_the_chosen_phase_and_shows_it(ana, coach):
    plan = ana.plans.get()
    phase, client = plan.phases.get(), client_of(coach.user)

    answer = client.post(address("plan_comment", plan.pk), {"text": "Long.", "about": phase.pk})
    page = client.get(address("plan_change", plan.pk)).content.decode()

    assert answer["Location"] == address("plan_change", plan.pk)
    assert Comment.objects.get().phase == phase
    assert "Long." in page


def test_only_reading_writes_nothing(ana, coach):
    question, session = ask(ana), session_of(ana)

    client_of(coach.user).post(
        address("plannedsession_comment", session.pk),
        {"text": "", "answered": [str(question.pk)], "only_read": "1"},
    )

    question.refresh_from_db()
    assert question.read_at is not None
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("name", ["plannedsession", "plan"])
def test_empty_comment_keeps_the_page_and_says_so(ana, coach, name):
    key = {"plannedsession": session_of(ana).pk, "plan": ana.plans.get().pk}[name]

    response = client_of(coach.user).post(address(f"{name}_comment", key), {"text": " "})

    assert response.status_code == 422
    assert "Write a few words first." in response.content.decode()


def test_comment_on_a_phase_of_another_plan_is_refused(ana, coach):
    other = make.athlete(coach=coach, user=make.user())
    foreign = make.plan(athlete=other).phases.get()
    plan = ana.plans.get()

    response = client_of(coach.user).post(
        address("plan_comment", plan.pk), {"text": "x", "about": foreign.pk}
    )

    assert response.status_code == 422
    assert "What this comment is about is gone" in response.content.decode()
    assert Comment.objects.count() == 0


def test_assistant_may_comment(ana, coach):
    assistant = make.membership(role="ASSISTANT", organization=coach.organization)
    ana.engagements.create(
        organization=coach.organization, membership=assistant, started_at=make.NOW
    )

    client_of(assistant.user).post(
        address("plannedsession_comment", session_of(ana).pk), {"text": "Nice."}
    )

    assert Comment.objects.get().author == assistant.user


@pytest.mark.parametrize("name", ["plannedsession", "plan"])
def test_stranger_neither_reads_nor_writes(ana, name):
    key = {"plannedsession": session_of(ana).pk, "plan": ana.plans.get().pk}[name]
    question = ask(ana)
    client = client_of(make.membership(role="OWNER").user)

    response = client.post(
        address(f"{name}_comment", key), {"text": "x", "answered": [str(question.pk)]}
    )

    question.refresh_from_db()
    assert response.status_code == 404
    assert (Comment.objects.count(), question.read_at) == (1, None)


@pytest.mark.parametrize("name", ["plannedsession", "plan"])
def test_thread_costs_the_same_for_one_comment_and_three(
    ana, coach, name, django_assert_max_num_queries
):
    plan, client = ana.plans.get(), client_of(coach.user)
    page = address(f"{name}_change", {"plannedsession": session_of(ana).pk, "plan": plan.pk}[name])
    place = {
        "plannedsession": {},
        "plan": {"about": About.PHASE, "about_id": plan.phases.get().pk},
    }[name]
    counts = []
    for _round in range(3):
        ask(ana, **place)
        with django_assert_max_num_queries(100) as asked:
            client.get(page)
        counts.append(len(asked.captured_queries))

    assert counts == [counts[0]] * 3
