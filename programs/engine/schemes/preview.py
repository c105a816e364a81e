"""Four sessions of a scheme ahead, by resolving the little program that it expands to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from programs.engine.goals import Goal
from programs.engine.loads.load_anchors import opening_anchors
from programs.engine.program.parts import Day, Mesocycle, Program, Result, Week
from programs.engine.resolving.resolve import Outcome, Resolution, resolve
from programs.engine.resolving.resolved import ResolvedGroup, ResolvedSession, ResolvedSlot
from programs.engine.resolving.results import PerformedSet, result_from_sets
from programs.engine.schemes.scheme import Expansion, Place, Scheme
from programs.engine.schemes.words import changes_in_words, groups_in_words, loads_in_words

SESSIONS_AHEAD = 4
HARDEST_RPE = Decimal(10)

Course = Literal["made", "missed"]


@dataclass(frozen=True, slots=True)
class Step:
    """One session ahead: its number from 1, its week, what is asked, and why it is that.

    ``why`` says what the session before changed, then where each load comes from.
    """

    session: int
    week: int
    text: str
    groups: tuple[ResolvedGroup, ...]
    why: tuple[str, ...]
    is_deload: bool = False


def preview_scheme(
    scheme: Scheme,
    *,
    place: Place,
    results: Sequence[Result | None] = (),
    then: Course = "made",
    ahead: int = SESSIONS_AHEAD,
) -> tuple[Step, ...]:
    """Return the next sessions, fewer where the scheme ends before.

    ``results`` are those of the sessions so far, in order; None: performed, nothing reported. The
    sessions still to come go as ``then`` says: every set made as asked, or the last one missed.
    """
    place = _long_enough(scheme, place, sessions=len(results) + ahead)
    expansion = scheme.expand(place)
    program = program_of(expansion, place=place, name=scheme.name)
    reported = list(results)
    last = len(results) + ahead
    resolution = _resolved(program, reported)
    while len(reported) < min(last, len(resolution.sessions)):
        slot = resolution.sessions[len(reported)].slots[0]
        reported.append(expected_result(slot, then=then, made_reps=expansion.made_reps))
        resolution = _resolved(program, reported)
    shown = resolution.sessions[len(results) : last]
    return tuple(_step(session, resolution) for session in shown)


def program_of(expansion: Expansion, *, place: Place, name: str) -> Program:
    """Return a program of one mesocycle that holds nothing but an expansion from its week 1."""
    weeks = tuple(
        Week(
            week=week,
            days=tuple(Day(day=day, slots=(slot,)) for day, slot in enumerate(slots, start=1)),
            is_deload=number in expansion.deload_weeks,
        )
        for week, (number, slots) in enumerate(
            zip(place.week_numbers, expansion.weeks, strict=True), start=1
        )
    )
    mesocycle = Mesocycle(
        name=name, goal=Goal.STRENGTH, kind="calendar", weeks=weeks, ends=expansion.ends
    )
    return Program(
        name=name,
        rounding=place.rounding,
        anchors=expansion.anchors,
        derived=expansion.derived,
        mesocycles=(mesocycle,),
        rules=expansion.rules,
    )


def expected_result(slot: ResolvedSlot, *, then: Course, made_reps: int | None = None) -> Result:
    """Return what a session reports that goes as asked, or misses a repetition of its last set.

    Ranges are made at their top, open sets at ``made_reps`` or their floor; a miss ends at RPE 10.
    """
    groups = [group for group in slot.groups if not group.is_branch]
    sets = [
        PerformedSet(index, reps=_reps(group, made_reps), load_kg=group.load_kg, rpe=group.rpe)
        for index, group in enumerate(groups)
        for _ in range(group.sets)
    ]
    if then == "missed" and sets:
        short = max(0, groups[sets[-1].group].reps.floor - 1)
        sets[-1] = replace(sets[-1], reps=short, rpe=HARDEST_RPE)
    return result_from_sets(groups, sets)


def _reps(group: ResolvedGroup, made_reps: int | None) -> int:
    if group.reps.is_open:
        return max(group.reps.floor, made_reps or 0)
    return group.reps.ceiling or group.reps.floor


def _long_enough(scheme: Scheme, place: Place, *, sessions: int) -> Place:
    """A scheme without an end is laid out as far as it is asked for."""
    weeks = max(place.weeks, sessions) if scheme.is_endless else place.weeks
    return replace(place, first_week=1, weeks=weeks)


def _resolved(program: Program, reported: Sequence[Result | None]) -> Resolution:
    outcomes = {
        ordinal: Outcome(performed=True, results={} if result is None else {key: result})
        for (ordinal, key), result in zip(_sessions(program), reported, strict=False)
    }
    return resolve(program, anchors=opening_anchors(program), outcomes=outcomes)


def _sessions(program: Program) -> list[tuple[int, str]]:
    keys = [slot.key for slot in program.slots]
    return list(enumerate(keys, start=1))


def _step(session: ResolvedSession, resolution: Resolution) -> Step:
    slot = session.slots[0]
    return Step(
        session=session.ordinal,
        week=session.week,
        text=groups_in_words(slot.groups),
        groups=slot.groups,
        why=(
            *changes_in_words(resolution, before=session.ordinal),
            *loads_in_words(slot.groups, exercise=slot.exercise),
        ),
        is_deload=session.is_deload,
    )
