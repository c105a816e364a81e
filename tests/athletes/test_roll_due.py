"""Phases roll once, in order, at the athlete's midnight, and one bad plan stops only itself."""

import threading
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

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
from tests import make
from tests.athletes import plans_by_hand as by_hand

pytestmark = pytest.mark.django_db

MONDAY = make.MONDAY
# Two weeks from Monday, 2 March: due when 16 March begins.
DUE = datetime(2026, 3, 16, tzinfo=UTC)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def cycles(*goals: str, weeks: int = 2) -> list[dict[str, object]]:
    return [
        by_hand.mesocycle(goal, weeks=weeks, first_week=1 + place * weeks)
        for place, goal in enumerate(goals)
    ]


def make_plan(*goals: str, athlete=None, **fields) -> Plan:
    athlete = athlete or make.athlete(email=fields.pop("email", ""))
    version = by_hand.version(organization=athlete.organization, mesocycles=cycles(*goals))
    plan = by_hand.plan(athlete=athlete, version=version, **fields)
    by_hand.begin(plan, weeks=2, goal=goals[0], name=goals[0].capitalize())
    return plan


def train(plan: Plan, *, sessions: int | None = None) -> None:
    rows = list(PlannedSession.objects.filter(plan=plan, log=None).in_training_order())
    for row in rows[:sessions]:
        by_hand.finish(row)


def test_due_phase_with_full_exposure_advances_with_its_sessions() -> None:
    plan = make_plan("hypertrophy", "strength", email="ana@example.com")
    train(plan)

    report = roll_due(now=DUE)

    plan.refresh_from_db()
    first, second = PlanPhase.objects.order_by("seq")
    transition = PhaseTransition.objects.get()
    assert report == SweepReport(plans=1, transitions=1)
    assert (transition.decision, transition.reason) == ("ADVANCE", "gates_met")
    assert transition.words == "The next phase begins: 100 % of the planned sessions were done."
    assert (transition.sequence, transition.cause, transition.due_at) == (1, "SWEEP", DUE)
    assert transition.evidence["exposure"] == "1/1"
    assert (transition.from_phase, transition.to_phase) == (first, second)
    assert first.closed_at == DUE
    assert (second.goal, second.starts_on, second.ends_on) == ("strength", day(14), day(27))
    assert second.first_ordinal == 5
    assert (plan.phase_seq, plan.transition_count) == (2, 1)
    assert plan.due_at == datetime(2026, 3, 30, tzinfo=UTC)
    begun = second.sessions.order_by("ordinal")
    # Two a week, Monday and Thursday.
    assert list(begun.values_list("ordinal", "scheduled_on")) == [
        (5, day(14)),
        (6, day(17)),
        (7, day(21)),
        (8, day(24)),
    ]
    assert Outbox.objects.get().key == f"plan:{plan.pk}:1"


def test_one_second_before_its_midnight_nothing_happens() -> None:
    make_plan("hypertrophy", "strength")

    assert roll_due(now=DUE - timedelta(seconds=1)) == SweepReport()
    assert not PhaseTransition.objects.exists()


def test_sweep_twice_rolls_once() -> None:
    train(make_plan("hypertrophy", "strength"))

    first, second = roll_due(now=DUE), roll_due(now=DUE)

    assert (first.transitions, second) == (1, SweepReport())
    assert PhaseTransition.objects.count() == 1


@pytest.mark.parametrize(
    ("zone", "starts_on", "due_at"),
    [
        # Clocks in New York go forward on 8 March 2026: the 16th begins at 04:00 UTC.
        ("America/New_York", date(2026, 3, 2), datetime(2026, 3, 16, 4, tzinfo=UTC)),
        # Cairo skips midnight on Friday, 24 April 2026: the day begins at 01:00, 22:00 UTC.
        ("Africa/Cairo", date(2026, 4, 10), datetime(2026, 4, 23, 22, tzinfo=UTC)),
        ("Pacific/Kiritimati", date(2026, 3, 2), datetime(2026, 3, 15, 10, tzinfo=UTC)),
    ],
)
def test_due_instant_is_the_first_of_the_athletes_day(zone, starts_on, due_at) -> None:
    plan = make_plan("deload", "strength", time_zone=zone, starts_on=starts_on)

    before = roll_due(now=due_at - timedelta(seconds=1))
    on_time = roll_due(now=due_at)

    assert plan.due_at == due_at
    assert (before.transitions, on_time.transitions) == (0, 1)


def test_catch_up_passes_three_missed_phases_in_order_at_their_own_instants() -> None:
    plan = make_plan(
        "hypertrophy", "strength", "hypertrophy", "strength", roll_mode="CALENDAR",
        email="ana@example.com",
    )  # fmt: skip
    # 12 April ends the third phase.
    now = datetime(2026, 4, 13, 9, tzinfo=UTC)

    roll_due(now=now)

    transitions = list(PhaseTransition.objects.order_by("sequence"))
    assert [one.due_at.date() for one in transitions] == [day(14), day(28), day(42)]
    assert {one.applied_at for one in transitions} == {now}
    assert [one.sequence for one in transitions] == [1, 2, 3]
    phases = list(PlanPhase.objects.order_by("seq"))
    assert [one.starts_on for one in phases] == [day(0), day(14), day(28), day(42)]
    assert [one.closed_at for one in phases] == [*(one.due_at for one in transitions), None]
    assert all(first.ends_on < second.starts_on for first, second in pairwise(phases))
    assert list(PlannedSession.objects.values_list("ordinal", flat=True).order_by("ordinal")) == [
        *range(1, 17)
    ]
    plan.refresh_from_db()
    assert plan.due_at == datetime(2026, 4, 27, tzinfo=UTC)
    # One mail tells all three.
    assert Outbox.objects.get().message["text"].count("The next phase begins") == 3


def test_last_phase_ends_the_plan() -> None:
    plan = make_plan("hypertrophy", email="ana@example.com")
    train(plan)

    roll_due(now=DUE)

    plan.refresh_from_db()
    assert (plan.status, plan.due_at, plan.ended_on) == ("COMPLETED", None, day(13))
    assert PhaseTransition.objects.get().to_phase is None
    assert Outbox.objects.get().message["subject"] == "You finished your plan"


def test_partial_dose_adds_a_week_of_the_last_one() -> None:
    plan = make_plan("hypertrophy", "strength")
    train(plan, sessions=3)

    roll_due(now=DUE)

    plan.refresh_from_db()
    phase = PlanPhase.objects.get()
    added = phase.sessions.filter(ordinal__gt=4).order_by("ordinal")
    assert PhaseTransition.objects.get().decision == "EXTEND_1W"
    assert (phase.extra_weeks, phase.ends_on, phase.closed_at) == (1, day(20), None)
    assert plan.due_at == datetime(2026, 3, 23, tzinfo=UTC)
    # Decision 13: the last week's number with an occurrence count.
    assert list(
        added.values_list("week", "week_in_phase", "occurrence", "scheduled_on", "is_provisional")
    ) == [(2, 3, 2, day(14), False), (2, 3, 2, day(17), False)]


def test_partial_dose_for_the_third_time_advances() -> None:
    plan = make_plan("hypertrophy", "strength")
    train(plan, sessions=3)
    roll_due(now=DUE)
    # 4 of 6, then 6 of 8: three quarters each time, or less.
    train(plan, sessions=1)
    roll_due(now=DUE + timedelta(days=7))
    train(plan, sessions=1)

    roll_due(now=DUE + timedelta(days=14))

    last = PhaseTransition.objects.order_by("sequence").last()
    assert (last.sequence, last.decision) == (3, "ADVANCE")
    assert (last.reason, last.evidence["extensions_used"]) == ("dose_partial_limit", 2)


def test_six_loading_weeks_insert_a_deload_before_the_next_phase() -> None:
    plan = make_plan("hypertrophy", "strength", "hypertrophy", "strength")
    for weeks in (2, 4, 6):
        train(plan)
        roll_due(now=datetime(2026, 3, 2, tzinfo=UTC) + timedelta(weeks=weeks))

    deload = PlanPhase.objects.order_by("seq").last()
    last = PhaseTransition.objects.order_by("sequence").last()
    assert (last.decision, last.reason) == ("DELOAD_THEN_ADVANCE", "six_weeks")
    assert (deload.kind, deload.goal, deload.mesocycle) == ("INSERTED_DELOAD", "deload", 2)
    assert (deload.starts_on, deload.ends_on) == (day(42), day(48))
    # Half of three sets, half up, at nine tenths of 100 kg.
    group = deload.sessions.order_by("ordinal").first().groups.get()
    assert (group.sets, group.load_kg) == (2, 90)

    roll_due(now=datetime(2026, 3, 2, tzinfo=UTC) + timedelta(weeks=7))

    begun = PlanPhase.objects.order_by("seq").last()
    assert (begun.goal, begun.mesocycle, begun.starts_on) == ("strength", 3, day(49))


def test_wrong_due_instant_is_set_right_without_a_transition() -> None:
    plan = make_plan("hypertrophy", "strength")
    Plan.objects.update(due_at=DUE - timedelta(days=3))

    roll_due(now=DUE - timedelta(days=2))

    plan.refresh_from_db()
    assert plan.due_at == DUE
    assert not PhaseTransition.objects.exists()


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
    assert fenced.last_error.startswith("IntegrityError: ")
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
    for _ in range(3):
        make_plan("deload", "strength")
    monkeypatch.setattr("athletes.actions.roll_due.MOST_SECONDS", 1e-9)

    # Even without any time left one plan gets its turn, so that each sweep moves on.
    reports = [roll_due(now=DUE) for _ in range(3)]

    assert [report.left for report in reports] == [2, 1, 0]
    assert PhaseTransition.objects.count() == 3
