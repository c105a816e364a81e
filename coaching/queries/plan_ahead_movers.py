"""Who of those who follow a program moves when its phases last longer or shorter."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import F

from athletes.models import Plan, PlanPhase
from coaching.queries.outlines import get_versions
from coaching.queries.plan_ahead_words import changes_in_words
from programs.engine.building.program_year import year_of_program
from programs.engine.planning.year import PlannedPhase, YearPlan
from programs.engine.timeline import DAYS_A_WEEK
from programs.models import ProgramTemplate
from programs.queries.program_of import program_of


@dataclass(frozen=True, slots=True)
class Mover:
    """An athlete on the program, and what a version with the changed phases does to the plan.

    The running phase keeps its weeks, as merging does it; ``keeps_phase`` says that the year has
    others. ``words`` is what moves after it, ``over_on`` the plan's last day now and then.
    """

    plan: int
    name: str
    phase: str
    goal: str
    ends_on: date
    keeps_phase: bool
    words: tuple[str, ...]
    over_on: date
    then_over_on: date


def started_on(*, template: ProgramTemplate, user: Any) -> date | None:
    """Return the first day of the earliest plan that runs the program in sight. 1 query."""
    plans = Plan.objects.coached_by(user).running().filter(program_version__template=template)
    found: date | None = plans.order_by("starts_on").values_list("starts_on", flat=True).first()
    return found


def get_movers(*, template: ProgramTemplate, user: Any, year: YearPlan) -> tuple[Mover, ...]:
    """Return the athletes in the person's sight who run the program, by name.

    ``year`` is the program's changed year. 2 queries, 1 where nobody runs it; one more for each
    version that this process hasn't read yet.
    """
    rows = list(
        PlanPhase.objects.coached_by(user)
        .filter(
            plan__program_version__template=template,
            plan__status__in=("ACTIVE", "PAUSED"),
            seq=F("plan__phase_seq"),
        )
        .select_related("plan", "athlete")
        .order_by("athlete__name", "pk")
    )
    if not rows:
        return ()
    versions = get_versions(versions={row.plan.program_version_id for row in rows})
    own = {
        key: year_of_program(program_of(version), start_on=year.wishes.start_on)
        for key, version in versions.items()
    }
    return tuple(_mover(row, own=own[row.plan.program_version_id], year=year) for row in rows)


def _mover(row: PlanPhase, *, own: YearPlan, year: YearPlan) -> Mover:
    running = own.phases[row.mesocycle]
    then = next((one for one in year.phases if one.key == running.key), None)
    place = year.phases.index(then) if then else row.mesocycle
    before = _ahead(own, own.phases[row.mesocycle + 1 :], after=row.ends_on)
    after = _ahead(year, year.phases[place + 1 :], after=row.ends_on)
    return Mover(
        plan=row.plan_id,
        name=row.athlete.name,
        phase=row.name,
        goal=row.goal,
        ends_on=row.ends_on,
        keeps_phase=then is None or then.weeks != running.weeks,
        words=changes_in_words(before=before, after=after),
        over_on=_over_on(before, row),
        then_over_on=_over_on(after, row),
    )


def _ahead(year: YearPlan, phases: Iterable[PlannedPhase], *, after: date) -> YearPlan:
    """Return the phases to come, from the day after the running one on."""
    return replace(year, phases=tuple(_dated(phases, first_on=after + timedelta(days=1))))


def _dated(phases: Iterable[PlannedPhase], *, first_on: date) -> Iterator[PlannedPhase]:
    for phase in phases:
        yield replace(phase, starts_on=first_on)
        first_on += timedelta(days=phase.weeks * DAYS_A_WEEK)


def _over_on(year: YearPlan, row: PlanPhase) -> date:
    return year.phases[-1].ends_on if year.phases else row.ends_on
