"""What the tallies of a session's groups add up to, kept on its log, in SQL (decision 6)."""

from collections.abc import Iterable

from django.db import connection

from athletes.actions.bulk_rows import bigints
from athletes.models.log import TOTALS

# A quotient has 30 decimals; whoever adds them up rounds to 24, so that 1/3 + 2/3 is whole.
SUMS = """
coalesce(sum(g.sets), 0), coalesce(sum(g.sets_credited), 0),
coalesce(sum(g.compliant), 0), coalesce(sum(g.evaluable), 0),
coalesce(sum(CASE WHEN g.volume_done < g.volume_owed
                  THEN (g.sets * g.volume_done)::numeric(60, 30) / g.volume_owed
                  WHEN g.volume_owed <> 0 THEN g.sets END), 0),
coalesce(sum(CASE WHEN g.volume_done <> g.volume_owed
                  THEN (g.sets * g.volume_done)::numeric(60, 30) / nullif(g.volume_owed, 0)
                  WHEN g.volume_owed <> 0 THEN g.sets END), 0)
"""
"""The values of ``TOTALS`` over groups ``g``."""
OWED = "NOT g.is_optional AND g.intent <> 'warmup'"
KEEP = """
UPDATE athletes_sessionlog l SET ({totals}) = (
    SELECT {sums} FROM athletes_plannedgroup g WHERE g.session_id = l.planned_session_id AND {owed}
) WHERE l.planned_session_id = ANY(%s::bigint[])
"""


def keep_totals(*, sessions: Iterable[int]) -> None:
    """Add the groups of planned sessions up anew where they were begun. 1 query."""
    statement = KEEP.format(totals=", ".join(TOTALS), sums=SUMS, owed=OWED)
    with connection.cursor() as cursor:
        cursor.execute(statement, [bigints(sessions)])
