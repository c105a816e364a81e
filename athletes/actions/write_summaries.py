"""Count the open weeks and phases of plans from their groups' tallies and write their rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import connection

from athletes.actions.bulk_rows import bigints
from athletes.actions.summary_statement import STATEMENT
from athletes.queries.zone_days import DAYS_AHEAD, ZoneDays
from programs.engine.adherence.counts import (
    AT_RISK_FROM,
    INTERRUPTED_FROM,
    ON_TRACK_FROM,
    WEIGHTS,
)
from programs.engine.adherence.measures import ATTENDED_FROM, MOVED_FROM_DAYS, PARTIAL_BELOW
from programs.engine.timeline import DAYS_A_WEEK, MAKE_UP_DAYS
from programs.engine.units import rounded

# The statement reads plan by plan, each row by its key. Right after many rows came in, nobody knows
# yet how many there are, and any other way may be taken for a short one. What is turned off counts
# as endlessly dear, for which a server with a compiler would compile the statement for longer.
BY_KEY = ("seqscan", "bitmapscan", "hashjoin", "mergejoin")
PLAN_BY_KEY = "; ".join(
    (
        *(f"SET LOCAL enable_{way} = off" for way in BY_KEY),
        "SET LOCAL join_collapse_limit = 1",
        "SET LOCAL jit = off",
    )
)
PLAN_FREELY = "; ".join(
    (*(f"SET LOCAL enable_{way} = on" for way in BY_KEY), "SET LOCAL join_collapse_limit = 8")
)


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows were new or changed, and the changed logs of what is sealed or decided."""

    rows: int
    late_logs: frozenset[UUID]


def write_summaries(
    plans: Sequence[int], *, earliest: Mapping[str, date], days: ZoneDays
) -> Written:
    """Count what is open of the plans as the engine's ``count_sessions`` does.

    Takes their marks away, writes the rows that differ, and marks when time alone changes them
    next. A sealed row is left alone. ``earliest``: by zone the first day that a plan may have.
    3 queries. Spec 6.2.
    """
    with connection.cursor() as cursor:
        cursor.execute(PLAN_BY_KEY)
        cursor.execute(
            STATEMENT,
            {
                **_figures(),
                "plans": bigints(plans),
                "zones": days.to_json(earliest),
                "computed_at": days.now,
            },
        )
        rows, late_logs = cursor.fetchone() or (0, [])
        cursor.execute(PLAN_FREELY)
    return Written(rows=rows, late_logs=frozenset(late_logs))


def _figures() -> dict[str, Any]:
    weights = {f"w{place}": _decimal(weight) for place, weight in enumerate(WEIGHTS)}
    return {
        **weights,
        "week": DAYS_A_WEEK,
        "ahead": DAYS_AHEAD,
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
