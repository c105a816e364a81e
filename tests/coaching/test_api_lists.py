"""Lists of the API: the same queries for one row and for three, pages, filters, figures as text."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from athletes.actions.log_sets import SetEntry, log_sets
from athletes.models import (
    Athlete,
    CheckIn,
    Comment,
    Measurement,
    PhaseProposal,
    PhaseSummary,
    PlannedGroup,
    PlannedSession,
    WeeklyAdherence,
    uuid7,
)
from coaching.accounts.models import Membership
from coaching.actions.create_token import create_token
from tests import make

pytestmark = pytest.mark.django_db

# What each list sends beyond the user: its count, its rows, one more a relation.
QUERIES = {
    "exercises": 2,
    "templates": 3,
    "versions": 2,
    "athletes": 2,
    "plans": 2,
    "proposals": 2,
    "sessions": 2,
    "sets": 2,
    "comments": 2,
    "check-ins": 2,
    "measurements": 2,
    "adherence/weeks": 2,
    "adherence/phases": 2,
    "tokens": 2,
}
# The session comes from the cache, so signing in costs the user's row alone.
SIGNED_IN = 1


def add_rows(coach: Membership, *, count: int) -> None:
    """Make as many rows for each list, by as many athletes."""
    version = make.version(organization=coach.organization, program="russian-squat")
    for number in range(count):
        athlete = make.athlete(coach=coach)
        plan = make.plan(athlete=athlete, version=version)
        add_training(athlete)
        tenant = {"organization": athlete.organization, "athlete": athlete}
        phase = plan.phases.get()
        WeeklyAdherence.objects.create(plan=plan, week_on=make.MONDAY, **tenant, **make.NO_FIGURES)
        PhaseSummary.objects.create(phase=phase, **tenant, **make.NO_FIGURES)
        PhaseProposal.objects.create(
            plan=plan, phase=phase, decision="REPEAT", reason="MISSED", words="Half was missed.",
            evidence={}, due_at=make.NOW, proposed_at=make.NOW, **tenant,
        )  # fmt: skip
        Comment.objects.create(is_by_athlete=True, text="Ok.", written_at=make.NOW, **tenant)
        CheckIn.objects.create(on=make.MONDAY, sleep=4, **tenant)
        Measurement.objects.create(on=make.MONDAY, site="WAIST", around_cm=80, **tenant)
        create_token(user=coach.user, name=str(number), now=timezone.now())
        if number:
            make.version(organization=coach.organization, program="russian-squat")


def add_training(athlete: Athlete) -> None:
    """Leave one planned session, with one set logged."""
    session = PlannedSession.objects.filter(athlete=athlete).order_by("ordinal").first()
    PlannedSession.objects.filter(athlete=athlete).exclude(pk=session.pk).delete()
    group = PlannedGroup.objects.filter(session=session).order_by("position").first()
    entry = SetEntry(id=uuid7(), reps=2, performed_at=make.NOW, planned_group_id=group.pk)
    log_sets(athlete=athlete, sets=[entry], by=None, now=make.NOW)


@pytest.fixture
def coach() -> Membership:
    return make.membership()


@pytest.fixture
def client(coach: Membership) -> Client:
    client = Client()
    client.force_login(coach.user)
    return client


def test_every_list_sends_the_same_queries_for_one_row_and_for_three(
    coach: Membership, client: Client, django_assert_num_queries: Any
) -> None:
    add_rows(coach, count=1)
    counts = {}
    for name, queries in QUERIES.items():
        client.get(f"/api/v1/{name}/")
        with django_assert_num_queries(SIGNED_IN + queries):
            counts[name] = client.get(f"/api/v1/{name}/").json()["count"]
    assert min(counts.values()) == 1

    add_rows(coach, count=2)

    for name, queries in QUERIES.items():
        with django_assert_num_queries(SIGNED_IN + queries):
            now = client.get(f"/api/v1/{name}/").json()["count"]
        assert now >= counts[name] + 1, name


def test_pages_follow_each_other(coach: Membership, client: Client) -> None:
    for name in ("Ada", "Ben", "Cleo"):
        make.athlete(coach=coach, name=name)

    first = client.get("/api/v1/athletes/?page_size=2").json()
    second = client.get(first["next"]).json()

    assert [row["name"] for row in first["results"]] == ["Ada", "Ben"]
    assert [row["name"] for row in second["results"]] == ["Cleo"]
    assert (first["count"], second["next"]) == (3, None)


@pytest.mark.parametrize("size", ["0", "201", "-1", "x", "", "1.5", "9" * 5000])
def test_page_size_out_of_range_is_refused(client: Client, size: str) -> None:
    response = client.get("/api/v1/athletes/", {"page_size": size})

    assert response.status_code == 400
    assert response.json()["errors"][0]["attr"] == "page_size"


@pytest.mark.parametrize("page", ["0", "2", "x", "9" * 5000])
def test_page_beyond_the_last_is_not_found(client: Client, page: str) -> None:
    assert client.get("/api/v1/athletes/", {"page": page}).status_code == 404


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("plans", {"athlete": "x"}),
        ("plans", {"athlete": "9" * 40}),
        ("plans", {"status": "SLEEPING"}),
        ("plans", {"status": ""}),
        ("sessions", {"from_on": ""}),
        ("sessions", {"from_on": "yesterday"}),
        ("sessions", {"is_finished": "perhaps"}),
        ("exercises", {"muscle": "wings"}),
        ("exercises", {"text": "x" * 201}),
        ("exercises", {"text": "a\x00b"}),
        ("athletes", {"text": "a\x00b"}),
    ],
)
def test_filter_that_means_nothing_is_refused_by_name(
    client: Client, path: str, query: dict[str, str]
) -> None:
    response = client.get(f"/api/v1/{path}/", query)

    assert response.status_code == 400
    assert response.json()["errors"][0]["attr"] == next(iter(query))


def test_sessions_are_found_by_day_and_plan(coach: Membership, client: Client) -> None:
    athlete = make.athlete(coach=coach)
    plan = make.plan(
        athlete=athlete,
        version=make.version(organization=coach.organization, program="russian-squat"),
    )

    week = client.get(
        "/api/v1/sessions/",
        {
            "plan": plan.pk,
            "from_on": make.MONDAY.isoformat(),
            "to_on": (make.MONDAY + timedelta(days=6)).isoformat(),
        },
    ).json()

    # Three sessions a week: Monday, Wednesday, Friday; the newest day first.
    assert [row["scheduled_on"] for row in week["results"]] == [
        "2026-03-06", "2026-03-04", "2026-03-02",
    ]  # fmt: skip


def test_finished_sessions_are_told_apart(coach: Membership, client: Client) -> None:
    athlete = make.athlete(coach=coach)
    version = make.version(organization=coach.organization, program="russian-squat")
    make.plan(athlete=athlete, version=version)

    assert client.get("/api/v1/sessions/", {"is_finished": "true"}).json()["count"] == 0
    assert client.get("/api/v1/sessions/", {"is_finished": "false"}).json()["count"] == 18


def test_loads_are_text_and_instants_are_utc(coach: Membership, client: Client) -> None:
    athlete = make.athlete(coach=coach, time_zone="Pacific/Auckland")
    session = make_session(athlete)
    group = session.groups.order_by("position").first()
    entry = SetEntry(
        id=uuid7(),
        reps=2,
        load_kg=group.load_kg,
        performed_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
        planned_group_id=group.pk,
    )
    log_sets(athlete=athlete, sets=[entry], by=None, now=make.NOW)

    (row,) = client.get("/api/v1/sets/").json()["results"]

    # Six doubles at 80 % of 180 kg = 144, to the nearest 2.5 = 145.
    assert row["load_kg"] == row["prescribed_kg"] == "145.000"
    assert row["performed_at"] == "2026-03-02T09:30:00Z"


def make_session(athlete: Athlete) -> PlannedSession:
    version = make.version(organization=athlete.organization, program="russian-squat")
    plan = make.plan(
        athlete=athlete,
        version=version,
        anchors={athlete.pk: {"rm:Squat": Decimal(180)}},
        starts_on=make.MONDAY,
    )
    return PlannedSession.objects.filter(plan=plan).order_by("ordinal").first()
