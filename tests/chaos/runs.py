"""One run under faults: plans fall due, faults strike, and the run waits until all is done."""

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import psycopg

from tests.chaos.cluster import Cluster
from tests.chaos.faults import REPEATS_MAIL, Fault, Storm
from tests.chaos.fleet import Fleet
from tests.chaos.ledger import Kept, read_kept
from tests.chaos.oracle import Post, find_faults, read_lateness, read_post, read_recovery
from tests.chaos.plans import PHASES
from tests.chaos.progress import tell

POLL_S = 0.25
# A dispatcher that died holds its mail for five minutes: the last sending comes after that.
SEND_THE_REST = """
import datetime, django, threading
django.setup()
from django.utils import timezone
from athletes.actions.send_outbox import send_outbox
def send():
    while send_outbox(now=timezone.now() + datetime.timedelta(minutes=6)).sent: pass
# Each mail waits for the disk twice: four wait together.
for thread in [threading.Thread(target=send) for _ in range(4)]: thread.start()
"""
UNDONE = """
    select count(*) from (select distinct plan_id from chaos_due) d
    join athletes_plan p on p.id = d.plan_id where p.status <> 'COMPLETED'
"""
CAUSES = "select cause, count(*) from athletes_phasetransition group by 1 order by 1"
SCHEDULE = """
    insert into chaos_due select plan, seq, now() + make_interval(secs => s)
    from unnest(%s::bigint[], %s::smallint[], %s::float8[]) as drawn (plan, seq, s)
"""
BEGIN = """
    update athletes_plan p set due_at = d.due_at from chaos_due d
    where d.plan_id = p.id and d.seq = 1
"""


class NeverDone(AssertionError):
    """Plans were still waiting when the run's patience ended."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to."""

    struck: Counter[Fault]
    faults: dict[str, int]
    post: Post
    kept: Kept
    causes: dict[str, int]
    lateness_s: tuple[float, float, float]
    after_last_fault_s: float

    @property
    def most_repeats(self) -> int:
        """One mail for each time that the mailer may have been struck before it marked it."""
        return sum(self.struck[fault] for fault in REPEATS_MAIL)

    def __str__(self) -> str:
        median, most, worst = self.lateness_s
        struck = ", ".join(f"{count} x {fault}" for fault, count in sorted(self.struck.items()))
        return (
            f"{self.struck.total()} faults ({struck}); wrong: {self.faults or 'nothing'}; "
            f"mail: {self.post}, repeats bounded by {self.most_repeats}; {self.kept}; "
            f"rolled by {self.causes}; lateness p50 "
            f"{median:.1f} s, p99 {most:.1f} s, max {worst:.1f} s"
            + (
                f", all rolled within {self.after_last_fault_s:.1f} s after the last "
                "fault, or of falling due then" * bool(struck)
            )
        )


def make_plans(cluster: Cluster, *, count: int, options: Sequence[str] = ()) -> None:
    """Fill the run's database with plans that wait for their instants."""
    tell(f"making {count} plans", at_once=True)
    cluster.run("-m", "tests.chaos.plans", "--plans", str(count), *options)
    cluster.arm_clock()


def draw_instants(cluster: Cluster, *, seconds: float, seed: int) -> None:
    """Let every phase of every plan fall due at a random instant of the next seconds, in order."""
    drawn = random.Random(f"{seed} due")
    with cluster.superuser() as connection, connection.transaction():
        plans = [row[0] for row in connection.execute("select id from athletes_plan order by id")]
        rows = [
            (plan, seq, offset)
            for plan in plans
            for seq, offset in enumerate(
                sorted(drawn.uniform(0, seconds) for _ in range(PHASES)), start=1
            )
        ]
        connection.execute(SCHEDULE, [list(column) for column in zip(*rows, strict=True)])
        connection.execute(BEGIN)


def run_storm(
    cluster: Cluster,
    *,
    faults: list[Fault],
    seconds: float,
    seed: int,
    workers: int,
    patience_s: float,
    spoil: Callable[[Cluster], None] = lambda cluster: None,
) -> Outcome:
    """Run everything at once under the faults and judge what is left.

    ``spoil`` may break plans before anything falls due, and take them off what is expected.
    """
    fleet = Fleet(cluster, workers=workers, beats=2, has_athletes=True, has_cron=True)
    try:
        fleet.start()
        draw_instants(cluster, seconds=seconds, seed=seed)
        spoil(cluster)
        forget_the_log(cluster)
        storm = Storm(cluster, fleet, faults=faults, seconds=seconds, seed=seed)
        _wait_out(storm, seconds=seconds, patience_s=patience_s)
    finally:
        fleet.stop()
    tell("sending the mail that is left", at_once=True)
    cluster.run("-c", SEND_THE_REST)
    tell("judging", at_once=True)
    return _judge(cluster, storm)


def forget_the_log(cluster: Cluster) -> None:
    """Let a recovery begin here: a server that runs for hours has written its pages long ago."""
    with cluster.superuser() as connection:
        connection.execute("checkpoint")


def _wait_out(storm: Storm, *, seconds: float, patience_s: float) -> None:
    """Let the faults strike, then wait until every plan is at its end."""
    calm_at = storm.began_at + seconds
    while time.monotonic() < calm_at or not storm.is_over or count_undone(storm.cluster):
        _refuse_late(storm, until=calm_at + patience_s)
        storm.blow()
        if storm.is_over:
            time.sleep(POLL_S)


def _refuse_late(storm: Storm, *, until: float) -> None:
    left = until - time.monotonic()
    if left < 0:
        undone = count_undone(storm.cluster)
        raise NeverDone(f"{undone} plans are not done; faults struck: {dict(storm.done)}")
    told = f"{storm.done.total()} faults struck, {left:.0f} s left"
    tell(lambda: f"{told}, at least {count_undone(storm.cluster)} plans not done")


def count_undone(cluster: Cluster) -> int:
    """Return how many plans haven't come to their end; at least one while nobody can tell."""
    try:
        with cluster.superuser() as connection:
            row = connection.execute(UNDONE).fetchone()
            return int(row[0]) if row else 1
    except psycopg.OperationalError:
        return 1


def _judge(cluster: Cluster, storm: Storm) -> Outcome:
    with cluster.superuser() as connection:
        return Outcome(
            struck=storm.done,
            faults=find_faults(connection),
            post=read_post(connection, cluster.mailbox),
            kept=read_kept(connection, cluster.ledger),
            causes=dict(connection.execute(CAUSES).fetchall()),
            lateness_s=read_lateness(connection),
            after_last_fault_s=read_recovery(connection, last_fault_at=storm.last_at),
        )
