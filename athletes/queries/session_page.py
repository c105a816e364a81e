"""One session as it is trained: a row a set, what is asked beside what was done."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from athletes.models import Athlete, EquipmentProfile, PlannedGroup, PlannedSession, SetLog
from athletes.queries.chosen_exercises import as_chosen, explain_swap, get_choices
from athletes.queries.equipment import implement_for
from athletes.queries.explanations import explain_groups
from athletes.queries.extra_sets import extra_blocks
from athletes.queries.last_time import LastSet, last_time
from athletes.queries.loads import Loads
from athletes.queries.performed import done, get_performed
from athletes.queries.session_blocks import (
    ExerciseBlock,
    GroupBlock,
    SessionPage,
    SetRow,
)
from athletes.queries.session_cards import WARMUP, log_of, work_in_short
from athletes.queries.top_loads import TopShare, top_shares
from athletes.queries.warm_ups import warm_ups
from programs.engine.loads.loading import loadable

RPE_OF_FAILURE = Decimal(10)
# Each column costs time in the statement and in its rows.
OF_SESSION = (
    "name", "scheduled_on", "week_in_phase", "day", "minutes", "is_provisional", "is_cancelled",
    "plan_id", "phase__seq", "phase__name", "phase__goal", "log__planned_session",
    "log__started_at", "log__completed_at", "log__on", "log__session_rpe", "log__note",
    "plan__overrides", "plan__program_version__content_hash",
)  # fmt: skip
NOT_OF_GROUPS = (
    "organization", "athlete", "target_kg", "is_result", "basis", "volume_done", "volume_owed",
    "compliant", "evaluable", "exercise__organization", "exercise__movement_pattern",
    "exercise__mechanic", "exercise__primary_muscles", "exercise__secondary_muscles",
    "exercise__extra_needs", "exercise__competition_family", "exercise__role",
    "exercise__parent", "exercise__percent_of_parent",
)  # fmt: skip


def get_session(*, athlete: Athlete, session_id: int, now: datetime) -> SessionPage:
    """Return the athlete's session; raise PlannedSession.DoesNotExist for any other.

    5 queries; ``athlete`` comes with ``equipment`` selected, else one more. One more each where a
    load is left to effort, where an exercise is swapped, and where one is beyond the plan.
    """
    session = (
        PlannedSession.objects.filter(athlete=athlete)
        .select_related("phase", "log", "plan__program_version")
        .only(*OF_SESSION)
        .get(pk=session_id)
    )
    log = log_of(session)
    groups = list(
        PlannedGroup.objects.filter(session=session)
        .select_related("exercise")
        .defer(*NOT_OF_GROUPS)
        .order_by("slot_position", "position")
    )
    performed = get_performed(groups, log=log)
    loads, equipment = Loads.of(athlete), getattr(athlete, "equipment", None)
    swaps, skipped = get_choices(session=session, athlete=athlete)
    explanations = explain_groups(groups, session=session, athlete=athlete, now=now)
    explanations |= {
        one.pk: explain_swap(one, swap=swap) for one in groups if (swap := swaps.get(one.slot_key))
    }
    planned = {one.slot_key: one.exercise_name for one in groups if one.slot_key in swaps}
    groups = as_chosen(groups, swaps=swaps, equipment=equipment, unit=loads.unit)
    page = _Page(
        loads=loads,
        equipment=equipment,
        performed=performed,
        last=last_time(
            athlete=athlete,
            exercises=sorted({one.exercise_id for one in groups if one.exercise_id}),
            before=log.started_at if log else now,
            without=log.pk if log else None,
        ),
        explanations=explanations,
        planned=planned,
        skipped=skipped,
        tops=top_shares(groups, performed=performed, equipment=equipment, unit=loads),
        next_key=None,
    )
    owed = [group for group in groups if not group.is_optional and group.intent != WARMUP]
    return SessionPage(
        id=session.pk,
        plan_id=session.plan_id,
        phase_seq=session.phase.seq,
        name=session.name,
        on=session.scheduled_on,
        week=session.week_in_phase,
        day=session.day,
        minutes=session.minutes,
        phase_name=session.phase.name,
        goal=session.phase.goal,
        unit=page.loads.unit,
        is_provisional=session.is_provisional,
        is_cancelled=session.is_cancelled,
        log_id=log.pk if log else None,
        is_finished=log is not None and log.completed_at is not None,
        session_rpe=log.session_rpe if log else None,
        note=log.note if log else "",
        sets_owed=sum(group.sets for group in owed),
        sets_done=sum(group.sets_credited for group in owed),
        blocks=_blocks(groups, page=page.starting_at(groups)),
        extras=extra_blocks(performed.get(None, {}).values(), loads=loads),
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """What every block needs: conversions, equipment, and sets by group and by exercise."""

    loads: Loads
    equipment: EquipmentProfile | None
    performed: Mapping[int | None, Mapping[int, SetLog]]
    last: Mapping[int, tuple[LastSet, ...]]
    explanations: Mapping[int, str]
    planned: Mapping[str, str]
    skipped: Mapping[str, str]
    tops: Mapping[int, TopShare]
    next_key: tuple[int, int] | None

    def starting_at(self, groups: Sequence[PlannedGroup]) -> "_Page":
        """Return the same with the first set that is still to do."""
        keys = (
            (group.pk, number)
            for group in groups
            for number in range(1, group.sets + 1)
            if number not in self.performed[group.pk] and group.slot_key not in self.skipped
        )
        return replace(self, next_key=next(keys, None))


def _blocks(groups: Sequence[PlannedGroup], *, page: _Page) -> tuple[ExerciseBlock, ...]:
    slots = [list(found) for _, found in groupby(groups, key=lambda one: one.slot_position)]
    labels = _labels([slot[0].superset for slot in slots])
    return tuple(
        _block(slot, label=label, page=page) for slot, label in zip(slots, labels, strict=True)
    )


def _labels(supersets: Sequence[str]) -> list[str]:
    """Number the exercises; those with one superset share a letter: 1, A1, A2, 4."""
    counts: dict[str, int] = defaultdict(int)
    labels = []
    for place, superset in enumerate(supersets, start=1):
        counts[superset] += 1
        labels.append(f"{superset}{counts[superset]}" if superset else str(place))
    return labels


def _block(slot: Sequence[PlannedGroup], *, label: str, page: _Page) -> ExerciseBlock:
    first = slot[0]
    asking = _asking(slot)
    lasts = iter(page.last.get(first.exercise_id or 0, ()))
    return ExerciseBlock(
        slot_key=first.slot_key,
        label=label,
        exercise_id=first.exercise_id,
        exercise_name=first.exercise_name,
        is_main=first.is_main,
        note=first.note,
        superset=first.superset,
        load_convention=first.exercise.load_convention if first.exercise else "",
        planned_name=page.planned.get(first.slot_key, ""),
        skip_reason=page.skipped.get(first.slot_key, ""),
        warm_ups=warm_ups(slot, equipment=page.equipment, loads=page.loads),
        groups=tuple(_group(one, asking=one is asking, lasts=lasts, page=page) for one in slot),
    )


def _asking(slot: Sequence[PlannedGroup]) -> PlannedGroup | None:
    """The group whose last set asks for effort: the exercise's last work, not optional."""
    work = [one for one in slot if one.intent != WARMUP and not one.is_optional]
    return work[-1] if work else None


def _group(
    group: PlannedGroup, *, asking: bool, lasts: Iterable[LastSet], page: _Page
) -> GroupBlock:
    performed = page.performed[group.pk]
    count = max(group.sets, *performed, 0)
    is_warmup = group.intent == WARMUP
    return GroupBlock(
        id=group.pk,
        sets=group.sets,
        reps=group.reps,
        work=work_in_short([(group.sets, group.reps)]),
        load_kg=group.load_kg,
        target_load=page.loads.shown_or_none(group.load_kg),
        percent=group.percent,
        rpe=group.rpe,
        rir=None if group.rpe is None else RPE_OF_FAILURE - group.rpe,
        rest_s=group.rest_s,
        tempo=group.tempo,
        intent=group.intent,
        is_warmup=is_warmup,
        is_optional=group.is_optional,
        decides=bool(group.report),
        top=page.tops.get(group.pk),
        explanation=page.explanations[group.pk],
        plates=_plates(group, page=page),
        rows=tuple(
            _row(
                group,
                number=number,
                performed=performed.get(number),
                last=None if is_warmup else next(iter(lasts), None),
                asks_effort=asking and number == group.sets,
                page=page,
            )
            for number in range(1, count + 1)
        ),
    )


def _row(
    group: PlannedGroup,
    *,
    number: int,
    performed: SetLog | None,
    last: LastSet | None,
    asks_effort: bool,
    page: _Page,
) -> SetRow:
    loads = page.loads
    load_kg = _first_load(group, performed=performed, last=last, top=page.tops.get(group.pk))
    return SetRow(
        number=number,
        target_reps=group.reps,
        target_load=loads.shown_or_none(group.load_kg),
        reps=performed.reps if performed else _first_reps(group, last=last),
        load=loads.shown_or_none(load_kg),
        load_kg=load_kg,
        performed=done(performed, loads=loads) if performed else None,
        last=replace(last, load=loads.shown_or_none(last.load)) if last else None,
        asks_effort=asks_effort,
        is_next=page.next_key == (group.pk, number),
        is_extra=number > group.sets,
    )


def _first_reps(group: PlannedGroup, *, last: LastSet | None) -> int | None:
    """Start with what is asked; where that is open, with what was done last time."""
    if not group.reps.startswith("max"):
        return group.rep_floor
    return last.reps if last else None


def _first_load(
    group: PlannedGroup, *, performed: SetLog | None, last: LastSet | None, top: TopShare | None
) -> Decimal | None:
    if performed is not None:
        return performed.load_kg
    if group.load_kg is not None:
        return group.load_kg
    if top is not None and top.kg is not None:
        return top.kg
    return last.load if last else None


def _plates(group: PlannedGroup, *, page: _Page) -> tuple[Decimal, ...] | None:
    implement = implement_for(
        exercise=group.exercise, equipment=page.equipment, unit=page.loads.unit
    )
    if group.load_kg is None or implement.kind != "barbell":
        return None
    loaded = loadable(group.load_kg, implement=implement)
    return tuple(page.loads.shown(plate) for plate in loaded.per_side)
