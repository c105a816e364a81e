"""Open a template for change: a draft beside its published versions."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from programs.actions.keep_program import refuse_outdated
from programs.actions.version_rows import tie_exercises
from programs.engine.errors import TrainingError
from programs.models import ProgramTemplate, ProgramVersion

CONTENT = ("body", "content_hash", "week_count", "session_count", "goals", "acknowledged")


class DraftIsThere(TrainingError):
    """A draft that starting anew would throw away; ``draft`` is it."""

    def __init__(self, draft: ProgramVersion) -> None:
        self.draft = draft
        super().__init__(
            _("“%(name)s” has a draft already: look at what differs before you replace it.")
            % {"name": draft.template.name}
        )


def start_draft(*, template: ProgramTemplate, by: Any, now: datetime) -> ProgramVersion:
    """Return the template's draft, made from its newest version unless it is there already.

    Raises DoesNotExist for who may not edit it.
    """
    with transaction.atomic():
        template = lock_template(template.pk, by=by)
        newest = lock_newest(template)
        return newest if not newest.is_published else add_draft(newest, newest, by=by, now=now)


def restore_version(
    *, version: ProgramVersion, by: Any, now: datetime, instead_of: int | None = None
) -> ProgramVersion:
    """Return the template's draft, holding what an older version held.

    ``instead_of`` is the ``version`` of the draft that may be lost for it. Raises DraftIsThere
    where there is one and nobody said so, StaleVersion where it was changed since; DoesNotExist
    for who may not edit it.
    """
    with transaction.atomic():
        template = lock_template(version.template_id, by=by)
        source = template.versions.get(pk=version.pk)
        newest = lock_newest(template)
        if newest.is_published:
            return add_draft(source, newest, by=by, now=now)
        if source == newest:
            return newest
        if instead_of is None:
            raise DraftIsThere(newest)
        refuse_outdated(newest, expected_version=instead_of)
        return _replaced(newest, source)


def lock_template(key: int, *, by: Any) -> ProgramTemplate:
    """Return the template, held until the transaction ends; DoesNotExist for who may not edit."""
    found: ProgramTemplate = (
        ProgramTemplate.objects.editable_by(by).select_for_update(no_key=True).get(pk=key)
    )
    return found


def lock_newest(template: ProgramTemplate) -> ProgramVersion:
    """Return the template's newest version, held until the transaction ends."""
    # Locked, too: the grid saves a draft without looking at its template.
    found: ProgramVersion = template.versions.select_for_update().order_by("-number")[0]
    return found


def add_draft(
    source: ProgramVersion, newest: ProgramVersion, *, by: Any, now: datetime
) -> ProgramVersion:
    """Return a new draft behind the newest version, holding what ``source`` holds."""
    draft = ProgramVersion.objects.create(
        organization_id=source.organization_id,
        template=source.template,
        number=newest.number + 1,
        created_by=by,
        created_at=now,
        **_content(source),
    )
    _tie(draft, source)
    return draft


def _replaced(draft: ProgramVersion, source: ProgramVersion) -> ProgramVersion:
    for name, value in _content(source).items():
        setattr(draft, name, value)
    draft.version += 1
    draft.save(update_fields=[*CONTENT, "version"])
    draft.typed_sheets.all().delete()
    _tie(draft, source)
    return draft


def _content(source: ProgramVersion) -> dict[str, Any]:
    return {name: getattr(source, name) for name in CONTENT}


def _tie(draft: ProgramVersion, source: ProgramVersion) -> None:
    rows = source.exercises.select_related("exercise")
    tie_exercises(version=draft, exercises={row.name: row.exercise for row in rows})
