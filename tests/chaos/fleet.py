"""The product's own processes under faults: started, killed, and started again as a host would."""

import os
import random
import signal
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coaching import env
from coaching.laptop import processes
from coaching.laptop.processes import Program, Running
from tests.chaos import lifters
from tests.chaos.cluster import Cluster

FAST_BEAT = "tests.chaos.fast_beat"
CRON_EVERY_S = 4.0
# What each kind writes once it is ready.
READY = {
    "worker": b" ready.",
    "mailer": b" ready.",
    "beat": b"beat: Starting",
    "web": b"Listening at",
    "lifters": lifters.READY.encode(),
}
RESTART_S = 0.5


@dataclass
class Member:
    """A process of the fleet; ``back_at`` is when a dead one starts again."""

    program: Program
    pause_s: float
    running: Running | None = None
    back_at: float = 0.0

    @property
    def is_alive(self) -> bool:
        return self.running is not None and self.running.process.poll() is None


class Fleet:
    """Workers, a mailer and beats; at will athletes at a web server, and a cron run."""

    def __init__(
        self,
        cluster: Cluster,
        *,
        workers: int,
        beats: int,
        has_athletes: bool = False,
        has_cron: bool = False,
        beat_app: str = FAST_BEAT,
    ) -> None:
        self.cluster = cluster
        self.port = _free_port()
        variables = cluster.environment()
        programs = [_worker(number, variables) for number in range(workers)]
        programs += [processes.mailer(environment=variables)]
        for number in range(beats):
            programs += [_beat(number, variables, app=beat_app, folder=cluster.folder)]
        if has_athletes:
            programs += [_web(cluster, port=self.port), _lifters(variables, port=self.port)]
        self.members = {program.name: Member(program, RESTART_S) for program in programs}
        if has_cron:
            cron = Program("cron", "cron", ("manage.py", "roll_due"), variables)
            self.members["cron"] = Member(cron, CRON_EVERY_S)

    def start(self) -> None:
        """Start all and return once everybody is ready."""
        for member in self.members.values():
            self._start(member)
        for kind, words in READY.items():
            for member in self.named(kind):
                _wait(member, words)

    def named(self, kind: str) -> list[Member]:
        """Return the members of a kind, whether they live or not."""
        return [member for name, member in self.members.items() if name.startswith(kind)]

    def keep_up(self) -> None:
        """Start again whoever ended, after its pause."""
        now = time.monotonic()
        for member in self.members.values():
            if member.is_alive:
                continue
            if member.back_at == 0.0:
                member.back_at = now + member.pause_s
            elif now >= member.back_at:
                self._start(member)

    def kill(self, member: Member, *, back_in_s: float) -> None:
        """Kill a process with its children."""
        if member.running is not None:
            _signal_all(member.running, signal.SIGKILL)
            member.running.process.wait()
        member.back_at = time.monotonic() + back_in_s

    def stop(self) -> None:
        """Kill all that is left: nothing in it may need an orderly end."""
        for member in self.members.values():
            self.kill(member, back_in_s=0)

    def _start(self, member: Member) -> None:
        log = self.cluster.folder / f"{member.program.name}.log"
        member.running = processes.start(member.program, log=log, folder=env.ROOT)
        member.back_at = 0.0


def freeze(member: Member) -> Callable[[], None]:
    """Stop a process and its children where they are; what is returned lets them go on."""
    if member.running is None:
        raise ValueError("a process that never started can't be frozen")
    running = member.running
    _signal_all(running, signal.SIGSTOP)
    return lambda: _signal_all(running, signal.SIGCONT)


def child_of(member: Member, *, drawn: random.Random) -> int | None:
    """Return one of the process's children."""
    if not member.is_alive or member.running is None:
        return None
    pid = member.running.process.pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return None
    return int(drawn.choice(children)) if children else None


def _signal_all(running: Running, number: signal.Signals) -> None:
    try:
        os.killpg(running.process.pid, number)
    except ProcessLookupError:
        return


def _wait(member: Member, words: bytes) -> None:
    if member.running is not None:
        log = member.running.log
        processes.wait_until(lambda: processes.has_written(log, words), running=member.running)


def _worker(number: int, variables: Mapping[str, str]) -> Program:
    usual = processes.worker(environment=variables)
    name = f"worker{number}"
    words = (*usual.words, "--hostname", f"{name}@%h")
    # Its sessions in the database carry its name.
    return Program(name, name, words, {**variables, "PGAPPNAME": name})


def _beat(number: int, variables: Mapping[str, str], *, app: str, folder: Path) -> Program:
    place = folder / f"beat{number}"
    place.mkdir(exist_ok=True)
    usual = processes.beat(folder=place, environment=variables)
    words = tuple(app if word == "coaching" else word for word in usual.words)
    return Program(f"beat{number}", f"beat{number}", words, variables)


def _web(cluster: Cluster, *, port: int) -> Program:
    variables = {**cluster.environment(), "DATABASE_URL": cluster.address("phasewise_app")}
    return processes.web(port=port, environment=variables)


def _lifters(variables: Mapping[str, str], *, port: int) -> Program:
    words = ("-m", "tests.chaos.lifters", "--port", str(port))
    return Program("lifters", "lifters", words, variables)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((processes.HOST, 0))
        return int(probe.getsockname()[1])
