"""Open a template for change: a draft beside its published versions."""

from datetime import datetime
from typing import Any

from django.db import transaction

from programs.actions.version_rows import tie_exercises
from programs.models import ProgramTemplate, ProgramVersion


def start_draft(*, template: ProgramTemplate, by: Any, now: datetime) -> ProgramVersion:
    """Return the template's draft, made from its newest version unless it is there already.

    Raises DoesNotExist for who may not edit it.
    """
    with transaction.atomic():
        locked = ProgramTemplate.objects.editable_by(by).select_for_update(no_key=True)
        template = locked.get(pk=template.pk)
        newest: ProgramVersion = template.versions.order_by("-number")[0]
        if not newest.is_published:
            return newest
        draft = ProgramVersion.objects.create(
            organization_id=template.organization_id,
            template=template,
            number=newest.number + 1,
            body=newest.body,
            content_hash=newest.content_hash,
            week_count=newest.week_count,
            session_count=newest.session_count,
            goals=newest.goals,
            created_by=by,
            created_at=now,
        )
        rows = newest.exercises.select_related("exercise")
        tie_exercises(version=draft, exercises={row.name: row.exercise for row in rows})
        return draft
