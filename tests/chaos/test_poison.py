"""R7: plans that raise or never end stop only themselves, in real workers, and are given up."""

import pytest

from tests.chaos.cluster import Cluster
from tests.chaos.runs import make_plans, run_storm

GOOD = 300
RAISING, LONG_NOTE, ENDLESS = range(1, 6), 6, 5 + GOOD + 1
SPOIL = """
    delete from athletes_plannedgroup g using athletes_plannedsession s
      where s.id = g.session_id and s.plan_id = any(%(raising)s);
    delete from athletes_plannedsession where plan_id = any(%(raising)s);
    delete from athletes_planphase where plan_id = any(%(raising)s);
    insert into athletes_sessionlog (id, organization_id, athlete_id, planned_session_id,
        started_at, completed_at, time_zone, "on", note, rev)
      select gen_random_uuid(), organization_id, athlete_id, id, now(), now(), 'UTC',
        current_date, repeat('x', 1048576), 0
      from athletes_plannedsession where plan_id = %(long_note)s;
    delete from chaos_due where plan_id = any(%(raising)s) or plan_id = %(endless)s;
"""
# The time is an argument: their eight tries would take most of an hour.
TRY_UNTIL_GIVEN_UP = """
import django
django.setup()
from athletes.actions.roll_due import roll_due
from athletes.models import Plan
poison = Plan.objects.filter(status="ACTIVE", quarantined_at=None)
while (plan := poison.order_by("-retry_at").first()) is not None:
    roll_due(now=plan.retry_at)
"""
POISON = """
    select transition_count, failures, quarantined_at is not null, last_error
    from athletes_plan where status = 'ACTIVE' order by id
"""
# The plans in one batch with the endless one wait until it is cut off, once: a sweep at most.
MOST_LATE_S = 45.0
OTHERS_LATE_S = 15.0


def spoil(cluster: Cluster) -> None:
    keys = {"raising": list(RAISING), "endless": ENDLESS, "long_note": LONG_NOTE}
    with cluster.superuser() as connection:
        for statement in SPOIL.split(";")[:-1]:
            connection.execute(statement, keys)


@pytest.mark.chaos
def test_poison_plans_stop_only_themselves_and_are_quarantined(cluster: Cluster) -> None:
    make_plans(cluster, count=5 + GOOD, options=["--endless"])

    outcome = run_storm(
        cluster, faults=[], seconds=15, seed=1, workers=2, patience_s=120, spoil=spoil
    )
    cluster.run("-c", TRY_UNTIL_GIVEN_UP)

    print(outcome)
    assert outcome.faults == {}
    assert outcome.lateness_s[0] <= OTHERS_LATE_S
    assert outcome.lateness_s[2] <= MOST_LATE_S
    with cluster.superuser() as connection:
        tries = connection.execute(POISON).fetchall()
    print(tries[0], tries[5])
    assert [row[:3] for row in tries] == [(0, 8, True)] * 6
    assert [row[3].partition(":")[0] for row in tries] == ["IndexError"] * 5 + ["TookTooLong"]
