"""Add, double, move or take out a phase of a draft."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from programs.actions.keep_program import keep_program, refuse_outdated
from programs.actions.publish_version import locked_version
from programs.actions.unread_cells import refuse_unread
from programs.engine.program import Program
from programs.models import ProgramVersion
from programs.queries.program_of import program_of


def rearrange_phases(
    *,
    version: ProgramVersion,
    change: Callable[[Program], Program],
    expected_version: int,
    by: Any,
) -> ProgramVersion:
    """Return the draft with its phases as ``change`` leaves them (programs/engine/building).

    Raises what ``change`` raises, CellsUnread, StaleVersion, VersionIsPublished; DoesNotExist for
    who may not edit it.
    """
    with transaction.atomic():
        draft = locked_version(version=version, by=by)
        refuse_outdated(draft, expected_version=expected_version)
        refuse_unread(draft)
        keep_program(draft, program=change(program_of(draft)))
    return draft
