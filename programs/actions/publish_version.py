"""Freeze a draft so that it can be assigned."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from programs.actions.match_names import UnknownExercises, unknown_among
from programs.actions.unread_cells import refuse_unread
from programs.engine.errors import TrainingError
from programs.models import ProgramVersion


class VersionIsPublished(TrainingError):
    """A version that cannot change any more."""

    def __init__(self, version: ProgramVersion) -> None:
        super().__init__(
            _(
                "Version %(number)d of “%(name)s” is published and stays as it is; "
                "start a new draft to change the program."
            )
            % {"number": version.number, "name": version.template.name}
        )


def publish_version(
    *,
    version: ProgramVersion,
    by: Any,
    now: datetime,
    acknowledged: Sequence[str] = (),
    notes: str = "",
) -> ProgramVersion:
    """Return the version, published: its content never changes again.

    ``acknowledged`` are the warnings that the coach accepts. Raises VersionIsPublished (also for
    the second of two clicks), UnknownExercises, CellsUnread; DoesNotExist for who may not edit it.
    """
    with transaction.atomic():
        draft = locked_version(version=version, by=by)
        if draft.is_published:
            raise VersionIsPublished(draft)
        exercises = {row.name: row.exercise for row in draft.exercises.select_related("exercise")}
        unknown = unknown_among(exercises=exercises, organization=draft.organization)
        if unknown:
            raise UnknownExercises(unknown)
        refuse_unread(draft)
        freeze(version=draft, by=by, now=now, acknowledged=acknowledged, notes=notes)
    return draft


def locked_version(*, version: ProgramVersion, by: Any) -> ProgramVersion:
    """Return the row as it is now, locked, if the person may edit it; one query."""
    found: ProgramVersion = (
        ProgramVersion.objects.editable_by(by)
        .select_related("template", "organization")
        .select_for_update(of=("self",))
        .get(pk=version.pk)
    )
    return found


def freeze(
    *,
    version: ProgramVersion,
    by: Any,
    now: datetime,
    acknowledged: Sequence[str] = (),
    notes: str = "",
) -> None:
    """Mark a draft as published; one query."""
    version.status = ProgramVersion.Status.PUBLISHED
    version.published_by = by
    version.published_at = now
    version.acknowledged_warnings = list(acknowledged)
    version.notes = notes
    version.version += 1
    version.save(
        update_fields=[
            "status",
            "published_by",
            "published_at",
            "acknowledged_warnings",
            "notes",
            "version",
        ]
    )
