"""Servers of a benchmark's own: PostgreSQL with its usual settings, Valkey, and the web server."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from coaching import env
from coaching.laptop import processes
from coaching.laptop.postgres import Postgres, prepare_database
from coaching.laptop.valkey import Valkey

DATABASE = "phasewise"
ROLES_SQL = env.ROOT / "docker" / "postgres" / "roles.sql"
PORT = 8971


@dataclass(frozen=True, slots=True)
class Servers:
    """The running servers' processes, and the variables that lead the product to them."""

    postgres: Postgres
    valkey: Valkey
    environment: dict[str, str]

    @property
    def postgres_pid(self) -> int:
        return self.postgres.process.pid if self.postgres.process else 0


@contextmanager
def servers(folder: Path) -> Iterator[Servers]:
    """Run PostgreSQL and Valkey with their data in ``folder``; this process works as the worker."""
    with ExitStack() as ending:
        sockets = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="phasewise-bench-")))
        # Whoever runs as root gives the server's user the way in.
        sockets.chmod(0o755)
        log = folder / "postgres.log"
        postgres = Postgres(folder=folder / "postgres", sockets=sockets, log=log)
        valkey = Valkey(folder=folder / "valkey", sockets=sockets, log=folder / "valkey.log")
        for server in (postgres, valkey):
            ending.callback(server.stop)
            server.start()
        postgres.wait()
        valkey.wait()
        prepare_database(postgres, database=DATABASE, roles_sql=ROLES_SQL)
        environment = {
            "PHASEWISE_MODE": "laptop",
            "PHASEWISE_DATA_DIR": str(folder),
            "PUBLIC_URL": f"http://localhost:{PORT}",
            "REDIS_URL": valkey.url,
            "DATABASE_URL": postgres.url(role="phasewise_app", database=DATABASE),
            "DATABASE_OWNER_URL": postgres.url(role="phasewise_owner", database=DATABASE),
            "DATABASE_WORKER_URL": postgres.url(role="phasewise_worker", database=DATABASE),
            "LOG_LEVEL": "WARNING",
        }
        os.environ |= environment | {
            "DATABASE_URL": environment["DATABASE_WORKER_URL"],
            "STATEMENT_TIMEOUT_S": "0",
        }
        yield Servers(postgres=postgres, valkey=valkey, environment=environment)


@contextmanager
def web(environment: dict[str, str], *, folder: Path) -> Iterator[int]:
    """Run the web server as `make up` does and yield its process id."""
    program = processes.web(port=PORT, environment=environment | {"STATEMENT_TIMEOUT_S": "10"})
    running = processes.start(program, log=folder / "web.log", folder=env.ROOT)
    try:
        processes.wait_until(lambda: processes.answers(PORT), running=running)
        yield running.process.pid
    finally:
        processes.stop(running)
