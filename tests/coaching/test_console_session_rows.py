"""A session in the console: rewritten for one athlete, logged and corrected for them."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from athletes.models import Athlete, PlanDelta, PlannedGroup, PlannedSession, SessionLog, SetLog
from coaching.accounts.models import Membership
from programs.engine.timeline import week_of
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db

# The pages tell the time themselves: one session is over, the others are still to come.
FIRST_ON = week_of(timezone.now().date())


@pytest.fixture
def coach() -> Membership:
    return make.membership()


@pytest.fixture
def athlete(coach: Membership) -> Athlete:
    athlete = make.athlete(coach=coach)
    version = by_hand.version(
        organization=athlete.organization, mesocycles=by_hand.cycles("hypertrophy", weeks=3)
    )
    by_hand.begin(by_hand.plan(athlete=athlete, version=version, starts_on=FIRST_ON), weeks=3)
    by_hand.lift(athlete.plans.get())
    return athlete


def session(athlete: Athlete, ordinal: int) -> PlannedSession:
    return PlannedSession.objects.get(athlete=athlete, ordinal=ordinal)


def address(name: str, athlete: Athlete, ordinal: int = 3) -> str:
    key = session(athlete, ordinal).pk
    return reverse(f"console:athletes_plannedsession_{name}", args=[key])


def tweak(**fields: Any) -> dict[str, Any]:
    return {
        "exercise_0": "Squat",
        "cell_0": "5x3 @90kg",
        "note_0": "",
        "reach": "session",
        "reason": "Her shoulder",
        "version": "1",
        **fields,
    }


def work(athlete: Athlete) -> list[str]:
    rows = PlannedGroup.objects.filter(athlete=athlete).order_by("session__ordinal", "position")
    return [f"{row.sets}x{row.reps}" for row in rows]


def test_day_is_written_as_in_the_builder(coach: Membership, athlete: Athlete) -> None:
    response = client_of(coach.user).get(address("tweak", athlete))

    form = response.context["form"]
    assert (form["exercise_0"].value(), form["cell_0"].value()) == ("Squat", "3x5@100kg")


def test_difference_is_shown_in_words_and_nothing_changed(
    coach: Membership, athlete: Athlete
) -> None:
    response = client_of(coach.user).post(address("tweak", athlete), tweak())

    assert response.context["tweak"].words == ("Week 2, day 1, Squat: 3x5@100kg -> 5x3@90kg",)
    assert work(athlete) == ["3x5"] * 6
    assert not PlanDelta.objects.exists()


@pytest.mark.parametrize(
    ("reach", "expected"),
    [
        ("session", ["3x5", "3x5", "5x3", "3x5", "3x5", "3x5"]),
        ("from_here", ["3x5", "3x5", "5x3", "3x5", "5x3", "3x5"]),
    ],
)
def test_change_reaches_as_far_as_chosen_and_is_taken_back(
    coach: Membership, athlete: Athlete, reach: str, expected: list[str]
) -> None:
    client = client_of(coach.user)

    client.post(address("tweak", athlete), tweak(reach=reach, do="1"))

    delta = PlanDelta.objects.get()
    assert work(athlete) == expected
    assert (delta.reason, delta.made_by) == ("Her shoulder", coach.user)
    client.post(address("untweak", athlete), {"change": delta.pk})
    assert work(athlete) == ["3x5"] * 6


@pytest.mark.parametrize(
    "typed", [{"cell_0": "five heavy ones"}, {"reason": ""}, {"cell_0": "3x5@100kg"}]
)
def test_refusal_keeps_what_was_typed(
    coach: Membership, athlete: Athlete, typed: dict[str, str]
) -> None:
    response = client_of(coach.user).post(address("tweak", athlete), tweak(do="1", **typed))

    form = response.context["form"]
    assert response.status_code == 422
    assert form["cell_0"].value() == typed.get("cell_0", "5x3 @90kg")
    assert work(athlete) == ["3x5"] * 6


def test_session_that_is_begun_leads_back(coach: Membership, athlete: Athlete) -> None:
    by_hand.finish(session(athlete, 1))

    response = client_of(coach.user).get(address("tweak", athlete, 1))

    assert response.url == address("change", athlete, 1)


def logged(**fields: Any) -> dict[str, Any]:
    on = min(FIRST_ON, timezone.now().date())
    return {"on": on.isoformat(), "finishes": "on", **fields}


def test_session_is_logged_for_the_athlete(coach: Membership, athlete: Athlete) -> None:
    typed = logged(reps_0_0_1="5", load_0_0_1="100", rir_0_0_1="2", reps_0_0_2="4")

    response = client_of(coach.user).post(address("log", athlete, 1), typed)

    row = SessionLog.objects.get()
    assert response.url == address("change", athlete, 1)
    assert row.logged_by == coach.user
    sets = SetLog.objects.order_by("position")
    assert list(sets.values_list("position", "reps", "load_kg", "rpe")) == [
        (1, 5, 100, 8),
        (2, 4, None, None),
    ]


def test_log_page_fills_in_what_was_asked(coach: Membership, athlete: Athlete) -> None:
    response = client_of(coach.user).get(address("log", athlete, 1) + "?asked=1")

    form = response.context["form"]
    assert [form[f"reps_0_0_{number}"].value() for number in (1, 2, 3)] == [5, 5, 5]
    assert form["load_0_0_1"].value() == 100


def test_corrected_session_says_so_on_both_pages(coach: Membership, athlete: Athlete) -> None:
    by_hand.finish(session(athlete, 1), at=timezone.now() - timedelta(hours=1))
    client = client_of(coach.user)

    client.post(address("log", athlete, 1), logged(reps_0_0_1="6", load_0_0_1="100"))

    shown = client.get(address("change", athlete, 1)).content.decode()
    log = client.get(reverse("console:athletes_athlete_log", args=[athlete.pk])).content.decode()
    assert SetLog.objects.get().reps == 6
    assert "Corrected by" in shown
    assert "Corrected by" in log


def test_assistant_logs_and_changes_no_plan(coach: Membership, athlete: Athlete) -> None:
    assistant = make.membership(role="ASSISTANT", organization=coach.organization)
    athlete.engagements.create(
        organization=coach.organization, membership=assistant, started_at=make.NOW
    )
    client = client_of(assistant.user)

    refused = [client.get(address("tweak", athlete)), client.post(address("untweak", athlete))]
    client.post(address("log", athlete, 1), logged(reps_0_0_1="5"))

    assert [one.status_code for one in refused] == [403, 403]
    assert SessionLog.objects.get().logged_by == assistant.user


@pytest.mark.parametrize("name", ["tweak", "untweak", "log"])
def test_session_of_somebody_elses_athlete_is_not_found(athlete: Athlete, name: str) -> None:
    stranger = make.membership(role="OWNER")

    response = client_of(stranger.user).post(address(name, athlete), {})

    assert response.status_code == 404
