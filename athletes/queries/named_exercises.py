"""The exercises that sets and choices name."""

from collections.abc import Collection

from athletes.models import Athlete
from programs.models import Exercise


def find_exercises(athlete: Athlete, *, names: Collection[str]) -> dict[str, Exercise]:
    """Return the catalogue's exercises of these names. 1 query, 0 without names."""
    if not names:
        return {}
    found = Exercise.objects.usable_in(athlete.organization_id).filter(name__in=names)
    # The organization's own exercise of that name wins.
    return {one.name: one for one in found.order_by("organization_id").reverse()}
