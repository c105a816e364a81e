"""Which pages a phone keeps for days without signal, and when it has to fetch them anew."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Any

from django.db.models import Max, OuterRef, Subquery

from athletes.models import (
    Athlete,
    CheckIn,
    Comment,
    PhaseProposal,
    Plan,
    PlannedGroup,
    PlannedSession,
)
from athletes.queries.week_start import week_start_of
from programs.engine.timeline import DAYS_A_WEEK, local_date, week_of

SESSION_FIELDS = (
    "pk", "name", "scheduled_on", "minutes", "is_provisional", "excused_for", "phase__name",
)  # fmt: skip
LOG_FIELDS = ("log__rev", "log__completed_at")
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
class KeptSession:
    """A session's pages: it with its end, what can be chosen in it, what was written on it.

    ``choices_rev`` is empty once the session is finished: nothing is chosen any more.
    """

    id: int
    rev: str
    choices_rev: str
    comments_rev: str


@dataclass(frozen=True, slots=True)
class KeptPages:
    """Today's page, its check-in, this week's page and the next one's, and their sessions."""

    today_rev: str
    check_in_rev: str
    weeks: tuple[KeptWeek, ...]
    sessions: tuple[KeptSession, ...]


def get_kept_pages(*, athlete: Athlete, now: datetime) -> KeptPages:
    """Return the pages with what tells one state of them from another.

    5 queries. ``athlete`` comes with ``organization`` and ``equipment`` selected.
    """
    today = local_date(now, zone=athlete.time_zone)
    first = week_of(today, week_start=week_start_of(athlete))
    weeks = (first, first + timedelta(days=DAYS_A_WEEK))
    rows = _sessions(athlete, between=(first, weeks[-1] + timedelta(days=DAYS_A_WEEK - 1)))
    groups = _groups([row["pk"] for row in rows])
    own = (athlete.units, getattr(getattr(athlete, "equipment", None), "version", None))
    sessions = tuple(_session(row, groups=groups[row["pk"]], own=own) for row in rows)
    days = {row["pk"]: row["scheduled_on"] for row in rows}
    check_ins = CheckIn.objects.filter(athlete=athlete, on=today)
    return KeptPages(
        today_rev=_digest([today, *(one.rev for one in sessions), *_plans(athlete)]),
        check_in_rev=_digest([today, *check_ins.values_list("rev", flat=True)]),
        weeks=tuple(
            KeptWeek(
                first_on=week,
                rev=_digest(
                    [today, *(one.rev for one in sessions if _is_in(days[one.id], week=week))]
                ),
            )
            for week in weeks
        ),
        sessions=sessions,
    )


def _sessions(athlete: Athlete, *, between: tuple[date, date]) -> list[dict[str, Any]]:
    comments = Comment.objects.filter(planned_session=OuterRef("pk")).order_by("-written_at")
    rows = PlannedSession.objects.filter(
        athlete=athlete, scheduled_on__range=between, is_cancelled=False
    )
    return list(
        rows.annotate(
            last_rev=Max("log__sets__rev"),
            chosen=Max("choices__rev"),
            written_at=Subquery(comments.values("written_at")[:1]),
        )
        .in_training_order()
        .values(*SESSION_FIELDS, *LOG_FIELDS, "last_rev", "chosen", "written_at")
    )


def _session(row: Mapping[str, Any], *, groups: Sequence[Any], own: Sequence[Any]) -> KeptSession:
    # Of a group, only what was done of it changes with each set.
    planned = [
        *own,
        *(row[name] for name in SESSION_FIELDS),
        row["chosen"],
        *(one[:-1] for one in groups),
    ]
    logged = [row["log__rev"], row["last_rev"], *(one[-1] for one in groups)]
    is_finished = row["log__completed_at"] is not None
    return KeptSession(
        id=row["pk"],
        rev=_digest([*planned, *logged]),
        choices_rev="" if is_finished else _digest(planned),
        comments_rev=_digest([row["name"], row["scheduled_on"], row["written_at"], *logged]),
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
