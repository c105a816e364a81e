"""Which pages a phone keeps, and when it fetches one anew."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from athletes.actions.change_equipment import Equipment, change_equipment
from athletes.models import Athlete, PlannedGroup, PlannedSession
from athletes.queries.sync_pages import get_kept_pages
from tests import make
from tests.athletes.sync.phone import Phone

pytestmark = pytest.mark.django_db

DUMBBELLS_ONLY = Equipment(
    has_barbell=False,
    has_machines=False,
    bar_kg=Decimal(20),
    collars_kg=Decimal(0),
    machine_step_kg=Decimal(5),
    plate_pairs=(),
    dumbbells_kg=(Decimal(10), Decimal(12)),
)


@pytest.fixture
def phone() -> Phone:
    athlete = make.athlete(user=make.user())
    make.plan(athlete=athlete, anchors={athlete.pk: {"rm:bench": Decimal(100)}})
    return Phone(athlete)


def group_of(phone: Phone) -> PlannedGroup:
    groups = PlannedGroup.objects.filter(athlete=phone.athlete, session__ordinal=1)
    return groups.get(slot_key="bench-h")


def kept(phone: Phone) -> Any:
    rows = Athlete.objects.select_related("organization", "equipment")
    athlete = rows.get(pk=phone.athlete.pk)
    return get_kept_pages(athlete=athlete, now=make.NOW)


def test_pages_of_choices_comments_and_the_day_change_with_what_they_show_only(
    phone: Phone,
) -> None:
    session = group_of(phone).session_id

    def after(*ops: Any) -> tuple[str, str, str]:
        phone.push(*ops)
        pages = kept(phone)
        (one,) = (one for one in pages.sessions if one.id == session)
        return one.choices_rev, one.comments_rev, pages.check_in_rev

    said = {"about": "session", "about_id": str(session), "text": "Heavy."}
    states = [
        after(),
        after(phone.put(group_of(phone))),
        after(phone.op("slot", f"{session}:bench-h", skip_reason="Busy.")),
        after(phone.op("comment", uuid4(), "put", **said)),
        after(phone.op("check_in", "2026-03-02", sleep=3)),
    ]
    finished = after(phone.op("session", session, completed_at=make.NOW.isoformat()))

    choices, comments, days = zip(*states, strict=True)
    assert [choices.index(one) for one in choices] == [0, 0, 2, 2, 2]
    assert [comments.index(one) for one in comments] == [0, 1, 1, 3, 3]
    assert [days.index(one) for one in days] == [0, 0, 0, 0, 4]
    assert finished[0] == ""


def test_other_equipment_or_unit_changes_sessions_and_what_can_be_chosen(phone: Phone) -> None:
    def state() -> tuple[str, str]:
        (one, *_others) = kept(phone).sessions
        return one.rev, one.choices_rev

    before = state()
    change_equipment(athlete=phone.athlete, equipment=DUMBBELLS_ONLY, now=make.NOW)
    after = state()
    Athlete.objects.update(units="LB")

    states = [before, after, state()]
    assert [len(set(of_page)) for of_page in zip(*states, strict=True)] == [3, 3]


def test_pages_of_a_finished_session_are_itself_and_its_comments(
    phone: Phone, client: Client
) -> None:
    client.force_login(phone.athlete.user)
    rows = PlannedSession.objects.filter(athlete=phone.athlete)
    rows.filter(ordinal__lte=2).update(scheduled_on=timezone.localdate())
    done, to_do = rows.order_by("ordinal")[:2]
    phone.push(phone.op("session", done.pk, completed_at=make.NOW.isoformat()))

    answer = client.get("/api/v1/sync/pull/", {"athlete": phone.athlete.pk}).json()

    urls = [one["url"] for one in answer["pages"]]
    assert urls == [
        "/today/",
        "/week/",
        *(one for one in urls if one.startswith("/week/2")),
        f"/sessions/{done.pk}/",
        f"/sessions/{to_do.pk}/",
        f"/sessions/{to_do.pk}/finish/",
        "/check-in/",
        f"/sessions/{to_do.pk}/exercises/",
        f"/sessions/{to_do.pk}/exercises/extra/",
        f"/sessions/{to_do.pk}/skip/",
        f"/sessions/{done.pk}/comments/",
        f"/sessions/{to_do.pk}/comments/",
    ]
    assert all(client.get(one).status_code == 200 for one in urls)
