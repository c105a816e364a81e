"""Put a week of a running phase in once more, right after itself, and take it out again.

Sessions are numbered in the order of training, and so is all that holds from a session on: both
make room together.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When

from athletes.actions.materialize_phases import materialize_phases
from athletes.models import AnchorValue, Plan, PlanDelta, PlannedSession, PlanPhase, PlanRamp
from athletes.queries.own_program import own_program

# Numbers are unique: they pass through a place that no plan reaches.
FAR = 10_000


def insert_week(
    *,
    plan: Plan,
    phase: PlanPhase,
    after: int,
    by_days: Mapping[int, date],
    now: datetime,
) -> dict[str, int]:
    """Do week ``after`` of the phase as lived once more, and return what ``remove_week`` needs.

    ``by_days`` is the day of each copy by the number of the session copied; one that isn't there
    stays cancelled. The phase's days are the caller's. Decision 13: week rules don't run again.
    """
    week = PlannedSession.objects.filter(phase=phase, week_in_phase=after)
    ordinals = list(week.order_by("ordinal").values_list("ordinal", flat=True))
    count, last = len(ordinals), ordinals[-1]
    written = _written(phase, after)
    later = PlannedSession.objects.filter(plan=plan, ordinal__gt=last)
    later.filter(phase=phase).update(week_in_phase=F("week_in_phase") + 1)
    _renumber(later, by=count)
    _renumber_holding(plan, last=last, by=count)
    if written is None:
        phase.extra_weeks += 1
    else:
        phase.repeated_weeks = [*phase.repeated_weeks, written]
    phase.save(update_fields=["extra_weeks", "repeated_weeks"])
    materialize_phases(phases=[phase], now=now)
    _place_copies(plan, {one + count: by_days.get(one) for one in ordinals})
    return {"after": after, "last": last, "count": count, "written": written or 0}


def remove_week(*, plan: Plan, phase: PlanPhase, inserted: Mapping[str, int]) -> None:
    """Take the copies out that ``insert_week`` made, and close up what it moved."""
    last, count = inserted["last"], inserted["count"]
    copies = Q(ordinal__gt=last, ordinal__lte=last + count)
    sessions = PlannedSession.objects.filter(plan=plan)
    sessions.filter(copies).delete()
    later = sessions.filter(ordinal__gt=last + count)
    later.filter(phase=phase).update(week_in_phase=F("week_in_phase") - 1)
    _renumber(later, by=-count)
    _renumber_holding(plan, last=last, by=-count)
    if inserted["written"]:
        phase.repeated_weeks.remove(inserted["written"])
    else:
        phase.extra_weeks -= 1
    phase.save(update_fields=["extra_weeks", "repeated_weeks"])


def _written(phase: PlanPhase, lived: int) -> int | None:
    """Return the written number of a week of the phase as lived, None of one added at its end."""
    mesocycle = own_program(phase.plan).mesocycles[phase.mesocycle]
    for number in range(1, mesocycle.week_count + 1):
        lived -= 1 + phase.repeated_weeks.count(number)
        if lived <= 0:
            return number
    return None


def _renumber(sessions: QuerySet[PlannedSession], *, by: int) -> None:
    keys = list(sessions.values_list("pk", flat=True))
    rows = PlannedSession.objects.filter(pk__in=keys)
    rows.update(ordinal=F("ordinal") + FAR)
    rows.update(ordinal=F("ordinal") - FAR + by)


def _renumber_holding(plan: Plan, *, last: int, by: int) -> None:
    """Let what holds from a later session on hold from that same session; from a copy, after it."""
    rows = AnchorValue.objects.filter(
        organization_id=plan.organization_id, plan=plan, effective_ordinal__gt=last
    )
    rows.update(effective_ordinal=_not_before(last + 1, "effective_ordinal", by=by))
    ramps = PlanRamp.objects.filter(plan=plan, from_ordinal__gt=last)
    for ramp in ramps.order_by("-from_ordinal" if by > 0 else "from_ordinal"):
        ramp.from_ordinal = _moved(ramp.from_ordinal, last=last, by=by)
        ramp.save(update_fields=["from_ordinal"])
    for delta in PlanDelta.objects.filter(plan=plan):
        delta.from_ordinal = _moved(delta.from_ordinal, last=last, by=by)
        delta.ordinals = [_moved(one, last=last, by=by) for one in delta.ordinals]
        delta.save(update_fields=["from_ordinal", "ordinals"])


def _moved(ordinal: int, *, last: int, by: int) -> int:
    return ordinal if ordinal <= last else max(ordinal + by, last + 1)


def _not_before(least: int, name: str, *, by: int) -> Any:
    moved = F(name) + by
    return Case(When(Q(**{f"{name}__gte": least - by}), then=moved), default=Value(least))


def _place_copies(plan: Plan, days: Mapping[int, date | None]) -> None:
    rows = list(PlannedSession.objects.filter(plan=plan, ordinal__in=days).order_by("ordinal"))
    for row in rows:
        on = days[row.ordinal]
        row.scheduled_on, row.is_cancelled = on or row.scheduled_on, on is None
    PlannedSession.objects.bulk_update(rows, ["scheduled_on", "is_cancelled"])
