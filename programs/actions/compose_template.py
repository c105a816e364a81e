"""Make a template from a few choices."""

from datetime import datetime
from typing import Any

from programs.actions.add_composed import add_composed
from programs.engine.composing.composition import Composition, compose
from programs.models import ProgramVersion


def compose_template(
    *, organization: Any, composition: Composition, by: Any, now: datetime
) -> ProgramVersion:
    """Return draft 1 of a new template composed from the sample weeks.

    Raises CompositionInvalid (with the field to change), AlreadyImported, TemplateNameTaken;
    UnknownExercises where the catalogue was never loaded.
    """
    return add_composed(
        organization=organization,
        program=compose(composition),
        equipment=composition.equipment,
        by=by,
        now=now,
    )
