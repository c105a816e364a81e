"""O2: many phones of one athlete send one history through the real server, lossily."""

import random
import signal
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from athletes.actions.keep_tallies import FIELDS, owes, tally_values
from athletes.models import Athlete, PlannedGroup, SetLog, SyncOperation
from coaching.laptop.postgres import Postgres
from tests import make
from tests.athletes.sync.histories import Said, deliveries, expected, make_history
from tests.athletes.sync.phone import Phone
from tests.athletes.sync.web import Caller, web_server

PHONES = 8
GLANCE_S = 0.01
OUTAGE_S = 1.0


@dataclass(frozen=True, slots=True)
class Storm:
    """What came of it: counts of what was sent, lost and is wrong."""

    sent: int
    lost: int
    waited: int
    kept: int
    waiting: int
    first_time: int
    wrong_sets: int
    wrong_tallies: int


def rage(
    postgres: Postgres,
    *,
    seed: int,
    ops: int,
    batch: int,
    losing: float = 0.2,
    crashes: Sequence[float] = (),
) -> Storm:
    """Send a history of that many operations, shuffled and doubled, and look at every row.

    PostgreSQL is stopped at once after each of these shares (0-1) of the batches, for a second.
    """
    dice = random.Random(seed)
    athlete = make.athlete(user=make.user())
    make.plan(athlete=athlete, anchors={athlete.pk: {"rm:bench": Decimal(100)}})
    history = make_history(seed=seed, ops=ops, devices=PHONES, entities=ops // 6)
    phones = [Phone(athlete) for _ in range(PHONES)]
    groups = list(PlannedGroup.objects.filter(athlete=athlete).order_by("pk")[:12])
    batches: list[list[list[dict[str, Any]]]] = [[] for _ in phones]
    for delivery in deliveries(history, dice=dice, most=batch):
        sent = [_written(one, groups=groups) for one in delivery]
        batches[delivery[0].device].append(sent)
    _keep_commits()
    with web_server(postgres) as port:
        callers = [Caller(phone, port=port, dice=dice) for phone in phones]
        with ThreadPoolExecutor(PHONES) as threads:
            sending = [
                threads.submit(caller.send_all, of_phone, losing=losing)
                for caller, of_phone in zip(callers, batches, strict=True)
            ]
            for share in crashes:
                _wait_for(share * sum(len(of) for of in batches), callers=callers, sending=sending)
                _crash(postgres)
            answers = [one for of_phone in sending for one in of_phone.result()]
    names = {number: str(phone.device.pk) for number, phone in enumerate(phones)}
    kept = SyncOperation.objects.filter(athlete=athlete)
    return Storm(
        sent=len(answers),
        lost=sum(caller.lost for caller in callers),
        waited=sum(caller.waited for caller in callers),
        kept=kept.count(),
        waiting=kept.unresolved().count(),
        first_time=sum(one["status"] in ("applied", "superseded") for one in answers),
        wrong_sets=_wrong_sets(athlete, expected(history, names=names)),
        wrong_tallies=_wrong_tallies(groups),
    )


def _keep_commits() -> None:
    """Have a commit on file when it is answered, as everywhere but on the tests' own server."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"ALTER DATABASE {connection.ops.quote_name(connection.settings_dict['NAME'])} "
            "SET synchronous_commit = on"
        )


def _wait_for(batches: float, *, callers: Sequence[Caller], sending: Sequence[Future[Any]]) -> None:
    """Return when so many batches were answered."""
    while sum(caller.answered for caller in callers) < batches:
        assert not all(one.done() for one in sending)
        time.sleep(GLANCE_S)


def _crash(postgres: Postgres) -> None:
    """Stop PostgreSQL at once, in the middle of everything; bring it back a second later."""
    assert postgres.process is not None
    # The test's own connection would be found broken afterwards.
    connection.close()
    postgres.process.send_signal(signal.SIGQUIT)
    postgres.process.wait()
    time.sleep(OUTAGE_S)
    postgres.start()
    postgres.wait()


def _written(one: Said, *, groups: list[PlannedGroup]) -> dict[str, Any]:
    fields = dict(one.fields)
    if one.kind == "put":
        group = groups[one.entity.int % len(groups)]
        fields |= {
            "planned_group": group.pk,
            "exercise_name": group.exercise_name,
            "performed_at": make.NOW.isoformat(),
        }
    return {
        "op_id": str(one.op_id),
        "seq": one.seq,
        "hlc": [one.ms, one.n],
        "entity": "set",
        "entity_id": str(one.entity),
        "type": one.kind,
        "base": {},
        "fields": fields,
    }


def _wrong_sets(athlete: Athlete, truth: dict[UUID, dict[str, Any]]) -> int:
    rows = {row.pk: row for row in SetLog.objects.filter(athlete=athlete)}
    found = {
        key: {
            "reps": row.reps,
            "load_kg": f"{row.load_kg:.1f}",
            "note": row.note,
            "rest_s": row.rest_s,
            "is_deleted": row.deleted_at is not None,
        }
        for key, row in rows.items()
    }
    differing = [key for key in truth.keys() & found.keys() if truth[key] != found[key]]
    return len(differing) + len(truth.keys() ^ found.keys())


def _wrong_tallies(groups: list[PlannedGroup]) -> int:
    wrong = 0
    for group in PlannedGroup.objects.filter(pk__in=[one.pk for one in groups]):
        sets = list(group.set_logs.standing().order_by("performed_at", "pk"))
        kept = tuple(getattr(group, name) for name in FIELDS)
        wrong += owes(group) and kept != tally_values(group, sets=sets)[1:]
    return wrong
