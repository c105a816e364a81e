"""Tell the coach of pain that a set was marked with: the day's check-in says so."""

from collections.abc import Collection
from datetime import date, datetime

from athletes.models import Athlete, CheckIn
from athletes.models.pain import NOT_SAID, PAIN_FIELDS, Pain
from athletes.sync.merge import clocks_said_now

SAID = ("has_pain", *PAIN_FIELDS)


def note_pain(
    *, athlete: Athlete, pains: Collection[tuple[date, Pain]], rev: int, now: datetime
) -> None:
    """Open pain on the days, as the athlete's check-in would; what was resolved opens again.

    A day keeps what was said of its worst pain. Inside a transaction that holds the athlete.
    2 queries, 0 without pains.
    """
    if not pains:
        return
    days = {on for on, _pain in pains}
    rows = {row.on: row for row in CheckIn.objects.filter(athlete=athlete, on__in=days)}
    for on, pain in pains:
        row = rows.setdefault(
            on, CheckIn(organization_id=athlete.organization_id, athlete=athlete, on=on)
        )
        row.clocks = clocks_said_now(row.clocks, keep_pain(row, pain), now=now)
        row.pain_resolved_at, row.rev = None, rev
    CheckIn.objects.bulk_create(
        [_unsaved(row) for row in rows.values()],
        update_conflicts=True,
        unique_fields=["organization", "athlete", "on"],
        update_fields=[*SAID, "pain_resolved_at", "clocks", "rev"],
    )


def keep_pain(row: CheckIn, pain: Pain) -> tuple[str, ...]:
    """Mark the day, left unsaved, as painful and return the fields that were said."""
    row.has_pain = True
    if pain == NOT_SAID or _severity(pain) < _severity(row.pain):
        return ("has_pain",)
    row.pain_place, row.pain_side, row.pain_severity = pain.place, pain.side, pain.severity
    return SAID


def _severity(pain: Pain) -> int:
    return -1 if pain.severity is None else pain.severity


def _unsaved(row: CheckIn) -> CheckIn:
    names = ("organization_id", "athlete_id", "on", *SAID, "clocks", "rev")
    return CheckIn(**{name: getattr(row, name) for name in names})
