"""Relative dose intensity as papers count it: kilograms done over kilograms prescribed."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from programs.engine.adherence.measures import (
    DoneSet,
    Item,
    Pause,
    Session,
    SessionStatus,
    session_status,
)


def relative_dose(
    sessions: Iterable[Session],
    *,
    window: tuple[date, date],
    as_of: datetime,
    zone: str,
    pauses: Iterable[Pause] = (),
) -> Fraction | None:
    """Return kilograms done over kilograms prescribed in the due sessions of the window.

    Isn't capped, and counts only what has a load on both sides: items without one,
    substituted ones and those with a set of unknown load are left out. A missed session
    counts as nothing done. None when no kilogram was due. Spec 6.2, rule 6; Fairman 2020.
    """
    breaks = tuple(pauses)
    first_on, last_on = window
    doses = [
        _dose(item, work)
        for session in sessions
        if first_on <= session.on <= last_on
        for item, work in _owed(
            session, session_status(session, as_of=as_of, zone=zone, pauses=breaks)
        )
        if _is_loaded(item, work)
    ]
    prescribed = sum((asked for asked, _ in doses), Fraction(0))
    return sum((done for _, done in doses), Fraction(0)) / prescribed if prescribed else None


def _owed(session: Session, status: SessionStatus) -> tuple[tuple[Item, tuple[DoneSet, ...]], ...]:
    """Return the items that were due, each with the work sets that count for it."""
    if status == "missed":
        return tuple((item, ()) for item in session.items)
    if status in {"done", "partial"}:
        return tuple((item, _work(item)) for item in session.items)
    return ()


def _work(item: Item) -> tuple[DoneSet, ...]:
    return tuple(one for one in item.done if not one.is_warmup and one.reps >= 1)


def _dose(item: Item, work: tuple[DoneSet, ...]) -> tuple[Fraction, Fraction]:
    """Return the kilograms asked (reps x load) and those done."""
    asked = item.sets * item.rep_floor * Fraction(item.load_kg or 0)
    return asked, Fraction(sum(one.reps * (one.load_kg or Decimal(0)) for one in work))


def _is_loaded(item: Item, work: tuple[DoneSet, ...]) -> bool:
    if item.is_substituted or item.load_kg is None or item.load_kg <= 0:
        return False
    return all(one.load_kg is not None and one.load_kg >= 0 for one in work)
