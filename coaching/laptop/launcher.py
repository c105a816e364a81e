"""One command that runs the whole product on one machine, and ends it in order."""

import gc
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from io import StringIO
from pathlib import Path
from types import FrameType

from coaching import env
from coaching.laptop import processes
from coaching.laptop.lock import hold_folder
from coaching.laptop.logs import LogFolder
from coaching.laptop.postgres import Postgres, prepare_database
from coaching.laptop.processes import Program, Running
from coaching.laptop.valkey import Valkey
from programs.engine.errors import TrainingError

DATABASE = "phasewise"
ROLES_SQL = env.ROOT / "docker" / "postgres" / "roles.sql"
WATCH_S = 0.3
SELDOM = 200_000
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Say = Callable[[str], None]


class PortTaken(TrainingError):
    """Another program listens on the port."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} is taken by another program: end that one, or choose another port, "
            f"such as `PORT={port + 1} make up`."
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a start keeps its files and answers."""

    folder: Path
    port: int

    @property
    def address(self) -> str:
        """The address for the browser; passkeys and service workers need the name localhost."""
        return f"http://localhost:{self.port}"


@dataclass(frozen=True, slots=True)
class Addresses:
    """The servers of one start, as ``running.json`` tells them to commands typed by hand."""

    address: str
    database_url: str
    owner_url: str
    worker_url: str
    redis_url: str


def up() -> int:
    """Run everything until Ctrl-C or SIGTERM; return the exit status, 1 with a sentence."""
    os.environ.setdefault("PHASEWISE_MODE", "laptop")
    env.load_file(env.ROOT / ".env")
    folder = Path(env.text("PHASEWISE_DATA_DIR", str(env.ROOT / ".phasewise"))).resolve()
    place = Place(folder=folder, port=env.number("PORT", 8000))
    for number in ENDING:
        signal.signal(number, end)
    with ExitStack() as ending:
        try:
            ending.enter_context(hold_folder(place.folder, address=place.address))
            run(place=place, ending=ending, say=say)
        except KeyboardInterrupt:
            say("Ending")
        except TrainingError as error:
            ignore_signals()
            say(str(error))
            return 1
    say("Ended")
    return 0


def run(*, place: Place, ending: ExitStack, say: Say) -> None:
    """Start everything in order and watch it; what has to end is left with ``ending``."""
    refuse_taken_port(place.port)
    began = time.monotonic()
    logs = LogFolder(place.folder / "logs")
    logs.start()
    ending.callback(logs.stop)
    addresses = start_servers(place=place, logs=logs, ending=ending, say=say)
    environment = product_environment(place=place, addresses=addresses)
    migrate(addresses=addresses, say=say)
    tell_running(place=place, addresses=addresses, ending=ending)
    watched = start_programs(
        place=place, addresses=addresses, environment=environment, logs=logs, ending=ending, say=say
    )
    say(f"Ready after {time.monotonic() - began:.1f} s: {place.address}")
    tell_sign_ins(say)
    say(f"Logs: {logs.folder / 'phasewise.log'}. Ctrl-C ends everything.")
    demo = start_demo(addresses=addresses, environment=environment, logs=logs, ending=ending)
    watch(watched=watched, demo=demo, say=say)


def start_servers(*, place: Place, logs: LogFolder, ending: ExitStack, say: Say) -> Addresses:
    """Start PostgreSQL and Valkey side by side, each unless its address is given."""
    sockets = ending.enter_context(socket_folder())
    postgres = valkey = None
    if not os.environ.get("REDIS_URL"):
        log = logs.path("valkey")
        valkey = Valkey(folder=place.folder / "valkey", sockets=sockets, log=log)
    if not os.environ.get("DATABASE_URL"):
        log = logs.path("postgres")
        postgres = Postgres(folder=place.folder / "postgres", sockets=sockets, log=log)
    own = [server for server in (postgres, valkey) if server is not None]
    for server in own:
        ending.callback(server.stop)
    # Making a new cluster takes a moment, in which Valkey can already start.
    for server in reversed(own):
        server.start()
    return Addresses(
        address=place.address,
        redis_url=valkey_address(valkey, say=say),
        **database_addresses(postgres, say=say),
    )


def valkey_address(valkey: Valkey | None, *, say: Say) -> str:
    """Wait for Valkey and return its address, or the one that was given."""
    if valkey is None:
        say("Valkey: the server of REDIS_URL, none started here")
        return os.environ["REDIS_URL"]
    valkey.wait()
    say(f"Valkey: started, its append-only file in {valkey.folder}")
    return valkey.url


def database_addresses(postgres: Postgres | None, *, say: Say) -> dict[str, str]:
    """Wait for PostgreSQL, make database and roles, and return the address for each role."""
    if postgres is None:
        say("PostgreSQL: the server of DATABASE_URL, none started here")
        given = os.environ["DATABASE_URL"]
        return {
            "database_url": given,
            "owner_url": env.text("DATABASE_OWNER_URL", given),
            "worker_url": env.text("DATABASE_WORKER_URL", given),
        }
    postgres.wait()
    prepare_database(postgres, database=DATABASE, roles_sql=ROLES_SQL)
    say(f"PostgreSQL: started, its database in {postgres.folder}")
    return {
        "database_url": postgres.url(role="phasewise_app", database=DATABASE),
        "owner_url": postgres.url(role="phasewise_owner", database=DATABASE),
        "worker_url": postgres.url(role="phasewise_worker", database=DATABASE),
    }


def product_environment(*, place: Place, addresses: Addresses) -> dict[str, str]:
    """Return the variables that the product's processes share; what is set already stays."""
    mail = place.folder / "mail"
    mail.mkdir(exist_ok=True)
    return {
        "DATABASE_URL": addresses.database_url,
        "DATABASE_OWNER_URL": addresses.owner_url,
        "DATABASE_WORKER_URL": addresses.worker_url,
        "REDIS_URL": addresses.redis_url,
        "PUBLIC_URL": env.text("PUBLIC_URL", addresses.address),
        "MAIL_URL": env.text("MAIL_URL", f"file://{mail}"),
        "STATEMENT_TIMEOUT_S": env.text("STATEMENT_TIMEOUT_S", "10"),
    }


def migrate(*, addresses: Addresses, say: Say) -> None:
    """Bring database and catalogue up to date as the owner, in this process."""
    os.environ["DATABASE_URL"] = addresses.owner_url
    os.environ["REDIS_URL"] = addresses.redis_url
    # A migration may rewrite a large table; the pages' limit is not for it.
    os.environ["STATEMENT_TIMEOUT_S"] = "0"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        # Migrating makes and drops models by the thousand; collecting them seldom saves a fifth.
        before = gc.get_threshold()
        gc.set_threshold(SELDOM)
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
        gc.set_threshold(*before)
    say(f"Database: {len(plan)} migrations applied" if plan else "Database: up to date")
    loaded = StringIO()
    call_command("load_catalogue", stdout=loaded, skip_checks=True)
    say(f"Catalogue: {loaded.getvalue().strip()}")
    connection.close()


def tell_running(*, place: Place, addresses: Addresses, ending: ExitStack) -> None:
    """Leave the addresses for commands typed by hand, until the end."""
    path = place.folder / "running.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(asdict(addresses), indent=2), encoding="utf-8")
    ending.callback(path.unlink, missing_ok=True)


def start_programs(
    *,
    place: Place,
    addresses: Addresses,
    environment: dict[str, str],
    logs: LogFolder,
    ending: ExitStack,
    say: Say,
) -> list[Running]:
    """Start web, worker, mailer and beat side by side, and return once each is ready."""
    jobs = {**environment, "DATABASE_URL": addresses.worker_url}
    programs = (
        processes.web(port=place.port, environment=environment),
        processes.worker(environment=jobs),
        processes.mailer(environment=jobs),
        processes.beat(folder=place.folder, environment=jobs),
    )
    started = [start_program(each, logs=logs, ending=ending) for each in programs]
    web, worker, mailer, beat = started
    processes.wait_until(lambda: processes.answers(place.port), running=web)
    say("Web server: started, 2 processes of 4 threads")
    processes.wait_until(lambda: processes.has_written(worker.log, b" ready."), running=worker)
    say("Worker: started, 2 processes")
    processes.wait_until(lambda: processes.has_written(mailer.log, b" ready."), running=mailer)
    say("Mailer: started, 1 process")
    processes.wait_until(lambda: processes.has_written(beat.log, b"beat: Starting"), running=beat)
    say("Beat: started")
    return started


def start_program(
    program: Program, *, logs: LogFolder, ending: ExitStack, listener: Say | None = None
) -> Running:
    """Start a program with a log of its own."""
    log = logs.path(program.name, listener=listener)
    running = processes.start(program, log=log, folder=env.ROOT)
    ending.callback(processes.stop, running)
    return running


def start_demo(
    *, addresses: Addresses, environment: dict[str, str], logs: LogFolder, ending: ExitStack
) -> Running:
    """Start filling an empty database; its progress is said as it comes."""
    jobs = {**environment, "DATABASE_URL": addresses.worker_url}
    return start_program(
        processes.demo(environment=jobs),
        logs=logs,
        ending=ending,
        listener=lambda line: say(f"demo | {line}"),
    )


def tell_sign_ins(say: Say) -> None:
    """Say with which addresses and passwords the demo can be entered."""
    from coaching.demo_accounts import DEMO_ACCOUNTS

    for account in DEMO_ACCOUNTS:
        say(f"  {account.role:12} {account.email:32} {account.password}")


def watch(*, watched: list[Running], demo: Running, say: Say) -> None:
    """Wait for a signal; raise ProcessDied when a process ends before it."""
    is_demo_running = True
    while True:
        time.sleep(WATCH_S)
        for running in watched:
            processes.refuse_dead(running)
        if is_demo_running and demo.process.poll() is not None:
            is_demo_running = False
            if demo.process.returncode != 0:
                say(f"The demo could not be filled in: see {demo.log}")


def refuse_taken_port(port: int) -> None:
    """Raise PortTaken when another program listens there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((processes.HOST, port))
        except OSError:
            raise PortTaken(port) from None


@contextmanager
def socket_folder() -> Iterator[Path]:
    """Make a short folder that only this user may enter, for the servers' sockets."""
    folder = Path(tempfile.mkdtemp(prefix="phasewise-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def end(number: int, frame: FrameType | None) -> None:
    """Begin the orderly end at the first signal; a second Ctrl-C must not disturb it."""
    ignore_signals()
    raise KeyboardInterrupt


def ignore_signals() -> None:
    """Ignore what would end this process."""
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)


def say(line: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
