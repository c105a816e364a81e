"""A plan from its first phase to its last: what was, what is, and what is still to come."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from athletes.models import Athlete, PhaseSummary, PhaseTransition, Plan, PlanPhase
from athletes.queries.change_words import change_words
from athletes.queries.own_program import own_program
from programs.engine.program import Program
from programs.engine.program.parts import Mesocycle
from programs.engine.timeline import DAYS_A_WEEK, local_date

State = Literal["past", "now", "ahead"]


@dataclass(frozen=True, slots=True)
class Change:
    """One decision at a phase's end, in words, and the athlete's day on which it was made."""

    on: date
    decision: str
    words: str


@dataclass(frozen=True, slots=True)
class Step:
    """One phase. ``id`` is None of one still to come, whose days hold if all goes as written.

    ``week`` is the running week, None unless the phase runs. ``exposure`` is the share of planned
    sessions that were done, None where none was due.
    """

    id: int | None
    name: str
    goal: str
    kind: str
    state: State
    starts_on: date
    ends_on: date
    weeks: int
    week: int | None = None
    extra_weeks: int = 0
    exposure: Decimal | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """One plan, phase by phase."""

    name: str
    status: str
    steps: tuple[Step, ...]


def get_timelines(*, athlete: Athlete, now: datetime) -> tuple[Timeline, ...]:
    """Return the athlete's plans, what they follow first, then the newest. 3 queries."""
    rows = Plan.objects.filter(athlete=athlete).select_related("program_version__template")
    plans = list(rows.running_first())
    today = local_date(now, zone=athlete.time_zone)
    phases = _phases(athlete)
    changes = _changes(athlete)
    return tuple(
        _timeline(plan, phases=phases[plan.pk], changes=changes, today=today) for plan in plans
    )


def _timeline(
    plan: Plan,
    *,
    phases: Sequence[PlanPhase],
    changes: Mapping[int, Sequence[Change]],
    today: date,
) -> Timeline:
    steps = [
        _step(phase, plan=plan, today=today, changes=changes.get(phase.pk, ())) for phase in phases
    ]
    if plan.is_running:
        steps += _ahead(own_program(plan), phases=phases)
    return Timeline(name=plan.program_version.template.name, status=plan.status, steps=tuple(steps))


def _phases(athlete: Athlete) -> dict[int, list[PlanPhase]]:
    found: dict[int, list[PlanPhase]] = defaultdict(list)
    rows = PlanPhase.objects.filter(athlete=athlete).select_related("summary")
    for phase in rows.order_by("plan_id", "seq"):
        found[phase.plan_id].append(phase)
    return found


def _changes(athlete: Athlete) -> dict[int, list[Change]]:
    """Return what was decided at the end of each phase, by phase; what was taken back left out."""
    found: dict[int, list[Change]] = defaultdict(list)
    rows = PhaseTransition.objects.standing().filter(athlete=athlete)
    rows = rows.only("from_phase_id", "decision", "reason", "words", "evidence", "applied_at")
    for row in rows.order_by("plan_id", "sequence"):
        on = local_date(row.applied_at, zone=athlete.time_zone)
        found[row.from_phase_id].append(
            Change(on=on, decision=row.decision, words=change_words(row))
        )
    return found


def _step(phase: PlanPhase, *, plan: Plan, today: date, changes: Sequence[Change]) -> Step:
    weeks = ((phase.ends_on - phase.starts_on).days + 1) // DAYS_A_WEEK
    summary: PhaseSummary | None = getattr(phase, "summary", None)
    runs = plan.is_running and phase.seq == plan.phase_seq
    week = (today - phase.starts_on).days // DAYS_A_WEEK + 1
    return Step(
        id=phase.pk,
        name=phase.name,
        goal=phase.goal,
        kind=phase.kind,
        state="now" if runs else "past",
        starts_on=phase.starts_on,
        ends_on=phase.ends_on,
        weeks=weeks,
        week=min(max(week, 1), max(weeks, 1)) if runs else None,
        extra_weeks=phase.extra_weeks,
        exposure=summary.exposure if summary else None,
        changes=tuple(changes),
    )


def _ahead(program: Program, *, phases: Sequence[PlanPhase]) -> Iterator[Step]:
    """Yield the phases that the program still holds, one right after the other."""
    if not phases:
        return
    starts_on = phases[-1].ends_on + timedelta(days=1)
    for mesocycle in program.mesocycles[phases[-1].mesocycle + 1 :]:
        ends_on = starts_on + timedelta(days=mesocycle.week_count * DAYS_A_WEEK - 1)
        yield _still_to_come(mesocycle, starts_on=starts_on, ends_on=ends_on)
        starts_on = ends_on + timedelta(days=1)


def _still_to_come(mesocycle: Mesocycle, *, starts_on: date, ends_on: date) -> Step:
    return Step(
        id=None,
        name=mesocycle.name,
        goal=mesocycle.goal.value,
        kind=PlanPhase.Kind.PLANNED.value,
        state="ahead",
        starts_on=starts_on,
        ends_on=ends_on,
        weeks=mesocycle.week_count,
    )
