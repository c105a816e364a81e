"""The web server as the launcher runs it, on the tests' own database, and phones that call it."""

import http.client
import json
import os
import random
import secrets
import signal
import socket
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client

from coaching import env
from coaching.laptop import processes
from coaching.laptop.postgres import Postgres
from tests.athletes.sync.phone import Phone

PATIENCE_S = 60


@contextmanager
def web_server(postgres: Postgres) -> Iterator[int]:
    """Run the web server on the current database; yield its port."""
    with socket.socket() as probe:
        probe.bind((processes.HOST, 0))
        port: int = probe.getsockname()[1]
    database = str(connection.settings_dict["NAME"])
    url = postgres.url(role="phasewise_owner", database=database)
    # Sign-ins made by the test hold here as well.
    environment = {"DATABASE_URL": url, "SECRET_KEY": settings.SECRET_KEY}
    program = processes.web(port=port, environment=environment)
    with tempfile.TemporaryDirectory() as folder:
        running = processes.start(program, log=Path(folder) / "web.log", folder=env.ROOT)
        try:
            processes.wait_until(lambda: processes.answers(port), running=running)
            yield port
        finally:
            os.killpg(running.process.pid, signal.SIGKILL)
            running.process.wait()


class Caller:
    """A phone at the web server: sends batches until each was answered, and loses some answers."""

    def __init__(self, phone: Phone, *, port: int, dice: random.Random) -> None:
        client = Client()
        client.force_login(phone.athlete.user)
        token = secrets.token_hex(16)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.headers = {
            "Content-Type": "application/json",
            "Host": f"localhost:{port}",
            "X-CSRFToken": token,
            "Cookie": (
                f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}"
            ),
        }
        self.phone, self.port, self.dice = phone, port, dice
        self.lost = self.waited = self.answered = 0

    def send_all(self, batches: Sequence[Sequence[dict[str, Any]]], *, losing: float) -> list[Any]:
        """Send the batches, a share of them without reading the answer first; return answers."""
        answers: list[Any] = []
        for batch in batches:
            while self.dice.random() < losing:
                self.lost += 1
                self._send_without_reading(batch)
            answers += self._send(batch)
            self.answered += 1
        return answers

    def _send_without_reading(self, batch: Sequence[dict[str, Any]]) -> None:
        line = http.client.HTTPConnection(processes.HOST, self.port, timeout=PATIENCE_S)
        line.request("POST", "/api/v1/sync/push/", self._body(batch), self.headers)
        line.close()

    def _send(self, batch: Sequence[dict[str, Any]]) -> list[Any]:
        deadline = time.monotonic() + 10 * PATIENCE_S
        while time.monotonic() < deadline:
            line = http.client.HTTPConnection(processes.HOST, self.port, timeout=PATIENCE_S)
            line.request("POST", "/api/v1/sync/push/", self._body(batch), self.headers)
            answer = line.getresponse()
            body = answer.read()
            line.close()
            if answer.status == http.HTTPStatus.OK:
                results: list[Any] = json.loads(body)["results"]
                return results
            # What a phone does with a 429 or a fault of the server: it comes again.
            assert answer.status == http.HTTPStatus.TOO_MANY_REQUESTS or answer.status >= 500, body
            self.waited += 1
            time.sleep(min(float(answer.headers.get("Retry-After", 1)), 5.0))
        raise TimeoutError("the queue never drained")

    def _body(self, batch: Sequence[dict[str, Any]]) -> str:
        return json.dumps(
            {
                "device_id": str(self.phone.device.pk),
                "athlete": self.phone.athlete.pk,
                "protocol": 1,
                "client_time": 0,
                "ops": list(batch),
            }
        )
