"""Pain says where, on which side and how much: with a set, of a day, and to the coach."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from athletes.models import CheckIn, PlannedGroup, SetLog, uuid7
from athletes.models.pain import Pain
from coaching.queries.flags import FlagKind
from coaching.queries.roster import get_roster, roster_rows
from tests import make
from tests.athletes.sync.phone import Phone

pytestmark = pytest.mark.django_db

KNEE = {"pain_place": "KNEE", "pain_side": "LEFT", "pain_severity": 6}


@pytest.fixture
def coach() -> Any:
    return make.membership()


@pytest.fixture
def athlete(coach: Any) -> Any:
    return make.athlete(user=make.user(), coach=coach)


@pytest.fixture
def group(athlete: Any) -> PlannedGroup:
    plan = make.plan(athlete=athlete, anchors={athlete.pk: {"rm:bench": Decimal(100)}})
    first = plan.sessions.order_by("ordinal").first()
    return first.groups.order_by("position").first()


@pytest.fixture
def page(client: Client, athlete: Any) -> Client:
    client.force_login(athlete.user)
    return client


def said(row: SetLog | CheckIn) -> tuple[object, ...]:
    return (row.has_pain, row.pain_place, row.pain_side, row.pain_severity)


@pytest.mark.parametrize(
    ("pain", "words"),
    [
        (Pain(), ""),
        (Pain("KNEE", "LEFT", 6), "Knee, left, 6 of 10"),
        (Pain("LOWER_BACK"), "Lower back"),
        (Pain(side="BOTH", severity=0), "both sides, 0 of 10"),
    ],
)
def test_pain_in_words(pain: Pain, words: str) -> None:
    assert str(pain) == words


def test_pain_of_a_set_is_kept_with_it_and_with_its_day(page: Client, group: PlannedGroup) -> None:
    url = reverse("session_log_set", args=[group.session_id])
    asked = {"group": group.pk, "number": 1, "load": "70", "reps": "6", "set_id": str(uuid7())}
    page.post(url, asked)
    logged = SetLog.objects.get()

    page.post(url, {**asked, "replaces": str(logged.pk), "pain": "1", **KNEE})

    assert said(SetLog.objects.get()) == (True, "KNEE", "LEFT", 6)
    assert said(CheckIn.objects.get()) == (True, "KNEE", "LEFT", 6)
    shown = page.get(reverse("session", args=[group.session_id])).content.decode()
    assert shown.count('<option value="KNEE" selected>Knee</option>') == 1


@pytest.mark.parametrize(
    "wrong", [{"pain_place": "TAIL"}, {"pain_side": "TOP"}, {"pain_severity": "11"}]
)
def test_pain_that_cannot_be_is_refused(
    page: Client, group: PlannedGroup, wrong: dict[str, str]
) -> None:
    url = reverse("session_log_set", args=[group.session_id])
    asked = {"group": group.pk, "number": 1, "load": "70", "reps": "6", "set_id": str(uuid7())}

    answer = page.post(url, {**asked, "pain": "1", **wrong})

    assert answer.status_code == 422
    assert not SetLog.objects.exists()


def test_pain_at_the_sessions_end_is_of_its_day(page: Client, group: PlannedGroup) -> None:
    page.post(reverse("session_finish", args=[group.session_id]), {"has_pain": "on", **KNEE})

    assert said(CheckIn.objects.get()) == (True, "KNEE", "LEFT", 6)


def test_day_keeps_the_worst_pain(athlete: Any, group: PlannedGroup) -> None:
    phone = Phone(athlete)
    elbow = {"pain_place": "ELBOW", "pain_side": "RIGHT", "pain_severity": 3}

    phone.push(phone.put(group, has_pain=True, **elbow))
    phone.push(
        phone.put(group, position=2, has_pain=True, **KNEE),
        phone.put(group, position=3, has_pain=True),
    )
    phone.push(phone.put(group, position=4, has_pain=True, **elbow))

    assert said(CheckIn.objects.get()) == (True, "KNEE", "LEFT", 6)


def test_phone_says_later_where_it_hurt(athlete: Any, group: PlannedGroup) -> None:
    phone = Phone(athlete)
    put = phone.put(group, has_pain=True)
    phone.push(put)

    told = phone.said(phone.op("set", put["entity_id"], at=1000, **KNEE))

    assert told == [("applied", "")]
    assert said(SetLog.objects.get()) == (True, "KNEE", "LEFT", 6)
    assert said(CheckIn.objects.get()) == (True, "KNEE", "LEFT", 6)


def test_phone_says_pain_of_a_day(athlete: Any) -> None:
    phone = Phone(athlete)

    phone.push(phone.op("check_in", "2026-03-02", has_pain=True, **KNEE))

    assert said(CheckIn.objects.get(on=date(2026, 3, 2))) == (True, "KNEE", "LEFT", 6)


@pytest.mark.parametrize("wrong", [{"pain_place": "TAIL"}, {"pain_side": 1}, {"pain_severity": 11}])
def test_phone_that_says_nonsense_is_refused(
    athlete: Any, group: PlannedGroup, wrong: dict[str, Any]
) -> None:
    phone = Phone(athlete)

    assert phone.said(phone.put(group, **wrong)) == [("refused", "value_unreadable")]


def test_coach_reads_where_and_how_much(client: Client, coach: Any, athlete: Any) -> None:
    CheckIn.objects.create(
        organization=athlete.organization,
        athlete=athlete,
        on=date(2026, 3, 2),
        has_pain=True,
        **KNEE,
    )
    now = timezone.now()
    rows = list(roster_rows(user=coach.user, now=now))

    (flag,) = [
        one for one in get_roster(athletes=rows, now=now)[athlete.pk].flags
        if one.kind == FlagKind.PAIN
    ]  # fmt: skip

    assert flag.words == "Reported pain on 2 Mar (Knee, left, 6 of 10); nobody has resolved it."
    client.force_login(coach.user)
    page = client.get("/console/athletes/checkin/").content.decode()
    assert page.count("Knee, left, 6 of 10") == 1


def test_program_of_one_s_own_says_where_it_hurt(client: Client, group: PlannedGroup) -> None:
    client.force_login(group.athlete.user)
    url = f"/api/v1/sessions/{group.session_id}/sets/{uuid7()}/"
    body = {"planned_group": group.pk, "reps": 6, "load_kg": "70", "has_pain": True, **KNEE}

    answer = client.put(url, body, content_type="application/json")
    client.put(url, {**body, "pain_severity": 9}, content_type="application/json")

    assert (answer.status_code, answer.json()["pain_place"]) == (200, "KNEE")
    assert said(SetLog.objects.get()) == (True, "KNEE", "LEFT", 6)
    assert said(CheckIn.objects.get()) == (True, "KNEE", "LEFT", 6)


def test_program_of_one_s_own_that_says_nonsense_of_pain_is_refused(
    client: Client, group: PlannedGroup
) -> None:
    client.force_login(group.athlete.user)
    url = f"/api/v1/sessions/{group.session_id}/sets/{uuid7()}/"

    answer = client.put(url, {"reps": 6, "pain_severity": 11}, content_type="application/json")

    assert (answer.status_code, list(answer.json()["errors"][0])[:1]) == (400, ["code"])
    assert not SetLog.objects.exists()
