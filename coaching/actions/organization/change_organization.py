"""Change what an organization is called and how it works."""

from dataclasses import asdict, dataclass
from typing import Any

import pghistory
from django.db.models import F
from django.utils.translation import gettext as _

from coaching.accounts.models import Organization
from coaching.actions.if_unchanged import if_unchanged
from programs.engine.errors import TrainingError

WHITE, LEAST_CONTRAST = 1.0, 4.5


class AccentTooPale(TrainingError):
    """White words on the color, or the color on white paper, could not be read."""

    field = "accent"

    def __init__(self, *, contrast: float) -> None:
        super().__init__(
            _("Choose a darker color: its contrast with white is %(found).1f; %(least)s is due.")
            % {"found": contrast, "least": LEAST_CONTRAST}
        )


@dataclass(frozen=True, slots=True)
class OrganizationSettings:
    """What an owner may set; ``accent`` is #rrggbb or empty, words are empty for the usual ones."""

    name: str
    time_zone: str
    week_start: int
    units: str
    athlete_word: str
    athletes_word: str
    missed_in_a_row: int
    fall_points: int
    runway_days: int
    accent: str


def change_organization(
    *, organization: Organization, said: OrganizationSettings, expected_version: int, by: Any
) -> None:
    """Keep the settings. Raises AccentTooPale, ChangedMeanwhile."""
    if said.accent:
        contrast = contrast_with_white(said.accent)
        if contrast < LEAST_CONTRAST:
            raise AccentTooPale(contrast=contrast)
    with (
        if_unchanged(organization, expected_version=expected_version),
        pghistory.context(user=by.pk, action="change_organization"),
    ):
        Organization.objects.filter(pk=organization.pk).update(
            **asdict(said), version=F("version") + 1
        )


def contrast_with_white(color: str) -> float:
    """Return the contrast of #rrggbb with white, 1 to 21. WCAG 2.2, relative luminance."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return (WHITE + 0.05) / (luminance + 0.05)
