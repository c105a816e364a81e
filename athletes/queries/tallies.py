"""Sessions with the tallies kept on their groups: what adherence and phase decisions count."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Q, QuerySet, Sum

from athletes.models import Absence, PlannedGroup, PlannedSession
from athletes.querysets import PlannedSessionQuerySet
from programs.engine.adherence.measures import Pause, TalliedSession, Tally

FIELDS = (
    "pk",
    "plan_id",
    "phase_id",
    "scheduled_on",
    "is_cancelled",
    "excused_for",
    "log__completed_at",
    "log__time_zone",
)


@dataclass(frozen=True, slots=True)
class PlacedSession:
    """A tallied session with the plan and phase that it belongs to."""

    plan_id: int
    phase_id: int
    session: TalliedSession


@dataclass(frozen=True, slots=True)
class DaysAway:
    """An athlete's absences: pauses, and the days on which sessions are excused."""

    pauses: tuple[Pause, ...] = ()
    excuses: tuple[Pause, ...] = ()

    def excuses_on(self, on: date) -> bool:
        """Tell whether a session of that day is excused."""
        return any(
            away.from_on <= on and (away.to_on is None or on <= away.to_on) for away in self.excuses
        )


NEVER_AWAY = DaysAway()


def get_days_away(*, athletes: Iterable[int]) -> Mapping[int, DaysAway]:
    """Return the absences of each athlete that has any, by primary key. 1 query."""
    found: dict[int, dict[str, list[Pause]]] = defaultdict(lambda: {"PAUSE": [], "EXCUSE": []})
    rows = Absence.objects.filter(athlete__in=list(athletes)).order_by("from_on", "pk")
    for athlete, effect, from_on, to_on in rows.values_list(
        "athlete_id", "effect", "from_on", "to_on"
    ):
        found[athlete][effect].append(Pause(from_on, to_on))
    return {
        athlete: DaysAway(tuple(away["PAUSE"]), tuple(away["EXCUSE"]))
        for athlete, away in found.items()
    }


def get_placed_sessions(
    *,
    sessions: PlannedSessionQuerySet[PlannedSession],
    away: Mapping[int, DaysAway],
    without_branches: Collection[int] = (),
) -> list[PlacedSession]:
    """Return the sessions with their tallies, in training order. 2 queries.

    ``away`` is by plan. Optional and warm-up groups aren't owed; nor is a group that follows
    from a result while the session isn't finished (cases, "From prescriptions"), or at all in
    the sessions ``without_branches``.
    """
    rows = list(sessions.in_training_order().values_list(*FIELDS))
    groups = {
        key: [one for one in of_session if key not in without_branches or not one[-1]]
        for key, of_session in _groups(sessions).items()
    }
    return [_placed(row, groups=groups, away=away) for row in rows]


def get_session_totals(
    *, sessions: PlannedSessionQuerySet[PlannedSession], away: Mapping[int, DaysAway]
) -> list[PlacedSession]:
    """Return the sessions with one tally each, of sets alone: enough to count sessions. 2 queries.

    ``away`` is by plan; what isn't owed is left out like in ``get_placed_sessions``.
    """
    rows = list(sessions.in_training_order().values_list(*FIELDS))
    totals = {
        session: (session, sets, credited, Decimal(0), Decimal(0), 0, 0, False)
        for session, sets, credited in _owed(sessions)
        .filter(Q(is_branch=False) | Q(session__log__completed_at__isnull=False))
        .order_by()
        .values_list("session")
        .annotate(Sum("sets"), Sum("sets_credited"))
    }
    groups = {session: [total] for session, total in totals.items()}
    return [_placed(row, groups=groups, away=away) for row in rows]


def _placed(
    row: tuple[Any, ...], *, groups: Mapping[int, list[Any]], away: Mapping[int, DaysAway]
) -> PlacedSession:
    pk, plan_id, phase_id, on, is_cancelled, excused_for, completed_at, zone = row
    owed = [one for one in groups.get(pk, ()) if completed_at is not None or not one[-1]]
    return PlacedSession(
        plan_id=plan_id,
        phase_id=phase_id,
        session=TalliedSession(
            key=str(pk),
            on=on,
            tallies=tuple(_tally(*one[1:-1]) for one in owed),
            completed_at=completed_at,
            completed_zone=zone,
            is_excused=bool(excused_for) or away.get(plan_id, NEVER_AWAY).excuses_on(on),
            is_cancelled=is_cancelled,
        ),
    )


def _groups(sessions: PlannedSessionQuerySet[PlannedSession]) -> Mapping[int, list[Any]]:
    owed = (
        _owed(sessions)
        .order_by("session_id", "position")
        .values_list(
            "session_id",
            "sets",
            "sets_credited",
            "volume_done",
            "volume_owed",
            "compliant",
            "evaluable",
            "is_branch",
        )
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for group in owed:
        found[group[0]].append(group)
    return found


def _owed(sessions: PlannedSessionQuerySet[PlannedSession]) -> QuerySet[PlannedGroup]:
    owed = PlannedGroup.objects.filter(session__in=sessions.values("pk"), is_optional=False)
    return owed.exclude(intent="warmup")


def _tally(
    sets: int, credited: int, done: Decimal, owed: Decimal, compliant: int, evaluable: int
) -> Tally:
    quotient = Fraction(done) / Fraction(owed) if owed else Fraction(0)
    return Tally(
        sets_prescribed=sets,
        sets_credited=credited,
        volume_share=sets * min(Fraction(1), quotient),
        raw_share=sets * quotient,
        compliant=compliant,
        evaluable=evaluable,
    )
