"""Saving over what somebody else changed is refused, and nobody waits in a circle."""

import threading

import pytest
from django.db import connection, transaction

from athletes.actions.pause_plan import pause_plan
from athletes.models import Athlete, Plan
from coaching.actions.if_unchanged import ChangedMeanwhile, if_unchanged
from tests import make


@pytest.mark.django_db
def test_if_unchanged_refuses_another_version() -> None:
    athlete = make.athlete(name="Ada")

    with (
        pytest.raises(ChangedMeanwhile) as refusal,
        if_unchanged(athlete, expected_version=athlete.version + 1),
    ):
        Athlete.objects.filter(pk=athlete.pk).update(name="Ben")

    assert refusal.value.row == athlete
    assert Athlete.objects.get().name == "Ada"


@pytest.mark.django_db(transaction=True)
def test_if_unchanged_lets_others_write_rows_of_the_athlete() -> None:
    athlete = make.athlete()
    plan = make.plan(athlete=athlete)
    paused: list[object] = []

    def pause() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '2s'")
                paused.append(pause_plan(plan=plan, reason="TRAVEL", by=None, now=make.NOW))
        finally:
            connection.close()

    with if_unchanged(athlete, expected_version=athlete.version):
        thread = threading.Thread(target=pause)
        thread.start()
        thread.join()

    assert len(paused) == 1
    assert Plan.objects.get().status == "PAUSED"
