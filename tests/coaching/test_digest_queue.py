"""A coach's week is queued once a week and place, on Monday at six where the coach lives."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from athletes.models import Outbox
from coaching.accounts.models import Membership, User
from coaching.actions.choose_digests import choose_digests
from coaching.actions.queue_digests import DigestReport, queue_digests
from tests import make
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db

MONDAY_AT_SIX = datetime(2026, 11, 23, 6, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WEEK = timedelta(weeks=1)


def coach(zone: str = "UTC", **fields: object) -> Membership:
    membership = make.membership(user=make.user(time_zone=zone), **fields)
    Membership.objects.update(created_at=make.NOW)
    return membership


def keys() -> list[str]:
    return list(Outbox.objects.order_by("pk").values_list("key", flat=True))


def key(membership: Membership, week: str) -> str:
    return f"digest:{membership.user_id}:{membership.organization_id}:{week}"


def test_queue_on_monday_at_six_once_a_week():
    membership = coach()

    for now in (
        MONDAY_AT_SIX - SECOND,
        MONDAY_AT_SIX,
        MONDAY_AT_SIX,
        MONDAY_AT_SIX + WEEK - SECOND,
        MONDAY_AT_SIX + WEEK,
    ):
        queue_digests(now=now)

    # The second before belongs to the week that began seven days ago.
    assert keys() == [key(membership, f"2026-W{week}") for week in (47, 48, 49)]


@pytest.mark.parametrize(
    ("zone", "six"),
    [
        ("Pacific/Kiritimati", datetime(2026, 11, 22, 16, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 11, 23, 11, tzinfo=UTC)),
    ],
)
def test_queue_at_six_of_the_coachs_own_zone(zone, six):
    membership = coach(zone)
    queue_digests(now=six - SECOND)

    assert queue_digests(now=six) == DigestReport(queued=1)
    assert keys()[-1] == key(membership, "2026-W48")


def test_queue_several_zones_and_places_each_by_its_own_monday():
    far = coach("Pacific/Kiritimati")
    near = coach("America/New_York")
    second = make.membership(user=near.user)
    Membership.objects.update(created_at=make.NOW)

    queue_digests(now=MONDAY_AT_SIX)

    assert keys() == [key(far, "2026-W48"), key(near, "2026-W47"), key(second, "2026-W47")]


def test_queue_after_days_of_silence_makes_up_for_one_week_only():
    membership = coach()

    assert queue_digests(now=MONDAY_AT_SIX + timedelta(days=3)) == DigestReport(queued=1)
    assert keys() == [key(membership, "2026-W48")]


def test_queue_first_of_january_belongs_to_the_iso_year_before():
    membership = coach()

    queue_digests(now=datetime(2027, 1, 1, 12, tzinfo=UTC))

    assert keys() == [key(membership, "2026-W53")]


def test_queue_again_finds_nothing_to_queue():
    coach()

    assert queue_digests(now=MONDAY_AT_SIX) == DigestReport(queued=1)
    assert queue_digests(now=MONDAY_AT_SIX) == DigestReport()


@pytest.mark.parametrize(("after", "queued"), [(timedelta(0), 1), (SECOND, 0)])
def test_queue_who_joined_after_the_morning_waits_for_the_next(after, queued):
    coach()
    Membership.objects.update(created_at=MONDAY_AT_SIX + after)

    assert queue_digests(now=MONDAY_AT_SIX + timedelta(days=1)) == DigestReport(queued=queued)
    assert queue_digests(now=MONDAY_AT_SIX + WEEK) == DigestReport(queued=1)


@pytest.mark.parametrize(
    "fields",
    [{"role": "ASSISTANT"}, {"is_active": False}, {"wants_digest": False}],
    ids=["assistant", "left", "doesn't want it"],
)
def test_queue_nothing_for(fields):
    coach(**fields)

    assert queue_digests(now=MONDAY_AT_SIX) == DigestReport()


def test_queue_nothing_for_an_account_switched_off():
    coach()
    User.objects.update(is_active=False)

    assert queue_digests(now=MONDAY_AT_SIX) == DigestReport()


@pytest.mark.parametrize("count", [1, 3])
def test_queue_costs_three_queries(count, django_assert_num_queries: DjangoAssertNumQueries):
    for _ in range(count):
        coach()

    with django_assert_num_queries(3):
        queue_digests(now=MONDAY_AT_SIX)


def test_choose_changes_ones_own_places_only():
    mine, other = coach(), coach()
    second = make.membership(user=mine.user)

    choose_digests(by=mine.user, wanted=[second.pk])
    choose_digests(by=mine.user, wanted=[second.pk])

    rows = dict(Membership.objects.values_list("pk", "wants_digest"))
    assert rows == {mine.pk: False, second.pk: True, other.pk: True}


def test_page_keeps_what_is_checked_and_refuses_others_places():
    mine, other = coach(), coach()
    client = client_of(mine.user)

    empty = client.post("/weekly-mail/", {})
    after_empty = Membership.objects.get(pk=mine.pk).wants_digest
    refused = client.post("/weekly-mail/", {"places": [other.pk]})
    client.post("/weekly-mail/", {"places": [mine.pk]})

    assert (empty.status_code, after_empty, refused.status_code) == (302, False, 200)
    assert Membership.objects.get(pk=mine.pk).wants_digest
    assert Membership.objects.get(pk=other.pk).wants_digest


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_whatever_the_number_of_places(
    count, django_assert_num_queries: DjangoAssertNumQueries
):
    user = make.user()
    for _ in range(count):
        make.membership(user=user)
    client = client_of(user)

    with django_assert_num_queries(3):
        body = client.get("/weekly-mail/").content.decode()

    assert body.count('type="checkbox"') == count
