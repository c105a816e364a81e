"""What pages say past the catalogs, and what the catalogs lack."""

import json
from collections.abc import Callable, Iterable
from zoneinfo import available_timezones

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from athletes.models import (
    Athlete,
    Comment,
    PhaseProposal,
    PlannedGroup,
    PlannedSession,
    PlanPhase,
    SessionLog,
)
from coaching.accounts.models import Organization, User
from programs.models import Exercise, ProgramTemplate, ProgramVersion
from tests.marked_words import marking, unmarked, untranslated

LANGUAGES = ("de", "es")
# Columns that people fill: names, and words that nobody but them can translate.
WRITTEN = (
    (Athlete, ("name", "email")),
    (Comment, ("text",)),
    (Exercise, ("name",)),
    (Organization, ("name",)),
    (PhaseProposal, ("words",)),
    (PlanPhase, ("name",)),
    (PlannedGroup, ("exercise_name", "note", "report")),
    (PlannedSession, ("name", "excused_for")),
    (ProgramTemplate, ("name",)),
    (SessionLog, ("note",)),
    (User, ("name", "email")),
)


def written_by_people() -> set[str]:
    """Return what pages show as it was written, and the names of zones and of the server."""
    written = {
        str(value)
        for model, columns in WRITTEN
        for row in model.objects.values_list(*columns).distinct()
        for value in row
    }
    phases = {
        mesocycle["name"]
        for body in ProgramVersion.objects.values_list("body", flat=True)
        for mesocycle in json.loads(body)["mesocycles"]
    }
    zones = {part.replace("_", " ") for zone in available_timezones() for part in zone.split("/")}
    return written | phases | zones | {settings.PUBLIC_URL}


def faults_of(pages: Callable[[], Iterable[tuple[str, str]]]) -> dict[str, list[str]]:
    """Return by page what it says past the catalog, and by language what catalogs lack.

    ``pages`` yields the names of pages with their text.
    """
    with marking() as marked:
        said = dict(pages())
    names = written_by_people()
    found = {name: unmarked(text, names=names) for name, text in said.items()}
    found |= {code: untranslated(marked.asked - names, language=code) for code in LANGUAGES}
    return {where: faults for where, faults in found.items() if faults}


def faults_at(client: Client, addresses: Iterable[str]) -> dict[str, list[str]]:
    """Return the faults of the pages at these addresses."""
    return faults_of(lambda: [(address, text_of(client.get(address))) for address in addresses])


def text_of(response: HttpResponse) -> str:
    assert response["Content-Type"].startswith("text/html"), response
    return str(response.content.decode())
