"""What a phase has led to: its scorecard with the sets and the strength behind it (spec 8.1)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from athletes.models import Athlete, PhaseSummary, PlanPhase, StrengthEstimate
from athletes.queries.evidence import deload_weeks
from athletes.queries.history import EstimatePoint, estimate_point
from athletes.queries.late_changes import with_late_changes
from athletes.queries.lift_change import lift_change
from athletes.queries.loads import Loads
from athletes.queries.own_program import own_program
from athletes.queries.phase_sets import PhaseSet, get_sets_asked, get_sets_done, sets_by_muscle
from programs.engine.loads.estimates import TREND_WINDOW_DAYS
from programs.engine.progress.headlines import (
    Bests,
    Effort,
    MuscleLine,
    bests_of,
    effort_of,
    muscle_line,
)
from programs.engine.progress.lifts import Lift
from programs.engine.progress.rests import Rests, rests_of
from programs.engine.timeline import DAYS_A_WEEK, local_date
from programs.models import Exercise


@dataclass(frozen=True, slots=True)
class MainLift:
    """A main lift over the phase: its change, its estimates oldest first, its best sets.

    ``lift`` is in kilograms, ``points`` in the athlete's unit.
    """

    exercise_id: int
    lift: Lift
    points: tuple[EstimatePoint, ...]
    bests: Bests


@dataclass(frozen=True, slots=True)
class PhaseReport:
    """A phase in figures. ``loading_weeks`` are those that the muscles' means rest on.

    ``summary`` comes with ``late``; None until something was due. ``asked`` and ``done`` are the
    sets behind the figures, ``exercises`` what they name.
    """

    phase: PlanPhase
    summary: PhaseSummary | None
    lifts: tuple[MainLift, ...]
    muscles: tuple[MuscleLine, ...]
    loading_weeks: int
    effort: Effort
    rests: Rests
    asked: Sequence[PhaseSet]
    done: Sequence[PhaseSet]
    exercises: Mapping[int, Exercise]


def get_phase_report(*, phase: PlanPhase, athlete: Athlete, now: datetime) -> PhaseReport:
    """Return the report of a phase, as of now while it runs.

    ``phase`` comes with ``plan__program_version`` selected. 5 queries.
    """
    today = local_date(now, zone=athlete.time_zone)
    asked, done = get_sets_asked(phase), get_sets_done(phase)
    exercises = Exercise.objects.in_bulk(
        sorted({one.exercise for one in (*asked, *done) if one.exercise is not None})
    )
    weeks = _loading_weeks(phase, today=today)
    return PhaseReport(
        phase=phase,
        summary=with_late_changes(PhaseSummary.objects.filter(phase=phase)).first(),
        lifts=_lifts(phase, asked=asked, done=done, exercises=exercises, athlete=athlete, on=today),
        muscles=_muscles(asked, done, exercises=exercises, weeks=weeks),
        loading_weeks=len(weeks),
        effort=effort_of(one.effort for one in done),
        rests=rests_of(
            (one.rest_asked_s, one.rest_s)
            for one in done
            if one.rest_asked_s is not None and one.rest_s is not None
        ),
        asked=asked,
        done=done,
        exercises=exercises,
    )


def _loading_weeks(phase: PlanPhase, *, today: date) -> tuple[int, ...]:
    """Return the loading weeks that are over, from 0; the running one while there is none."""
    program = own_program(phase.plan)
    loading = [
        week for week, is_deload in enumerate(deload_weeks(program, phase=phase)) if not is_deload
    ]
    over = (today - phase.starts_on).days // DAYS_A_WEEK
    return tuple(week for week in loading if week < over) or tuple(loading[:1])


def _muscles(
    asked: Sequence[PhaseSet],
    done: Sequence[PhaseSet],
    *,
    exercises: Mapping[int, Exercise],
    weeks: Sequence[int],
) -> tuple[MuscleLine, ...]:
    """Return the muscles that the phase works, most sets asked first."""
    plan, work = (sets_by_muscle(sets, exercises=exercises) for sets in (asked, done))
    named = {
        muscle for by_week in (plan, work) for week in weeks for muscle in by_week.get(week, {})
    }
    lines = [
        muscle_line(
            muscle,
            done_by_week=[work.get(week, {}).get(muscle, Decimal(0)) for week in weeks],
            planned_by_week=[plan.get(week, {}).get(muscle, Decimal(0)) for week in weeks],
        )
        for muscle in named
    ]
    return tuple(sorted(lines, key=lambda line: (-line.plan, -line.sets_week_mean, line.group)))


def _lifts(
    phase: PlanPhase,
    *,
    asked: Sequence[PhaseSet],
    done: Sequence[PhaseSet],
    exercises: Mapping[int, Exercise],
    athlete: Athlete,
    on: date,
) -> tuple[MainLift, ...]:
    mains = dict.fromkeys(one.exercise for one in asked if one.is_main and one.exercise)
    estimates = _estimates(phase, exercises=list(mains))
    loads = Loads.of(athlete)
    return tuple(
        MainLift(
            exercise_id=key,
            lift=lift_change(
                exercises[key].name,
                estimates[key],
                from_on=phase.starts_on,
                to_on=min(phase.ends_on, on),
            ),
            points=tuple(
                estimate_point(row, loads=loads)
                for row in estimates[key]
                if row.on >= phase.starts_on
            ),
            bests=bests_of(
                (one.effort.reps, one.load_kg)
                for one in done
                if one.exercise == key and one.load_kg and not one.effort.is_warmup
            ),
        )
        for key in mains
    )


def _estimates(
    phase: PlanPhase, *, exercises: Sequence[int]
) -> Mapping[int, list[StrengthEstimate]]:
    rows = StrengthEstimate.objects.filter(
        athlete=phase.athlete_id,
        exercise__in=exercises,
        on__range=(phase.starts_on - timedelta(days=TREND_WINDOW_DAYS), phase.ends_on),
    )
    found: dict[int, list[StrengthEstimate]] = defaultdict(list)
    for row in rows.order_by("on", "pk"):
        found[row.exercise_id].append(row)
    return found
