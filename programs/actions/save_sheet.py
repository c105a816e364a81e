"""Keep a phase as a coach typed it into the grid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from programs.actions.keep_program import keep_program, refuse_outdated
from programs.actions.publish_version import locked_version
from programs.engine.building.sheet import with_sheet
from programs.engine.errors import TrainingError
from programs.engine.notation.mesocycle import MesocycleTextInvalid, TextFault
from programs.engine.program import Program, ProgramInvalid, content_hash
from programs.engine.resolving.resolve import AnchorRunsAway
from programs.models import ProgramVersion, TypedSheet
from programs.queries.program_of import program_of

MOST_LINES = 500
MOST_CELLS = 60
MOST_CHARACTERS = 20_000

Lines = Sequence[Sequence[str]]


class SheetInvalid(TrainingError):
    """Cells that are no sheet at all; no page sends such."""

    def __init__(self) -> None:
        super().__init__(_("A sheet is at most 500 lines of at most 60 texts."))


@dataclass(frozen=True, slots=True)
class SavedSheet:
    """The draft after saving, and why the phase can't be read, cell by cell or in a sentence."""

    version: ProgramVersion
    faults: tuple[TextFault, ...] = ()
    problem: str = ""

    @property
    def is_read(self) -> bool:
        """True where the program says what was typed."""
        return not self.faults and not self.problem


def save_sheet(
    *,
    version: ProgramVersion,
    phase: int,
    lines: Lines,
    expected_version: int,
    by: Any,
    now: datetime,
) -> SavedSheet:
    """Return the draft with the phase as typed; what can't be read yet is kept as typed, too.

    ``phase`` counts from 0, ``expected_version`` is the row's ``version`` when the page was made.
    Saving the same twice changes nothing. Raises SheetInvalid, StaleVersion, VersionIsPublished;
    DoesNotExist for who may not edit it.
    """
    _check(lines)
    with transaction.atomic():
        draft = locked_version(version=version, by=by)
        refuse_outdated(draft, expected_version=expected_version)
        before = program_of(draft)
        if not 0 <= phase < len(before.mesocycles):
            raise SheetInvalid
        try:
            changed = with_sheet(before, phase=phase, lines=[tuple(line) for line in lines])
            _keep(draft, before=before, changed=changed, phase=phase)
        except MesocycleTextInvalid as error:
            return SavedSheet(_typed(draft, phase, lines, now), faults=error.faults)
        except (ProgramInvalid, AnchorRunsAway) as error:
            return SavedSheet(_typed(draft, phase, lines, now), problem=str(error))
    return SavedSheet(draft)


def _check(lines: Lines) -> None:
    is_sheet = (
        isinstance(lines, list)
        and len(lines) <= MOST_LINES
        and all(isinstance(line, list) and len(line) <= MOST_CELLS for line in lines)
        and all(
            isinstance(cell, str) and len(cell) <= MOST_CHARACTERS and "\x00" not in cell
            for line in lines
            for cell in line
        )
    )
    if not is_sheet:
        raise SheetInvalid


def _keep(draft: ProgramVersion, *, before: Program, changed: Program, phase: int) -> None:
    taken, _rows = draft.typed_sheets.filter(phase=phase).delete()
    if content_hash(changed) != content_hash(before):
        keep_program(draft, program=changed)
    elif taken:
        draft.version += 1
        draft.save(update_fields=["version"])


def _typed(draft: ProgramVersion, phase: int, lines: Lines, now: datetime) -> ProgramVersion:
    kept = draft.typed_sheets.filter(phase=phase).first()
    if kept is not None and kept.lines == lines:
        return draft
    TypedSheet.objects.update_or_create(
        organization_id=draft.organization_id,
        program_version=draft,
        phase=phase,
        defaults={"lines": lines, "typed_at": now},
    )
    draft.version += 1
    draft.save(update_fields=["version"])
    return draft
