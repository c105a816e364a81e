"""Random faults by a seed: what is struck, when, and for how long it stays away."""

import heapq
import itertools
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable
from enum import StrEnum

import psycopg
import redis

from tests.chaos.cluster import Cluster
from tests.chaos.fleet import Fleet, Member, child_of, freeze

AWAY_S = (0.1, 2.0)
BROKER_GONE_S = 5.0
FROZEN_S = (2.0, 6.0)
# A victim that is dead already is struck as soon as it lives.
AGAIN_S = 0.1
POLL_S = 0.02


class Fault(StrEnum):
    """What may happen."""

    WORKER = "worker killed with its children"
    CHILD = "pool child killed"
    BEAT = "beat killed"
    WEB = "web server killed"
    VALKEY = "Valkey killed"
    BACKEND = "PostgreSQL backend killed"
    POSTGRES = "PostgreSQL stopped at once"
    FLUSH = "FLUSHALL"
    BROKER_GONE = "broker gone"
    FROZEN = "worker frozen"
    WEB_CHILD = "web process killed"
    CRON = "cron run killed"
    MAILER = "mailer killed"


# The kinds of a short run; a longer one draws from all.
KILLS = tuple(Fault)[:7]
# After these the mailer may have sent a mail that it never marked.
REPEATS_MAIL = frozenset({Fault.MAILER, Fault.BACKEND, Fault.POSTGRES})


def draw_faults(*, seed: int, count: int, kinds: Iterable[Fault]) -> list[Fault]:
    """Return that many faults: every kind as often as any other, in a random order."""
    drawn = random.Random(seed)
    faults = list(itertools.islice(itertools.cycle(kinds), count))
    drawn.shuffle(faults)
    return faults


class Storm:
    """Inflicts the faults over a time, and brings back what a host would bring back."""

    def __init__(
        self, cluster: Cluster, fleet: Fleet, *, faults: list[Fault], seconds: float, seed: int
    ) -> None:
        self.cluster, self.fleet = cluster, fleet
        self.drawn = random.Random(f"{seed} instants")
        self.done: Counter[Fault] = Counter()
        self.last_at = 0.0
        self.began_at = time.monotonic()
        self._order = itertools.count()
        self._coming: list[tuple[float, int, Callable[[], None]]] = []
        for fault in faults:
            at = self.began_at + self.drawn.uniform(0.05, 0.95) * seconds
            self._at(at, lambda fault=fault: self._strike(fault))

    @property
    def is_over(self) -> bool:
        return not self._coming

    def blow(self) -> None:
        """Do what is due now; call it often."""
        while self._coming and self._coming[0][0] <= time.monotonic():
            heapq.heappop(self._coming)[2]()
        self.fleet.keep_up()
        time.sleep(POLL_S)

    def _strike(self, fault: Fault) -> None:
        if not self._inflict(fault):
            self._in(AGAIN_S, lambda: self._strike(fault))
            return
        self.done[fault] += 1
        self.last_at = time.time()

    def _inflict(self, fault: Fault) -> bool:
        """Return whether there was somebody to strike."""
        match fault:
            case Fault.WORKER | Fault.BEAT | Fault.WEB | Fault.CRON | Fault.MAILER:
                return self._kill_member(fault)
            case Fault.CHILD:
                return self._kill_child("worker")
            case Fault.WEB_CHILD:
                return self._kill_child("web")
            case Fault.FROZEN:
                return self._freeze()
            case Fault.BACKEND:
                return self._kill_backend()
            case Fault.POSTGRES:
                return self._stop_postgres()
            case Fault.FLUSH:
                return self._flush()
            case Fault.VALKEY:
                return self._kill_valkey(away_s=self.drawn.uniform(*AWAY_S))
            case Fault.BROKER_GONE:
                return self._kill_valkey(away_s=BROKER_GONE_S)

    def _one_of(self, kind: str) -> Member:
        return self.drawn.choice(self.fleet.named(kind))

    def _kill_member(self, fault: Fault) -> bool:
        member = self._one_of(fault.name.lower())
        if not member.is_alive:
            return False
        self.fleet.kill(member, back_in_s=self.drawn.uniform(*AWAY_S))
        return True

    def _kill_child(self, kind: str) -> bool:
        pid = child_of(self._one_of(kind), drawn=self.drawn)
        return pid is not None and _kill(pid)

    def _freeze(self) -> bool:
        member = self._one_of("worker")
        if not member.is_alive:
            return False
        self._in(self.drawn.uniform(*FROZEN_S), freeze(member))
        return True

    def _kill_backend(self) -> bool:
        pids = self._backends()
        return bool(pids) and _kill(self.drawn.choice(pids))

    def _backends(self) -> list[int]:
        try:
            with self.cluster.superuser() as connection:
                rows = connection.execute(
                    "select pid from pg_stat_activity where usename = 'phasewise_worker'"
                )
                return [pid for (pid,) in rows]
        except psycopg.OperationalError:
            return []

    def _stop_postgres(self) -> bool:
        if not self._backends():
            return False
        self.cluster.stop_postgres_at_once()
        self._in(self.drawn.uniform(*AWAY_S), self._start_postgres)
        return True

    def _start_postgres(self) -> None:
        self.cluster.postgres.start()
        self.cluster.postgres.wait()

    def _kill_valkey(self, *, away_s: float) -> bool:
        if self.cluster.valkey.process is None:
            return False
        self.cluster.kill_valkey()
        self._in(away_s, self.cluster.valkey.start)
        return True

    def _flush(self) -> bool:
        try:
            with self.cluster.broker() as broker:
                broker.flushall()
        except redis.ConnectionError:
            return False
        return True

    def _in(self, seconds: float, act: Callable[[], None]) -> None:
        self._at(time.monotonic() + seconds, act)

    def _at(self, at: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._coming, (at, next(self._order), act))


def _kill(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True
