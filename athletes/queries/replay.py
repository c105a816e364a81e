"""Running a plan again from its numbers and logs, with loads that its athlete can make."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from athletes.queries.load_maker import LoadMaker
from athletes.queries.plan_state import PlanState
from programs.engine.program import BODY_WEIGHT, TOP_PREFIX
from programs.engine.resolving.groups import remade
from programs.engine.resolving.resolve import (
    Resolution,
    ResolvedGroup,
    ResolvedSession,
    ResolvedSlot,
    RuleRun,
    resolve,
)

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Replay:
    """A plan run up to now and forecast from there. ``sessions`` are by ordinal."""

    sessions: Mapping[int, ResolvedSession]
    runs: tuple[RuleRun, ...]


def replay(state: PlanState, *, up_to_seq: int | None = None) -> tuple[Replay, LoadMaker]:
    """Run the plan's phases, up to a number if given. No query."""
    make = LoadMaker.of(state)
    resolution: Resolution = resolve(
        state.program,
        anchors=state.anchors,
        outcomes=state.outcomes,
        course=state.course(up_to_seq=up_to_seq),
        adjustments=state.adjustments,
        eases=state.eases,
        make_load=make,
    )
    careful = {one.ordinal: one for one in _first_exposures_down(resolution, make=make)}
    return Replay(sessions=careful, runs=resolution.runs), make


def first_exposures(sessions: Mapping[int, ResolvedSession]) -> frozenset[tuple[int, str]]:
    """Return each (ordinal, exercise) that opens a phase after the first."""
    seen: set[tuple[int, str]] = set()
    found = set()
    for ordinal in sorted(sessions):
        session = sessions[ordinal]
        for slot in session.slots:
            place = session.course_index, slot.exercise
            if session.course_index and place not in seen:
                found.add((ordinal, slot.exercise))
            seen.add(place)
    return frozenset(found)


def _first_exposures_down(resolution: Resolution, *, make: LoadMaker) -> Iterator[ResolvedSession]:
    careful = first_exposures({one.ordinal: one for one in resolution.sessions})
    for session in resolution.sessions:
        if not any((session.ordinal, slot.exercise) in careful for slot in session.slots):
            yield session
            continue
        tops: dict[str, tuple[Fraction, Fraction]] = {}
        slots = []
        for slot in session.slots:
            if (session.ordinal, slot.exercise) in careful:
                slot = _made_down(slot, tops=tops, make=make)
            slots.append(slot)
        yield replace(session, slots=tuple(slots))


def _made_down(
    slot: ResolvedSlot, *, tops: dict[str, tuple[Fraction, Fraction]], make: LoadMaker
) -> ResolvedSlot:
    """Round the slot's loads down, and what goes by its top set with them.

    ``tops`` hold, by slot, the first load as resolved and as made now.
    """
    groups = []
    for group in slot.groups:
        group = _lowered(group, slot=slot, tops=tops, make=make)
        groups.append(group)
    return replace(slot, groups=tuple(groups))


def _lowered(
    group: ResolvedGroup,
    *,
    slot: ResolvedSlot,
    tops: dict[str, tuple[Fraction, Fraction]],
    make: LoadMaker,
) -> ResolvedGroup:
    source = group.source
    if source is None or group.target_kg is None or group.load_kg is None:
        return group
    if source.anchor == BODY_WEIGHT:
        return group
    target = group.target_kg
    if source.anchor is not None and source.anchor.startswith(TOP_PREFIX):
        key = source.anchor.removeprefix(TOP_PREFIX) or slot.key
        before, now = tops.get(key, (Fraction(0), Fraction(0)))
        share = Fraction(1) if source.percent is None else Fraction(source.percent) / HUNDRED
        target += (now - before) * share
        source = replace(source, value=(source.value or Fraction(0)) + now - before)
    load = make.loaded(slot.exercise, target=target, mode="down").load_kg
    tops.setdefault(slot.key, (Fraction(group.load_kg), Fraction(load)))
    return remade(group, target_kg=target, load_kg=load, source=source)
