"""Bring a program file in as a new template."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import ngettext

from programs.actions.match_names import Answers, UnknownExercises, match_names, unknown_among
from programs.actions.version_rows import AlreadyImported, add_template, refuse_duplicates
from programs.engine.checks.acknowledging import acknowledged_to_json, errors_among
from programs.engine.errors import TrainingError
from programs.engine.program import ProgramInvalid, names_to_match, read_program
from programs.models import Exercise, ProgramTemplate, ProgramVersion
from programs.queries.findings import get_findings

__all__ = [
    "AlreadyImported",
    "ProgramInvalid",
    "ProgramTooLarge",
    "UnknownExercises",
    "import_program",
]


class ProgramTooLarge(TrainingError):
    """A file beyond the limit."""

    def __init__(self, size: int) -> None:
        limit = settings.PROGRAM_FILE_MAX_BYTES
        super().__init__(
            ngettext(
                "The file has %(size)s byte; a program may have %(limit)s. "
                "Split it into two programs.",
                "The file has %(size)s bytes; a program may have %(limit)s. "
                "Split it into two programs.",
                size,
            )
            % {
                "size": number_format(size, force_grouping=True),
                "limit": number_format(limit, force_grouping=True),
            }
        )


def import_program(
    *,
    organization: Any,
    source: str | bytes,
    by: Any,
    now: datetime,
    name: str | None = None,
    matches: Answers | None = None,
) -> ProgramVersion:
    """Return draft 1 of a new template made from the file's text.

    ``name`` replaces the program's as the template's. ``matches`` says what the names mean that
    the catalogue lacks: an exercise id, or None to keep the name as an own exercise.
    Raises ProgramTooLarge, ProgramInvalid with every fault, AlreadyImported, TemplateNameTaken,
    UnknownExercises with suggestions; nothing is stored then.
    """
    size = len(source.encode() if isinstance(source, str) else source)
    if size > settings.PROGRAM_FILE_MAX_BYTES:
        raise ProgramTooLarge(size)
    program = read_program(source)
    title = (name or program.name).strip()
    with transaction.atomic():
        refuse_duplicates(organization=organization, program=program, name=title)
        exercises = match_names(
            names=names_to_match(program), organization=organization, answers=matches or {}
        )
        unknown = unknown_among(exercises=exercises, organization=organization)
        if unknown:
            raise UnknownExercises(unknown)
        version = add_template(
            organization=organization,
            program=program,
            name=title,
            exercises=exercises,
            by=by,
            now=now,
            equipment=_equipment(exercises),
        )
        _keep_errors(version)
    return version


def _keep_errors(version: ProgramVersion) -> None:
    """Keep which errors are the author's own: those may be published with a reason (ADR 17)."""
    version.acknowledged = acknowledged_to_json(errors_among(get_findings(version)))
    version.save(update_fields=["acknowledged"])


def _equipment(exercises: Mapping[str, Exercise | None]) -> str:
    is_home = all(exercise and exercise.is_home_capable for exercise in exercises.values())
    return ProgramTemplate.Equipment.HOME if is_home else ProgramTemplate.Equipment.GYM
