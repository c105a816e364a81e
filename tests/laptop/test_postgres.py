"""The embedded PostgreSQL: starts, keeps its rows through a kill, refuses what it can't read."""

import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from coaching.laptop.postgres import (
    ForeignCluster,
    Postgres,
    PostgresDied,
    binaries,
    major_version,
    prepare_database,
)

ROLES_SQL = Path(__file__).resolve().parents[2] / "docker" / "postgres" / "roles.sql"


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a path short enough for a socket."""
    path = Path(tempfile.mkdtemp(prefix="pw-"))
    yield path
    shutil.rmtree(path)


@pytest.fixture
def postgres(folder: Path) -> Iterator[Postgres]:
    server = Postgres(folder=folder / "cluster", sockets=folder, log=folder / "log")
    yield server
    server.stop()


def connect(server: Postgres, *, role: str, database: str = "phasewise") -> psycopg.Connection:
    return psycopg.connect(server.url(role=role, database=database), autocommit=True)


def begin(server: Postgres) -> None:
    server.start()
    server.wait()
    prepare_database(server, database="phasewise", roles_sql=ROLES_SQL)


def test_postgres_killed_starts_again_with_committed_rows(postgres: Postgres) -> None:
    begin(postgres)
    with connect(postgres, role="phasewise_owner") as connection:
        connection.execute("create table lifts (name text)")
        connection.execute("insert into lifts values ('squat')")
    assert postgres.process is not None

    postgres.process.send_signal(signal.SIGKILL)
    postgres.process.wait()
    begin(postgres)

    with connect(postgres, role="phasewise_app") as connection:
        assert connection.execute("select name from lifts").fetchall() == [("squat",)]


def test_postgres_pid_of_another_process_is_no_obstacle(postgres: Postgres, folder: Path) -> None:
    begin(postgres)
    postgres.stop()
    (folder / "cluster" / "postmaster.pid").write_text("1\n")

    begin(postgres)

    with connect(postgres, role="phasewise_app") as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_postgres_folder_of_another_major_version_is_refused(
    postgres: Postgres, folder: Path
) -> None:
    (folder / "cluster").mkdir()
    (folder / "cluster" / "PG_VERSION").write_text("15\n")

    with pytest.raises(ForeignCluster) as refusal:
        postgres.start()

    assert str(refusal.value) == (
        f"The database in {folder}/cluster was made by PostgreSQL 15, but "
        f"{major_version(binaries())} is installed here: install PostgreSQL 15, or move that "
        "folder away to start with an empty one (docs/operations.md, Upgrade)."
    )


def test_postgres_with_broken_configuration_tells_its_last_words(
    postgres: Postgres, folder: Path
) -> None:
    begin(postgres)
    postgres.stop()
    (folder / "cluster" / "postgresql.conf").write_text("no_such_setting = on\n")
    postgres.start()

    with pytest.raises(PostgresDied, match='unrecognized configuration parameter "no_such_sett'):
        postgres.wait()


def test_roles_are_three_and_no_superusers(postgres: Postgres) -> None:
    begin(postgres)

    with connect(postgres, role="phasewise_owner") as connection:
        roles = connection.execute(
            "select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles"
            " where rolname like 'phasewise%' order by rolname"
        ).fetchall()
        owner = connection.execute(
            "select pg_get_userbyid(datdba) from pg_database where datname = 'phasewise'"
        ).fetchone()

    assert roles == [
        ("phasewise_app", False, False, False, False),
        ("phasewise_owner", False, False, False, False),
        ("phasewise_worker", False, True, False, False),
    ]
    assert owner == ("phasewise_owner",)


def test_app_role_reads_and_writes_but_makes_no_tables(postgres: Postgres) -> None:
    begin(postgres)
    with connect(postgres, role="phasewise_owner") as connection:
        connection.execute("create extension btree_gist")
        connection.execute("create table lifts (id int generated always as identity, name text)")

    with connect(postgres, role="phasewise_app") as connection:
        connection.execute("insert into lifts (name) values ('squat')")
        connection.execute("update lifts set name = 'bench press'")
        connection.execute("delete from lifts")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("create table others (id int)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("truncate lifts")
