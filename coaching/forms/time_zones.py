"""Time zones to choose from."""

import zoneinfo
from functools import cache

from django.utils.translation import gettext_lazy as _

REGIONS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)


@cache
def zone_names() -> tuple[str, ...]:
    """Return the zones that are named after places, and UTC."""
    return (
        *sorted(name for name in zoneinfo.available_timezones() if name.startswith(REGIONS)),
        "UTC",
    )


def zone_choices() -> list[tuple[str, object]]:
    """Return choices for a field, an empty one first."""
    return [("", _("Choose")), *((name, name.replace("_", " ")) for name in zone_names())]
