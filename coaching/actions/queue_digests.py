"""Queue the weekly mail to coaches: once a week and place, from Monday morning on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, QuerySet, Value, When
from django.db.models.functions import Cast, Concat

from athletes.models import Outbox
from athletes.queries.mornings import monday_morning
from coaching.accounts.models import Membership
from programs.engine.timeline import local_date
from programs.scoping import WRITING

BATCH = 500


@dataclass(frozen=True, slots=True)
class DigestReport:
    """How many mails a run queued."""

    queued: int = 0


def queue_digests(*, now: datetime) -> DigestReport:
    """Queue the mail of the week whose Monday, 06:00 in the coach's zone, has come.

    The key names person, organization and ISO week, so that a week's mail is queued once,
    however often and late this runs. Who joined after that morning waits for the next. Who
    needs the coach is read when the mail leaves. 2 queries, and 1 a 500 mails.
    """
    mondays = {zone: monday_morning(now=now, zone=zone) for zone in _zones()}
    weeks = {zone: _week(monday, zone=zone) for zone, monday in mondays.items()}
    rows = [
        Outbox(
            key=membership.key,
            kind=Outbox.Kind.WEEKLY_DIGEST,
            organization_id=membership.organization_id,
            message={"membership": membership.pk},
            run_after=now,
            queued_at=now,
        )
        for membership in _without_mail(weeks)
        if membership.created_at <= mondays[membership.user.time_zone]
    ]
    Outbox.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    return DigestReport(queued=len(rows))


def _readers() -> QuerySet[Membership]:
    return Membership.objects.filter(
        is_active=True, wants_digest=True, role__in=WRITING, user__is_active=True
    )


def _zones() -> list[str]:
    return list(_readers().order_by().values_list("user__time_zone", flat=True).distinct())


def _week(monday: datetime, *, zone: str) -> str:
    year, week, _ = local_date(monday, zone=zone).isocalendar()
    return f"{year}-W{week:02d}"


def _without_mail(weeks: dict[str, str]) -> Any:
    """Return the readers whose week's mail was never queued, each with its ``key``."""
    week = Case(
        *(When(user__time_zone=zone, then=Value(name)) for zone, name in weeks.items()),
        default=Value(""),
        output_field=CharField(),
    )
    key = Concat(
        Value("digest:"),
        Cast("user_id", CharField()),
        Value(":"),
        Cast("organization_id", CharField()),
        Value(":"),
        week,
    )
    rows = _readers().filter(user__time_zone__in=weeks).select_related("user")
    queued = Outbox.objects.filter(key=OuterRef("key"))
    return rows.annotate(key=key).filter(~Exists(queued)).order_by("pk")
