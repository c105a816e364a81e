"""Phases roll once, in order, at the athlete's midnight, and one bad plan stops only itself."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from athletes.actions.roll_due import SweepReport, roll_due
from athletes.models import (
    Outbox,
    PhaseTransition,
    Plan,
    PlannedSession,
    PlanPhase,
)
from tests.athletes.plans_by_hand import DUE, day, make_plan, told, train

pytestmark = pytest.mark.django_db


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
    assert told()["text"].count("Your next phase begins") == 3


def test_last_phase_ends_the_plan() -> None:
    plan = make_plan("hypertrophy", email="ana@example.com")
    train(plan)

    roll_due(now=DUE)

    plan.refresh_from_db()
    assert (plan.status, plan.due_at, plan.ended_on) == ("COMPLETED", None, day(13))
    assert PhaseTransition.objects.get().to_phase is None
    assert told()["subject"] == "You finished your plan"


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
