"""R2: transition, phases, sessions and mail exist together or not at all, wherever a roll ends."""

from contextlib import suppress
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction

from athletes.actions.roll_due import SweepReport, roll_due
from athletes.actions.roll_plan import FIRST_DELAY
from athletes.models import (
    Outbox,
    PhaseProposal,
    PhaseTransition,
    Plan,
    PlannedGroup,
    PlannedSession,
    PlanPhase,
)
from programs.queries.program_of import program_of
from tests import make
from tests.athletes.plans_by_hand import DUE, make_plan, train
from tests.chaos.failpoints import dies_at, raising_at

# Every branch of a roll has plans in the batch: each decision that acts, and one that asks.
FATES = {
    "gates_met": ("hypertrophy", "strength"),
    "over": ("hypertrophy",),
    "dose_partial": ("hypertrophy", "strength"),
    "dose_low": ("hypertrophy", "strength"),
}
SESSIONS_TRAINED = {"gates_met": 4, "over": 4, "dose_partial": 3, "dose_low": 1}
DONE = SweepReport(plans=4, transitions=3)


def make_batch() -> None:
    coach = make.membership()
    for fate, goals in FATES.items():
        athlete = make.athlete(coach=coach, email=f"{fate}@example.com")
        plan = make_plan(*goals, athlete=athlete)
        train(plan, sessions=SESSIONS_TRAINED[fate])
        # A process reads a program once.
        program_of(plan.program_version)


def state() -> list[list[tuple[Any, ...]]]:
    """Return what a roll writes, without keys that depend on how often it was tried."""
    events = apps.get_model("athletes", "PlanEvent").objects
    told = Outbox.objects.order_by("key").values_list("kind", "message__plan", "run_after")
    sessions = PlannedSession.objects.order_by("plan_id", "ordinal")
    return [
        list(Plan.objects.order_by("pk").values_list("pk", "status", "phase_seq", "due_at")),
        list(PlanPhase.objects.order_by("plan_id", "seq").values_list("plan", "seq", "closed_at")),
        list(sessions.values_list("plan", "phase__seq", "ordinal", "scheduled_on")),
        [(PlannedGroup.objects.count(),)],
        list(PhaseTransition.objects.order_by("plan_id").values_list("plan", "sequence", "reason")),
        list(PhaseProposal.objects.values_list("plan", "reason")),
        sorted(told, key=str),
        list(events.order_by("pgh_obj_id", "pgh_id").values_list("pgh_obj_id", "status")),
    ]


def orphans() -> list[set[Any]]:
    """Return what exists without what it belongs to, each pair asked both ways."""
    rows = list(PhaseTransition.objects.all())
    ending = [row for row in rows if row.to_phase_id != row.from_phase_id]
    mails = Outbox.objects.filter(kind="PHASE_CHANGED").values_list("message", flat=True)
    begun = set(PlanPhase.objects.filter(seq__gt=1).values_list("pk", flat=True))
    closed = set(PlanPhase.objects.exclude(closed_at=None).values_list("pk", flat=True))
    with_sessions = set(PlannedSession.objects.values_list("phase", flat=True))
    completed = set(Plan.objects.filter(status="COMPLETED").values_list("pk", flat=True))
    audited = apps.get_model("athletes", "PlanEvent").objects.filter(status="COMPLETED")
    return [
        {(row.plan_id, row.sequence) for row in rows}
        ^ {(mail["plan"], number) for mail in mails for number in mail["transitions"]},
        {(row.from_phase_id) for row in ending} ^ closed,
        {row.to_phase_id for row in ending if row.to_phase_id} ^ begun,
        begun - with_sessions,
        {row.plan_id for row in rows if row.to_phase_id is None} ^ completed,
        set(audited.values_list("pgh_obj_id", flat=True)) ^ completed,
        set(PhaseProposal.objects.values_list("pk", flat=True))
        ^ {key for mail in mails for key in mail["proposals"]},
    ]


# Each place in turn; a short run tries every eighth.
STEPS = [8, pytest.param(1, marks=pytest.mark.chaos)]
# When a plan that was put off once may be tried again.
LATER = DUE + 2 * FIRST_DELAY
NO_ORPHANS: list[set[Any]] = [set()] * 7


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", STEPS)
def test_process_gone_at_any_point_leaves_all_or_nothing(step: int) -> None:
    make_batch()
    before = state()
    seen = []

    while dies_at(1 + len(seen) * step, work=lambda: roll_due(now=DUE)):
        seen.append(state())
        assert orphans() == NO_ORPHANS

    done = state()
    committed = seen.count(before)
    # Claiming, deciding and writing take more than 40 statements; what follows only counts.
    assert committed * step > 40
    assert seen == [before] * committed + [done] * (len(seen) - committed)
    assert roll_due(now=DUE) == SweepReport()
    assert PhaseTransition.objects.count() == 3
    assert PhaseProposal.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("apart", [4, *(pytest.param(n, marks=pytest.mark.chaos) for n in (1, 9))])
def test_statement_that_raises_anywhere_leaves_no_orphan(apart: int, step: int) -> None:
    """The first error makes each plan roll by itself; the second hits one of them, or the rest."""
    make_batch()
    point = transaction.savepoint()
    assert roll_due(now=DUE) == DONE
    complete = state()
    number = 1 - step

    while True:
        transaction.savepoint_rollback(point)
        number += step
        with raising_at(number, number + apart) as counted, suppress(DatabaseError):
            roll_due(now=DUE)
        if counted.count < number:
            break
        if transaction.get_rollback():
            # No savepoint was left to go back to: the sweep's whole transaction is undone.
            transaction.set_rollback(False)
            transaction.savepoint_rollback(point)
        assert orphans() == NO_ORPHANS
        roll_due(now=LATER)
        assert in_time(state()) == complete

    assert number > 50


def in_time(rows: list[list[tuple[Any, ...]]]) -> list[list[tuple[Any, ...]]]:
    """Return the state as if what was put off had been done at once."""
    return [
        [tuple(DUE if value == LATER else value for value in row) for row in part] for part in rows
    ]
