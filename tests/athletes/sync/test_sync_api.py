"""The addresses of the offline sync: envelopes, devices, whose phone, which protocol."""

import json
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from rest_framework.exceptions import APIException

from athletes.api.sync import check_protocol
from athletes.models import PlannedGroup, SetLog, SyncDevice, SyncOperation
from tests import make
from tests.athletes.sync.phone import Phone

ADDRESS = "/api/v1/sync/"


@pytest.fixture
def phone(db):
    cache.clear()
    athlete = make.athlete(user=make.user())
    make.plan(athlete=athlete, anchors={athlete.pk: {"rm:bench": Decimal(100)}})
    return Phone(athlete)


@pytest.fixture
def client(phone):
    client = Client()
    client.force_login(phone.athlete.user)
    return client


def group_of(phone):
    groups = PlannedGroup.objects.filter(athlete=phone.athlete, session__ordinal=1)
    return groups.get(slot_key="bench-h")


def codes(response):
    return [one["code"] for one in response.json()["errors"]]


def test_device_is_registered_listed_and_revoked(phone, client):
    made = client.post(
        f"{ADDRESS}devices/", json.dumps({"name": "Phone"}), content_type="application/json"
    )
    listed = client.get(f"{ADDRESS}devices/").json()["results"]
    gone = client.delete(f"{ADDRESS}devices/{made.json()['device_id']}/")
    twice = client.delete(f"{ADDRESS}devices/{made.json()['device_id']}/")

    assert (made.status_code, set(made.json())) == (201, {"device_id", "server_time"})
    assert made.json()["server_time"] > 1_700_000_000_000
    assert [one["name"] for one in listed] == ["Phone", ""]
    assert (gone.status_code, twice.status_code) == (204, 404)
    left = client.get(f"{ADDRESS}devices/").json()["results"]
    assert [one["device_id"] for one in left] == [str(phone.device.pk)]


def test_devices_of_somebody_else_stay_theirs(phone):
    stranger = Client()
    stranger.force_login(make.user())

    listed = stranger.get(f"{ADDRESS}devices/").json()["results"]
    revoked = stranger.delete(f"{ADDRESS}devices/{phone.device.pk}/")

    assert (listed, revoked.status_code) == ([], 404)
    phone.device.refresh_from_db()
    assert phone.device.revoked_at is None


def test_push_answers_each_operation_in_order(phone, client):
    good, again = phone.put(group_of(phone)), phone.put(group_of(phone), reps=6)
    heavy = phone.put(group_of(phone), load_kg="2000.5")

    answer = phone.post(client, [good, heavy, again, good])

    assert answer.status_code == 200
    results = answer.json()["results"]
    assert [one["op_id"] for one in results] == [one["op_id"] for one in (good, heavy, again, good)]
    assert [one["status"] for one in results] == ["applied", "refused", "applied", "duplicate"]
    assert results[1]["code"] == "too_heavy"
    assert results[1]["message"] == "More than 2000 kg can't be logged: check the weight."
    assert [one["rev"] for one in results] == [1, 1, 1, 1]
    assert SetLog.objects.count() == 2


def test_push_of_one_set_asks_eight_queries(phone, client, django_assert_num_queries):
    group = group_of(phone)
    phone.post(client, [phone.put(group)])

    # Person, device, athlete; the transaction's savepoint, opened and released (a test is one
    # already); in it the operation with the revision, the group, the set with what waits for it,
    # the group's sets, its tallies.
    with django_assert_num_queries(3 + 2 + 5):
        phone.post(client, [phone.put(group)])
    with django_assert_num_queries(3 + 2 + 5):
        phone.post(client, [phone.put(group) for _ in range(3)])


def test_push_of_edits_asks_the_same_for_one_and_three(phone, client, django_assert_num_queries):
    sets = [phone.put(group_of(phone)) for _ in range(4)]
    phone.post(client, sets)
    edits = [phone.op("set", one["entity_id"], at=1, reps=8) for one in sets]

    with django_assert_num_queries(3 + 2 + 6):
        phone.post(client, edits[:1])
    with django_assert_num_queries(3 + 2 + 6):
        phone.post(client, edits[1:])


def test_push_of_nobody_is_told_to_sign_in(phone):
    answer = phone.post(Client(), [phone.put(group_of(phone))])

    assert (answer.status_code, codes(answer)) == (401, ["not_authenticated"])
    assert not SyncOperation.objects.exists()


def test_push_without_the_form_token_is_refused(phone):
    client = Client(enforce_csrf_checks=True)
    client.force_login(phone.athlete.user)

    answer = phone.post(client, [phone.put(group_of(phone))])

    assert (answer.status_code, codes(answer)) == (403, ["permission_denied"])
    assert not SyncOperation.objects.exists()


def test_push_by_another_user_of_the_same_phone_is_refused(phone):
    other = make.athlete(user=make.user())
    client = Client()
    client.force_login(other.user)

    theirs = phone.post(client, [phone.put(group_of(phone))])
    their_athlete = phone.post(client, [phone.put(group_of(phone))], athlete=other.pk)
    own = Phone(other)
    foreign_athlete = own.post(client, [phone.put(None)], athlete=phone.athlete.pk)
    no_athlete = own.post(client, [phone.put(None)], athlete=2**62)

    assert {one.status_code for one in (theirs, their_athlete, foreign_athlete, no_athlete)} == {
        403
    }
    assert codes(theirs) == codes(foreign_athlete) == ["other_user"]
    assert foreign_athlete.content == no_athlete.content
    assert not SyncOperation.objects.exists()


def test_push_of_an_unknown_or_revoked_phone_is_told_so(phone, client):
    unknown = phone.post(client, [], device_id=str(uuid4()))
    unreadable = phone.post(client, [], device_id=7)
    SyncDevice.objects.update(revoked_at=make.NOW)
    revoked = phone.post(client, [])

    assert (unknown.status_code, codes(unknown)) == (409, ["device_unknown"])
    assert (unreadable.status_code, codes(unreadable)) == (409, ["device_unknown"])
    assert (revoked.status_code, codes(revoked)) == (409, ["device_revoked"])


@pytest.mark.parametrize(("days", "status"), [(89, 200), (91, 409)])
def test_phone_that_was_away_for_90_days_starts_anew(phone, client, days, status):
    SyncDevice.objects.update(last_seen_at=timezone.now() - timedelta(days=days))

    answer = phone.post(client, [phone.put(group_of(phone))])

    assert answer.status_code == status
    assert SyncOperation.objects.count() == (1 if status == 200 else 0)
    if status != 200:
        assert codes(answer) == ["device_outdated"]


def test_dismissed_operations_are_listed_no_more(phone, client):
    refused, waiting = phone.op("set", uuid4(), reps=-1), phone.op("set", uuid4(), reps=3)
    parked, kept = phone.op("session", 2**40, note="x"), phone.put(group_of(phone))
    phone.push(refused, parked, kept, waiting)
    body = {
        "athlete": phone.athlete.pk,
        "op_ids": [one["op_id"] for one in (refused, parked, kept)],
    }

    def dismiss():
        return client.post(f"{ADDRESS}dismiss/", json.dumps(body), content_type="application/json")

    first, second = dismiss(), dismiss()

    assert (first.json(), second.json()) == ({"dismissed": 2}, {"dismissed": 0})
    listed = client.get(f"{ADDRESS}export/", {"athlete": phone.athlete.pk}).json()
    assert [one["op_id"] for one in listed] == [waiting["op_id"]]
    assert phone.said(refused, kept) == [("duplicate", "negative_reps"), ("duplicate", "")]


def test_nobody_dismisses_what_another_athlete_sent(phone, client):
    other = Phone(make.athlete(user=make.user()))
    refused = other.op("set", uuid4(), reps=-1)
    other.push(refused)

    for athlete, status in [(phone.athlete, 200), (other.athlete, 403)]:
        body = {"athlete": athlete.pk, "op_ids": [refused["op_id"]]}
        answer = client.post(
            f"{ADDRESS}dismiss/", json.dumps(body), content_type="application/json"
        )
        assert answer.status_code == status

    assert SyncOperation.objects.get().status == "REFUSED"


@pytest.mark.parametrize("protocol", [0, 2, -1, "1", None, True, 99])
def test_push_in_a_protocol_not_spoken_is_told_to_update(phone, client, protocol):
    answer = phone.post(client, [phone.put(group_of(phone))], protocol=protocol)

    assert (answer.status_code, codes(answer)) == (426, ["protocol_not_spoken"])
    assert not SyncOperation.objects.exists()


def test_the_protocol_before_the_newest_is_still_spoken():
    check_protocol(2, newest=2)
    check_protocol(1, newest=2)
    for other in (0, 3):
        with pytest.raises(APIException):
            check_protocol(other, newest=2)
    with pytest.raises(APIException):
        check_protocol(1, newest=3)


def test_push_of_too_much_is_told_to_send_half(phone, client):
    many = phone.post(client, [phone.op("set", uuid4(), reps=1)] * 201)
    long = phone.post(client, [phone.op("set", uuid4(), note="x" * 270_000)])
    most = phone.post(client, [phone.op("set", uuid4(), reps=1) for _ in range(200)])

    assert (many.status_code, long.status_code, most.status_code) == (413, 413, 200)
    assert codes(many) == ["push_too_large"]
    assert SyncOperation.objects.count() == 200


@pytest.mark.parametrize("ops", [None, "all", {"op": 1}])
def test_push_that_is_no_list_is_refused_as_a_whole(phone, client, ops):
    body = {"device_id": str(phone.device.pk), "athlete": phone.athlete.pk, "protocol": 1}

    answer = client.post(
        f"{ADDRESS}push/", json.dumps({**body, "ops": ops}), content_type="application/json"
    )

    assert answer.status_code == 400


def test_push_notes_that_the_phone_was_seen_once_an_hour(phone, client):
    SyncDevice.objects.update(last_seen_at=timezone.now() - timedelta(days=1))

    phone.post(client, [])
    first = SyncDevice.objects.get().last_seen_at
    phone.post(client, [])

    assert first > make.NOW
    assert SyncDevice.objects.get().last_seen_at == first
