"""Throw-away PostgreSQL and Valkey, started when the first test needs them."""

import gc
import os
import shutil
import tempfile
from pathlib import Path

import django
import pytest

from coaching.laptop.postgres import Postgres, prepare_database
from coaching.laptop.valkey import Valkey

REPOSITORY = Path(__file__).resolve().parent.parent
ROLES_SQL = REPOSITORY / "docker" / "postgres" / "roles.sql"
DATABASE = "phasewise"
PREFIX = "phasewise-test-"


class ThrowAwayServers:
    """The servers of one test run: their addresses at once, their processes when needed.

    A server whose address the environment gives is left to the environment.
    """

    def __init__(self) -> None:
        remove_abandoned_folders()
        self.folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        self.postgres = None if os.environ.get("DATABASE_URL") else self._postgres()
        self.valkey = None if os.environ.get("REDIS_URL") else self._valkey()
        self.is_running = False

    def environment(self) -> dict[str, str]:
        """Return the variables that lead the settings to these servers."""
        variables = {"PHASEWISE_MODE": "test"}
        if self.postgres is not None:
            url = self.postgres.url(role="phasewise_owner", database=DATABASE)
            variables["DATABASE_URL"] = url
        if self.valkey is not None:
            variables["REDIS_URL"] = self.valkey.url
        return variables

    def start(self) -> None:
        """Start both side by side and wait until they answer."""
        if self.is_running:
            return
        self.is_running = True
        for server in self._own():
            server.start()
        for server in self._own():
            server.wait()
        if self.postgres is not None:
            prepare_database(self.postgres, database=DATABASE, roles_sql=ROLES_SQL, is_test=True)

    def stop(self) -> None:
        """End both and remove what they wrote."""
        for server in self._own():
            server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _own(self) -> list[Postgres | Valkey]:
        return [server for server in (self.postgres, self.valkey) if server is not None]

    def _postgres(self) -> Postgres:
        return Postgres(
            folder=self.folder / "postgres",
            sockets=self.folder,
            log=self.folder / "postgres.log",
            throw_away=True,
        )

    def _valkey(self) -> Valkey:
        return Valkey(
            folder=self.folder / "valkey",
            sockets=self.folder,
            log=self.folder / "valkey.log",
            throw_away=True,
        )


def remove_abandoned_folders() -> None:
    """Remove what runs left behind that were killed before they could."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        if not owner.isdigit() or Path(f"/proc/{owner}").exists():
            continue
        shutil.rmtree(folder, ignore_errors=True)


def is_engine_only(arguments: list[str]) -> bool:
    """Report whether a run asks for nothing but the engine's tests, which need no Django."""
    engine = REPOSITORY / "tests" / "engine"
    paths = [Path(argument.partition("::")[0]).resolve() for argument in arguments]
    return all(path.is_relative_to(engine) for path in paths)


servers_key = pytest.StashKey[ThrowAwayServers]()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    servers = ThrowAwayServers()
    os.environ |= servers.environment()
    if not is_engine_only(config.args):
        os.environ["DJANGO_SETTINGS_MODULE"] = "coaching.settings"
        django.setup()
    config.stash[servers_key] = servers


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[servers_key].stop()


@pytest.fixture(scope="session")
def servers(pytestconfig: pytest.Config) -> ThrowAwayServers:
    """PostgreSQL and Valkey, answering."""
    running = pytestconfig.stash[servers_key]
    running.start()
    return running


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    servers: ThrowAwayServers, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Have the servers running before pytest-django makes its database.

    Migrating makes and drops models by the thousand; collecting them seldom saves a fifth.
    """
    gc.set_threshold(200_000)
