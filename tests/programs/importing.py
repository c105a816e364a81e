"""Programs brought in for tests, as a coach would."""

import json
from pathlib import Path
from typing import Any

from coaching.accounts.models import Membership
from programs.actions.import_program import (
    import_program,
)
from programs.actions.publish_version import publish_version
from programs.engine.checks.acknowledging import Reason
from programs.models import ProgramVersion
from tests import make

PUBLISHED = Path(__file__).resolve().parents[2] / "programs" / "data" / "published"
AS_WRITTEN = Reason("As its author wrote it.")
BBB = (PUBLISHED / "531-bbb.json").read_bytes()


def program(*exercises: str, name: str = "Two Days") -> str:
    """Return a file of one week with one slot an exercise."""
    slots = [
        {"key": f"slot-{place}", "exercise": exercise, "groups": [{"sets": 3, "reps": "5"}]}
        for place, exercise in enumerate(exercises or ("Squat",))
    ]
    week = {"week": 1, "days": [{"day": 1, "slots": slots}]}
    mesocycle = {
        "name": "Only",
        "goal": "strength",
        "schedule": {"kind": "calendar"},
        "weeks": [week],
    }
    return json.dumps({"format": "program/1", "name": name, "mesocycles": [mesocycle]})


def imported(coach: Membership, source: str | bytes | None = None, **fields: Any) -> ProgramVersion:
    return import_program(
        organization=coach.organization,
        source=program() if source is None else source,
        by=coach.user,
        now=make.NOW,
        **fields,
    )


def published(coach: Membership, **fields: Any) -> ProgramVersion:
    """Return an imported program, published as its author wrote it."""
    return publish_version(
        version=imported(coach, **fields), by=coach.user, now=make.NOW, reasons=[AS_WRITTEN]
    )
