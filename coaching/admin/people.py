"""The athletes whose numbers or equipment a version is looked at with."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from athletes.models import Athlete
from programs.models import ProgramVersion

MOST_PEOPLE = 500


def people_of(request: HttpRequest, version: ProgramVersion) -> list[tuple[int, str]]:
    """Return key and name of those whom the coach sees in the version's organization. 1 query."""
    rows = _rows(request, version).order_by("name", "pk")
    return list(rows.values_list("pk", "name")[:MOST_PEOPLE])


def athlete_of(request: HttpRequest, version: ProgramVersion, *, key: int) -> Athlete:
    """Return one of them with their equipment; anybody else's athlete doesn't exist. 1 query."""
    return get_object_or_404(_rows(request, version).select_related("equipment"), pk=key)


def _rows(request: HttpRequest, version: ProgramVersion) -> QuerySet[Athlete]:
    return Athlete.objects.coached_by(request.user).filter(
        organization=version.organization_id, is_archived=False
    )
