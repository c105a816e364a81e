"""The whole start: what it says, whom it refuses, how it ends."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from coaching.demo_accounts import DEMO_ACCOUNTS

REPOSITORY = Path(__file__).resolve().parents[2]
GIVEN = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_WORKER_URL", "REDIS_URL", "SECRET_KEY")
FIRST_START_S = 15


class Start:
    """One ``manage.py up`` on a folder of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in GIVEN},
            "PHASEWISE_MODE": "laptop",
            "PHASEWISE_DATA_DIR": str(folder),
            "PORT": str(self.port),
        }
        self.said: list[str] = []
        self.process = self.launch()

    def launch(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "manage.py", "up"],
            cwd=REPOSITORY,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def read_until(self, beginning: str) -> None:
        """Collect what it says up to the line that begins so; fail with all of it at the end."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.rstrip())
            if line.startswith(beginning):
                return
        pytest.fail("\n".join(self.said))

    def get(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={"Host": f"localhost:{self.port}"})
        status = connection.getresponse().status
        connection.close()
        return status

    def query(self, statement: str) -> list[tuple[object, ...]]:
        address = json.loads((self.folder / "running.json").read_text())["owner_url"]
        with psycopg.connect(address) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def end(self) -> int:
        """Send the signal that ends everything in order and return the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def wait(self) -> int:
        assert self.process.stdout is not None
        self.said += self.process.stdout.read().splitlines()
        self.process.stdout.close()
        return self.process.wait()

    def servers(self) -> list[int]:
        """Return the processes whose command line names the folder."""
        found = []
        for entry in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = entry.read_bytes()
            except OSError:
                continue
            if str(self.folder).encode() in words:
                found.append(int(entry.parent.name))
        return found


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    running = Start(tmp_path / "phasewise")
    yield running
    if running.process.poll() is None:
        running.end()


def test_up_starts_everything_refuses_a_second_and_ends_in_order(start: Start) -> None:
    start.read_until("Logs: ")
    second = subprocess.run(
        [sys.executable, "manage.py", "up"],
        cwd=REPOSITORY,
        env=start.environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert [line.partition(":")[0] for line in start.said[:8]] == [
        "Valkey",
        "PostgreSQL",
        "Database",
        "Catalogue",
        "Web server",
        "Worker",
        "Mailer",
        "Beat",
    ]
    assert start.said[8].endswith(f" s: http://localhost:{start.port}")
    assert [line.split()[1:] for line in start.said[9:-1]] == [
        [account.email, account.password] for account in DEMO_ACCOUNTS
    ]
    assert start.get("/healthz") == 200
    assert second.returncode == 1
    assert second.stdout == (
        f"Phasewise is already running on {start.folder} and answers at "
        f"http://localhost:{start.port}: use that one, or end it with Ctrl-C first.\n"
    )
    assert second.stderr == ""

    assert start.end() == 0
    assert "Ending" in start.said
    assert start.said[-1] == "Ended"
    assert start.servers() == []
    assert not (start.folder / "running.json").exists()


@pytest.mark.nightly
def test_up_answers_in_time_and_survives_being_killed(start: Start) -> None:
    start.read_until("Ready after ")
    assert float(start.said[-1].split()[2]) <= FIRST_START_S
    start.query("create table kept as select 1 as id")

    start.process.send_signal(signal.SIGKILL)
    start.wait()
    start.process = start.launch()
    start.read_until("Ready after ")

    assert start.query("select id from kept") == [(1,)]
    assert start.end() == 0


@pytest.mark.nightly
def test_up_ends_with_a_sentence_when_a_process_dies(start: Start) -> None:
    start.read_until("Logs: ")
    beat = next(
        pid for pid in start.servers() if b"beat" in Path(f"/proc/{pid}/cmdline").read_bytes()
    )

    os.kill(beat, signal.SIGKILL)

    assert start.wait() == 1
    assert any(line.startswith("The beat ended by itself, so all ended.") for line in start.said)
    assert start.servers() == []


def test_port_of_another_program_is_refused_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        environment = {**os.environ, "PHASEWISE_DATA_DIR": str(tmp_path), "PORT": str(port)}

        refused = subprocess.run(
            [sys.executable, "manage.py", "up"],
            cwd=REPOSITORY,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    assert refused.returncode == 1
    assert refused.stdout == (
        f"Port {port} is taken by another program: end that one, or choose another port, such as "
        f"`PORT={port + 1} make up`.\n"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lock"]
