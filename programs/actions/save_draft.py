"""Keep what a coach changed in a draft."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from programs.actions.keep_program import keep_program, refuse_outdated
from programs.actions.match_names import Answers
from programs.actions.publish_version import locked_version
from programs.actions.stale_version import StaleVersion
from programs.engine.program import read_program
from programs.models import ProgramVersion

__all__ = ["StaleVersion", "save_draft"]


def save_draft(
    *,
    version: ProgramVersion,
    body: str | bytes | Mapping[str, object],
    expected_version: int,
    by: Any,
    matches: Answers | None = None,
) -> ProgramVersion:
    """Return the draft with its new program; cells of the grid that couldn't be read are gone.

    ``expected_version`` is the row's ``version`` when the coach opened it. Unknown exercises may
    stay in a draft; publishing asks for them. Raises ProgramInvalid, StaleVersion,
    VersionIsPublished; DoesNotExist for who may not edit it.
    """
    program = read_program(body)
    with transaction.atomic():
        draft = locked_version(version=version, by=by)
        refuse_outdated(draft, expected_version=expected_version)
        draft.typed_sheets.all().delete()
        keep_program(draft, program=program, matches=matches)
    return draft
