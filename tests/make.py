"""Rows for tests: each function makes one thing with plain defaults and takes what matters."""

import itertools
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress

from athletes.actions.assign_program import assign_program
from athletes.models import Athlete, Engagement, EquipmentProfile, Plan
from coaching.accounts.models import Membership, Organization, User
from programs.engine.program import (
    Program,
    content_hash,
    names_to_match,
    program_to_json,
    read_program,
)
from programs.engine.timeline import WEEKDAYS_BY_SESSIONS
from programs.models import Exercise, ProgramTemplate, ProgramVersion, VersionExercise

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
MONDAY = date(2026, 3, 2)
PUBLISHED = Path(__file__).resolve().parent.parent / "programs" / "data" / "published"

# What a row of adherence counts; a week in which nothing was due has nothing but zeros.
FIGURE_COUNTS = (
    "due", "attended", "partial", "missed", "moved", "excused", "paused", "pending", "extra",
    "sets_done", "sets_prescribed", "volume_credit", "volume_raw_credit", "compliant",
    "evaluable", "longest_missed_run",
)  # fmt: skip
NO_FIGURES: dict[str, Any] = {
    **dict.fromkeys(FIGURE_COUNTS, 0),
    "is_interrupted": False,
    "status": "no_data",
    "computed_at": NOW,
}

_numbers = itertools.count(1)


def user(**fields: Any) -> User:
    number = next(_numbers)
    fields = {"email": f"person{number}@example.com", "name": f"Person {number}", **fields}
    return User.objects.create_user(password="a long enough password", **fields)


def account(**fields: Any) -> User:
    """Return a user who can sign in: the address is verified."""
    person = user(**fields)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def organization(**fields: Any) -> Organization:
    return Organization.objects.create(**{"name": f"Gym {next(_numbers)}", **fields})


def membership(
    *, role: str = Membership.Role.COACH, organization: Organization | None = None, **fields: Any
) -> Membership:
    """Return a coach's place in an organization, with the user and organization it needs."""
    organization = organization or globals()["organization"]()
    fields.setdefault("user", None)
    person = fields.pop("user") or user()
    return Membership.objects.create(organization=organization, user=person, role=role, **fields)


def athlete(
    *,
    organization: Organization | None = None,
    coach: Membership | None = None,
    **fields: Any,
) -> Athlete:
    """Return an athlete with equipment; engaged to ``coach`` and in their organization if given."""
    if coach is not None:
        organization = coach.organization
    organization = organization or globals()["organization"]()
    fields = {"name": f"Athlete {next(_numbers)}", "created_at": NOW, **fields}
    row = Athlete.objects.create(organization=organization, **fields)
    EquipmentProfile.objects.create(
        organization=organization,
        athlete=row,
        plate_pairs=[["25", 4], ["20", 1], ["15", 1], ["10", 1], ["5", 1], ["2.5", 1], ["1.25", 1]],
        dumbbells_kg=[str(weight) for weight in range(2, 42, 2)],
    )
    if coach is not None:
        Engagement.objects.create(
            organization=organization, athlete=row, membership=coach, started_at=NOW
        )
    return row


def exercise(**fields: Any) -> Exercise:
    number = next(_numbers)
    fields = {
        "slug": f"lift-{number}",
        "name": f"Lift {number}",
        "movement_pattern": "squat",
        "mechanic": "compound",
        "primary_muscles": ["quads"],
        "equipment": "barbell",
        "role": "competition",
        **fields,
    }
    return Exercise.objects.create(**fields)


def version(
    *,
    organization: Organization,
    program: str = "alternating-10wk",
    exercises: Mapping[str, Exercise] | None = None,
    **fields: Any,
) -> ProgramVersion:
    """Return a published version of one of our program files.

    Its exercises are barbell lifts of the same names, but for those in ``exercises``.
    """
    return version_of(
        read_program((PUBLISHED / f"{program}.json").read_text(encoding="utf-8")),
        organization=organization,
        exercises=exercises,
        **fields,
    )


def version_of(
    program: Program,
    *,
    organization: Organization,
    exercises: Mapping[str, Exercise] | None = None,
    **fields: Any,
) -> ProgramVersion:
    """Return a published version of a program."""
    template = ProgramTemplate.objects.create(
        organization=organization, name=f"{program.name} {next(_numbers)}", created_at=NOW
    )
    fields = {
        "number": 1,
        "status": "PUBLISHED",
        "published_at": NOW,
        "body": program_to_json(program),
        "content_hash": content_hash(program),
        "week_count": program.week_count,
        "session_count": 0,
        "goals": "",
        "created_at": NOW,
        **fields,
    }
    row = ProgramVersion.objects.create(organization=organization, template=template, **fields)
    for name in names_to_match(program):
        VersionExercise.objects.create(
            organization=organization,
            program_version=row,
            name=name,
            exercise=(exercises or {}).get(name) or exercise(name=name),
        )
    return row


def days_from(on: date) -> dict[int, tuple[int, ...]]:
    """Return training days for a plan that begins on a day, whatever weekday that is: at once."""
    return {
        count: tuple(sorted((day + on.weekday()) % 7 for day in days))
        for count, days in WEEKDAYS_BY_SESSIONS.items()
    }


def plan(*, athlete: Athlete, version: ProgramVersion | None = None, **fields: Any) -> Plan:
    """Return the athlete's plan as assigned: first phase, numbers and sessions included."""
    version = version or globals()["version"](organization=athlete.organization)
    fields = {"starts_on": MONDAY, "by": None, "now": NOW, **fields}
    (row,) = assign_program(version=version, athletes=[athlete], **fields)
    return row
