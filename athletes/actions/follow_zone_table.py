"""Bring the due instants that lie ahead to a new time-zone table."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pghistory
import structlog
from django.db import transaction
from django.db.models import F, QuerySet

from athletes.actions.beat import beat
from athletes.actions.bulk_rows import update_rows
from athletes.actions.phase_rows import fall_due_anew
from athletes.actions.transaction_limits import limit_transaction
from athletes.actions.wait_for_coach import keep_clock
from athletes.models import Heartbeat, PhaseProposal, Plan, PlanPhase
from programs.engine.timeline import TABLE_VERSION, UnknownZone

FOLLOWER = "follow_zone_table"
BATCH = 500
# It runs before a sweep, which has its own work to do in the minute.
MOST_SECONDS = 15.0

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class TableReport:
    """The table that due instants go by now; plans looked at, and instants that moved."""

    table: str
    plans: int = 0
    moved: int = 0


def follow_zone_table(*, now: datetime) -> TableReport:
    """Compute anew, by this process's table, every due instant after ``now`` made by another.

    A phase that is over stays over, and what moves is audited. 1 query once all plans go by this
    table or a newer one; until then a transaction for each batch of 500, for at most 15 s. Several
    runs at once share the work. Reliability 5.2, R14.
    """
    if _is_followed():
        return TableReport(TABLE_VERSION)
    stop_at = time.monotonic() + MOST_SECONDS
    after = plans = moved = 0
    with pghistory.context(by=None, why="zone_table"):
        while batch := _follow_batch(after=after, now=now):
            after = batch[-1][0].pk
            plans += len(batch)
            moved += sum(plan.due_at != at for plan, at in batch)
            if time.monotonic() >= stop_at:
                break
    report = TableReport(TABLE_VERSION, plans=plans, moved=moved)
    if not _behind(now).exists():
        beat(name=FOLLOWER, now=now, report=report)
    return report


def _is_followed() -> bool:
    row = Heartbeat.objects.filter(name=FOLLOWER).first()
    # While old and new processes run side by side, the old ones leave alone what the new did.
    return row is not None and _age(row.report["table"]) >= _age(TABLE_VERSION)


def _age(table: str) -> tuple[int, ...]:
    """Return what sorts tables: 2026.10 comes after 2026.9."""
    return tuple(int(part) for part in table.split(".") if part.isdecimal())


def _behind(now: datetime) -> QuerySet[Plan]:
    return Plan.objects.filter(due_at__gt=now).exclude(zone_table=TABLE_VERSION)


def _follow_batch(*, after: int, now: datetime) -> list[tuple[Plan, datetime | None]]:
    """Return the next plans, in order of primary key, with the instant that each had."""
    with transaction.atomic():
        limit_transaction()
        behind = _behind(now).filter(pk__gt=after).order_by("pk")
        plans = list(behind.select_for_update(skip_locked=True)[:BATCH])
        before = [plan.due_at for plan in plans]
        _fall_due(plans)
        update_rows(
            Plan,
            ((plan.pk, plan.due_at, TABLE_VERSION) for plan in plans),
            fields=("due_at", "zone_table"),
        )
    return list(zip(plans, before, strict=True))


def _fall_due(plans: Sequence[Plan]) -> None:
    running = PlanPhase.objects.filter(plan__in=plans, seq=F("plan__phase_seq"))
    phases = {phase.plan_id: phase for phase in running}
    waiting = PhaseProposal.objects.filter(plan__in=plans, status=PhaseProposal.Status.WAITING)
    asked = {proposal.plan_id: proposal for proposal in waiting}
    for plan in plans:
        phase = phases.get(plan.pk)
        if phase is None:
            # Rolling tells what is wrong with it, where the operator looks.
            continue
        try:
            if plan.pk in asked:
                keep_clock(plan=plan, phase=phase, proposal=asked[plan.pk])
            else:
                fall_due_anew(plan=plan, phase=phase)
        except UnknownZone:
            logger.warning("zone_left_the_table", plan=plan.pk, zone=plan.time_zone)
