"""Give an organization the ready-made macrocycles."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import transaction

from programs.actions.match_names import UnknownExercises, match_names, unknown_among
from programs.actions.version_rows import content_fields
from programs.engine.composing.composition import compose
from programs.engine.composing.starters import STARTERS
from programs.engine.program import names_to_match
from programs.models import Exercise, ProgramTemplate, ProgramVersion, VersionExercise


@dataclass(frozen=True, slots=True)
class _Starter:
    name: str
    summary: str
    equipment: str
    content: dict[str, Any]
    names: tuple[str, ...]


def add_starter_templates(*, organization: Any, by: Any, now: datetime) -> list[ProgramVersion]:
    """Return the published versions added; those the organization has by name are left alone.

    Needs the catalogue: raises UnknownExercises without it. Nine queries however many there are.
    """
    with transaction.atomic():
        type(organization).objects.select_for_update(no_key=True).get(pk=organization.pk)
        there = set(
            ProgramTemplate.objects.filter(organization=organization).values_list("name", flat=True)
        )
        missing = [starter for starter in _starters() if starter.name not in there]
        if not missing:
            return []
        exercises = _exercises(organization, missing)
        versions = _versions(organization, missing, by=by, now=now)
        VersionExercise.objects.bulk_create(
            VersionExercise(
                organization=organization,
                program_version=version,
                name=name,
                exercise=exercises[name],
            )
            for version, starter in zip(versions, missing, strict=True)
            for name in starter.names
        )
    return versions


@cache
def _starters() -> tuple[_Starter, ...]:
    starters = []
    for composition in STARTERS:
        program = compose(composition)
        starters.append(
            _Starter(
                name=program.name,
                summary=program.summary,
                equipment=composition.equipment,
                content=content_fields(program),
                names=names_to_match(program),
            )
        )
    return tuple(starters)


def _exercises(organization: Any, starters: list[_Starter]) -> dict[str, Exercise | None]:
    names = dict.fromkeys(name for starter in starters for name in starter.names)
    exercises = match_names(names=names, organization=organization, answers={})
    unknown = unknown_among(exercises=exercises, organization=organization)
    if unknown:
        raise UnknownExercises(unknown)
    return exercises


def _versions(
    organization: Any, starters: list[_Starter], *, by: Any, now: datetime
) -> list[ProgramVersion]:
    templates = ProgramTemplate.objects.bulk_create(
        ProgramTemplate(
            organization=organization,
            name=starter.name,
            summary=starter.summary,
            equipment=starter.equipment,
            created_by=by,
            created_at=now,
        )
        for starter in starters
    )
    return ProgramVersion.objects.bulk_create(
        ProgramVersion(
            organization=organization,
            template=template,
            number=1,
            status=ProgramVersion.Status.PUBLISHED,
            created_by=by,
            created_at=now,
            published_by=by,
            published_at=now,
            **starter.content,
        )
        for template, starter in zip(templates, starters, strict=True)
    )
