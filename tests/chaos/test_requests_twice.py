"""D3: whatever changes something, sent eight times at once with one key, happens once.

Against real server processes: also when they are killed in the middle.
"""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from tests.chaos.cluster import Cluster
from tests.chaos.web import Answer, Web, web

SENT = 8
# Of each kind of body and answer one; `make chaos` tries every address.
FEW = ("athletes POST", "proposal_accept POST", "tokens POST")
TABLES = """
SELECT c.relname FROM pg_class c
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1
"""
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
# Not effects: what is kept of the answer.
KEPT = "coaching_keptanswer"
SHOWN_ONCE = b'"answer_shown_once"'


@pytest.fixture
def server(cluster: Cluster) -> Iterator[Web]:
    with web(cluster) as running:
        yield running


def make_requests(cluster: Cluster, *labels: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(cluster.run("-m", "tests.chaos.api_requests", *labels))
    return found


def rows(connection: psycopg.Connection[Any]) -> Counter[str]:
    """Count the rows of every table, and the changes that were counted on athletes."""
    tables = [name for (name,) in connection.execute(TABLES)]
    counts = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in tables)
    found = Counter(dict(connection.execute(counts).fetchall()))
    changes = connection.execute("SELECT sum(sync_rev) FROM athletes_athlete").fetchone()
    found["changes"] = int(changes[0]) if changes else 0
    del found[KEPT]
    return found


def at_once(server: Web, request: dict[str, Any], *, key: str) -> list[Answer]:
    barrier = threading.Barrier(SENT)

    def one(_: int) -> Answer:
        barrier.wait(timeout=30)
        return server.send(request, key=key)

    with ThreadPoolExecutor(max_workers=SENT) as pool:
        return list(pool.map(one, range(SENT)))


def mistakes(server: Web, once: dict[str, Any], often: dict[str, Any]) -> list[str]:
    """Return what differs between a request sent once and one sent again and again."""
    key, found = often["label"].replace(" ", "-"), []
    with server.cluster.superuser() as connection:
        before = rows(connection)
        single = server.send(once)
        between = rows(connection)
        answers = at_once(server, often, key=key)
        again = server.send(often, key=key)
        other = server.send(often, key=key, more=" ")
        after = rows(connection)
    is_secret = often["label"] == "tokens POST"
    done = [one for one in answers if not (one.is_replayed or one.is_told_to_wait)]
    done = [one for one in done if not (is_secret and SHOWN_ONCE in one.body)]
    if [one.status for one in done] != [single.status] or single.status >= 400:
        found.append(f"done {done}, alone {single}")
    if between - before != after - between:
        found.append(f"effects {after - between}, alone {between - before}")
    repeats = [one for one in (*answers, again) if one.is_replayed]
    if not is_secret and {(one.status, one.body) for one in repeats} != {
        (one.status, one.body) for one in done
    }:
        found.append(f"repeats {repeats}, done {done}")
    if is_secret and SHOWN_ONCE not in again.body:
        found.append(f"secret {again}")
    if other.status != 422 or b"key_used_otherwise" not in other.body:
        found.append(f"other body {other}")
    return [f"{often['label']}: {mistake}" for mistake in found]


@pytest.mark.parametrize("labels", [FEW, pytest.param((), marks=pytest.mark.chaos)])
def test_same_key_at_once_is_one_effect(
    cluster: Cluster, server: Web, labels: tuple[str, ...]
) -> None:
    requests = make_requests(cluster, *labels)

    pairs = list(zip(requests[::2], requests[1::2], strict=True))
    wrong = [mistake for pair in pairs for mistake in mistakes(server, *pair)]

    print(f"{len(pairs)} addresses, each sent {SENT} times at once and twice after: {wrong}")
    assert wrong == []
    assert len(pairs) >= len(FEW)


def test_key_of_a_killed_server_is_free_and_the_work_is_done_once(
    cluster: Cluster, server: Web
) -> None:
    request = make_requests(cluster, "session_finish POST")[0]
    hold = "SELECT 1 FROM athletes_athlete WHERE id = %s FOR UPDATE"
    finished = "SELECT count(*) FROM athletes_sessionlog WHERE completed_at IS NOT NULL"

    with cluster.superuser() as holding, cluster.superuser() as looking:
        with holding.transaction(), ThreadPoolExecutor(max_workers=1) as pool:
            holding.execute(hold, [request["athlete"]])
            lost = pool.submit(server.send, request, key="1")
            wait_for(lambda: looking.execute(WAITING).fetchone() == (1,))
            meanwhile = server.send(request, key="1")
            server.kill()
            assert lost.exception() is not None
        before = looking.execute(finished).fetchone()
        server.start()
        wait_for(lambda: not server.send(request, key="1").is_told_to_wait)
        answers = [server.send(request, key="1") for _ in range(2)]
        after = looking.execute(finished).fetchone()

    assert (meanwhile.is_told_to_wait, meanwhile.retry_after) == (True, "1")
    assert (before, after) == ((0,), (1,))
    assert [one.status for one in answers] == [200, 200]
    assert answers[0] == answers[1]


def wait_for(is_so: Any) -> None:
    deadline = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline
