"""The days of time zones at one instant: all that summaries ask of a zone."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from programs.engine.timeline import DAYS_A_WEEK, local_date, seals_at, start_of_day

DAY = timedelta(days=1)
# A plan whose next change is further off than this is looked at once before.
DAYS_AHEAD = DAYS_A_WEEK + 1


class ZoneDays:
    """The days of zones at one instant; plans share them, so each answer is kept."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._sealed_on = cache(self._find_sealed_on)
        self._seal = cache(self._find_seal)

    def to_json(self, earliest: Mapping[str, date]) -> str:
        """Return by zone what day it is, the last day on which a window ended that is final now,
        when the days to come begin, and when windows seal that end from ``earliest`` on.
        """
        return json.dumps({zone: self._days(zone, since=on) for zone, on in earliest.items()})

    def _days(self, zone: str, *, since: date) -> dict[str, Any]:
        today = local_date(self.now, zone=zone)
        sealed_on = self._sealed_on(zone)
        ahead = _days(today + DAY, last_on=today + DAYS_AHEAD * DAY)
        ends = _days(min(since, sealed_on + DAY), last_on=today + (DAYS_A_WEEK - 1) * DAY)
        return {
            "today": str(today),
            "sealed_on": str(sealed_on),
            "starts": {str(on): str(start_of_day(on, zone=zone)) for on in ahead},
            "seals": {str(on): self._seal(on, zone) for on in ends},
        }

    def _find_sealed_on(self, zone: str) -> date:
        on = local_date(self.now, zone=zone)
        while seals_at(on, zone=zone) > self.now:
            on -= DAY
        return on

    def _find_seal(self, last_on: date, zone: str) -> dict[str, str]:
        at = seals_at(last_on, zone=zone)
        return {"at": str(at), "on": str(local_date(at, zone=zone))}


def _days(first_on: date, *, last_on: date) -> Iterable[date]:
    return (first_on + number * DAY for number in range((last_on - first_on).days + 1))
