"""Sweeps share the work, survive a bad plan, and leave nothing half done."""

import threading
from datetime import timedelta

import pgtrigger
import pytest
from django.db import connection, transaction

from athletes.actions.roll_due import SweepReport, roll_due
from athletes.actions.roll_plan import roll_plan
from athletes.models import (
    Heartbeat,
    Outbox,
    PhaseProposal,
    PhaseTransition,
    Plan,
    PlannedSession,
    PlanPhase,
)
from programs.models import ProgramVersion
from programs.queries.program_of import program_of
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.plans_by_hand import DUE, day, make_plan, train

pytestmark = pytest.mark.django_db

SWEEP_QUERIES = 45


def test_poison_plan_stops_only_itself_and_backs_off_until_quarantined() -> None:
    poison = make_plan("hypertrophy", "strength")
    # A published version is frozen; what is broken here stands for a disk or a bug.
    with pgtrigger.ignore("programs.ProgramVersion:published_version_is_frozen"):
        ProgramVersion.objects.update(body="{", content_hash="broken")
    others = [make_plan("hypertrophy", "strength") for _ in range(2)]
    for plan in others:
        train(plan)

    first = roll_due(now=DUE)

    poison.refresh_from_db()
    assert first == SweepReport(plans=3, transitions=2, failures=1)
    assert (poison.failures, poison.due_at) == (1, DUE)
    assert poison.retry_at == DUE + timedelta(seconds=10)
    assert poison.last_error.startswith("ProgramInvalid: ")
    assert not PhaseTransition.objects.filter(plan=poison).exists()

    waits, now = [], poison.retry_at
    while poison.quarantined_at is None:
        roll_due(now=now)
        poison.refresh_from_db()
        waits.append((poison.retry_at - now).total_seconds())
        now = poison.retry_at

    assert waits == [20, 40, 80, 160, 320, 640, 1280]
    assert poison.failures == 8
    assert roll_due(now=now + timedelta(days=1)) == SweepReport()


def test_failure_then_success_forgets_the_failure() -> None:
    plan = make_plan("hypertrophy", "strength")
    train(plan)
    Plan.objects.update(failures=3, last_error="OperationalError: gone", retry_at=DUE)

    roll_due(now=DUE)

    plan.refresh_from_db()
    assert (plan.failures, plan.last_error, plan.retry_at) == (0, "", None)


def test_sweep_leaves_a_sign_of_life() -> None:
    train(make_plan("hypertrophy", "strength"))

    roll_due(now=DUE)

    row = Heartbeat.objects.get()
    assert (row.name, row.beat_at) == ("roll_due", DUE)
    assert row.report == {"plans": 1, "transitions": 1, "failures": 0, "left": 0}


def test_paused_and_quarantined_plans_are_left_alone() -> None:
    make_plan("hypertrophy", "strength")
    Plan.objects.update(quarantined_at=DUE)

    assert roll_due(now=DUE + timedelta(days=1)) == SweepReport()


@pytest.mark.parametrize("count", [1, 3])
def test_sweep_queries_are_stated_and_do_not_grow(count, django_assert_num_queries) -> None:
    for number in range(count):
        plan = make_plan("hypertrophy", "strength", email=f"a{number}@example.com")
        train(plan)
        # A process reads a program once.
        program_of(plan.program_version)

    with django_assert_num_queries(SWEEP_QUERIES):
        report = roll_due(now=DUE)

    assert report.transitions == count
    assert Outbox.objects.count() == count


def test_plan_that_computes_without_end_stops_only_itself(monkeypatch) -> None:
    endless, other = (make_plan("hypertrophy", "strength") for _ in range(2))
    train(other)
    monkeypatch.setattr("athletes.actions.roll_plan.MOST_SECONDS_TOGETHER", 0.3)
    monkeypatch.setattr("athletes.actions.roll_plan.MOST_SECONDS_ALONE", 0.3)
    # Weeks without number: what is broken here stands for a bug in a rule.
    PlanPhase.objects.filter(plan=endless).update(extra_weeks=30_000)

    report = roll_due(now=DUE)

    endless.refresh_from_db()
    assert report == SweepReport(plans=2, transitions=1, failures=1)
    assert endless.last_error.startswith("TookTooLong: ")
    assert PhaseTransition.objects.get().plan == other


def test_limit_leaves_the_rest_for_the_next_sweep() -> None:
    for _ in range(3):
        make_plan("deload", "strength")

    report = roll_due(now=DUE, limit=2)

    assert (report.plans, report.left) == (2, 1)


def test_read_of_a_due_plan_rolls_it_and_of_another_asks_one_question(
    django_assert_num_queries,
) -> None:
    plan = make_plan("deload", "strength")

    with django_assert_num_queries(1):
        assert roll_plan(plan_id=plan.pk, now=DUE - timedelta(days=1), cause="READ") == 0
    written = roll_plan(plan_id=plan.pk, now=DUE, cause="READ")

    assert written == 1
    assert PhaseTransition.objects.get().cause == "READ"


def test_read_of_a_poison_plan_puts_it_off() -> None:
    plan = make_plan("deload", "strength")
    Plan.objects.update(phase_seq=1)
    PlanPhase.objects.filter(plan=plan).delete()

    assert roll_plan(plan_id=plan.pk, now=DUE, cause="READ") == 0

    plan.refresh_from_db()
    assert (plan.failures, plan.retry_at) == (1, DUE + timedelta(seconds=10))


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_roll_each_plan_once() -> None:
    plans = [make_plan("hypertrophy", "strength") for _ in range(8)]
    for plan in plans:
        train(plan)
    start = threading.Barrier(2)
    reports: list[SweepReport] = []

    def sweep() -> None:
        try:
            start.wait()
            reports.append(roll_due(now=DUE))
        finally:
            connection.close()

    threads = [threading.Thread(target=sweep) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(report.transitions for report in reports) == 8
    assert [report.failures for report in reports] == [0, 0]
    assert PhaseTransition.objects.count() == 8
    assert PlanPhase.objects.count() == 16
    assert PlannedSession.objects.count() == 8 * 8
    assert not PhaseProposal.objects.exists()


def test_fence_refuses_a_transition_that_exists_and_undoes_the_whole_step() -> None:
    fenced, other = (make_plan("hypertrophy", "strength") for _ in range(2))
    for plan in (fenced, other):
        train(plan)
    phase = PlanPhase.objects.get(plan=fenced)
    PhaseTransition.objects.create(
        organization=fenced.organization,
        athlete=fenced.athlete,
        plan=fenced,
        sequence=1,
        from_phase=phase,
        decision="ADVANCE",
        reason="gates_met",
        words="Made before.",
        evidence={},
        due_at=DUE,
        applied_at=DUE,
        cause="SWEEP",
    )

    report = roll_due(now=DUE)

    fenced.refresh_from_db()
    assert report == SweepReport(plans=2, transitions=1, failures=1)
    assert fenced.last_error.startswith("IntegrityError: transition_fence, athletes.actions.")
    assert (fenced.transition_count, fenced.phase_seq, fenced.due_at) == (0, 1, DUE)
    assert PlanPhase.objects.get(plan=fenced).closed_at is None
    assert PlannedSession.objects.filter(plan=fenced).count() == 4


@pytest.mark.django_db(transaction=True)
def test_sweep_passes_over_a_plan_that_another_holds() -> None:
    held, free = (make_plan("deload", "strength") for _ in range(2))
    is_held, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                Plan.objects.select_for_update().get(pk=held.pk)
                is_held.set()
                may_end.wait(timeout=30)
        finally:
            connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    is_held.wait(timeout=30)
    beside = roll_due(now=DUE)
    read = roll_plan(plan_id=held.pk, now=DUE, cause="READ")
    may_end.set()
    holder.join()
    after = roll_due(now=DUE)

    assert (beside.plans, beside.left) == (1, 1)
    # Opening the day waits two seconds for the row, then shows the plan as it is.
    assert read == 0
    assert (after.plans, after.left) == (1, 0)
    assert PhaseTransition.objects.filter(plan=free).count() == 1
    assert PhaseTransition.objects.filter(plan=held).count() == 1


def test_late_sweep_decides_as_of_the_due_instant() -> None:
    plan = make_plan("hypertrophy", "strength")
    train(plan, sessions=3)
    by_hand.finish(PlannedSession.objects.get(ordinal=4), at=by_hand.at_noon(day(15)))

    roll_due(now=DUE + timedelta(days=3))

    # On the 16th three of four were done; the fourth came on the 17th.
    assert PhaseTransition.objects.get().evidence["exposure"] == "3/4"


def test_sweep_out_of_time_keeps_what_it_did(monkeypatch) -> None:
    plans = [make_plan("deload", "strength") for _ in range(4)]
    # One bad plan among them, so that they are rolled by halves.
    PlanPhase.objects.filter(plan=plans[-1]).delete()
    monkeypatch.setattr("athletes.actions.roll_due.MOST_SECONDS", 1e-9)

    # Even without any time left some plans get their turn, so that each sweep moves on.
    reports = [roll_due(now=DUE) for _ in range(3)]

    assert [report.plans for report in reports] == [2, 1, 1]
    assert PhaseTransition.objects.count() == 3
