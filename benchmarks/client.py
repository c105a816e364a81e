"""A small HTTP client: requests one after another, or four at a time, each timed."""

import http.client
import json
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.test import Client

from benchmarks.servers import PORT

TOKEN = "b" * 32
AT_ONCE = 4
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, as whom: by GET, or with a ``form``, or with what is ``said`` in JSON."""

    path: str
    session: str
    form: Mapping[str, Any] | None = None
    said: Mapping[str, Any] | None = None

    @property
    def is_read(self) -> bool:
        return self.form is None and self.said is None


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of each request, and the bytes of the last body."""

    seconds: tuple[float, ...]
    body_bytes: int
    took_s: float

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.took_s


def sign_in(user: Any) -> str:
    """Return the cookie of a session of the user."""
    client = Client()
    client.force_login(user)
    return str(client.cookies["sessionid"].value)


def send(requests: Sequence[Request], *, at_once: int = 1) -> Timing:
    """Send the requests over ``at_once`` kept connections, and time each."""
    shares = [requests[number::at_once] for number in range(at_once)]
    began = time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        results = list(pool.map(_send_all, shares))
    took_s = time.perf_counter() - began
    seconds = tuple(second for share, _ in results for second in share)
    return Timing(seconds, body_bytes=results[0][1], took_s=took_s)


def count_sql(request: Request, *, user: Any) -> int:
    """Return the statements that one request sends, BEGIN and COMMIT aside; it is sent twice.

    In this process, since only here the statements can be counted; what changes something is sent
    once.
    """
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    if request.is_read:
        client.get(request.path)
    return count_statements(lambda: _in_process(client, request))


def count_statements(work: Callable[[], object]) -> int:
    """Return how many statements a piece of work sends to the database."""
    statements = []

    def note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        work()
    return len(statements)


def _in_process(client: Client, request: Request) -> None:
    if request.said is not None:
        response = client.post(request.path, dict(request.said), content_type=JSON)
    elif request.form is not None:
        response = client.post(request.path, dict(request.form))
    else:
        response = client.get(request.path)
    _check(response.status_code, response.getvalue(), request)


def _send_all(requests: Sequence[Request]) -> tuple[list[float], int]:
    kept = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    seconds, size = [], 0
    for request in requests:
        began = time.perf_counter()
        kept.request(**_words(request))
        response = kept.getresponse()
        body = response.read()
        seconds.append(time.perf_counter() - began)
        _check(response.status, body, request)
        size = len(body)
    kept.close()
    return seconds, size


def _words(request: Request) -> dict[str, Any]:
    headers = {
        "Host": f"localhost:{PORT}",
        "Cookie": f"sessionid={request.session}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
    }
    given = {"url": request.path, "headers": headers}
    if request.is_read:
        return {"method": "GET", **given}
    if request.said is not None:
        headers["Content-Type"] = JSON
        return {"method": "POST", "body": json.dumps(request.said), **given}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    return {"method": "POST", "body": urlencode(request.form or {}, doseq=True), **given}


def _check(status: int, body: bytes, request: Request) -> None:
    """A page that refuses is fast: that would measure nothing."""
    wanted = (200,) if request.form is None else (200, 302, 303)
    is_taken_in = request.said is None or b'"applied"' in body
    if status not in wanted or not is_taken_in:
        raise RuntimeError(f"{request.path} answered {status}: {body[:300]!r}")
