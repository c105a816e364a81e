"""What a coach sees and changes on the pages of sessions."""

import pytest
from django.urls import reverse

from athletes.actions.log_sets import log_sets
from athletes.actions.skip_exercise import skip_exercise
from athletes.actions.swap_exercise import swap_exercise
from athletes.models import PlannedSession, SessionLog
from tests import make
from tests.athletes.logging import entry
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def coach():
    return make.membership()


@pytest.fixture
def session(coach):
    """Return the first session of a plan, on Monday."""
    make.plan(athlete=make.athlete(coach=coach))
    return PlannedSession.objects.get(ordinal=1)


def sent(coach, session, name, typed):
    address = reverse(f"console:athletes_plannedsession_{name}", args=[session.pk])
    response = client_of(coach.user).post(address, typed)
    session.refresh_from_db()
    return response


def test_move_to_a_day_of_the_phase_is_done(coach, session):
    response = sent(coach, session, "move", {"to_on": "2026-03-03"})

    assert (response.status_code, str(session.scheduled_on)) == (302, "2026-03-03")


@pytest.mark.parametrize("to_on", ["2027-01-01", "tomorrow", ""])
def test_move_to_another_day_is_refused_beside_it_and_kept(coach, session, to_on):
    response = sent(coach, session, "move", {"to_on": to_on})

    form = response.context["move_form"]
    assert (response.status_code, list(form.errors)) == (422, ["to_on"])
    assert form["to_on"].value() == to_on
    assert session.scheduled_on == make.MONDAY


def test_excuse_is_kept_with_its_reason(coach, session):
    response = sent(coach, session, "excuse", {"reason": "Wedding"})

    assert (response.status_code, session.excused_for) == (302, "Wedding")


@pytest.mark.parametrize("reason", ["", " ", "a\x00b", "x" * 201])
def test_excuse_with_a_fault_is_refused_beside_it_and_kept(coach, session, reason):
    response = sent(coach, session, "excuse", {"reason": reason})

    form = response.context["excuse_form"]
    assert (response.status_code, list(form.errors)) == (422, ["reason"])
    assert form["reason"].value() == reason
    assert session.excused_for == ""


@pytest.mark.parametrize(
    ("name", "typed"), [("move", {"to_on": "2026-03-03"}), ("excuse", {"reason": "Wedding"})]
)
def test_change_of_a_session_begun_is_told(coach, session, name, typed):
    SessionLog.objects.create(
        organization=session.organization,
        athlete=session.athlete,
        planned_session=session,
        started_at=make.NOW,
        on=make.MONDAY,
    )
    address = reverse(f"console:athletes_plannedsession_{name}", args=[session.pk])

    response = client_of(coach.user).post(address, typed, follow=True)

    (message,) = response.context["messages"]
    session.refresh_from_db()
    assert str(message) == "This session is begun already: it stays on its day."
    assert (session.scheduled_on, session.excused_for) == (make.MONDAY, "")


def test_session_list_counts_neither_warm_ups_nor_what_is_optional(coach, session):
    session.groups.update(sets=3, sets_credited=2)
    first, second, *owed = session.groups.order_by("pk")
    session.groups.filter(pk=first.pk).update(intent="warmup")
    session.groups.filter(pk=second.pk).update(is_optional=True)

    response = client_of(coach.user).get(
        reverse("console:athletes_plannedsession_changelist"), {"q": session.name}
    )

    row = next(row for row in response.context["cl"].result_list if row.pk == session.pk)
    assert (row.sets_done, row.sets_owed) == (2 * len(owed), 3 * len(owed))


def test_coach_sees_swaps_skips_notes_pain_and_what_is_beyond_the_plan(coach, session):
    first, second = session.groups.order_by("position")[:2]
    make.exercise(name="Floor Press")
    swap_exercise(
        planned_session=session,
        slot_key=first.slot_key,
        exercise_name="Floor Press",
        now=make.NOW,
    )
    skip_exercise(
        planned_session=session, slot_key=second.slot_key, reason="No time left", now=make.NOW
    )
    hurting = entry(first, exercise_name="Floor Press", note="left elbow, 3", has_pain=True)
    curl = entry(None, planned_session_id=session.pk, exercise_name="Curl", reps=12)
    log_sets(athlete=session.athlete, sets=[hurting, curl], by=None, now=make.NOW)

    address = reverse("console:athletes_plannedsession_change", args=[session.pk])
    text = client_of(coach.user).get(address).content.decode()

    for words in (
        "In place of Bench Press, by the athlete's choice.",
        "No time left",
        "left elbow, 3",
        ">pain</span>",
        "Beyond the plan.",
        "Curl",
    ):
        assert words in text, words
