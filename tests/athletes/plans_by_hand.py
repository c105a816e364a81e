"""Plans put together row by row, for tests of what is counted and decided from rows."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from athletes.actions.materialize_phases import materialize_phases
from athletes.actions.session_totals import keep_totals
from athletes.models import (
    Athlete,
    Outbox,
    Plan,
    PlannedGroup,
    PlannedSession,
    PlanPhase,
    SessionLog,
    SetLog,
    StrengthEstimate,
)
from athletes.queries.phase_mail import get_phase_mail
from programs.engine.program import content_hash, program_to_json, read_program
from programs.engine.timeline import TABLE_VERSION, due_at
from programs.models import Exercise, ProgramTemplate, ProgramVersion, VersionExercise
from tests import make

# Two weeks from Monday, 2 March: due when 16 March begins.
DUE = datetime(2026, 3, 16, tzinfo=UTC)


def at_noon(on: date) -> datetime:
    return datetime.combine(on, time(12), tzinfo=UTC)


def version(*, organization: Any, mesocycles: list[dict[str, Any]], **parts: Any) -> ProgramVersion:
    """Return a published version of a program with these mesocycles."""
    program = read_program(
        {"format": "program/1", "name": "By hand", "mesocycles": mesocycles, **parts}
    )
    template = ProgramTemplate.objects.create(
        organization=organization,
        name=f"By hand {ProgramTemplate.objects.count() + 1}",
        created_at=make.NOW,
    )
    return ProgramVersion.objects.create(
        organization=organization,
        template=template,
        number=1,
        status="PUBLISHED",
        published_at=make.NOW,
        body=program_to_json(program),
        content_hash=content_hash(program),
        week_count=program.week_count,
        session_count=0,
        goals="",
        created_at=make.NOW,
    )


def mesocycle(
    goal: str, *, weeks: int, first_week: int, exercise: str = "Squat", days: int = 2, **parts: Any
) -> dict[str, Any]:
    """Return a phase of weeks with the same days, 3 x 5 of one exercise at 100 kg each."""
    group = {"sets": 3, "reps": "5", "load": {"kg": 100}}
    slot = {"key": "main", "exercise": exercise, "main": True, "groups": [group]}
    return {
        "name": goal.capitalize(),
        "goal": goal,
        "schedule": {"kind": "calendar"},
        "weeks": [
            {
                "week": first_week + week,
                "days": [{"day": day + 1, "slots": [slot]} for day in range(days)],
            }
            for week in range(weeks)
        ],
        **parts,
    }


def plan(*, athlete: Athlete, version: ProgramVersion, **fields: Any) -> Plan:
    fields = {
        "starts_on": make.MONDAY,
        "time_zone": "UTC",
        "zone_table": TABLE_VERSION,
        "weekdays": {"1": [0], "2": [0, 3], "3": [0, 2, 4]},
        "assigned_at": make.NOW,
        **fields,
    }
    return Plan.objects.create(
        organization=athlete.organization, athlete=athlete, program_version=version, **fields
    )


def phase(plan: Plan, *, weeks: int, **fields: Any) -> PlanPhase:
    """Return a phase of so many weeks from ``starts_on``; the plan falls due at its end."""
    starts_on = fields.pop("starts_on", plan.starts_on)
    fields = {
        "seq": 1,
        "mesocycle": 0,
        "name": "Hypertrophy",
        "goal": "hypertrophy",
        "first_ordinal": 1,
        **fields,
    }
    row = PlanPhase.objects.create(
        organization=plan.organization,
        athlete=plan.athlete,
        plan=plan,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=7 * weeks - 1),
        **fields,
    )
    plan.due_at = due_at(row.ends_on, zone=plan.time_zone)
    plan.phase_seq = row.seq
    plan.save(update_fields=["due_at", "phase_seq"])
    return row


def begin(plan: Plan, *, weeks: int, now: datetime = make.NOW, **fields: Any) -> PlanPhase:
    """Return the first phase with its sessions written."""
    row = phase(plan, weeks=weeks, **fields)
    materialize_phases(phases=[row], now=now)
    return row


def session(phase: PlanPhase, *, on: date, **fields: Any) -> PlannedSession:
    """Return a session with one group of 3 x 5 at 100 kg, nothing done yet."""
    ordinal = PlannedSession.objects.filter(plan=phase.plan).count() + 1
    fields = {
        "ordinal": ordinal,
        "week": 1,
        "week_in_phase": (on - phase.starts_on).days // 7 + 1,
        "day": 1,
        "minutes": 45,
        **fields,
    }
    row = PlannedSession.objects.create(
        organization=phase.organization,
        athlete=phase.athlete,
        plan=phase.plan,
        phase=phase,
        scheduled_on=on,
        **fields,
    )
    group(row)
    return row


def group(session: PlannedSession, **fields: Any) -> PlannedGroup:
    position = session.groups.count() + 1
    fields = {
        "position": position,
        "slot_key": "main",
        "slot_position": 1,
        "exercise_name": "Squat",
        "is_main": True,
        "sets": 3,
        "reps": "5",
        "rep_floor": 5,
        "load_kg": Decimal(100),
        "basis": "LOAD",
        "volume_owed": Decimal(1500),
        **fields,
    }
    row = PlannedGroup.objects.create(
        organization=session.organization, athlete=session.athlete, session=session, **fields
    )
    keep_totals(sessions=[session.pk])
    return row


def finish(session: PlannedSession, *, at: datetime | None = None, sets: int = 3) -> SessionLog:
    """Finish a session with so many sets of its group done as asked, at noon of its day."""
    at = at or at_noon(session.scheduled_on)
    log = SessionLog.objects.create(
        organization=session.organization,
        athlete=session.athlete,
        planned_session=session,
        started_at=at,
        completed_at=at,
        time_zone=session.plan.time_zone,
        on=at.date(),
    )
    SetLog.objects.create(
        organization=session.organization,
        athlete=session.athlete,
        session_log=log,
        planned_group=session.groups.order_by("position").first(),
        exercise_name="Squat",
        position=1,
        reps=5,
        load_kg=100,
        performed_at=at,
    )
    tally(session, sets_credited=sets, volume_done=500 * sets, compliant=sets, evaluable=sets)
    return log


def tally(session: PlannedSession, **tallies: Any) -> None:
    """Say what was done of each of the session's groups."""
    session.groups.update(**tallies)
    keep_totals(sessions=[session.pk])


def day(number: int) -> date:
    return make.MONDAY + timedelta(days=number)


def cycles(*goals: str, weeks: int = 2) -> list[dict[str, Any]]:
    return [
        mesocycle(goal, weeks=weeks, first_week=1 + place * weeks)
        for place, goal in enumerate(goals)
    ]


def make_plan(*goals: str, athlete: Athlete | None = None, **fields: Any) -> Plan:
    """Return a plan of two-week phases, two sessions a week, whose first phase has begun."""
    athlete = athlete or make.athlete(email=fields.pop("email", ""))
    assigned = version(organization=athlete.organization, mesocycles=cycles(*goals))
    row = plan(athlete=athlete, version=assigned, **fields)
    begin(row, weeks=2, goal=goals[0], name=goals[0].capitalize())
    return row


def train(plan: Plan, *, sessions: int | None = None) -> None:
    rows = list(PlannedSession.objects.filter(plan=plan, log=None).in_training_order())
    for row in rows[:sessions]:
        finish(row)


def told() -> dict[str, str]:
    """Return the only mail that waits, as it would be sent now."""
    mail = get_phase_mail(Outbox.objects.get().message, now=make.NOW)
    assert mail is not None
    return mail


def lift(plan: Plan, name: str = "Squat", **fields: object) -> Exercise:
    """Say which catalogue exercise a name in the program means, also in what is planned."""
    exercise = make.exercise(name=name, **fields)
    VersionExercise.objects.create(
        organization=plan.organization,
        program_version=plan.program_version,
        name=name,
        exercise=exercise,
    )
    PlannedGroup.objects.filter(session__plan=plan, exercise_name=name).update(exercise=exercise)
    return exercise


def estimate(plan: Plan, exercise: Exercise, *, on: date, kg: str, sigma: str = "4") -> None:
    StrengthEstimate.objects.create(
        organization=plan.organization,
        athlete=plan.athlete,
        exercise=exercise,
        on=on,
        e1rm_kg=Decimal(kg),
        sigma_pct=Decimal(sigma),
        method="chart",
        set_log=SetLog.objects.first(),
    )
