"""R4, R9: after days of silence all is caught up, dated when it was due; red until then."""

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from athletes.actions.roll_due import roll_due
from athletes.models import Outbox, PhaseTransition, Plan, PlannedSession, PlanPhase
from tests.chaos.cluster import Cluster
from tests.chaos.fleet import Fleet
from tests.chaos.plans import SESSIONS_A_PHASE, make_overdue
from tests.engine.day_search import first_instant

WEEK = timedelta(days=7)
# Reliability 2.1: row by row on two cores.
MOST_SECONDS = 60.0
POLL_S = 0.1

PLANS = "select id, starts_on, time_zone from athletes_plan"
TRANSITIONS = "select plan_id, sequence, due_at from athletes_phasetransition order by 1, 2"
COUNTS = """
    select p.id, count(distinct f.id), count(distinct s.id), count(distinct o.id)
    from athletes_plan p
    left join athletes_planphase f on f.plan_id = p.id
    left join athletes_plannedsession s on s.plan_id = p.id
    left join athletes_outbox o on o.key like 'plan:' || p.id || ':%'
    group by p.id
"""
DUE = "select count(*) from athletes_plan where due_at <= now()"
READINESS = """
import datetime, django
django.setup()
from athletes.models import Heartbeat
from coaching.health import readiness
beat_at = Heartbeat.objects.get(name="roll_due").beat_at
for seconds in (0, 599, 601):
    print(readiness(now=beat_at + datetime.timedelta(seconds=seconds))["sweep"].partition(":")[0])
"""

Plans = Sequence[tuple[int, date, str]]
Dues = Mapping[int, Sequence[datetime]]


def expected_dues(plans: Plans, *, now: datetime) -> Dues:
    """Return the instants at which each plan's phases were over, found by searching the days."""
    found: dict[tuple[date, str], datetime] = {}
    dues: dict[int, list[datetime]] = {}
    for plan, starts_on, zone in plans:
        days = [starts_on + number * WEEK for number in (1, 2, 3, 4)]
        for day in days:
            if (day, zone) not in found:
                found[day, zone] = first_instant(day, zone)
        dues[plan] = [found[day, zone] for day in days if found[day, zone] <= now]
    return dues


def in_order(rows: Sequence[tuple[int, int, datetime]]) -> Dues:
    """Return the instants of each plan's transitions, whose numbers count from 1."""
    found: dict[int, list[datetime]] = defaultdict(list)
    for plan, sequence, due_at in rows:
        found[plan].append(due_at)
        assert sequence == len(found[plan])
    return found


def counts(dues: Dues) -> list[tuple[int, int, int, int]]:
    """Return the phases, sessions and mails of each plan: one mail, however many changes."""
    return [
        (plan, len(passed) + 1, (len(passed) + 1) * SESSIONS_A_PHASE, 1)
        for plan, passed in sorted(dues.items())
    ]


@pytest.mark.django_db
def test_days_of_silence_are_caught_up_in_order_at_their_own_instants() -> None:
    now = datetime.now(UTC)
    make_overdue(18, today=now.date())
    dues = expected_dues(list(Plan.objects.values_list("pk", "starts_on", "time_zone")), now=now)

    report = roll_due(now=now)

    assert report.transitions == sum(map(len, dues.values())) == 36
    rows = PhaseTransition.objects.order_by("plan_id", "sequence")
    assert in_order(list(rows.values_list("plan_id", "sequence", "due_at"))) == dues
    assert set(rows.values_list("applied_at", flat=True)) == {now}
    made = [
        (
            plan,
            PlanPhase.objects.filter(plan=plan).count(),
            PlannedSession.objects.filter(plan=plan).count(),
            Outbox.objects.filter(key__startswith=f"plan:{plan}:").count(),
        )
        for plan in sorted(dues)
    ]
    assert made == counts(dues)


@pytest.mark.chaos
def test_ten_thousand_plans_are_caught_up_within_a_minute(cluster: Cluster) -> None:
    cluster.run("-m", "tests.chaos.plans", "--plans", "10000", "--overdue")
    with cluster.superuser() as connection:
        plans: Any = connection.execute(PLANS).fetchall()
    dues = expected_dues(plans, now=datetime.now(UTC))
    fleet = Fleet(cluster, workers=2, beats=1)
    try:
        fleet.start()
        began = time.monotonic()
        while count_due(cluster):
            time.sleep(POLL_S)
        took_s = time.monotonic() - began
    finally:
        fleet.stop()

    print(f"{sum(map(len, dues.values()))} transitions of 10,000 plans in {took_s:.1f} s")
    with cluster.superuser() as connection:
        transitions: Any = connection.execute(TRANSITIONS).fetchall()
        made = connection.execute(COUNTS).fetchall()
    assert in_order(transitions) == dues
    assert sorted(made) == counts(dues)
    assert took_s <= MOST_SECONDS
    assert cluster.run("-c", READINESS).split() == ["ok", "ok", "stopped"]


def count_due(cluster: Cluster) -> int:
    with cluster.superuser() as connection:
        row = connection.execute(DUE).fetchone()
        return int(row[0]) if row else 0
