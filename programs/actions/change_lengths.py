"""Put phases that were made longer or shorter into a template's draft."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from programs.actions.rearrange_phases import rearrange_phases
from programs.actions.stale_version import StaleVersion
from programs.actions.start_draft import start_draft
from programs.engine.building.program_year import year_into_program
from programs.engine.planning.year import YearPlan
from programs.models import ProgramTemplate, ProgramVersion


def change_lengths(
    *, template: ProgramTemplate, year: YearPlan, seen_hash: str, by: Any, now: datetime
) -> ProgramVersion:
    """Return the template's draft with the phases of a year that was laid out from it.

    ``seen_hash`` is the ``content_hash`` of the version that the year was laid out from. Raises
    StaleVersion where the draft isn't that any more, CellsUnread, ProgramInvalid; DoesNotExist for
    who may not edit it.
    """
    with transaction.atomic():
        draft = start_draft(template=template, by=by, now=now)
        if draft.content_hash != seen_hash:
            raise StaleVersion(draft)
        change = partial(
            year_into_program,
            plan=year,
            start_on=year.phases[0].starts_on,
            equipment="HOME" if template.equipment == ProgramTemplate.Equipment.HOME else "GYM",
        )
        return rearrange_phases(version=draft, change=change, expected_version=draft.version, by=by)
