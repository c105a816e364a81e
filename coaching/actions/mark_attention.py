"""Put an item of the coach's queue off, call it dealt with or noise, or bring it back."""

from datetime import datetime, timedelta

from athletes.models import Athlete
from coaching.accounts.models import Membership
from coaching.models import AttentionMark
from programs.engine.timeline import local_date, start_of_day

KEY = ["organization", "membership", "athlete", "kind", "facts"]


def mark_attention(
    *,
    membership: Membership,
    athlete: Athlete,
    kind: str,
    facts: str,
    state: AttentionMark.State,
    now: datetime,
    days: int | None = None,
) -> None:
    """Keep the coach's word on an item; it holds while the item rests on the same facts.

    A snooze ends with the start of the coach's day ``days`` on; None: when the facts change. A
    newer word takes the place of an older one. 1 query.
    """
    AttentionMark.objects.bulk_create(
        [
            AttentionMark(
                organization_id=athlete.organization_id,
                membership=membership,
                athlete=athlete,
                kind=kind,
                facts=facts,
                state=state,
                until=None if days is None else _day_in(days, membership=membership, now=now),
                marked_at=now,
            )
        ],
        update_conflicts=True,
        unique_fields=KEY,
        update_fields=["state", "until", "marked_at"],
    )


def unmark_attention(*, membership: Membership, athlete: Athlete, kind: str, facts: str) -> int:
    """Forget the coach's word on an item, so that it waits again; return how many there were."""
    marks = AttentionMark.objects.filter(
        organization=athlete.organization_id,
        membership=membership,
        athlete=athlete,
        kind=kind,
        facts=facts,
    )
    return marks.delete()[0]


def _day_in(days: int, *, membership: Membership, now: datetime) -> datetime:
    zone = membership.user.time_zone
    return start_of_day(local_date(now, zone=zone) + timedelta(days=days), zone=zone)
