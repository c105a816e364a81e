"""The floors: what PostgreSQL alone takes to write the same rows, by the best statements known."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from benchmarks.cpu import cpu_ms
from benchmarks.servers import Servers
from benchmarks.workers import connect
from coaching.databases import NO_TRIGGER_IGNORED

ROLLED: Mapping[str, str] = {
    "athletes_planphase": "seq = 2",
    "athletes_plannedsession": "phase_id IN (SELECT id FROM athletes_planphase WHERE seq = 2)",
    "athletes_plannedgroup": "session_id IN (SELECT s.id FROM athletes_plannedsession s"
    " JOIN athletes_planphase p ON p.id = s.phase_id WHERE p.seq = 2)",
    "athletes_phasetransition": "true",
    "athletes_outbox": "true",
}
"""The tables that a roll adds to, each after those it points to, and which rows it added."""

CLOSE_PHASES = """
UPDATE athletes_planphase p SET closed_at = k.due_at
FROM kept_athletes_phasetransition k WHERE k.from_phase_id = p.id
"""
MOVE_PLANS = """
UPDATE athletes_plan p SET phase_seq = k.seq, transition_count = p.transition_count + 1,
    due_at = (k.ends_on + 1)::timestamptz
FROM kept_athletes_planphase k WHERE k.plan_id = p.id
"""


@dataclass(frozen=True, slots=True)
class Floor:
    """What the statements took, and how many rows they wrote by table."""

    took_s: float
    cpu_s: float
    rows: Mapping[str, int]


def floor_of_roll(running: Servers, *, rolled: str, unrolled: str) -> Floor:
    """Write the rows that rolling added to one database into another, in one transaction.

    One INSERT ... SELECT a table from a plain copy of its rows, and one UPDATE each of the
    phases that end and of the plans.
    """
    with (
        connect(running, database=rolled) as source,
        connect(running, database=unrolled) as target,
    ):
        for table, added in ROLLED.items():
            _keep(source, target, table=table, added=added)
        # As the product's own connections do: see there.
        name, _, value = NO_TRIGGER_IGNORED.partition("=")
        target.execute("SELECT set_config(%s, %s, false)", [name, value])
        target.execute("CHECKPOINT")
        before, began = cpu_ms([running.postgres_pid]), time.perf_counter()
        with target.transaction():
            rows = {table: _insert(target, table=table) for table in ROLLED}
            for statement in (CLOSE_PHASES, MOVE_PLANS):
                target.execute(statement)
        took_s = time.perf_counter() - began
        return Floor(took_s, (cpu_ms([running.postgres_pid]) - before) / 1000, rows)


def _keep(
    source: psycopg.Connection[Any], target: psycopg.Connection[Any], *, table: str, added: str
) -> None:
    kept = sql.Identifier(f"kept_{table}")
    target.execute(
        sql.SQL("CREATE UNLOGGED TABLE {} (LIKE {})").format(kept, sql.Identifier(table))
    )
    read = sql.SQL(
        "COPY (SELECT * FROM {} WHERE "  # type: ignore[arg-type]
        + added
        + " ORDER BY id) TO STDOUT (FORMAT binary)"
    ).format(sql.Identifier(table))
    write = sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(kept)
    with source.cursor().copy(read) as out, target.cursor().copy(write) as into:
        for block in out:
            into.write(block)
    target.execute(sql.SQL("VACUUM ANALYZE {}").format(kept))


def _insert(target: psycopg.Connection[Any], *, table: str) -> int:
    statement = sql.SQL("INSERT INTO {} OVERRIDING SYSTEM VALUE SELECT * FROM {}").format(
        sql.Identifier(table), sql.Identifier(f"kept_{table}")
    )
    return target.execute(statement).rowcount


def in_words(rows: Mapping[str, int]) -> str:
    """Return the rows by table, as a line of the table says them."""
    return ", ".join(f"{count:,} {table.partition('_')[2]}" for table, count in rows.items())


def columns_of(running: Servers, *, database: str, tables: Sequence[str]) -> dict[str, int]:
    """Return how many columns each table has, since a floor is only as low as its rows are wide."""
    with connect(running, database=database) as connection:
        found = connection.execute(
            "SELECT table_name, count(*) FROM information_schema.columns"
            " WHERE table_name = ANY (%s) GROUP BY 1",
            [list(tables)],
        )
        return {str(name): int(count) for name, count in found.fetchall()}
