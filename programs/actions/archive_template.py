"""Put a template away; plans that use it go on."""

from typing import Any

from django.db.models import F

from programs.models import ProgramTemplate


def archive_template(*, template: ProgramTemplate, by: Any) -> ProgramTemplate:
    """Return the template, archived: out of lists, its name free again. Doing it twice is no harm.

    Raises DoesNotExist for who may not edit it. Two queries.
    """
    mine = ProgramTemplate.objects.editable_by(by).filter(pk=template.pk)
    mine.filter(is_archived=False).update(is_archived=True, version=F("version") + 1)
    archived: ProgramTemplate = mine.get()
    return archived
