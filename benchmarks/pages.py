"""Pages, asked of the real web server: alone, and four at a time."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from athletes.models import PlannedGroup, PlannedSession, uuid7
from benchmarks.client import AT_ONCE, Request, Timing, count_sql, send, sign_in
from benchmarks.cpu import cpu_ms
from benchmarks.gym import OWNER, Gym, add_people
from benchmarks.table import Line, percentile
from coaching.accounts.models import User

ALONE, TOGETHER = 60, 240
PEOPLE = 12
KIB = 1024
CSV_SQL = 3


class Pages:
    """The web server under measurement, with the processes that work for it."""

    def __init__(self, gym: Gym, *, pids: Sequence[int], on: date) -> None:
        self.gym = gym
        self.pids = tuple(pids)
        self.on = on
        self.people = gym.athletes[:PEOPLE]
        self.cookies = [sign_in(athlete.user) for athlete in self.people]
        self.owner_cookie = sign_in(gym.owner)

    def lines(self) -> Iterator[Line]:
        yield self._today()
        yield self._session()
        yield self._log_set()
        yield from self._roster()
        yield self._csv()

    def _today(self) -> Line:
        return self._page(
            "Open today",
            requests=[Request(reverse("today"), cookie) for cookie in self.cookies],
            user=self.people[0].user,
            peer="454 SQL, 661 KB, p50/p95 1,557/1,807 ms alone, 4,433/6,345 at 4",
            most_sql=8,
            most_kib=15,
            most_p95=50,
        )

    def _session(self) -> Line:
        return self._page(
            "Open the session (7 exercises, 28 sets)",
            requests=[
                Request(reverse("session", args=[self._session_today(athlete)]), cookie)
                for athlete, cookie in zip(self.people, self.cookies, strict=True)
            ],
            user=self.people[0].user,
            peer="the same page there",
            most_sql=8,
            most_p95=50,
        )

    def _log_set(self) -> Line:
        forms = [
            list(self._sets(athlete, cookie))
            for athlete, cookie in zip(self.people, self.cookies, strict=True)
        ]
        # One of each athlete in turn, so that nobody's row is waited for.
        in_turn = [one for turn in zip(*forms, strict=True) for one in turn]
        first, rest = in_turn[0], in_turn[1:]
        return self._measured(
            "Log one set (form post)",
            sql=count_sql(first, user=self.people[0].user),
            alone=rest[:ALONE],
            together=rest[ALONE : ALONE + TOGETHER],
            peer="78-132 SQL and 34 in jobs, 90/129 ms alone, 294/433 at 4",
            most_sql=8,
            most_p95=40,
        )

    def _roster(self) -> Iterator[Line]:
        path = reverse("console:athletes_athlete_changelist")
        whole = Request(f"{path}?all=", self.owner_cookie)
        yield self._page(
            "Coach's list, its first page of 50",
            requests=[Request(path, self.owner_cookie)],
            user=self.gym.owner,
            peer="",
            most_sql=10,
            scale=4,
        )
        yield self._page(
            "Coach's list, all 200 on one page",
            requests=[whole],
            user=self.gym.owner,
            peer="26 SQL, 74/98 ms alone, 160/270 at 4",
            most_sql=10,
            scale=6,
        )

    def _csv(self) -> Line:
        return self._page(
            "Progress of 200 as CSV (2,400 weeks)",
            requests=[Request(reverse("api:progress"), self.owner_cookie)],
            user=self.gym.owner,
            peer="413 SQL, 196/220 ms alone, 424/599 at 4 (members, a row each)",
            most_sql=CSV_SQL,
            scale=6,
        )

    def _page(
        self, work: str, *, requests: Sequence[Request], user: Any, scale: int = 1, **words: Any
    ) -> Line:
        def repeated(count: int) -> list[Request]:
            return [requests[number % len(requests)] for number in range(count // scale)]

        return self._measured(
            work,
            sql=count_sql(requests[0], user=user),
            alone=repeated(ALONE),
            together=repeated(TOGETHER),
            **words,
        )

    def _measured(
        self,
        work: str,
        *,
        sql: int,
        alone: Sequence[Request],
        together: Sequence[Request],
        peer: str,
        most_sql: int | None = None,
        most_kib: int | None = None,
        most_p95: int | None = None,
    ) -> Line:
        send(alone[:5], at_once=1)
        before = cpu_ms(self.pids)
        one = send(alone[5:])
        each_ms = (cpu_ms(self.pids) - before) / len(one.seconds)
        four = send(together, at_once=AT_ONCE)
        kib, p95 = one.body_bytes / KIB, percentile(four.seconds, 0.95)
        limits: list[tuple[str, float, float | None]] = [
            ("SQL", sql, most_sql),
            ("KB", kib, most_kib),
            ("ms p95 at 4", p95, most_p95),
        ]
        return Line(
            work=work,
            ours=f"{sql} SQL, {kib:.0f} KB, {_times(one)} alone, {_times(four)} at 4, "
            f"{four.per_second:.0f}/s",
            peer=peer,
            goal=", ".join(f"<= {most} {unit}" for unit, _, most in limits if most is not None),
            is_met=_is_met(limits),
            cpu_ms=each_ms,
        )

    def _session_today(self, athlete: Any) -> int:
        return PlannedSession.objects.get(athlete=athlete, scheduled_on=self.on).pk

    def _sets(self, athlete: Any, cookie: str) -> Iterator[Request]:
        key = self._session_today(athlete)
        path = reverse("session_log_set", args=[key])
        for group in PlannedGroup.objects.filter(session=key).order_by("position"):
            for number in range(1, group.sets + 1):
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
                yield Request(path, cookie, form)


def same_with_more(gym: Gym, *, now: Any) -> Line:
    """Return whether the coach's list sends the same statements with 300 athletes."""
    path = reverse("console:athletes_athlete_changelist")
    owner = User.objects.get(email=OWNER)
    request = Request(f"{path}?all=", "")
    before = count_sql(request, user=owner)
    add_people(gym.organization, owner=owner, now=now, count=100)
    after = count_sql(Request(path, ""), user=owner)
    return Line(
        work="Coach's list with 300 instead of 200",
        ours=f"{after} SQL, {before} before",
        peer="",
        goal="the same",
        is_met=after <= before,
    )


def _times(timing: Timing) -> str:
    p50, p95 = (percentile(timing.seconds, share) for share in (0.5, 0.95))
    return f"{p50:.0f}/{p95:.0f} ms"


def _is_met(limits: Sequence[tuple[str, float, float | None]]) -> bool | None:
    wanted = [(value, most) for _, value, most in limits if most is not None]
    return all(value <= most for value, most in wanted) if wanted else None
