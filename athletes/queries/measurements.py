"""An athlete's circumferences over time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from athletes.models import Athlete, Measurement
from athletes.queries.lengths import Lengths

MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Reading:
    """One site's circumference on a day, in the athlete's unit."""

    on: date
    around: Decimal


@dataclass(frozen=True, slots=True)
class SiteTrend:
    """One site's readings, newest first."""

    site: Measurement.Site
    readings: tuple[Reading, ...]


def get_site_trends(*, athlete: Athlete) -> tuple[SiteTrend, ...]:
    """Return the trends of the sites measured, from head to foot. 1 query."""
    lengths = Lengths.of(athlete)
    rows = Measurement.objects.filter(athlete=athlete).order_by("-on", "-pk")
    by_site: dict[str, list[Reading]] = defaultdict(list)
    for on, site, cm in rows.values_list("on", "site", "around_cm")[:MOST_SHOWN]:
        by_site[site].append(Reading(on=on, around=lengths.shown(cm)))
    return tuple(
        SiteTrend(site=site, readings=tuple(by_site[site]))
        for site in Measurement.Site
        if site in by_site
    )
