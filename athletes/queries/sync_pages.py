"""Which pages a phone keeps for days without signal, and when it has to fetch them anew."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Any

from django.db.models import Max

from athletes.models import Athlete, PhaseProposal, Plan, PlannedGroup, PlannedSession
from athletes.queries.week_start import week_start_of
from programs.engine.timeline import DAYS_A_WEEK, local_date, week_of

SESSION_FIELDS = (
    "pk", "name", "scheduled_on", "minutes", "is_provisional", "excused_for", "phase__name",
    "log__rev",
)  # fmt: skip
GROUP_FIELDS = (
    "pk", "position", "exercise_name", "superset", "note", "sets", "reps", "load_kg", "rpe",
    "rest_s", "tempo", "percent", "sets_credited",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeptWeek:
    """A week from ``first_on``; ``rev`` changes when its page does."""

    first_on: date
    rev: str


@dataclass(frozen=True, slots=True)
class KeptPages:
    """Today's page, this week's and the next one's, and their sessions by key."""

    today_rev: str
    weeks: tuple[KeptWeek, ...]
    sessions: tuple[tuple[int, str], ...]


def get_kept_pages(*, athlete: Athlete, now: datetime) -> KeptPages:
    """Return the pages with what tells one state of them from another.

    4 queries. ``athlete`` comes with ``organization`` selected.
    """
    today = local_date(now, zone=athlete.time_zone)
    first = week_of(today, week_start=week_start_of(athlete))
    weeks = (first, first + timedelta(days=DAYS_A_WEEK))
    last = weeks[-1] + timedelta(days=DAYS_A_WEEK - 1)
    rows = PlannedSession.objects.filter(
        athlete=athlete, scheduled_on__range=(first, last), is_cancelled=False
    )
    sessions = list(
        rows.annotate(last_rev=Max("log__sets__rev"), chosen=Max("choices__rev"))
        .in_training_order()
        .values_list(*SESSION_FIELDS, "last_rev", "chosen")
    )
    groups = _groups([session[0] for session in sessions])
    revs = {session[0]: _digest([session, *groups[session[0]]]) for session in sessions}
    days = {session[0]: session[2] for session in sessions}
    return KeptPages(
        today_rev=_digest([today, *revs.values(), *_plans(athlete)]),
        weeks=tuple(
            KeptWeek(
                first_on=week,
                rev=_digest(
                    [today, *(rev for key, rev in revs.items() if _is_in(days[key], week=week))]
                ),
            )
            for week in weeks
        ),
        sessions=tuple(revs.items()),
    )


def _is_in(day: date, *, week: date) -> bool:
    return week <= day < week + timedelta(days=DAYS_A_WEEK)


def _groups(sessions: Iterable[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    rows = PlannedGroup.objects.filter(session__in=sessions).order_by("session_id", "position")
    for session, *values in rows.values_list("session_id", *GROUP_FIELDS):
        found[session].append(values)
    return found


def _plans(athlete: Athlete) -> list[Any]:
    plans = Plan.objects.filter(athlete=athlete).order_by("pk")
    waiting = PhaseProposal.objects.filter(
        athlete=athlete, status=PhaseProposal.Status.WAITING
    ).order_by("pk")
    return [
        *plans.values_list("pk", "status", "phase_seq", "due_at"),
        *waiting.values_list("pk", "words"),
    ]


def _digest(values: Iterable[Any]) -> str:
    text = "\n".join(str(value) for value in values)
    return blake2b(text.encode(), digest_size=8).hexdigest()
