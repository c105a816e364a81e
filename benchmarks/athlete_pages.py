"""What athletes ask for while they train: today, the session, a set by form and by sync."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.urls import reverse

from athletes.actions.sync_devices import register_device
from athletes.models import Athlete, PlannedGroup, PlannedSession, SyncDevice, uuid7
from athletes.sync.clock import milliseconds
from benchmarks.client import Request, count_sql, sign_in
from benchmarks.measured import ALONE, TOGETHER, Goal, measured
from benchmarks.table import Line

TODAY = Goal(sql=8, kib=15, p95_ms=50)
SESSION = Goal(sql=8, p95_ms=50)
A_SET = Goal(sql=8, p95_ms=40)
# Each way of logging takes sets that the other one left.
SETS_A_WAY = 1 + ALONE + TOGETHER


@dataclass(frozen=True, slots=True)
class Trainee:
    """Somebody with a session today, signed in on a phone."""

    athlete: Athlete
    cookie: str
    session_id: int
    groups: tuple[PlannedGroup, ...]
    device: SyncDevice


def trainee_of(athlete: Athlete, *, on: date) -> Trainee:
    """Sign the athlete in and register a phone."""
    session = PlannedSession.objects.get(athlete=athlete, scheduled_on=on)
    return Trainee(
        athlete=athlete,
        cookie=sign_in(athlete.user),
        session_id=session.pk,
        groups=tuple(PlannedGroup.objects.filter(session=session).order_by("position")),
        device=register_device(user=athlete.user, name="", now=datetime.now(UTC)),
    )


class AthletePages:
    """The pages of some trainees; ``among`` says of how many, ``p50_ms`` what is asked there."""

    def __init__(
        self,
        trainees: Sequence[Trainee],
        *,
        pids: Sequence[int],
        among: str = "",
        p50_ms: int | None = None,
    ) -> None:
        self.trainees = trainees
        self.pids = pids
        self.among = among
        self.p50_ms = p50_ms
        # One set of each athlete in turn, so that nobody's row is waited for.
        sets = [list(_sets(one)) for one in trainees]
        in_turn = [one for turn in zip(*sets, strict=True) for one in turn]
        self.posted, self.pushed = in_turn[:SETS_A_WAY], in_turn[SETS_A_WAY : 2 * SETS_A_WAY]

    def lines(self) -> Iterator[Line]:
        yield self._line(
            "Open today",
            [Request(reverse("today"), one.cookie) for one in self.trainees],
            goal=TODAY,
            peer="454 SQL, 661 KB, p50/p95 1,557/1,807 ms alone, 4,433/6,345 at 4",
        )
        sets = sum(group.sets for group in self.trainees[0].groups)
        yield self._line(
            f"Open the session ({len(self.trainees[0].groups)} exercises, {sets} sets)",
            [
                Request(reverse("session", args=[one.session_id]), one.cookie)
                for one in self.trainees
            ],
            goal=SESSION,
            peer="the same page there",
        )
        (first, *_), (second, *_) = self.posted[0], self.pushed[0]
        peer = "78-132 SQL and 34 in jobs, 90/129 ms alone, 294/433 at 4"
        posts = [_post(*one) for one in self.posted]
        yield self._line("Log one set (form post)", posts, goal=A_SET, peer=peer, once_by=first)
        numbers = count(1)
        pushes = [_push(*one, seq=next(numbers)) for one in self.pushed]
        yield self._line("Log one set (sync push)", pushes, goal=A_SET, peer=peer, once_by=second)

    def _line(
        self,
        work: str,
        requests: Sequence[Request],
        *,
        goal: Goal,
        peer: str,
        once_by: Trainee | None = None,
    ) -> Line:
        """``once_by`` sends the first of requests that can be sent only once."""
        asking = once_by or self.trainees[0]
        return measured(
            f"{work}{self.among}",
            requests=requests[1:] if once_by else requests,
            sql=count_sql(requests[0], user=asking.athlete.user),
            pids=self.pids,
            goal=replace(goal, p50_ms=self.p50_ms),
            peer=peer,
        )


def _sets(trainee: Trainee) -> Iterator[tuple[Trainee, PlannedGroup, int]]:
    for group in trainee.groups:
        for number in range(1, group.sets + 1):
            yield trainee, group, number


def _post(trainee: Trainee, group: PlannedGroup, number: int) -> Request:
    form = {
        "set_id": str(uuid7()),
        "group": group.pk,
        "number": number,
        "asked_reps": group.rep_floor,
        "asked_kg": group.load_kg,
        "load": group.load_kg,
        "reps": group.rep_floor,
        "rir": "",
    }
    path = reverse("session_log_set", args=[trainee.session_id])
    return Request(path, trainee.cookie, form=form)


def _push(trainee: Trainee, group: PlannedGroup, number: int, *, seq: int) -> Request:
    now = datetime.now(UTC)
    fields: dict[str, Any] = {
        "planned_session": trainee.session_id,
        "planned_group": group.pk,
        "slot_key": group.slot_key,
        "exercise_name": group.exercise_name,
        "prescribed_reps": group.reps,
        "prescribed_kg": str(group.load_kg),
        "position": number,
        "reps": group.rep_floor,
        "load_kg": str(group.load_kg),
        "performed_at": now.isoformat(),
        "rest_s": group.rest_s,
        "is_accepted": True,
    }
    operation = {
        "op_id": str(uuid7()),
        "seq": seq,
        "hlc": [milliseconds(now), 0],
        "entity": "set",
        "entity_id": str(uuid7()),
        "type": "put",
        "base": {},
        "fields": fields,
    }
    said = {
        "protocol": 1,
        "device_id": str(trainee.device.pk),
        "athlete": trainee.athlete.pk,
        "client_time": milliseconds(now),
        "ops": [operation],
    }
    return Request(reverse("api:sync_push"), trainee.cookie, said=said)
