"""The evidence at the end of a simulated phase, from what was lifted in it. Spec 5.1."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from programs.engine.adherence.counts import Adherence
from programs.engine.adherence.measures import DoneSet, Item, Session, basis_of, summarize
from programs.engine.goals import Goal
from programs.engine.loads.estimates import TrendPoint, best_of_day, e1rm, trend
from programs.engine.phases.decision import Evidence, RollMode
from programs.engine.progression.deload import LIFT_DOWN_PCT, Signals, fatigue_reasons
from programs.engine.progression.stall import StallVerdict, stall
from programs.engine.simulating.lifting import LiftedSlot
from programs.engine.simulating.simulated import SimulatedSession
from programs.engine.units import decimal_of

UTC = "UTC"
WEEK = timedelta(days=7)
NOON = time(12)
STALLED = frozenset({"stall", "regress"})

Points: TypeAlias = dict[str, list[TrendPoint]]


@dataclass(frozen=True, slots=True)
class PhaseLived:
    """A phase at its end: sessions of it and before, and what was decided about it so far."""

    goal: Goal
    next_goal: Goal | None
    mode: RollMode
    sessions: tuple[SimulatedSession, ...]
    starts_on: date
    last_on: date
    last_done_on: date | None
    extensions_used: int
    repeats_used: int
    weeks_since_deload: int
    points: Points


def phase_adherence(lived: PhaseLived) -> Adherence:
    """Return the adherence of the phase on the day after it. Spec 6.2."""
    as_of = datetime.fromisoformat(f"{lived.last_on + timedelta(days=1)}T12:00:00+00:00")
    return summarize(
        [_session(one) for one in lived.sessions],
        window=(lived.starts_on, lived.last_on),
        as_of=as_of,
        zone=UTC,
    )


def phase_evidence(lived: PhaseLived, *, adherence: Adherence) -> Evidence:
    """Return what the decision rests on. Nobody reports pain, sleep or soreness here."""
    changes = tuple(_changes(lived))
    today = lived.last_on + timedelta(days=1)
    last = lived.last_done_on
    return Evidence(
        mode=lived.mode,
        goal=lived.goal,
        last_on=lived.last_on,
        days_since_session=None if last is None else (today - last).days,
        exposure=adherence.exposure,
        extensions_used=lived.extensions_used,
        repeats_used=lived.repeats_used,
        weeks_since_deload=lived.weeks_since_deload,
        fatigue_reasons=len(fatigue_reasons(_signals(lived, changes=changes, today=today))),
        next_goal=lived.next_goal,
        lift_changes_pct=changes,
        is_still_rising=_is_rising(lived),
        phase_weeks=((lived.last_on - lived.starts_on).days + 1) // WEEK.days,
        has_test_results=any(
            lifted.result.test is not None for one in lived.sessions for lifted in one.lifted
        ),
    )


def day_points(session: SimulatedSession) -> Iterator[tuple[str, TrendPoint]]:
    """Yield exercise and estimate of each lift of a session that allows one. Spec 2.3."""
    by_exercise: dict[str, list[LiftedSlot]] = {}
    for lifted in session.lifted:
        by_exercise.setdefault(lifted.slot.exercise, []).append(lifted)
    for exercise, slots in by_exercise.items():
        estimates = [
            found
            for lifted in slots
            for one in lifted.sets
            if one.load_kg and not one.is_warmup
            if (found := e1rm(load_kg=one.load_kg, reps=one.reps, rpe=one.rpe)) is not None
        ]
        best = best_of_day(estimates)
        if best is not None:
            yield exercise, TrendPoint(session.on, best.e1rm_kg, best.sigma_pct)


def _session(lived: SimulatedSession) -> Session:
    items = tuple(_items(lived))
    return Session(
        key=str(lived.session.ordinal),
        on=lived.on,
        items=items,
        completed_at=(
            datetime.fromisoformat(f"{lived.on}T{NOON}+00:00") if lived.is_done else None
        ),
    )


def _items(lived: SimulatedSession) -> Iterator[Item]:
    done = {lifted.slot.key: lifted for lifted in lived.lifted}
    for slot in lived.session.slots:
        lifted = done.get(slot.key)
        shown = slot if lifted is None else lifted.slot
        for place, group in enumerate(shown.groups):
            has_load, has_effort = group.load_kg is not None, group.rpe is not None
            if group.is_optional or group.intent == "warmup":
                continue
            yield Item(
                exercise=slot.exercise,
                sets=group.sets,
                rep_floor=group.reps.floor,
                load_kg=group.load_kg,
                rpe=group.rpe,
                basis=basis_of(has_load=has_load, has_effort=has_effort),
                done=tuple(
                    DoneSet(reps=one.reps, load_kg=one.load_kg, rpe=one.rpe)
                    for one in (lifted.sets if lifted else ())
                    if one.group == place
                ),
            )


def _mains(lived: PhaseLived) -> list[str]:
    """Return the main lifts of the phase; every lift where the program marks none."""
    slots = [slot for one in lived.sessions for slot in one.session.slots]
    mains = [slot.exercise for slot in slots if slot.is_main]
    return list(dict.fromkeys(mains or (slot.exercise for slot in slots)))


def _changes(lived: PhaseLived) -> Iterator[Decimal]:
    """Yield each main lift's change of trend in percent, from the phase's start to its end."""
    for exercise in _mains(lived):
        points = lived.points.get(exercise, [])
        if len(points) < 2:
            continue
        first_on = points[0].day
        start = max(lived.starts_on, first_on) if isinstance(first_on, date) else first_on
        before, after = trend(points, as_of=start), trend(points, as_of=lived.last_on)
        if before is not None and after is not None:
            yield decimal_of((after.e1rm_kg / before.e1rm_kg - 1) * 100)


def stalled_lifts(lived: PhaseLived) -> tuple[int, int]:
    """Return how many main lifts stall or get worse, and how many there are. Spec 4, stall."""
    verdicts = _verdicts(lived)
    return sum(verdict in STALLED for verdict in verdicts), len(verdicts)


def _verdicts(lived: PhaseLived) -> list[StallVerdict]:
    return [stall(_numbered(lived.points.get(name, []))) for name in _mains(lived)]


def _is_rising(lived: PhaseLived) -> bool:
    verdicts = _verdicts(lived)
    judged = [verdict for verdict in verdicts if verdict != "insufficient"]
    return bool(judged) and 2 * judged.count("progress") >= len(judged)


def _numbered(points: Sequence[TrendPoint]) -> list[tuple[int, Fraction]]:
    return [
        (point.day.toordinal(), Fraction(point.e1rm_kg))
        for point in points
        if isinstance(point.day, date)
    ]


def _signals(lived: PhaseLived, *, changes: tuple[Decimal, ...], today: date) -> Signals:
    deviations = [
        one.rpe - asked
        for session in lived.sessions
        if session.on >= today - WEEK
        for lifted in session.lifted
        for one in lifted.sets
        if not one.is_warmup and one.rpe is not None
        if (asked := lifted.slot.groups[one.group].rpe) is not None
    ]
    mean = sum(deviations, Decimal(0)) / len(deviations) if deviations else Decimal(0)
    return Signals(
        lifts_down=sum(change <= LIFT_DOWN_PCT for change in changes),
        rpe_deviation_mean=mean,
        rpe_deviation_sets=len(deviations),
    )
