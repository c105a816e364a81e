"""Write a changed program into a locked draft."""

from programs.actions.match_names import Answers, match_names
from programs.actions.publish_version import VersionIsPublished
from programs.actions.stale_version import StaleVersion
from programs.actions.version_rows import content_fields, tie_exercises
from programs.engine.program import Program, names_to_match
from programs.models import ProgramVersion


def refuse_outdated(draft: ProgramVersion, *, expected_version: int) -> None:
    """Raise where a locked row can't change any more, or isn't as it was when opened."""
    if draft.is_published:
        raise VersionIsPublished(draft)
    if draft.version != expected_version:
        raise StaleVersion(draft)


def keep_program(
    draft: ProgramVersion, *, program: Program, matches: Answers | None = None
) -> None:
    """Write the program and what its names mean; call it inside a transaction. 6 queries.

    Raises AnchorRunsAway.
    """
    exercises = match_names(
        names=names_to_match(program), organization=draft.organization, answers=matches or {}
    )
    fields = content_fields(program)
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.version += 1
    draft.save(update_fields=[*fields, "version"])
    tie_exercises(version=draft, exercises=exercises)
