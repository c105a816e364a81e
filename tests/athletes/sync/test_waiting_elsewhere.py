"""A change waits for its set although both arrive at the same moment, from two phones."""

import threading
from uuid import uuid4

import pytest
from django.db import connection, transaction

from athletes.models import PlannedGroup, SetLog, SyncOperation
from tests import make
from tests.athletes.sync.phone import Phone

pytestmark = pytest.mark.django_db(transaction=True)


def test_set_that_arrives_while_its_change_is_written_finds_it() -> None:
    athlete = make.athlete(user=make.user())
    make.plan(athlete=athlete)
    group = PlannedGroup.objects.filter(athlete=athlete).order_by("pk")[0]
    one, other = Phone(athlete), Phone(athlete)
    key = uuid4()

    def send_set() -> None:
        try:
            one.push(one.put(group, key=key))
        finally:
            connection.close()

    with transaction.atomic():
        # Holds the athlete's row until it is written, so the set has to wait for it.
        assert other.said(other.op("set", key, at=1, reps=8)) == [("parked", "waits_for_set")]
        thread = threading.Thread(target=send_set)
        thread.start()
        _wait_until_blocked()
    thread.join(timeout=30)

    assert SetLog.objects.get(pk=key).reps == 8
    assert not SyncOperation.objects.filter(status=SyncOperation.Status.WAITING).exists()


def _wait_until_blocked() -> None:
    with connection.cursor() as cursor:
        for _ in range(10_000):
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone()[0]:
                return
    raise AssertionError("Nobody waits.")
