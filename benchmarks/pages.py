"""Pages, asked of the real web server: alone, and four at a time."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from benchmarks.athlete_pages import AthletePages, trainee_of
from benchmarks.client import Request, count_sql, sign_in
from benchmarks.gym import OWNER, Gym, add_people
from benchmarks.measured import Goal, measured
from benchmarks.table import Line
from coaching.accounts.models import User

# Enough that each way of logging finds sets of its own.
PEOPLE = 24
CSV_SQL = 3


def page_lines(gym: Gym, *, pids: Sequence[int], on: date) -> Iterator[Line]:
    """Measure the athlete's pages in the gym, then the coach's."""
    trainees = [trainee_of(athlete, on=on) for athlete in gym.athletes[:PEOPLE]]
    yield from AthletePages(trainees, pids=pids).lines()
    cookie = sign_in(gym.owner)
    path = reverse("console:athletes_athlete_changelist")
    yield _coach_line(
        "Coach's list, its first page of 50",
        Request(path, cookie),
        gym=gym,
        pids=pids,
        goal=Goal(sql=10),
        scale=4,
    )
    yield _coach_line(
        "Coach's list, all 200 on one page",
        Request(f"{path}?all=", cookie),
        gym=gym,
        pids=pids,
        goal=Goal(sql=10),
        scale=6,
        peer="26 SQL, 74/98 ms alone, 160/270 at 4",
    )
    yield _coach_line(
        "Progress of 200 as CSV (2,400 weeks)",
        Request(reverse("api:progress"), cookie),
        gym=gym,
        pids=pids,
        goal=Goal(sql=CSV_SQL),
        scale=6,
        peer="413 SQL, 196/220 ms alone, 424/599 at 4 (members, a row each)",
    )


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


def _coach_line(work: str, request: Request, *, gym: Gym, **words: Any) -> Line:
    return measured(work, requests=[request], sql=count_sql(request, user=gym.owner), **words)
