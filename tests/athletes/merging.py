"""Plans of one program and a later version of it, by hand."""

from typing import Any

from athletes.models import Plan, PlannedGroup
from programs.engine.program import content_hash, program_to_json, read_program
from programs.models import ProgramVersion
from tests import make
from tests.athletes import plans_by_hand as by_hand


def phase(*, group: dict[str, Any], weeks: int = 2, first_week: int = 1, **fields: Any) -> Any:
    """A phase of two days a week, each one exercise with these sets."""
    slot = {"key": "main", "exercise": "Squat", "main": True, "groups": [group]}
    days = [{"day": day, "slots": [slot]} for day in (1, 2)]
    return {
        "name": "Hypertrophy",
        "goal": "hypertrophy",
        "schedule": {"kind": "calendar"},
        "weeks": [{"week": first_week + week, "days": days} for week in range(weeks)],
        **fields,
    }


def sets(count: int, reps: int = 5, kg: int = 100) -> dict[str, Any]:
    return {"sets": count, "reps": str(reps), "load": {"kg": kg}}


def later_version(plan: Plan, *mesocycles: Any, **parts: Any) -> ProgramVersion:
    """Return a further published version of the plan's program."""
    program = read_program(
        {"format": "program/1", "name": "By hand", "mesocycles": list(mesocycles), **parts}
    )
    template = plan.program_version.template
    number = template.versions.count() + 1
    return ProgramVersion.objects.create(
        organization=plan.organization,
        template=template,
        number=number,
        status="PUBLISHED",
        published_at=make.NOW,
        body=program_to_json(program),
        content_hash=content_hash(program),
        week_count=program.week_count,
        session_count=4,
        goals="",
        created_at=make.NOW,
    )


def running(
    *mesocycles: Any, athlete: Any = None, version: ProgramVersion | None = None, **parts: Any
) -> Plan:
    """Return a plan whose first phase has its sessions."""
    athlete = athlete or make.athlete()
    version = version or by_hand.version(
        organization=athlete.organization, mesocycles=list(mesocycles), **parts
    )
    plan = by_hand.plan(athlete=athlete, version=version)
    by_hand.begin(plan, weeks=2)
    return plan


def asked(plan: Plan) -> list[str]:
    rows = PlannedGroup.objects.filter(session__plan=plan).order_by("session__ordinal", "position")
    return [f"{row.sets}x{row.reps}@{row.load_kg:.1f}" for row in rows]
