"""A program as rows: the template, its version, the exercises it names."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.engine.errors import TrainingError
from programs.engine.loads.load_anchors import opening_anchors
from programs.engine.program import (
    Mesocycle,
    Program,
    canonical_text,
    content_hash,
)
from programs.engine.resolving.resolve import resolve
from programs.models import Exercise, ProgramTemplate, ProgramVersion, VersionExercise

LONGEST_NAME = ProgramTemplate._meta.get_field("name").max_length or 0
LONGEST_GOALS = ProgramVersion._meta.get_field("goals").max_length or 0


class TemplateNameTaken(TrainingError):
    """Another template of the organization goes by this name."""

    field = "name"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("There is already a template called “%(name)s”; choose another name.")
            % {"name": name}
        )


class TemplateNameInvalid(TrainingError):
    """A name that is empty, too long or can't be stored."""

    field = "name"

    def __init__(self) -> None:
        super().__init__(
            ngettext(
                "Give the template a name of 1 to %(count)d character.",
                "Give the template a name of 1 to %(count)d characters.",
                LONGEST_NAME,
            )
            % {"count": LONGEST_NAME}
        )


class AlreadyImported(TrainingError):
    """The organization has this very program; ``version`` is where."""

    def __init__(self, version: ProgramVersion) -> None:
        self.version = version
        super().__init__(
            _("This is the same program as “%(name)s”, version %(number)d; open that one instead.")
            % {"name": version.template.name, "number": version.number}
        )


def add_template(
    *,
    organization: Any,
    program: Program,
    name: str,
    exercises: Mapping[str, Exercise | None],
    by: Any,
    now: datetime,
    equipment: str = ProgramTemplate.Equipment.GYM,
) -> ProgramVersion:
    """Return draft 1 of a new template holding ``program``.

    Call it inside a transaction, after ``refuse_duplicates``. Five queries.
    """
    template = ProgramTemplate.objects.create(
        organization=organization,
        name=name,
        summary=program.summary,
        equipment=equipment,
        created_by=by,
        created_at=now,
    )
    version = ProgramVersion.objects.create(
        organization=organization,
        template=template,
        number=1,
        created_by=by,
        created_at=now,
        **content_fields(program),
    )
    tie_exercises(version=version, exercises=exercises)
    return version


def refuse_duplicates(*, organization: Any, program: Program, name: str) -> None:
    """Raise when the organization has the program or the name; archived templates don't count.

    Takes a lock on the organization, so that of two equal uploads at once the second is refused.
    Three queries.
    """
    # A null character can't be stored; browsers send none.
    if not 1 <= len(name) <= LONGEST_NAME or "\x00" in name:
        raise TemplateNameInvalid
    type(organization).objects.select_for_update(no_key=True).get(pk=organization.pk)
    version = (
        ProgramVersion.objects.filter(
            organization=organization,
            content_hash=content_hash(program),
            template__is_archived=False,
        )
        .select_related("template")
        .order_by("pk")
        .first()
    )
    if version is not None:
        raise AlreadyImported(version)
    if ProgramTemplate.objects.filter(
        organization=organization, name=name, is_archived=False
    ).exists():
        raise TemplateNameTaken(name)


def content_fields(program: Program) -> dict[str, Any]:
    """Return what a version stores of its program.

    Raises AnchorRunsAway when its own example makes the numbers grow without end.
    """
    resolve(program, anchors=opening_anchors(program))
    return {
        "body": canonical_text(program),
        "content_hash": content_hash(program),
        "week_count": program.week_count,
        "session_count": sum(map(_sessions, program.mesocycles)),
        "goals": _goals(program),
    }


def tie_exercises(*, version: ProgramVersion, exercises: Mapping[str, Exercise | None]) -> None:
    """Replace what the version's names mean; names without an exercise stay open. Two queries."""
    VersionExercise.objects.filter(
        organization=version.organization_id, program_version=version
    ).delete()
    VersionExercise.objects.bulk_create(
        VersionExercise(
            organization_id=version.organization_id,
            program_version=version,
            name=name,
            exercise=exercise,
        )
        for name, exercise in exercises.items()
    )


def _sessions(mesocycle: Mesocycle) -> int:
    if mesocycle.kind == "rotation":
        return mesocycle.sessions
    return sum(len(week.days) for week in mesocycle.weeks)


def _goals(program: Program) -> str:
    phases = [f"{phase.goal.value} {phase.week_count}" for phase in program.mesocycles]
    text = ", ".join(phases)
    return text if len(text) <= LONGEST_GOALS else text[: LONGEST_GOALS - 1] + "…"
