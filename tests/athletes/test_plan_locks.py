"""Whoever needs an athlete, a plan and its sessions takes them in this order."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from athletes.actions.skip_session import skip_session
from athletes.models import Plan, PlannedSession
from tests import make
from tests.athletes.plans_by_hand import make_plan

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE_S = 30
LOOK_ANEW = "select pg_stat_clear_snapshot()"
WAITING = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"


def test_skip_waits_for_the_plan_before_it_touches_the_session() -> None:
    """Ending the plan meanwhile, which cancels the session, is no deadlock."""
    plan = make_plan("hypertrophy", "strength")
    session = PlannedSession.objects.select_related("athlete").order_by("ordinal")[0]
    is_held = threading.Event()

    def cancel() -> None:
        try:
            with transaction.atomic():
                Plan.objects.select_for_update().get(pk=plan.pk)
                is_held.set()
                wait_for_a_waiting_session()
                PlannedSession.objects.filter(plan=plan).update(is_cancelled=True)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as pool:
        canceling = pool.submit(cancel)
        is_held.wait(timeout=30)
        skip_session(planned_session=session, reason="Travel", by=None, now=make.NOW)
        canceling.result()

    session.refresh_from_db()
    assert (session.excused_for, session.is_cancelled) == ("Travel", True)


def wait_for_a_waiting_session() -> None:
    give_up_at = time.monotonic() + PATIENCE_S
    with connection.cursor() as cursor:
        while time.monotonic() < give_up_at:
            # Within a transaction the first look at the statistics is kept.
            cursor.execute(LOOK_ANEW)
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
    raise AssertionError(f"nobody waited for a lock within {PATIENCE_S} s")
