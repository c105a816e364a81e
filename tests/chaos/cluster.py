"""PostgreSQL and Valkey of a chaos run's own, so that killing them harms nobody else's tests."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import redis

from coaching import env
from coaching.laptop.postgres import SUPERUSER, Postgres, prepare_database
from coaching.laptop.valkey import Valkey

PREFIX = "phasewise-chaos-"
# No step before or after a run takes longer, with 10,000 plans on a busy machine.
MOST_S = 1800
MIGRATED = "phasewise_migrated"
ROLES_SQL = env.ROOT / "docker" / "postgres" / "roles.sql"
ARMED = Path(__file__).with_name("clock.sql")


class Cluster:
    """Servers with their usual durability, and one database for each run.

    Valkey keeps nothing (the harshest case): what it loses must cost no more than a tick.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres = Postgres(
            folder=folder / "postgres", sockets=folder, log=folder / "postgres.log"
        )
        self.valkey = Valkey(
            folder=folder / "valkey", sockets=folder, log=folder / "valkey.log", throw_away=True
        )
        self.database = ""

    @property
    def mailbox(self) -> Path:
        """The file that every mail of the current run is appended to."""
        return self.folder / f"{self.database}.mail"

    @property
    def ledger(self) -> Path:
        """The file of what athletes sent and were told."""
        return self.folder / f"{self.database}.ledger"

    def start(self) -> None:
        """Start both and migrate the database that runs are copied from."""
        self.valkey.start()
        self.postgres.start()
        self.postgres.wait()
        with self.superuser("postgres") as connection:
            connection.execute("alter system set track_commit_timestamp = on")
        self.postgres.stop()
        self.postgres.start()
        self.postgres.wait()
        self.valkey.wait()
        prepare_database(self.postgres, database=MIGRATED, roles_sql=ROLES_SQL)
        self.database = MIGRATED
        words = ("manage.py", "migrate", "--skip-checks", "--verbosity", "0")
        self.run(*words, DATABASE_URL=self.address("phasewise_owner"))

    def new_database(self, name: str) -> None:
        """Begin a run in a fresh copy, with nothing left in Valkey."""
        with self.superuser("postgres") as connection:
            connection.execute(f"create database {name} template {MIGRATED}")
        self.database = name
        with self.broker() as broker:
            broker.flushall()

    def arm_clock(self) -> None:
        """Let every phase of a plan fall due at an instant of its own within the run."""
        with self.superuser() as connection:
            connection.execute(ARMED.read_bytes())

    def superuser(self, database: str = "") -> psycopg.Connection[Any]:
        """Connect past every role, for faults and for judging."""
        address = self.postgres.url(role=SUPERUSER, database=database or self.database)
        return psycopg.connect(address, autocommit=True)

    def broker(self) -> redis.Redis:
        """Connect to the broker."""
        return redis.Redis.from_url(self.valkey.url)

    def address(self, role: str) -> str:
        """Return the run's database for a role."""
        return self.postgres.url(role=role, database=self.database)

    def environment(self) -> dict[str, str]:
        """Return the variables of the processes that work on this run."""
        return {
            "PHASEWISE_MODE": "laptop",
            "PHASEWISE_DATA_DIR": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "tests.chaos.settings",
            "REDIS_URL": self.valkey.url,
            "DATABASE_URL": self.address("phasewise_worker"),
            "CHAOS_MAILBOX": str(self.mailbox),
            "CHAOS_LEDGER": str(self.ledger),
            "LOG_LEVEL": "WARNING",
        }

    def run(self, *words: str, **variables: str) -> str:
        """Run a Python program to its end and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-W", "ignore", *words],
            env={**os.environ, **self.environment(), **variables},
            cwd=env.ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=MOST_S,
        )
        return done.stdout

    def stop(self) -> None:
        self.valkey.stop()
        self.postgres.stop()

    def kill_valkey(self) -> None:
        _end(self.valkey, by=signal.SIGKILL)

    def stop_postgres_at_once(self) -> None:
        """Stop like `pg_ctl stop -m immediate`: nothing is rolled back in order."""
        _end(self.postgres, by=signal.SIGQUIT)


def _end(server: Postgres | Valkey, *, by: signal.Signals) -> None:
    if server.process is not None:
        server.process.send_signal(by)
        server.process.wait()
        server.process = None


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Run a cluster in a folder of its own and remove it."""
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    # Whoever runs as root gives the server's user the way in.
    folder.chmod(0o755)
    running = Cluster(folder)
    try:
        running.start()
        yield running
    finally:
        running.stop()
        shutil.rmtree(folder, ignore_errors=True)
