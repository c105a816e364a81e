"""A new time-zone table moves the due instants that lie ahead, and leaves a trace of each."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from athletes.actions.follow_zone_table import TableReport, follow_zone_table
from athletes.actions.roll_due import roll_due
from athletes.models import Heartbeat, PhaseTransition, Plan, PlanPhase
from programs.engine.timeline import TABLE_VERSION
from tests.athletes.plans_by_hand import DUE, make_plan, train

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
BEFORE = DUE - timedelta(days=3)
# Vancouver keeps summer time from November 2026 on; tables before that had it go back.
VANCOUVER = {"time_zone": "America/Vancouver", "starts_on": date(2026, 11, 2)}
BY_THE_NEW = datetime(2026, 11, 16, 7, tzinfo=UTC)
BY_THE_OLD = BY_THE_NEW + HOUR


def old(plan: Plan, **fields: object) -> None:
    """Make the plan one whose instants an older table gave."""
    Plan.objects.filter(pk=plan.pk).update(zone_table="2025.2", **fields)


def events() -> list[tuple[object, ...]]:
    # Without a context is what the test itself wrote.
    rows = Plan.pgh_event_model.objects.filter(pgh_label="zone_table", pgh_context__isnull=False)
    return list(
        rows.order_by("pgh_id").values_list(
            "pgh_obj_id", "due_at", "zone_table", "pgh_context__metadata"
        )
    )


def test_new_table_moves_an_instant_ahead_and_is_audited() -> None:
    plan = make_plan("hypertrophy", "strength", **VANCOUVER)
    old(plan, due_at=BY_THE_OLD)

    report = follow_zone_table(now=BEFORE)

    plan.refresh_from_db()
    assert report == TableReport(TABLE_VERSION, plans=1, moved=1)
    assert (plan.due_at, plan.zone_table) == (BY_THE_NEW, TABLE_VERSION)
    assert events() == [
        (plan.pk, BY_THE_NEW, TABLE_VERSION, {"by": None, "why": "zone_table"}),
    ]


def test_new_table_that_moves_nothing_leaves_no_trace_but_the_table() -> None:
    plan = make_plan("hypertrophy", "strength")
    old(plan)

    report = follow_zone_table(now=BEFORE)

    plan.refresh_from_db()
    assert report == TableReport(TABLE_VERSION, plans=1, moved=0)
    assert (plan.due_at, plan.zone_table) == (DUE, TABLE_VERSION)
    assert events() == []


def test_new_table_leaves_what_is_over_and_what_has_no_clock() -> None:
    over, paused, ended = (make_plan("hypertrophy", "strength", **VANCOUVER) for _ in range(3))
    old(over, due_at=BY_THE_OLD)
    old(paused, due_at=None, status="PAUSED")
    old(ended, due_at=None, status="ENDED")

    report = follow_zone_table(now=BY_THE_OLD)

    rows = Plan.objects.order_by("pk").values_list("due_at", "zone_table")
    assert report.plans == 0
    assert list(rows) == [(BY_THE_OLD, "2025.2"), (None, "2025.2"), (None, "2025.2")]


def test_instant_moved_into_the_past_rolls_with_the_next_sweep() -> None:
    plan = make_plan("deload", "strength", **VANCOUVER)
    old(plan, due_at=BY_THE_OLD)
    between = BY_THE_NEW + HOUR / 2

    too_early = roll_due(now=between)
    follow_zone_table(now=between)
    on_time = roll_due(now=between)

    assert (too_early.transitions, on_time.transitions) == (0, 1)
    assert PhaseTransition.objects.get().due_at == BY_THE_NEW


def test_instant_that_came_too_early_by_the_old_table_decides_nothing() -> None:
    plan = make_plan("deload", "strength", **VANCOUVER)
    old(plan, due_at=BY_THE_NEW - HOUR)

    roll_due(now=BY_THE_NEW - HOUR / 2)

    plan.refresh_from_db()
    assert (plan.due_at, plan.zone_table) == (BY_THE_NEW, TABLE_VERSION)
    assert not PhaseTransition.objects.exists()


def test_past_phases_and_their_changes_stay_as_they_were() -> None:
    plan = make_plan("deload", "strength")
    roll_due(now=DUE)
    before = (
        list(PhaseTransition.objects.values()),
        list(PlanPhase.objects.order_by("seq").values()),
    )
    old(plan)

    follow_zone_table(now=DUE + HOUR)

    assert before == (
        list(PhaseTransition.objects.values()),
        list(PlanPhase.objects.order_by("seq").values()),
    )


def test_waiting_plan_keeps_the_clock_of_its_policy() -> None:
    plan = make_plan("hypertrophy", "strength", confirms_after_h=24)
    train(plan, sessions=2)
    roll_due(now=DUE)
    old(plan)

    follow_zone_table(now=DUE + HOUR)

    plan.refresh_from_db()
    assert plan.due_at == DUE + timedelta(hours=24)


def test_second_run_asks_one_question(django_assert_num_queries) -> None:
    old(make_plan("deload", "strength"))
    follow_zone_table(now=BEFORE)

    with django_assert_num_queries(1):
        again = follow_zone_table(now=BEFORE + HOUR)

    assert again == TableReport(TABLE_VERSION)
    assert Heartbeat.objects.get().beat_at == BEFORE


def test_process_with_an_older_table_leaves_the_newer_one_alone() -> None:
    plan = make_plan("deload", "strength")
    newest = {"table": "2099.10", "plans": 1, "moved": 0}
    Heartbeat.objects.create(name="follow_zone_table", beat_at=BEFORE, report=newest)
    Plan.objects.update(zone_table="2099.10")

    assert follow_zone_table(now=BEFORE).plans == 0

    plan.refresh_from_db()
    assert plan.zone_table == "2099.10"


def test_table_after_the_ninth_of_a_year_is_newer() -> None:
    old(make_plan("deload", "strength"))
    Heartbeat.objects.create(
        name="follow_zone_table", beat_at=BEFORE, report={"table": "2026.1", "plans": 0, "moved": 0}
    )

    assert follow_zone_table(now=BEFORE).plans == 1


def test_plan_whose_zone_left_the_table_stops_nobody_else() -> None:
    lost, other = (make_plan("deload", "strength", **VANCOUVER) for _ in range(2))
    old(lost, time_zone="Mars/Olympus", due_at=BY_THE_OLD)
    old(other, due_at=BY_THE_OLD)

    report = follow_zone_table(now=BEFORE)

    rows = Plan.objects.order_by("pk").values_list("due_at", flat=True)
    assert (report.plans, report.moved) == (2, 1)
    assert list(rows) == [BY_THE_OLD, BY_THE_NEW]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_plans(count, django_assert_num_queries) -> None:
    for _ in range(count):
        old(make_plan("deload", "strength"))

    with django_assert_num_queries(14):
        assert follow_zone_table(now=BEFORE).plans == count


def test_commands_follow_the_table_before_they_roll() -> None:
    plan = make_plan("deload", "strength", **VANCOUVER)
    old(plan, due_at=BY_THE_OLD)
    out = StringIO()

    with time_machine.travel(BEFORE, tick=False):
        call_command("follow_zone_table", stdout=out)
    old(plan, due_at=BY_THE_OLD)
    Heartbeat.objects.all().delete()
    with time_machine.travel(BY_THE_NEW, tick=False):
        call_command("roll_due", stdout=StringIO())

    assert out.getvalue() == f"Table {TABLE_VERSION}: 1 plans looked at, 1 instants moved.\n"
    assert PhaseTransition.objects.get().due_at == BY_THE_NEW
    assert PlanPhase.objects.order_by("seq").last().starts_on == date(2026, 11, 16)
