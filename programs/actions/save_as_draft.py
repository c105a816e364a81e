"""Keep a program that was edited elsewhere as a template's draft."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from programs.actions.keep_program import keep_program
from programs.actions.match_names import Answers, UnknownExercises
from programs.actions.start_draft import add_draft, lock_newest, lock_template
from programs.engine.errors import TrainingError
from programs.engine.program import Program
from programs.engine.versions.grouped import changed_parts
from programs.models import ProgramTemplate, ProgramVersion
from programs.queries.match_exercises import match_exercises
from programs.queries.program_of import program_of


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest version as its difference was shown: its number, and the row's ``version``."""

    number: int
    version: int


class ChangedMeanwhile(TrainingError):
    """A template that isn't as it was when the difference was shown."""

    def __init__(self, newest: ProgramVersion) -> None:
        super().__init__(
            _(
                "“%(name)s” was changed by somebody meanwhile: this is the difference from what it "
                "says now."
            )
            % {"name": newest.template.name}
        )


class NothingDiffers(TrainingError):
    """A program that says what the newest version says."""

    def __init__(self, newest: ProgramVersion) -> None:
        super().__init__(
            _("Version %(number)d says the same already: there is nothing to save.")
            % {"number": newest.number}
        )


def save_as_draft(
    *,
    template: ProgramTemplate,
    program: Program,
    seen: Seen,
    by: Any,
    now: datetime,
    matches: Answers | None = None,
) -> ProgramVersion:
    """Return the template's draft, holding the program; one that is there is replaced.

    ``seen`` is the newest version that the program was compared with, ``matches`` what names mean
    that the catalogue lacks. Raises ChangedMeanwhile, NothingDiffers, UnknownExercises with
    suggestions, AnchorRunsAway; nothing is stored then. DoesNotExist for who may not edit it.
    """
    with transaction.atomic():
        newest = lock_newest(lock_template(template.pk, by=by))
        if (newest.number, newest.version) != (seen.number, seen.version):
            raise ChangedMeanwhile(newest)
        if not changed_parts(program_of(newest), program):
            raise NothingDiffers(newest)
        draft = add_draft(newest, newest, by=by, now=now) if newest.is_published else newest
        draft.typed_sheets.all().delete()
        keep_program(draft, program=program, matches=matches)
        _refuse_unknown(draft)
    return draft


def _refuse_unknown(draft: ProgramVersion) -> None:
    rows = draft.exercises.filter(exercise=None).order_by("name")
    names = list(rows.values_list("name", flat=True))
    if names:
        raise UnknownExercises(match_exercises(names=names, organization=draft.organization))
