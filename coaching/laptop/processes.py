"""The product's own processes: web, worker, beat, and how each shows that it is ready."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coaching.laptop.children import last_lines, start_child, stop_child
from programs.engine.errors import TrainingError

HOST = "127.0.0.1"
READY_S = 60.0
POLL_S = 0.05
WEB_WORKERS, WEB_THREADS, JOB_PROCESSES, MAIL_PROCESSES = 2, 4, 2, 1
# Longer than the worker's soft shutdown, so that a job under way can end by itself.
PATIENCE_S = 45.0

Words = tuple[str, ...]


class ProcessDied(TrainingError):
    """One of the processes ended by itself."""

    def __init__(self, *, title: str, log: Path) -> None:
        super().__init__(
            f"The {title} ended by itself, so all ended. Its last lines:\n{last_lines(log)}"
        )


@dataclass(frozen=True, slots=True)
class Program:
    """What to run: a name for its log, a title for people, its words, its variables."""

    name: str
    title: str
    words: Words
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Running:
    """A started program with its process and its log."""

    program: Program
    process: subprocess.Popen[bytes]
    log: Path


def web(*, port: int, environment: Mapping[str, str]) -> Program:
    """Return the web server."""
    words: Words = ("-m", "gunicorn", "coaching.wsgi", "--preload", "--no-control-socket")
    words += ("--bind", f"{HOST}:{port}", "--worker-class", "gthread")
    words += ("--workers", str(WEB_WORKERS), "--threads", str(WEB_THREADS))
    return Program("web", "web server", words, environment)


def worker(*, environment: Mapping[str, str]) -> Program:
    """Return the Celery worker of everything but mail."""
    return Program("worker", "worker", _worker(processes=JOB_PROCESSES), environment)


def mailer(*, environment: Mapping[str, str]) -> Program:
    """Return the Celery worker that sends mail."""
    words = (*_worker(processes=MAIL_PROCESSES), "--queues", "mail", "--hostname", "mailer@%h")
    return Program("mailer", "mailer", words, environment)


def _worker(*, processes: int) -> Words:
    words: Words = ("-m", "celery", "--app", "coaching", "worker", "--loglevel", "INFO")
    words += ("--concurrency", str(processes), "--prefetch-multiplier", "1")
    return (*words, "--without-gossip", "--without-mingle", "--without-heartbeat")


def beat(*, folder: Path, environment: Mapping[str, str]) -> Program:
    """Return Celery's beat, which keeps its place in the folder."""
    words: Words = ("-m", "celery", "--app", "coaching", "beat", "--loglevel", "INFO")
    words += ("--schedule", str(folder / "beat-schedule"), "--pidfile", "")
    return Program("beat", "beat", words, environment)


def demo(*, environment: Mapping[str, str]) -> Program:
    """Return the command that fills an empty database with the demo."""
    words = ("manage.py", "seed_demo", "--if-empty", "--skip-checks")
    return Program("demo", "demo data", words, environment)


def start(program: Program, *, log: Path, folder: Path) -> Running:
    """Start a program in the repository's ``folder``."""
    command = (sys.executable, *program.words)
    environment = {**os.environ, **program.environment, "PYTHONUNBUFFERED": "1"}
    with log.open("ab") as output:
        process = start_child(command, output=output, environment=environment, folder=folder)
    return Running(program, process, log)


def stop(running: Running) -> None:
    """End a program in its own orderly way."""
    stop_child(running.process, by=signal.SIGTERM, patience_s=PATIENCE_S)


def wait_until(ready: Callable[[], bool], *, running: Running) -> None:
    """Return once ``ready`` says so; raise ProcessDied when the process ends or takes too long."""
    deadline = time.monotonic() + READY_S
    while not ready():
        refuse_dead(running)
        if time.monotonic() > deadline:
            raise ProcessDied(title=running.program.title, log=running.log)
        time.sleep(POLL_S)


def refuse_dead(running: Running) -> None:
    """Raise ProcessDied when the process has ended."""
    if running.process.poll() is not None:
        raise ProcessDied(title=running.program.title, log=running.log)


def answers(port: int) -> bool:
    """Report whether the web server answers."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def has_written(log: Path, words: bytes) -> bool:
    """Report whether a log holds the words."""
    return log.exists() and words in log.read_bytes()
