"""Keep what a coach changed in a draft."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from programs.actions.match_names import Answers, match_names
from programs.actions.publish_version import VersionIsPublished, locked_version
from programs.actions.version_rows import content_fields, tie_exercises
from programs.engine.errors import TrainingError
from programs.engine.program import exercise_names, read_program
from programs.models import ProgramVersion


class StaleVersion(TrainingError):
    """Somebody else saved in between."""

    def __init__(self, version: ProgramVersion) -> None:
        super().__init__(
            _(
                "“%(name)s” was saved by somebody since you opened it; "
                "open it again and make your change there."
            )
            % {"name": version.template.name}
        )


def save_draft(
    *,
    version: ProgramVersion,
    body: str | bytes | Mapping[str, object],
    expected_version: int,
    by: Any,
    matches: Answers | None = None,
) -> ProgramVersion:
    """Return the draft with its new program.

    ``expected_version`` is the row's ``version`` when the coach opened it. Unknown exercises may
    stay in a draft; publishing asks for them. Raises ProgramInvalid, StaleVersion,
    VersionIsPublished; DoesNotExist for who may not edit it.
    """
    program = read_program(body)
    with transaction.atomic():
        draft = locked_version(version=version, by=by)
        if draft.is_published:
            raise VersionIsPublished(draft)
        if draft.version != expected_version:
            raise StaleVersion(draft)
        exercises = match_names(
            names=exercise_names(program), organization=draft.organization, answers=matches or {}
        )
        fields = content_fields(program)
        for name, value in fields.items():
            setattr(draft, name, value)
        draft.version += 1
        draft.save(update_fields=[*fields, "version"])
        tie_exercises(version=draft, exercises=exercises)
    return draft
