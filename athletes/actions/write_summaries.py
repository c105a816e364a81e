"""Count windows from the tallies of their groups and write their rows, in one statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import connection

from athletes.actions.summary_statement import STATEMENT
from athletes.queries.adherence_windows import Window
from programs.engine.adherence.counts import (
    AT_RISK_FROM,
    INTERRUPTED_FROM,
    ON_TRACK_FROM,
    WEIGHTS,
)
from programs.engine.adherence.measures import ATTENDED_FROM, MOVED_FROM_DAYS, PARTIAL_BELOW
from programs.engine.timeline import DAYS_A_WEEK, MAKE_UP_DAYS
from programs.engine.units import rounded


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows were new or changed.

    ``upcoming_on``: by plan the first day on which time alone changes what a session counts as.
    """

    rows: int
    upcoming_on: dict[int, date]


def write_summaries(windows: Sequence[Window], *, now: datetime) -> Written:
    """Count the windows as the engine's ``count_sessions`` does and write the rows that differ.

    A sealed row is left alone. 1 query; 0 without windows. Spec 6.2.
    """
    if not windows:
        return Written(0, {})
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, _parameters(windows, now=now))
        found = cursor.fetchall()
    return Written(
        rows=sum(written for _, _, written in found if written is not None),
        upcoming_on={plan_id: on for plan_id, on, _ in found if plan_id is not None},
    )


def _parameters(windows: Sequence[Window], *, now: datetime) -> dict[str, Any]:
    weights = {f"w{place}": _decimal(weight) for place, weight in enumerate(WEIGHTS)}
    return {
        "n": _array(range(len(windows))),
        **{name: _array(getattr(one, name) for one in windows) for name in Window.__slots__},
        **weights,
        "latest_on": max(one.as_of_on for one in windows),
        "computed_at": now,
        "week": DAYS_A_WEEK,
        "make_up_days": MAKE_UP_DAYS,
        "moved_from": MOVED_FROM_DAYS,
        "attended_from": _decimal(ATTENDED_FROM),
        "partial_below": _decimal(PARTIAL_BELOW),
        "interrupted_from": INTERRUPTED_FROM,
        "on_track_from": _decimal(ON_TRACK_FROM),
        "at_risk_from": _decimal(AT_RISK_FROM),
    }


def _decimal(share: Fraction) -> Decimal:
    """Return an engine's figure, all of which are whole hundredths."""
    return rounded(share, places=2)


def _array(values: Iterable[Any]) -> str:
    """Return the text of an array: the driver's own takes four times as long."""
    return "{" + ",".join("NULL" if value is None else str(value) for value in values) + "}"
