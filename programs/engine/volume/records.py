"""Personal records: what one session of a lift did better than every one before."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from programs.engine.loads.conventions import LoadedLift
from programs.engine.loads.estimates import Method, is_mixed
from programs.engine.units import Number
from programs.engine.volume.counting import volume_load

RecordKind = Literal["load", "reps", "e1rm", "volume"]
SetDone = tuple[int, Decimal | None]
"""Repetitions, and the load as logged."""


@dataclass(frozen=True, slots=True)
class Estimated:
    """A day's estimated maximum, in kilograms of everything moved, and how it was found."""

    e1rm_kg: Number
    sigma_pct: Number
    method: Method


@dataclass(frozen=True, slots=True)
class LiftSession:
    """One exercise in one session: its work sets, and the day's estimate where it is its own."""

    sets: tuple[SetDone, ...]
    estimate: Estimated | None = None


@dataclass(frozen=True, slots=True)
class LiftBest:
    """The best of earlier sessions: repetitions by load as logged, estimates, volume of a session.

    ``volume_kg`` None where no volume load is known, or none shall be compared.
    """

    most_reps: Mapping[Decimal, int] = field(default_factory=dict)
    estimates: tuple[Estimated, ...] = ()
    volume_kg: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One personal record, with what it beat.

    ``load``: the heaviest set as logged, with help the least. ``reps``: the most repetitions at
    ``load_kg``. ``e1rm``: by ``method``, give or take ``sigma_pct`` (one sigma). ``volume``: the
    session's volume load. Loads in kilograms.
    """

    kind: RecordKind
    value: Number
    before: Number
    load_kg: Decimal | None = None
    method: Method | None = None
    sigma_pct: Number | None = None


def best_of(sessions: Iterable[LiftSession], *, lift: LoadedLift) -> LiftBest:
    """Return what a new session has to beat."""
    done = tuple(sessions)
    volumes = [volume for one in done if (volume := _volume(one, lift)) is not None]
    return LiftBest(
        most_reps=_most_reps(each for one in done for each in one.sets),
        estimates=tuple(one.estimate for one in done if one.estimate is not None),
        volume_kg=max(volumes, default=None),
    )


def personal_records(today: LiftSession, *, best: LiftBest, lift: LoadedLift) -> tuple[Record, ...]:
    """Return the records of a session; a first time beats nothing.

    Of repetitions only the one at the heaviest load. An estimate is compared with those that
    make one series with it: the chart's numbers aren't a formula's. Spec 2.3, 8.1.
    """
    most = _most_reps(today.sets)
    return tuple(
        record
        for found in (
            _load_record(most, best, lift),
            _reps_record(most, best, lift),
            _e1rm_record(today, best),
            _volume_record(today, best, lift),
        )
        for record in found
    )


def _most_reps(sets: Iterable[SetDone]) -> dict[Decimal, int]:
    most: dict[Decimal, int] = {}
    for reps, load_kg in sets:
        if load_kg is not None and reps >= 1:
            most[load_kg] = max(reps, most.get(load_kg, 0))
    return most


def _hardness(load_kg: Decimal, lift: LoadedLift) -> Decimal:
    """What helps makes it easier."""
    return -load_kg if lift.convention == "bodyweight_minus" else load_kg


def _load_record(most: Mapping[Decimal, int], best: LiftBest, lift: LoadedLift) -> Iterator[Record]:
    if not most or not best.most_reps:
        return
    now, before = (
        max(loads, key=lambda load: _hardness(load, lift)) for loads in (most, best.most_reps)
    )
    if _hardness(now, lift) > _hardness(before, lift):
        yield Record("load", value=now, before=before)


def _reps_record(most: Mapping[Decimal, int], best: LiftBest, lift: LoadedLift) -> Iterator[Record]:
    beaten = [
        load
        for load, reps in most.items()
        if load in best.most_reps and reps > best.most_reps[load]
    ]
    if beaten:
        load = max(beaten, key=lambda one: _hardness(one, lift))
        yield Record("reps", value=most[load], before=best.most_reps[load], load_kg=load)


def _e1rm_record(today: LiftSession, best: LiftBest) -> Iterator[Record]:
    now = today.estimate
    if now is None:
        return
    before = [one.e1rm_kg for one in best.estimates if not is_mixed((one.method, now.method))]
    if before and now.e1rm_kg > max(before):
        yield Record(
            "e1rm",
            value=now.e1rm_kg,
            before=max(before),
            method=now.method,
            sigma_pct=now.sigma_pct,
        )


def _volume_record(today: LiftSession, best: LiftBest, lift: LoadedLift) -> Iterator[Record]:
    now = _volume(today, lift)
    if now is not None and best.volume_kg is not None and now > best.volume_kg:
        yield Record("volume", value=now, before=best.volume_kg)


def _volume(session: LiftSession, lift: LoadedLift) -> Decimal | None:
    loaded = [(reps, load_kg) for reps, load_kg in session.sets if load_kg is not None]
    return volume_load(loaded, lift=lift) if loaded else None
