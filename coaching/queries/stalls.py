"""Main lifts that no longer get better, of any number of running phases at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from athletes.queries.lifts import STALLED, WINDOW
from coaching.queries.roster import RosterLine
from programs.engine.goals import Goal
from programs.engine.progression.stall import FEWEST_EXPOSURES, RECENT_EXPOSURES, Bests
from programs.engine.units import decimal_of
from programs.models import VersionExercise

# One look into the index a lift: what is read grows with the lifts, not with the sets.
BESTS = """
SELECT w.athlete_id, w.exercise_id, count(*),
    max(e."on") FILTER (WHERE place <= %(recent)s) - min(e."on") FILTER (WHERE place <= %(recent)s),
    max(e.e1rm_kg) FILTER (WHERE place <= %(recent)s),
    max(e.e1rm_kg) FILTER (WHERE place > %(recent)s)
FROM unnest(%(organizations)s::bigint[], %(athletes)s::bigint[], %(exercises)s::bigint[],
    %(days)s::date[]) AS w (organization_id, athlete_id, exercise_id, from_on)
CROSS JOIN LATERAL (
    SELECT "on", e1rm_kg, row_number() OVER (ORDER BY "on" DESC) AS place
    FROM athletes_strengthestimate
    WHERE organization_id = w.organization_id AND athlete_id = w.athlete_id
        AND exercise_id = w.exercise_id AND "on" >= w.from_on
) AS e
GROUP BY 1, 2
HAVING count(*) >= %(fewest)s
"""


@dataclass(frozen=True, slots=True)
class StalledLift:
    """A main lift with its best e1RM of the last three exposures and of those before, in kg."""

    exercise_id: int
    name: str
    recent_kg: Decimal
    before_kg: Decimal


@dataclass(frozen=True, slots=True)
class _Lift:
    """A main lift of a running phase, and from when on its estimates count."""

    line: RosterLine
    exercise_id: int
    name: str
    from_on: date


def get_stalls(*, lines: Iterable[RosterLine]) -> Mapping[int, tuple[StalledLift, ...]]:
    """Return the main lifts that stall or go down, by athlete. 2 queries. Spec 4.

    Over the running phase and the 42 days before it. In the last week of hypertrophy a stall is
    expected and not told.
    """
    asked = [line for line in lines if line.outline is not None and not _is_expected(line)]
    lifts = list(_lifts(asked))
    found: dict[int, list[StalledLift]] = defaultdict(list)
    bests = _bests(lifts)
    for lift in lifts:
        best = bests.get((lift.line.athlete.pk, lift.exercise_id))
        if best is not None and best.before is not None and best.verdict in STALLED:
            stalled = StalledLift(
                lift.exercise_id,
                lift.name,
                decimal_of(best.recent),
                decimal_of(best.before),
            )
            found[lift.line.athlete.pk].append(stalled)
    return {key: tuple(stalled) for key, stalled in found.items()}


def _is_expected(line: RosterLine) -> bool:
    return line.phase is None or (line.phase.goal == Goal.HYPERTROPHY and line.week == line.weeks)


def _lifts(lines: Sequence[RosterLine]) -> Iterator[_Lift]:
    exercises = _exercises({line.phase.plan.program_version_id for line in lines if line.phase})
    mains: dict[tuple[int, int], frozenset[str]] = {}
    for line in lines:
        phase, outline = line.phase, line.outline
        if phase is None or outline is None:
            continue
        version = phase.plan.program_version_id
        key = version, phase.mesocycle
        if key not in mains:
            mains[key] = outline.main_lifts
        named = {exercises[version].get(name): name for name in mains[key]}
        for exercise_id, name in sorted((one, name) for one, name in named.items() if one):
            yield _Lift(line, exercise_id, name, phase.starts_on - WINDOW)


def _exercises(versions: Iterable[int]) -> Mapping[int, Mapping[str, int]]:
    rows = VersionExercise.objects.filter(program_version__in=versions, exercise__isnull=False)
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for version, name, exercise in rows.values_list("program_version", "name", "exercise"):
        found[version][name] = exercise
    return found


def _bests(lifts: Sequence[_Lift]) -> dict[tuple[int, int], Bests]:
    """Return the bests of each lift with enough exposures, by athlete and exercise. 1 query."""
    with connection.cursor() as cursor:
        cursor.execute(
            BESTS,
            {
                "recent": RECENT_EXPOSURES,
                "fewest": FEWEST_EXPOSURES,
                "organizations": [lift.line.athlete.organization_id for lift in lifts],
                "athletes": [lift.line.athlete.pk for lift in lifts],
                "exercises": [lift.exercise_id for lift in lifts],
                "days": [lift.from_on for lift in lifts],
            },
        )
        return {
            (athlete, exercise): Bests(count, days, recent, before)
            for athlete, exercise, count, days, recent, before in cursor.fetchall()
        }
