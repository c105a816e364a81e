"""Workers side by side, and databases copied so that every run begins from the same rows."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg import sql

from benchmarks.cpu import cpu_ms
from benchmarks.servers import Servers
from coaching import env
from coaching.laptop.postgres import SUPERUSER

WORKER = "phasewise_worker"
SEED = "phasewise"
"""The database that is migrated and empty."""


@dataclass(frozen=True, slots=True)
class Swept:
    """What workers did together: seconds by the wall, processor seconds with PostgreSQL's."""

    took_s: float
    cpu_s: float
    reports: Sequence[dict[str, Any]]

    @property
    def plans(self) -> int:
        return sum(one["plans"] for one in self.reports)

    @property
    def worker_cpu_s(self) -> float:
        return sum(one["cpu_s"] for one in self.reports)

    @property
    def rss_mb(self) -> float:
        return max(one["rss_mb"] for one in self.reports)


def sweep(
    running: Servers, *, database: str, now: datetime, workers: int, work: str = "roll"
) -> Swept:
    """Let so many workers do one of ``sweeper.WORKS`` in the database, started at once."""
    environment = os.environ | {
        "DATABASE_URL": running.postgres.url(role=WORKER, database=database),
    }
    command = [sys.executable, "-m", "benchmarks.sweeper", now.isoformat(), work]
    started = [
        subprocess.Popen(
            command,
            cwd=env.ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(workers)
    ]
    for one in started:
        if _line(one) != "ready":
            raise RuntimeError("a worker did not start")
    before, began = cpu_ms([running.postgres_pid]), time.perf_counter()
    for one in started:
        if one.stdin is not None:
            one.stdin.write("go\n")
            one.stdin.flush()
    reports = [json.loads(_line(one)) for one in started]
    took_s = time.perf_counter() - began
    postgres_s = (cpu_ms([running.postgres_pid]) - before) / 1000
    for one in started:
        one.communicate()
    failures = sum(one["failures"] for one in reports)
    if failures:
        raise RuntimeError(f"{failures} plans failed")
    return Swept(took_s, sum(one["cpu_s"] for one in reports) + postgres_s, reports)


def _line(process: "subprocess.Popen[str]") -> str:
    return process.stdout.readline().strip() if process.stdout else ""


@contextmanager
def copied(running: Servers, *, database: str, name: str) -> Iterator[str]:
    """Yield a copy of a database to which nobody is connected; it is dropped afterwards."""
    make = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
        sql.Identifier(name), sql.Identifier(database)
    )
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with connect(running, database="postgres") as connection:
        connection.execute(drop)
        connection.execute(make)
        # What the copying left to write would be paid for by whatever runs next.
        connection.execute("CHECKPOINT")
        try:
            yield name
        finally:
            connection.execute(drop)


def connect(running: Servers, *, database: str) -> psycopg.Connection[Any]:
    """Connect as the superuser, each statement a transaction of its own."""
    url = running.postgres.url(role=SUPERUSER, database=database)
    return psycopg.connect(url, autocommit=True)
