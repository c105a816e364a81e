"""An athlete's plan on days: what a coach moves, is shown first, does and takes back."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from athletes.models import Absence, Athlete, PlannedSession, ScheduleChange
from coaching.accounts.models import Membership
from programs.engine.timeline import week_of
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)
# The pages tell the time themselves: the plan begins next Monday.
FIRST_ON = week_of(timezone.now().date()) + WEEK


@pytest.fixture
def coach() -> Membership:
    return make.membership()


@pytest.fixture
def athlete(coach: Membership) -> Athlete:
    return planned(coach)


def planned(coach: Membership) -> Athlete:
    athlete = make.athlete(coach=coach)
    mesocycles = by_hand.cycles("hypertrophy", "strength", weeks=5)
    version = by_hand.version(organization=athlete.organization, mesocycles=mesocycles)
    by_hand.begin(by_hand.plan(athlete=athlete, version=version, starts_on=FIRST_ON), weeks=5)
    return athlete


def address(name: str, athlete: Athlete) -> str:
    return reverse(f"console:athletes_athlete_{name}", args=[athlete.pk])


def days(athlete: Athlete) -> list[int]:
    rows = PlannedSession.objects.filter(athlete=athlete, is_cancelled=False).order_by("ordinal")
    return [(on - FIRST_ON).days for on in rows.values_list("scheduled_on", flat=True)]


SHIFT = {"kind": "SHIFT", "from_on": FIRST_ON.isoformat(), "days": "7"}
AS_IT_WAS = [0, 3, 7, 10, 14, 17, 21, 24, 28, 31]


def test_preview_tells_what_would_change_and_changes_nothing(
    coach: Membership, athlete: Athlete
) -> None:
    response = client_of(coach.user).post(address("days", athlete), SHIFT)

    assert response.context["days_preview"].words[0].startswith("10 sessions move, the first from")
    assert days(athlete) == AS_IT_WAS
    assert not ScheduleChange.objects.exists()


def test_what_was_shown_is_done_and_taken_back(coach: Membership, athlete: Athlete) -> None:
    client = client_of(coach.user)
    mark = client.post(address("days", athlete), SHIFT).context["days_preview"].mark

    client.post(address("days", athlete), {**SHIFT, "mark": mark})

    assert days(athlete) == [on + 7 for on in AS_IT_WAS]
    change = ScheduleChange.objects.get()
    client.post(address("days_undo", athlete), {"change": change.pk})
    assert days(athlete) == AS_IT_WAS


def test_what_changed_since_it_was_shown_is_shown_anew(coach: Membership, athlete: Athlete) -> None:
    response = client_of(coach.user).post(address("days", athlete), {**SHIFT, "mark": "other"})

    assert response.context["days_preview"] is not None
    assert "look at the preview once more" in response.content.decode()
    assert days(athlete) == AS_IT_WAS


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": "SHIFT", "from_on": "", "days": "7"}, "from_on"),
        ({"kind": "SHIFT", "from_on": FIRST_ON.isoformat(), "days": "0"}, "__all__"),
        ({"kind": "COMPRESS", "from_on": FIRST_ON.isoformat()}, "__all__"),
        ({"kind": "REPEAT", "from_on": "1999-01-01"}, "__all__"),
        (
            {
                "kind": "ABSENCE",
                "from_on": FIRST_ON.isoformat(),
                "to_on": (FIRST_ON - WEEK).isoformat(),
                "reason": "TRAVEL",
            },
            "to_on",
        ),
    ],
)
def test_refusal_keeps_what_was_typed(
    coach: Membership, athlete: Athlete, typed: dict[str, str], field: str
) -> None:
    response = client_of(coach.user).post(address("days", athlete), typed)

    form = response.context["days_form"]
    assert (response.status_code, list(form.errors)) == (422, [field])
    assert form["from_on"].value() == typed["from_on"]
    assert days(athlete) == AS_IT_WAS


def test_session_dropped_on_another_day_moves(coach: Membership, athlete: Athlete) -> None:
    first = PlannedSession.objects.get(ordinal=1)
    to_on = FIRST_ON + timedelta(days=1)

    response = client_of(coach.user).post(
        address("move", athlete), {"session": first.pk, "to_on": to_on.isoformat()}
    )

    assert response.url == f"{address('plan', athlete)}?month={to_on:%Y-%m}#month-title"
    assert days(athlete) == [1, *AS_IT_WAS[1:]]


def test_session_of_another_athlete_is_not_found(coach: Membership, athlete: Athlete) -> None:
    other = planned(make.membership())
    session = PlannedSession.objects.filter(athlete=other).order_by("ordinal").first()

    response = client_of(coach.user).post(
        address("move", athlete), {"session": session.pk, "to_on": FIRST_ON.isoformat()}
    )

    assert response.status_code == 404


@pytest.mark.parametrize("name", ["days", "days_undo", "move"])
def test_assistant_may_not_change_days(coach: Membership, athlete: Athlete, name: str) -> None:
    assistant = make.membership(role="ASSISTANT", organization=coach.organization)
    athlete.engagements.create(
        organization=coach.organization, membership=assistant, started_at=make.NOW
    )

    response = client_of(assistant.user).post(address(name, athlete), SHIFT)

    assert response.status_code == 403


def test_absence_is_noted_with_its_reason(coach: Membership, athlete: Athlete) -> None:
    typed: dict[str, Any] = {
        "kind": "ABSENCE",
        "from_on": FIRST_ON.isoformat(),
        "to_on": (FIRST_ON + timedelta(days=6)).isoformat(),
        "reason": "TRAVEL",
        "note": "Rome",
    }
    client = client_of(coach.user)
    mark = client.post(address("days", athlete), typed).context["days_preview"].mark

    client.post(address("days", athlete), {**typed, "mark": mark})

    absence = Absence.objects.get()
    assert (absence.reason, absence.note, absence.effect) == ("TRAVEL", "Rome", "EXCUSE")


@pytest.mark.parametrize("changes", [1, 3])
def test_plan_tab_has_a_fixed_number_of_queries(
    coach: Membership,
    athlete: Athlete,
    changes: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(coach.user)
    for _ in range(changes):
        mark = client.post(address("days", athlete), SHIFT).context["days_preview"].mark
        client.post(address("days", athlete), {**SHIFT, "mark": mark})
    month = f"{FIRST_ON:%Y-%m}"

    with django_assert_num_queries(16):
        client.get(f"{address('plan', athlete)}?month={month}")
