"""What must be true after a run, asked of the rows in SQL and of the mail file."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from athletes.actions.send_outbox import message_id
from tests.chaos.mailbox import received
from tests.chaos.plans import PHASES, SESSIONS_A_PHASE

Connection = psycopg.Connection[Any]
SENDER = "Phasewise <phasewise@localhost>"
SESSIONS = PHASES * SESSIONS_A_PHASE

# Each counts rows that must not be; ``chaos_due`` says what is expected, and of which plans.
FAULTS = {
    "transitions lost": """
        select count(*) from chaos_due d where not exists (
          select from athletes_phasetransition t where t.plan_id = d.plan_id and t.sequence = d.seq)
    """,
    "transitions extra": """
        select (select count(*) from athletes_phasetransition t where not exists (
            select from chaos_due d where d.plan_id = t.plan_id and d.seq = t.sequence))
          + (select count(*) - count(distinct (plan_id, sequence)) from athletes_phasetransition)
    """,
    "transitions early": """
        select count(*) from athletes_phasetransition
        where applied_at < due_at or pg_xact_commit_timestamp(xmin) < due_at
    """,
    "transitions not dated at their due instant": """
        select count(*) from athletes_phasetransition t
        join chaos_due d on d.plan_id = t.plan_id and d.seq = t.sequence
        where t.due_at <> d.due_at
    """,
    "transitions that didn't advance": """
        select count(*) from athletes_phasetransition
        where (decision, reason) <> ('ADVANCE', 'calendar')
    """,
    "transitions without their phases": """
        select count(*) from athletes_phasetransition t
        left join athletes_planphase f on f.id = t.from_phase_id and f.plan_id = t.plan_id
        left join athletes_planphase n on n.id = t.to_phase_id and n.plan_id = t.plan_id
        where f.seq is distinct from t.sequence
          or f.closed_at is distinct from t.due_at
          or n.seq is distinct from (case when t.sequence < %(phases)s then t.sequence + 1 end)
    """,
    "phases without their transition": """
        select count(*) from athletes_planphase p where p.seq > 1 and not exists (
          select from athletes_phasetransition t where t.to_phase_id = p.id)
    """,
    "transitions without their mail": """
        select count(*) from athletes_phasetransition t where not exists (
          select from athletes_outbox o where o.key = 'plan:' || t.plan_id || ':' || t.sequence)
    """,
    "mails without their transition": """
        select count(*) from athletes_outbox o where not exists (
          select from athletes_phasetransition t
          where o.key = 'plan:' || t.plan_id || ':' || t.sequence)
    """,
    "plans without exactly one audit row of their end": """
        select count(*) from (select distinct plan_id from chaos_due) d where 1 <> (
          select count(*) from athletes_planevent e
          where e.pgh_obj_id = d.plan_id and e.status = 'COMPLETED')
    """,
    "plans not at their end": """
        select count(*) from (select distinct plan_id from chaos_due) d
        join athletes_plan p on p.id = d.plan_id
        where (p.status, p.phase_seq, p.transition_count, p.failures)
            <> ('COMPLETED', %(phases)s, %(phases)s, 0)
          or p.due_at is not null or p.retry_at is not null
    """,
    "plans whose phases aren't 1 to n, once, day after day": """
        select count(*) from (select distinct plan_id from chaos_due) d where not exists (
          select from (
            select seq, mesocycle, kind, ends_on - starts_on as days,
              starts_on - lag(ends_on) over (order by seq) as gap
            from athletes_planphase where plan_id = d.plan_id) p
          having array_agg(seq::int order by seq) = array(select generate_series(1, %(phases)s))
            and bool_and(mesocycle = seq - 1 and kind = 'PLANNED' and days = 6)
            and bool_and(coalesce(gap, 1) = 1))
    """,
    "phases without exactly their sessions": """
        select count(*) from athletes_planphase p
        join (select distinct plan_id from chaos_due) d using (plan_id)
        where not exists (
          select from athletes_plannedsession s where s.phase_id = p.id
          having array_agg(s.ordinal::int order by s.ordinal) = array(select generate_series(
            (p.seq - 1) * %(a_phase)s + 1, p.seq * %(a_phase)s)))
    """,
    "sessions without exactly their group": """
        select count(*) from athletes_plannedsession s
        join (select distinct plan_id from chaos_due) d using (plan_id)
        where 1 <> (select count(*) from athletes_plannedgroup g where g.session_id = s.id)
    """,
}

LATENESS = """
    select percentile_cont(array[0.5, 0.99, 1.0]) within group (
      order by extract(epoch from pg_xact_commit_timestamp(t.xmin) - t.due_at))
    from athletes_phasetransition t
    join chaos_due d on d.plan_id = t.plan_id and d.seq = t.sequence
"""
# Of a phase that fell due after the last fault, the waiting until then is nobody's delay.
RECOVERY = """
    select max(extract(epoch from pg_xact_commit_timestamp(t.xmin)
      - greatest(t.due_at, to_timestamp(%s))))
    from athletes_phasetransition t
"""


@dataclass(frozen=True, slots=True)
class Post:
    """The mail file against the outbox."""

    expected: int
    lost: int
    unknown: int
    repeats: int


def find_faults(connection: Connection) -> dict[str, int]:
    """Return what is wrong with the rows, by name, without what there is none of."""
    counted = {}
    for name, question in FAULTS.items():
        row = connection.execute(question, {"phases": PHASES, "a_phase": SESSIONS_A_PHASE})
        counted[name] = row.fetchone()[0]  # type: ignore[index]
    return {name: count for name, count in counted.items() if count}


def read_post(connection: Connection, mailbox: Path) -> Post:
    """Return how the mail that arrived differs from what was to be told."""
    keys = connection.execute("select key from athletes_outbox").fetchall()
    return compare_post([key for (key,) in keys], received(mailbox))


def compare_post(keys: Sequence[str], arrived: Counter[str]) -> Post:
    """Return how what arrived differs from a mail for each key."""
    expected = {message_id(key, sender=SENDER) for key in keys}
    return Post(
        expected=len(expected),
        lost=len(expected - arrived.keys()),
        unknown=len(arrived.keys() - expected),
        repeats=sum(count - 1 for count in arrived.values()),
    )


def read_lateness(connection: Connection) -> tuple[float, float, float]:
    """Return median, 99th percentile and maximum, in seconds from due to committed."""
    row = connection.execute(LATENESS).fetchone()
    median, most, worst = row[0]  # type: ignore[index]
    return float(median), float(most), float(worst)


def read_recovery(connection: Connection, *, last_fault_at: float) -> float:
    """Return the seconds in which the last phase was rolled once it was due and faults were over.

    ``last_fault_at`` is in seconds since 1970. Negative where all were rolled before.
    """
    row = connection.execute(RECOVERY, [last_fault_at]).fetchone()
    return float(row[0])  # type: ignore[index]
