"""Make a template from a few choices."""

from datetime import datetime
from typing import Any

from django.db import transaction

from programs.actions.match_names import UnknownExercises, match_names, unknown_among
from programs.actions.version_rows import add_template, refuse_duplicates
from programs.engine.composing.composition import Composition, compose
from programs.engine.program import names_to_match
from programs.models import ProgramVersion


def compose_template(
    *, organization: Any, composition: Composition, by: Any, now: datetime
) -> ProgramVersion:
    """Return draft 1 of a new template composed from the sample weeks.

    Raises CompositionInvalid (with the field to change), AlreadyImported, TemplateNameTaken;
    UnknownExercises where the catalogue was never loaded.
    """
    program = compose(composition)
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
            equipment=composition.equipment,
        )
