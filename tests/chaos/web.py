"""The product's web server as real processes, and requests to it."""

import os
import signal
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from coaching import env
from coaching.laptop import processes
from coaching.laptop.processes import Running
from tests.chaos.cluster import Cluster


@dataclass(frozen=True, slots=True)
class Answer:
    """What a caller reads; ``is_replayed`` when an earlier request did it."""

    status: int
    body: bytes
    is_replayed: bool
    retry_after: str | None

    @property
    def is_told_to_wait(self) -> bool:
        return self.status == 409 and b'"still_running"' in self.body


class Web:
    """Two processes of four threads each, as `make up` runs them."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        with socket.socket() as probe:
            probe.bind((processes.HOST, 0))
            self.port: int = probe.getsockname()[1]
        self.running: Running | None = None

    def start(self) -> None:
        environment = {
            **self.cluster.environment(),
            "DATABASE_URL": self.cluster.address("phasewise_app"),
        }
        program = processes.web(port=self.port, environment=environment)
        log = self.cluster.folder / "web.log"
        self.running = processes.start(program, log=log, folder=env.ROOT)
        processes.wait_until(lambda: processes.answers(self.port), running=self.running)

    def kill(self) -> None:
        """Kill every process of it at once."""
        if self.running is not None:
            os.killpg(self.running.process.pid, signal.SIGKILL)
            self.running.process.wait()
            self.running = None

    def send(self, request: dict[str, Any], *, key: str = "", more: str = "") -> Answer:
        """Send a request, with ``more`` at the end of its body."""
        headers = {"Content-Type": "application/json", **request["headers"]}
        if key:
            headers["Idempotency-Key"] = key
        sent = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{request['path']}",
            data=(request["body"] + more).encode(),
            headers=headers,
            method=request["method"],
        )
        try:
            with urllib.request.urlopen(sent, timeout=30) as response:
                return _answer(response)
        except urllib.error.HTTPError as error:
            return _answer(error)


def _answer(response: Any) -> Answer:
    return Answer(
        status=response.status,
        body=response.read(),
        is_replayed=response.headers.get("Idempotency-Replayed") == "true",
        retry_after=response.headers.get("Retry-After"),
    )


@contextmanager
def web(cluster: Cluster) -> Iterator[Web]:
    """Run the web server on the cluster's current database."""
    server = Web(cluster)
    try:
        server.start()
        yield server
    finally:
        server.kill()
