"""What became of each session of a plan, as the program's rules read it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import cast

from django.db.models import F, Q

from athletes.models import Athlete, PlannedGroup, PlannedSession, SetLog
from athletes.queries.session_cards import log_of
from programs.engine.program import Intent
from programs.engine.program.prescription import Reps, parse_reps
from programs.engine.resolving.resolve import Line, Outcome, ResolvedGroup
from programs.engine.resolving.results import PerformedSet, result_from_sets
from programs.engine.timeline import local_date

# What another exercise made of a slot says nothing of the lift that was asked.
AS_ASKED = Q(exercise=F("planned_group__exercise")) | Q(
    exercise=None,
    planned_group__exercise=None,
    exercise_name=F("planned_group__exercise_name"),
)


@dataclass(slots=True)
class _Slot:
    """One exercise's groups in a session, and the sets done of them."""

    groups: list[ResolvedGroup] = field(default_factory=list)
    sets: list[PerformedSet] = field(default_factory=list)


def outcomes_of(
    *,
    sessions: Iterable[PlannedSession],
    athletes: Mapping[int, Athlete],
    now: datetime,
    underway: Collection[int] = (),
) -> dict[int, dict[int, Outcome]]:
    """Return outcomes by plan and ordinal; a session still to come has none.

    Finished sessions count with their sets; so do those ``underway``, and one that was begun once
    its day is over.
    A past, excused or cancelled one without a log was not performed. A slot without a work set
    of its own exercise was skipped. Sessions come with ``log`` selected. 2 queries. Format 1,
    "From real logs".
    """
    rows = list(sessions)
    slots = _slots(row for row in rows if log_of(row) is not None)
    found: dict[int, dict[int, Outcome]] = defaultdict(dict)
    for row in rows:
        today = local_date(now, zone=athletes[row.athlete_id].time_zone)
        log = log_of(row)
        if log is not None and (
            log.completed_at is not None or log.on < today or row.pk in underway
        ):
            found[row.plan_id][row.ordinal] = _performed(slots[row.pk])
        elif row.is_cancelled or row.excused_for or (log is None and row.scheduled_on < today):
            found[row.plan_id][row.ordinal] = Outcome(performed=False)
    return found


def _slots(sessions: Iterable[PlannedSession]) -> dict[int, dict[str, _Slot]]:
    """Return, by session and slot, the groups and the standing sets in the order performed."""
    keys = [session.pk for session in sessions]
    found: dict[int, dict[str, _Slot]] = defaultdict(lambda: defaultdict(_Slot))
    places: dict[int, tuple[_Slot, int]] = {}
    for group in PlannedGroup.objects.filter(session__in=keys).order_by("session_id", "position"):
        slot = found[group.session_id][group.slot_key]
        places[group.pk] = slot, len(slot.groups)
        slot.groups.append(resolved_group(group))
    sets = SetLog.objects.standing().filter(AS_ASKED, planned_group__session__in=keys)
    for group_id, reps, load_kg, is_warmup, rpe in sets.order_by("performed_at", "pk").values_list(
        "planned_group_id", "reps", "load_kg", "is_warmup", "rpe"
    ):
        slot, place = places[group_id]
        slot.sets.append(
            PerformedSet(place, reps=reps, load_kg=load_kg, is_warmup=is_warmup, rpe=rpe)
        )
    return found


def resolved_group(group: PlannedGroup) -> ResolvedGroup:
    """Return a stored group as the engine reads results of it: without its load."""
    return ResolvedGroup(
        Line(
            sets=group.sets,
            reps=_reps(group.reps),
            intent=cast(Intent, group.intent),
            is_optional=group.is_optional,
            is_result=group.is_result,
            is_branch=group.is_branch,
            report=group.report or None,
        )
    )


def _performed(slots: Mapping[str, _Slot]) -> Outcome:
    results = {
        key: result_from_sets(slot.groups, slot.sets)
        for key, slot in slots.items()
        if any(_is_work(done, slot) for done in slot.sets)
    }
    return Outcome(
        performed=True,
        results=results,
        skipped=frozenset(key for key in slots if key not in results),
    )


def _is_work(done: PerformedSet, slot: _Slot) -> bool:
    return not done.is_warmup and slot.groups[done.group].intent != "warmup"


@lru_cache(maxsize=1024)
def _reps(text: str) -> Reps:
    return parse_reps(text)
