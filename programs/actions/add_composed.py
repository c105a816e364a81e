"""Keep a program made from the sample weeks as a template of its own."""

from datetime import datetime
from typing import Any

from django.db import transaction

from programs.actions.match_names import UnknownExercises, match_names, unknown_among
from programs.actions.version_rows import add_template, refuse_duplicates
from programs.engine.composing.templates import Equipment
from programs.engine.program import Program, names_to_match
from programs.models import ProgramVersion


def add_composed(
    *, organization: Any, program: Program, equipment: Equipment, by: Any, now: datetime
) -> ProgramVersion:
    """Return draft 1 of a new template that holds the composed program.

    Raises AlreadyImported, TemplateNameTaken, TemplateNameInvalid; UnknownExercises where the
    catalogue was never loaded.
    """
    with transaction.atomic():
        refuse_duplicates(organization=organization, program=program, name=program.name)
        exercises = match_names(
            names=names_to_match(program), organization=organization, answers={}
        )
        unknown = unknown_among(exercises=exercises, organization=organization)
        if unknown:
            raise UnknownExercises(unknown)
        return add_template(
            organization=organization,
            program=program,
            name=program.name,
            exercises=exercises,
            by=by,
            now=now,
            equipment=equipment,
        )
