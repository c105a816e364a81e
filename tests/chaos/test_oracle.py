"""The judge itself: each fault that it asks about is found once it is planted."""

from collections import Counter

import pytest

from tests.chaos.cluster import Cluster
from tests.chaos.oracle import (
    FAULTS,
    Connection,
    Post,
    compare_post,
    find_faults,
    read_lateness,
    read_post,
    read_recovery,
)
from tests.chaos.runs import PHASES, SEND_THE_REST, count_undone, draw_instants, make_plans

ROLL = """
import django
django.setup()
from django.utils import timezone
from athletes.actions.roll_due import roll_due
for _ in range(4): roll_due(now=timezone.now())
"""
DUE = "select extract(epoch from max(due_at)) from chaos_due"
LAST = "(select max(id) from athletes_phasetransition)"
PLANTED = {
    "transitions lost": f"delete from athletes_phasetransition where id = {LAST}",
    "transitions extra": f"update athletes_phasetransition set sequence = 9 where id = {LAST}",
    "transitions early": f"""
        update athletes_phasetransition set due_at = applied_at + interval '1 ms' where id = {LAST}
    """,
    "transitions not dated at their due instant": f"""
        update athletes_phasetransition set due_at = due_at - interval '1 ms' where id = {LAST}
    """,
    "transitions that didn't advance": f"""
        update athletes_phasetransition set decision = 'REPEAT' where id = {LAST}
    """,
    "transitions without their phases": f"""
        update athletes_phasetransition set from_phase_id = 0 where id = {LAST}
    """,
    "phases without their transition": "update athletes_phasetransition set to_phase_id = null",
    "transitions without their mail": "delete from athletes_outbox",
    "mails without their transition": "update athletes_outbox set key = key || '0'",
    "plans without exactly one audit row of their end": "delete from athletes_planevent",
    "plans not at their end": "update athletes_plan set phase_seq = 3 where id = 1",
    "plans whose phases aren't 1 to n, once, day after day": """
        update athletes_planphase set starts_on = starts_on + 1, ends_on = ends_on + 1 where seq = 4
    """,
    "phases without exactly their sessions": """
        delete from athletes_plannedsession where ordinal = 8 and plan_id = 1
    """,
    "sessions without exactly their group": """
        delete from athletes_plannedgroup where id = (select max(id) from athletes_plannedgroup)
    """,
}


def test_judge_finds_every_fault_that_is_planted(cluster: Cluster) -> None:
    make_plans(cluster, count=3)
    draw_instants(cluster, seconds=0, seed=1)
    cluster.run("-c", ROLL)
    cluster.run("-c", SEND_THE_REST)

    assert count_undone(cluster) == 0
    with cluster.superuser() as connection:
        assert find_faults(connection) == {}
        assert read_post(connection, cluster.mailbox) == Post(3 * PHASES, 0, 0, 0)
        worst = read_lateness(connection)[-1]
        assert read_recovery(connection, last_fault_at=0) == pytest.approx(worst, abs=1e-3)
        due = connection.execute(DUE).fetchone()[0]  # type: ignore[index]
        # All fell due at one instant, a fault two seconds later: two seconds fewer are its delay.
        recovery = read_recovery(connection, last_fault_at=float(due) + 2)
        assert recovery == pytest.approx(worst - 2, abs=1e-3)
        found = {name: name in planted(connection, name) for name in FAULTS}
    assert found == dict.fromkeys(PLANTED, True)


def planted(connection: Connection, name: str) -> dict[str, int]:
    """Return what the judge finds after one fault, which is then undone."""
    with connection.transaction(force_rollback=True):
        # Past the constraints and triggers that would refuse it.
        connection.execute("set local session_replication_role = replica")
        connection.execute(PLANTED[name])
        return find_faults(connection)


def test_judge_counts_mail_that_is_lost_unknown_and_repeated() -> None:
    post = compare_post(["plan:1:1", "plan:1:2"], Counter({"<elsewhere@localhost>": 3}))

    assert post == Post(expected=2, lost=2, unknown=1, repeats=2)
