"""Adherence: what was done of what was owed, from sets or from the tallies kept of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from programs.engine.adherence.counts import (
    Adherence,
    Counts,
)
from programs.engine.timeline import MAKE_UP_DAYS, local_date

Basis = Literal["load", "rpe"]
SessionStatus = Literal["done", "partial", "missed", "excused", "paused", "pending", "cancelled"]

# Spec 6.2, rules 7, 4 and 10. Heuristic, inside the precedents of 6.1.
LOAD_TOLERANCE_SHARE = Fraction("0.05")
LOAD_TOLERANCE_KG = Fraction("1.25")
RPE_TOLERANCE = Fraction(1)
ATTENDED_FROM = Fraction("0.50")
PARTIAL_BELOW = Fraction("0.80")
MOVED_FROM_DAYS = 2


@dataclass(frozen=True, slots=True)
class DoneSet:
    """A set as performed; None where nothing was logged."""

    reps: int
    load_kg: Decimal | None = None
    rpe: Decimal | None = None
    is_warmup: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A block of equal prescribed sets with what was done for it, in order.

    ``basis`` says what intensity is judged by; None where the item prescribes neither.
    """

    exercise: str
    sets: int
    rep_floor: int
    load_kg: Decimal | None = None
    rpe: Decimal | None = None
    basis: Basis | None = None
    is_substituted: bool = False
    done: tuple[DoneSet, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """What a row keeps of an item once its sets are logged; tallies add up.

    ``volume_share`` is sets x min(1, q) and ``raw_share`` sets x q, q being the dose done
    over the dose prescribed. Decision 6.
    """

    sets_prescribed: int = 0
    sets_credited: int = 0
    volume_share: Fraction = Fraction(0)
    raw_share: Fraction = Fraction(0)
    compliant: int = 0
    evaluable: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            sets_prescribed=self.sets_prescribed + other.sets_prescribed,
            sets_credited=self.sets_credited + other.sets_credited,
            volume_share=self.volume_share + other.volume_share,
            raw_share=self.raw_share + other.raw_share,
            compliant=self.compliant + other.compliant,
            evaluable=self.evaluable + other.evaluable,
        )


@dataclass(frozen=True, slots=True)
class Session:
    """A prescribed session on its local date; the zone is where it was completed."""

    key: str
    on: date
    items: tuple[Item, ...] = ()
    completed_at: datetime | None = None
    completed_zone: str | None = None
    is_excused: bool = False
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class TalliedSession:
    """A session whose items are already tallied; several tallies count as their sum."""

    key: str
    on: date
    tallies: tuple[Tally, ...] = ()
    completed_at: datetime | None = None
    completed_zone: str | None = None
    is_excused: bool = False
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which nothing is owed, both ends included; no end means it goes on."""

    from_on: date
    to_on: date | None = None


def rep_floor(reps: str) -> int:
    """Return the least reps (or seconds) that fulfill a prescription as it is written.

    "5" and "5+" ask 5, "8-12" 8, "max" and "max10" 1, "60s" 60 and "20m" 1200 seconds.
    """
    if reps.startswith("max"):
        return 1
    if reps.endswith("m"):
        return int(reps[:-1]) * 60
    return int(reps.removesuffix("s").removesuffix("+").split("-")[0])


def basis_of(*, has_load: bool, has_effort: bool) -> Basis | None:
    """Return what a group's intensity is judged by: its load if it has one, else its effort."""
    if has_load:
        return "load"
    return "rpe" if has_effort else None


def tally(item: Item) -> Tally:
    """Count an item's sets, volume and intensity. Spec 6.2, rules 3, 6 and 7."""
    work = tuple(one for one in item.done if not one.is_warmup and one.reps >= 1)
    quotient = _volume_quotient(item, work)
    judged = () if item.is_substituted else work[: item.sets]
    verdicts = [verdict for one in judged if (verdict := _is_compliant(item, one)) is not None]
    return Tally(
        sets_prescribed=item.sets,
        sets_credited=min(len(work), item.sets),
        volume_share=item.sets * min(Fraction(1), quotient),
        raw_share=item.sets * quotient,
        compliant=sum(verdicts),
        evaluable=len(verdicts),
    )


def summarize(
    sessions: Iterable[Session],
    *,
    window: tuple[date, date],
    as_of: datetime,
    zone: str,
    pauses: Iterable[Pause] = (),
    unlinked_sessions: int = 0,
) -> Adherence:
    """Return the adherence of the sessions scheduled in the window, both ends included.

    ``as_of`` is read as a date in the athlete's zone; today is never held against them.
    Sessions in plan order; ``unlinked_sessions`` is training that belongs to none of
    them. Spec 6.2.
    """
    return count_sessions(
        (tallied(session) for session in sessions),
        window=window,
        as_of=as_of,
        zone=zone,
        pauses=pauses,
        unlinked_sessions=unlinked_sessions,
    ).adherence()


def summarize_tallies(
    sessions: Iterable[TalliedSession],
    *,
    window: tuple[date, date],
    as_of: datetime,
    zone: str,
    pauses: Iterable[Pause] = (),
    unlinked_sessions: int = 0,
) -> Adherence:
    """Return the same as ``summarize`` from tallies kept on the rows. Decision 6."""
    return count_sessions(
        sessions,
        window=window,
        as_of=as_of,
        zone=zone,
        pauses=pauses,
        unlinked_sessions=unlinked_sessions,
    ).adherence()


def count_sessions(
    sessions: Iterable[TalliedSession],
    *,
    window: tuple[date, date],
    as_of: datetime,
    zone: str,
    pauses: Iterable[Pause] = (),
    unlinked_sessions: int = 0,
) -> Counts:
    """Return the counts behind an adherence; counts of following windows add up. Spec 6.2."""
    today = local_date(as_of, zone=zone)
    breaks = tuple(pauses)
    first_on, last_on = window
    inside = (one for one in sessions if first_on <= one.on <= last_on)
    return sum(
        (
            _count(session, today=today, zone=zone, pauses=breaks)
            for session in sorted(inside, key=lambda one: one.on)
        ),
        Counts(extra=unlinked_sessions),
    )


def session_status(
    session: Session | TalliedSession,
    *,
    as_of: datetime,
    zone: str,
    pauses: Iterable[Pause] = (),
) -> SessionStatus:
    """Return where a session stands at an instant, for display. Spec 6.2, rules 1, 2, 10."""
    kept = session if isinstance(session, TalliedSession) else tallied(session)
    today = local_date(as_of, zone=zone)
    days_off = _days_off(kept, today=today, zone=zone)
    status = _status(kept, days_off=days_off, today=today, pauses=tuple(pauses))
    if status == "done" and _is_partial(_total(kept)):
        return "partial"
    return status


def tallied(session: Session) -> TalliedSession:
    """Return the session with its items counted."""
    return TalliedSession(
        key=session.key,
        on=session.on,
        tallies=tuple(tally(item) for item in session.items),
        completed_at=session.completed_at,
        completed_zone=session.completed_zone,
        is_excused=session.is_excused,
        is_cancelled=session.is_cancelled,
    )


def _volume_quotient(item: Item, work: tuple[DoneSet, ...]) -> Fraction:
    if item.sets < 1:
        return Fraction(0)
    prescribed_reps = item.sets * max(item.rep_floor, 1)
    if not _is_loaded(item, work):
        return Fraction(sum(one.reps for one in work), prescribed_reps)
    # A set done with assistance where a load was asked moved nothing of it.
    moved = sum(one.reps * max(one.load_kg or Decimal(0), Decimal(0)) for one in work)
    return Fraction(moved) / (prescribed_reps * Fraction(item.load_kg or 0))


def _is_loaded(item: Item, work: tuple[DoneSet, ...]) -> bool:
    """Tell whether volume goes by load; else it goes by reps alone. Spec 6.2, rule 6."""
    has_load = item.load_kg is not None and item.load_kg > 0
    return has_load and not item.is_substituted and all(one.load_kg is not None for one in work)


def _is_compliant(item: Item, done: DoneSet) -> bool | None:
    """Tell whether a set met its intensity; None when it can't be judged."""
    if item.basis == "load" and item.load_kg is not None and done.load_kg is not None:
        allowed = max(LOAD_TOLERANCE_SHARE * abs(Fraction(item.load_kg)), LOAD_TOLERANCE_KG)
        return abs(done.load_kg - item.load_kg) <= allowed
    if item.basis == "rpe" and item.rpe is not None and done.rpe is not None:
        return abs(done.rpe - item.rpe) <= RPE_TOLERANCE
    return None


def _count(session: TalliedSession, *, today: date, zone: str, pauses: tuple[Pause, ...]) -> Counts:
    """Return one session's counts. A session not done credits nothing, logged or not."""
    days_off = _days_off(session, today=today, zone=zone)
    extra = int(_is_extra(session, days_off=days_off))
    status = _status(session, days_off=days_off, today=today, pauses=pauses)
    match status:
        case "done":
            return _count_done(session, days_off=days_off or 0)
        case "missed":
            owed = _total(session).sets_prescribed
            return Counts(
                due=1,
                missed=1,
                extra=extra,
                sets_prescribed=owed,
                longest_missed_run=1,
                missed_at_start=1,
                missed_at_end=1,
            )
        case "cancelled":
            return Counts(extra=extra)
        case _:
            return Counts(
                excused=int(status == "excused"),
                paused=int(status == "paused"),
                pending=int(status == "pending"),
                extra=extra,
            )


def _count_done(session: TalliedSession, *, days_off: int) -> Counts:
    total = _total(session)
    is_attended = total.sets_credited >= ATTENDED_FROM * total.sets_prescribed
    return Counts(
        due=1,
        attended=int(is_attended),
        partial=int(_is_partial(total)),
        moved=int(abs(days_off) >= MOVED_FROM_DAYS),
        sets_done=total.sets_credited,
        sets_prescribed=total.sets_prescribed,
        volume_share=total.volume_share,
        raw_share=total.raw_share,
        compliant=total.compliant,
        evaluable=total.evaluable,
    )


def _status(
    session: TalliedSession, *, days_off: int | None, today: date, pauses: tuple[Pause, ...]
) -> SessionStatus:
    if session.is_cancelled:
        return "cancelled"
    if days_off is not None and abs(days_off) <= MAKE_UP_DAYS:
        return "done"
    if any(_covers(pause, session.on) for pause in pauses):
        return "paused"
    if session.is_excused:
        return "excused"
    return "missed" if session.on < today else "pending"


def _is_extra(session: TalliedSession, *, days_off: int | None) -> bool:
    """Tell whether the work done counts for no session: too far off, or cancelled."""
    if days_off is None:
        return False
    return session.is_cancelled or abs(days_off) > MAKE_UP_DAYS


def _days_off(session: TalliedSession, *, today: date, zone: str) -> int | None:
    """Return days from the scheduled date to the local one of completion; None if not yet."""
    if session.completed_at is None:
        return None
    done_on = local_date(session.completed_at, zone=session.completed_zone or zone)
    return None if done_on > today else (done_on - session.on).days


def _covers(pause: Pause, on: date) -> bool:
    return pause.from_on <= on and (pause.to_on is None or on <= pause.to_on)


def _is_partial(total: Tally) -> bool:
    return total.sets_credited < PARTIAL_BELOW * total.sets_prescribed


def _total(session: TalliedSession) -> Tally:
    return sum(session.tallies, Tally())
