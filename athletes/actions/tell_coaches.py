"""Mail to coaches about decisions that wait for them: pain at once, the rest in the morning."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps

from athletes.actions.tell_athletes import Change
from athletes.models import Engagement, Outbox, PhaseProposal
from athletes.queries.mornings import morning_before, next_morning
from programs.engine.phases.decision import Reason
from programs.scoping import WHOLE_ORGANIZATION, WRITING

# A sweep that began before six commits its proposals later: no task may take longer than this.
SWEEP_ENDS = timedelta(minutes=2)
ASKING = (PhaseProposal.Status.WAITING, PhaseProposal.Status.OPEN)


@dataclass(frozen=True, slots=True)
class Reader:
    """A coach in one organization, and the zone of their mornings."""

    user_id: int
    organization_id: int
    time_zone: str


def tell_coaches(
    changed: Iterable[Sequence[Change]], *, now: datetime, but: Any | None = None
) -> None:
    """Queue one mail a coach about pain, and one a coach and morning about the rest.

    ``changed`` are the changes of each plan; of them only proposals are told, those that wait
    and those that late logs opened.
    The athlete's coaches are told; where nobody is engaged, those who lead the organization.
    ``but`` is who asked the question anew and knows of it.
    What waits is read when the mail leaves, so that a whole day's proposals share one mail.
    Up to 3 queries; none without proposals.
    """
    proposals = [
        change
        for of_plan in changed
        for change in of_plan
        if isinstance(change, PhaseProposal) and change.status in ASKING
    ]
    if not proposals:
        return
    rows = []
    for reader, asked in _by_reader(proposals).items():
        if but is not None and reader.user_id == but.pk:
            continue
        hurting = [one for one in asked if one.reason == Reason.PAIN]
        if hurting:
            rows.append(_at_once(reader, hurting, now=now))
        if len(hurting) < len(asked):
            rows.append(_in_the_morning(reader, now=now))
    if rows:
        Outbox.objects.bulk_create(rows, ignore_conflicts=True)


def _by_reader(proposals: Sequence[PhaseProposal]) -> dict[Reader, list[PhaseProposal]]:
    coaches = _coaches(one.athlete_id for one in proposals)
    alone = {one.organization_id for one in proposals if one.athlete_id not in coaches}
    leaders = _leaders(alone) if alone else {}
    found: dict[Reader, list[PhaseProposal]] = defaultdict(list)
    for one in proposals:
        for reader in coaches.get(one.athlete_id) or leaders.get(one.organization_id) or ():
            found[reader].append(one)
    return found


def _coaches(athletes: Iterable[int]) -> dict[int, list[Reader]]:
    rows = Engagement.objects.filter(
        athlete__in=set(athletes),
        ended_at=None,
        membership__is_active=True,
        membership__role__in=WRITING,
        membership__user__is_active=True,
    )
    found: dict[int, list[Reader]] = defaultdict(list)
    for athlete, user, organization, zone in rows.order_by("pk").values_list(
        "athlete_id", "membership__user_id", "organization_id", "membership__user__time_zone"
    ):
        found[athlete].append(Reader(user, organization, zone))
    return found


def _leaders(organizations: Iterable[int]) -> dict[int, list[Reader]]:
    rows = apps.get_model("accounts", "Membership").objects.filter(
        organization__in=organizations,
        is_active=True,
        role__in=WHOLE_ORGANIZATION,
        user__is_active=True,
    )
    found: dict[int, list[Reader]] = defaultdict(list)
    for who in rows.order_by("pk").values_list("user_id", "organization_id", "user__time_zone"):
        found[who[1]].append(Reader(*who))
    return found


def _at_once(reader: Reader, hurting: Sequence[PhaseProposal], *, now: datetime) -> Outbox:
    keys = [one.pk for one in hurting]
    # A question that was answered may be asked again.
    asked_at = max(one.proposed_at for one in hurting)
    key = f"pain:{reader.user_id}:{reader.organization_id}:{min(keys)}:{asked_at:%Y%m%dT%H%M%S}"
    return _row(reader, key=key, at=now, now=now, proposals=keys)


def _in_the_morning(reader: Reader, *, now: datetime) -> Outbox:
    at = next_morning(now=now, zone=reader.time_zone)
    since = morning_before(at, zone=reader.time_zone)
    key = f"asked:{reader.user_id}:{reader.organization_id}:{at:%Y-%m-%dT%H:%M}"
    made = {"since": since.isoformat(), "until": at.isoformat()}
    return _row(reader, key=key, at=at + SWEEP_ENDS, now=now, **made)


def _row(reader: Reader, *, key: str, at: datetime, now: datetime, **facts: Any) -> Outbox:
    return Outbox(
        key=key,
        kind=Outbox.Kind.COACH_ASKED,
        organization_id=reader.organization_id,
        message={"user": reader.user_id, "organization": reader.organization_id, **facts},
        run_after=at,
        queued_at=now,
    )
