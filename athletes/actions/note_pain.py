"""Tell the coach of pain that a set was marked with: the day's check-in says so."""

from collections.abc import Collection
from datetime import date, datetime

from athletes.models import Athlete, CheckIn
from athletes.sync.merge import clocks_said_now

SAID = ("has_pain",)


def note_pain(*, athlete: Athlete, days: Collection[date], rev: int, now: datetime) -> None:
    """Open pain on the days, as the athlete's check-in would; what was resolved opens again.

    Inside a transaction that holds the athlete. 2 queries, 0 without days.
    """
    if not days:
        return
    rows = {row.on: row for row in CheckIn.objects.filter(athlete=athlete, on__in=days)}
    for on in days:
        row = rows.setdefault(
            on, CheckIn(organization_id=athlete.organization_id, athlete=athlete, on=on)
        )
        row.has_pain, row.pain_resolved_at = True, None
        row.clocks = clocks_said_now(row.clocks, SAID, now=now)
        row.rev = rev
    CheckIn.objects.bulk_create(
        [_unsaved(row) for row in rows.values()],
        update_conflicts=True,
        unique_fields=["organization", "athlete", "on"],
        update_fields=[*SAID, "pain_resolved_at", "clocks", "rev"],
    )


def _unsaved(row: CheckIn) -> CheckIn:
    return CheckIn(
        organization_id=row.organization_id,
        athlete_id=row.athlete_id,
        on=row.on,
        has_pain=row.has_pain,
        clocks=row.clocks,
        rev=row.rev,
    )
