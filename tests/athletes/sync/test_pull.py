"""What phones fetch: everything that changed, the pages to keep, what found no place."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from athletes.actions.check_in import Condition, check_in
from athletes.actions.undo_set import undo_set
from athletes.models import Athlete, PlannedGroup, PlannedSession, SetLog
from athletes.queries.sync_changes import get_changes
from athletes.queries.sync_pages import get_kept_pages
from tests import make
from tests.athletes.sync.phone import Phone

ADDRESS = "/api/v1/sync/pull/"
BENCH = {"rm:bench": Decimal(100)}


def phone_of_somebody():
    athlete = make.athlete(user=make.user())
    make.plan(athlete=athlete, anchors={athlete.pk: BENCH})
    return Phone(athlete)


@pytest.fixture
def phone(db):
    cache.clear()
    return phone_of_somebody()


@pytest.fixture
def client(phone):
    client = Client()
    client.force_login(phone.athlete.user)
    return client


def group_of(phone):
    groups = PlannedGroup.objects.filter(athlete=phone.athlete, session__ordinal=1)
    return groups.get(slot_key="bench-h")


def pull(client, phone, **asked):
    return client.get(ADDRESS, {"athlete": phone.athlete.pk, **asked}).json()


def changes(phone, *, cursor):
    athlete = Athlete.objects.get(pk=phone.athlete.pk)
    return get_changes(athlete=athlete, cursor=cursor, now=make.NOW)


def test_pull_starts_anew_and_then_tells_what_changed(phone):
    put = phone.put(group_of(phone))
    phone.push(put, phone.put(group_of(phone)))
    first = changes(phone, cursor=None)
    phone.push(phone.op("set", put["entity_id"], at=1, reps=8))
    second = changes(phone, cursor=first.cursor)
    third = changes(phone, cursor=second.cursor)

    assert (first.is_reset, len(first.sets), len(first.sessions), first.cursor) == (True, 2, 1, 1)
    assert [(str(row.pk), row.reps) for row in second.sets] == [(put["entity_id"], 8)]
    assert (second.is_reset, second.cursor, second.sessions) == (False, 2, [])
    assert (third.sets, third.cursor) == ([], 2)


def test_pull_tells_of_sets_taken_back_on_the_server(phone):
    put = phone.put(group_of(phone))
    phone.push(put)
    undo_set(athlete=phone.athlete, set_id=UUID(put["entity_id"]), by=None, now=make.NOW)

    (row,) = changes(phone, cursor=1).sets

    assert row.deleted_at == make.NOW


def test_pull_with_a_cursor_of_another_database_starts_anew(phone):
    assert changes(phone, cursor=99).is_reset is True


def test_pull_of_more_than_a_thousand_changes_starts_anew(phone):
    for _ in range(6):
        phone.push(*(phone.put(None, exercise_name="Curl") for _ in range(200)))

    assert changes(phone, cursor=0).is_reset is True
    assert changes(phone, cursor=1).is_reset is False


def test_pull_leaves_out_what_is_older_than_four_weeks(phone):
    old = make.NOW - timedelta(days=29)
    phone.push(phone.put(None, exercise_name="Curl", performed_at=old.isoformat()))
    phone.push(phone.put(None, exercise_name="Row"))

    assert [row.exercise_name for row in changes(phone, cursor=None).sets] == ["Row"]


def test_pull_tells_of_check_ins_said_anywhere(phone, client):
    phone.push(phone.op("check_in", "2026-03-02", sleep=2, soreness=5))
    first = changes(phone, cursor=None)
    check_in(athlete=phone.athlete, condition=Condition(sleep=4, note="Better."), now=make.NOW)

    (row,) = changes(phone, cursor=first.cursor).check_ins
    (told,) = pull(client, phone, cursor=str(first.cursor))["check_ins"]

    assert [(one.sleep, one.soreness) for one in first.check_ins] == [(2, 5)]
    assert (row.sleep, row.soreness, row.note) == (4, None, "Better.")
    assert (told["on"], told["sleep"], told["soreness"]) == ("2026-03-02", 4, None)


def test_pull_over_http_holds_sets_pages_and_what_found_no_place(phone, client):
    PlannedSession.objects.filter(athlete=phone.athlete, ordinal=1).update(
        scheduled_on=timezone.localdate()
    )
    put, bad = phone.put(group_of(phone), has_pain=True), phone.op("set", uuid4(), reps=-1)
    phone.push(put, bad)

    answer = pull(client, phone, cursor="0")

    (row,) = answer["sets"]
    assert (row["id"], row["reps"], row["has_pain"]) == (put["entity_id"], 5, True)
    assert (row["planned_session"], row["rev"]) == (group_of(phone).session_id, 1)
    assert (answer["cursor"], answer["reset"], len(answer["sessions"])) == ("1", False, 1)
    (lost,) = answer["unresolved"]
    assert (lost["op_id"], lost["status"], lost["code"]) == (
        bad["op_id"],
        "refused",
        "negative_reps",
    )
    assert lost["fields"] == {"reps": -1}
    addresses = [page["url"] for page in answer["pages"]]
    assert addresses[:2] == ["/today/", "/week/"]
    assert f"/sessions/{group_of(phone).session_id}/" in addresses
    assert all(client.get(address).status_code == 200 for address in addresses)


def test_pull_asks_the_same_for_one_and_three_rows(phone, client, django_assert_num_queries):
    sessions = PlannedSession.objects.filter(athlete=phone.athlete)
    sessions.filter(ordinal=1).update(scheduled_on=timezone.localdate())
    phone.push(phone.put(group_of(phone)))

    # Person, athlete; sets, sessions, check-ins; kept sessions and their groups, today's check-in,
    # plan, proposals; what found no place.
    with django_assert_num_queries(11):
        pull(client, phone, cursor="0")
    sessions.filter(ordinal__in=(2, 3)).update(scheduled_on=timezone.localdate())
    phone.push(phone.put(group_of(phone)), phone.put(group_of(phone)), phone.op("set", "x"))
    with django_assert_num_queries(11):
        pull(client, phone, cursor="0")


def test_kept_page_changes_its_revision_with_what_it_shows(phone):
    session = group_of(phone).session
    other = PlannedSession.objects.get(athlete=phone.athlete, ordinal=2)
    put = phone.put(group_of(phone))

    def revisions():
        athlete = Athlete.objects.select_related("organization").get(pk=phone.athlete.pk)
        kept = get_kept_pages(athlete=athlete, now=make.NOW)
        return {one.id: one.rev for one in kept.sessions}, kept.today_rev

    before, today = revisions()
    phone.push(put)
    logged, today_logged = revisions()
    phone.push(phone.op("set", put["entity_id"], at=1, note="Easy."))
    edited, _ = revisions()
    group_of(phone).__class__.objects.filter(pk=group_of(phone).pk).update(load_kg=75)
    planned, _ = revisions()

    assert revisions()[0] == planned
    states = [before, logged, edited, planned]
    assert len({state[session.pk] for state in states}) == 4
    assert len({state[other.pk] for state in states}) == 1
    assert today != today_logged


def test_export_is_a_file_with_what_found_no_place(phone, client):
    phone.push(phone.op("set", uuid4(), reps=-1), phone.put(group_of(phone)))

    answer = client.get("/api/v1/sync/export/", {"athlete": phone.athlete.pk})

    assert answer["Content-Disposition"].startswith('attachment; filename="phasewise-not-saved-')
    assert [(one["code"], one["fields"]) for one in answer.json()] == [
        ("negative_reps", {"reps": -1})
    ]


@pytest.mark.parametrize("address", [ADDRESS, "/api/v1/sync/export/"])
@pytest.mark.parametrize("athlete", ["", "x", "-1", str(2**62)])
def test_pull_of_no_place_of_ones_own_is_refused(client, address, athlete):
    answer = client.get(address, {"athlete": athlete})

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "other_user")


@pytest.mark.django_db(transaction=True)
def test_reader_beside_six_writers_sees_every_row():
    phone = phone_of_somebody()
    group = group_of(phone)
    writers = [Phone(phone.athlete) for _ in range(6)]
    done = threading.Event()

    def write(writer):
        try:
            for _ in range(15):
                put = writer.put(group)
                writer.push(put)
                writer.push(writer.op("set", put["entity_id"], at=1, reps=9))
        finally:
            connection.close()

    def read():
        seen, cursor = {}, 0
        try:
            while True:
                is_last = done.is_set()
                found = changes(phone, cursor=cursor)
                seen |= {row.pk: row.reps for row in found.sets}
                cursor = found.cursor
                if is_last:
                    return seen
        finally:
            connection.close()

    with ThreadPoolExecutor(7) as threads:
        reader = threads.submit(read)
        list(threads.map(write, writers))
        done.set()
        seen = reader.result()

    assert seen == dict(SetLog.objects.values_list("pk", "reps"))
    assert (len(seen), set(seen.values())) == (90, {9})
