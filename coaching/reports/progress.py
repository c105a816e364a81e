"""Progress as one row a week and athlete, read while it is written out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from athletes.models import (
    Athlete,
    PlannedGroup,
    PlanPhase,
    StrengthEstimate,
    WeeklyAdherence,
)
from athletes.queries.late_changes import with_late_changes

# A week belongs to the phase that its middle lies in.
MIDDLE = timedelta(days=3)
ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """A week of an athlete, with ``late``. ``e1rm_kg`` is by the report's lifts, None without."""

    athlete: str
    program: str
    phase: str
    goal: str
    week: WeeklyAdherence
    e1rm_kg: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """``lifts`` are the main lifts with an estimate, by name; ``rows`` can be read once."""

    lifts: tuple[str, ...]
    rows: Iterator[ProgressRow]


Estimates = Mapping[tuple[int, int], list[tuple[date, Decimal]]]


def get_progress(*, athletes: QuerySet[Athlete]) -> ProgressReport:
    """Return the weeks of the athletes, by name and week. 2 queries, the second while reading.

    ``athletes`` are those that the reader may see. An estimate stands in the week it was made.
    """
    lifts, estimates = _estimates(athletes)
    return ProgressReport(
        lifts=tuple(name for _, name in lifts),
        rows=_rows(athletes, lifts=[key for key, _ in lifts], estimates=estimates),
    )


def _estimates(athletes: QuerySet[Athlete]) -> tuple[list[tuple[int, str]], Estimates]:
    main = PlannedGroup.objects.filter(
        organization__in=athletes.values("organization"),
        athlete__in=athletes.values("pk"),
        is_main=True,
        exercise__isnull=False,
    )
    rows = StrengthEstimate.objects.filter(
        organization__in=athletes.values("organization"),
        athlete__in=athletes.values("pk"),
        exercise__in=main.values("exercise"),
    )
    names: dict[int, str] = {}
    found: dict[tuple[int, int], list[tuple[date, Decimal]]] = defaultdict(list)
    for athlete, exercise, name, on, e1rm_kg in rows.order_by("on", "pk").values_list(
        "athlete_id", "exercise_id", "exercise__name", "on", "e1rm_kg"
    ):
        names[exercise] = name
        found[athlete, exercise].append((on, e1rm_kg))
    return sorted(names.items(), key=lambda lift: (lift[1], lift[0])), found


def _rows(
    athletes: QuerySet[Athlete], *, lifts: list[int], estimates: Estimates
) -> Iterator[ProgressRow]:
    phases = PlanPhase.objects.filter(
        plan=OuterRef("plan"), starts_on__lte=OuterRef("week_on") + MIDDLE
    ).order_by("-seq")
    weeks = (
        with_late_changes(WeeklyAdherence.objects.filter(athlete__in=athletes.values("pk")))
        .annotate(
            athlete_name=F("athlete__name"),
            program_name=F("plan__program_version__template__name"),
            phase_run=Subquery(phases.values(found=JSONObject(name="name", goal="goal"))[:1]),
        )
        .order_by("athlete_name", "athlete_id", "week_on", "pk")
    )
    for week in weeks.iterator(chunk_size=ROWS_AT_ONCE):
        phase = week.phase_run or {"name": "", "goal": ""}
        yield ProgressRow(
            athlete=week.athlete_name,
            program=week.program_name,
            phase=phase["name"],
            goal=phase["goal"],
            week=week,
            e1rm_kg=tuple(
                _made_in(week, estimates.get((week.athlete_id, lift), ())) for lift in lifts
            ),
        )


def _made_in(week: WeeklyAdherence, days: Iterable[tuple[date, Decimal]]) -> Decimal | None:
    """Return the newest estimate of the week; ``days`` are oldest first."""
    last_on = week.week_on + timedelta(days=6)
    made = [e1rm_kg for on, e1rm_kg in days if week.week_on <= on <= last_on]
    return made[-1] if made else None
