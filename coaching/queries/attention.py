"""The coach's queue: what each athlete asks for, the most pressing first, put off or dealt with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from athletes.models import Athlete, PhaseProposal, PhaseTransition
from athletes.queries.comments import UnreadComments, get_unread_comments
from athletes.queries.late_proposals import acts_on
from athletes.queries.loads import Loads
from coaching.models import AttentionMark
from coaching.queries.flags import CONSOLE, Flag, FlagKind, Source
from coaching.queries.plan_page import COACHES_CHOICES
from coaching.queries.roster import RosterLine
from coaching.queries.rules import Rule, get_rules
from coaching.queries.stalls import StalledLift, get_stalls
from programs.engine.units import plain, rounded

MOST_SHOWN = 10
MOST_NAMED = 2
LATELY = timedelta(hours=24)
ORDER = {kind: place for place, kind in enumerate(FlagKind)}
# A pause that the coach chose is a fact, not work.
NO_WORK = frozenset({FlagKind.PAUSED})


@dataclass(frozen=True, slots=True)
class Item:
    """One reason with what can be done about it.

    ``about`` is what a comment from here is written on, as its form names it; empty without a
    plan. ``proposal`` waits for an answer that ``can_accept``; ``unread`` waits to be read.
    ``mark`` is the coach's word that still holds, ``rule`` how often such reasons were worth a
    look.
    """

    flag: Flag
    rule: Rule
    about: str = ""
    proposal: PhaseProposal | None = None
    can_accept: bool = False
    unread: UnreadComments | None = None
    mark: AttentionMark | None = None

    @property
    def sinks(self) -> bool:
        """Whether the coach called most of its kind noise."""
        return self.rule.is_noisy


@dataclass(frozen=True, slots=True)
class Need:
    """An athlete with what they ask for; without a running plan ``plan_id`` is None."""

    athlete: Athlete
    plan_id: int | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits, by athlete, and what was put away; ``more`` athletes are left out.

    ``lately`` are the coach's own phase changes of the last day that can be taken back.
    """

    needs: tuple[Need, ...]
    more: int
    waiting: int
    away: tuple[Need, ...]
    rules: tuple[Rule, ...]
    lately: tuple[PhaseTransition, ...]

    @property
    def away_count(self) -> int:
        return sum(len(need.items) for need in self.away)


def get_queue(
    *, lines: Sequence[RosterLine], user: Any, now: datetime, most: int | None = MOST_SHOWN
) -> Queue:
    """Return the queue over the lines of a roster. 7 queries, whatever their number.

    ``most`` athletes are shown; None: all.
    """
    rules = get_rules(user=user, now=now)
    needs = _needs(lines, rules=rules, user=user)
    marks = _marks(needs, user=user, now=now)
    waiting, away = [], []
    for need in needs:
        present, absent = _parted(need, marks)
        if present:
            waiting.append(need if not absent else replace(need, items=present))
        if absent:
            away.append(replace(need, items=absent))
    waiting.sort(key=_pressing)
    shown = tuple(waiting if most is None else waiting[:most])
    return Queue(
        needs=shown,
        more=len(waiting) - len(shown),
        waiting=len(waiting),
        away=tuple(away),
        rules=tuple(rule for rule in rules.values() if rule.answered),
        lately=_lately(lines, user=user, now=now),
    )


def _needs(lines: Sequence[RosterLine], *, rules: Mapping[FlagKind, Rule], user: Any) -> list[Need]:
    proposals = _proposals(lines)
    stalls = get_stalls(lines=[line for line in lines if _is_active(line)])
    unread = {one.athlete.pk: one for one in get_unread_comments(user=user)}
    needs = []
    for line in lines:
        key = line.athlete.pk
        flags = [flag for flag in line.flags if flag.kind not in NO_WORK]
        if key in unread:
            flags.append(_unread(unread[key], line=line))
        if key in stalls:
            flags.append(_stalled(stalls[key], line=line))
        items = [
            _item(flag, rule=rules[flag.kind], line=line, proposals=proposals, unread=unread)
            for flag in flags
        ]
        phase = line.phase
        items.sort(key=lambda item: (item.sinks, ORDER[item.flag.kind]))
        if not items:
            continue
        needs.append(
            Need(
                athlete=line.athlete,
                plan_id=phase.plan_id if phase else None,
                items=tuple(items),
            )
        )
    return needs


def _is_active(line: RosterLine) -> bool:
    return line.phase is not None and line.phase.plan.status == "ACTIVE"


def _item(
    flag: Flag,
    *,
    rule: Rule,
    line: RosterLine,
    proposals: Mapping[tuple[int, str], PhaseProposal],
    unread: Mapping[int, UnreadComments],
) -> Item:
    about = f"phase:{line.phase.pk}" if line.phase else ""
    if flag.kind is FlagKind.UNREAD:
        newest = unread[line.athlete.pk].newest
        if newest.planned_session_id:
            about = f"session:{newest.planned_session_id}"
        return Item(flag, rule, about, unread=unread[line.athlete.pk])
    status = {FlagKind.PROPOSAL: "WAITING", FlagKind.LATE_LOGS: "OPEN"}.get(flag.kind)
    if status is None or line.phase is None:
        return Item(flag, rule, about)
    proposal = proposals.get((line.phase.plan_id, status))
    if proposal is None:
        return Item(flag, rule, about)
    can_accept = (
        proposal.decision in COACHES_CHOICES
        if status == "WAITING"
        else acts_on(proposal=proposal, running=line.phase)
    )
    return Item(flag, rule, about, proposal=proposal, can_accept=can_accept)


def _proposals(lines: Iterable[RosterLine]) -> dict[tuple[int, str], PhaseProposal]:
    """Return what waits or is open by plan and status; the newest of those that are open."""
    asked = [line.phase for line in lines if line.phase]
    keys = [one.plan_id for one in asked if one.proposal_id or one.late_id]
    rows = PhaseProposal.objects.filter(plan__in=keys, status__in=("WAITING", "OPEN"))
    return {(row.plan_id, row.status): row for row in rows.select_related("phase").order_by("pk")}


def _unread(one: UnreadComments, *, line: RosterLine) -> Flag:
    words = ngettext(
        "%(count)d comment nobody has read.", "%(count)d comments nobody has read.", one.count
    ) % {"count": one.count}
    newest = one.newest
    session = newest.planned_session_id
    source = (
        Source(f"{CONSOLE}plannedsession_change", session, _("The session"))
        if session
        else Source(f"{CONSOLE}athlete_change", line.athlete.pk, _("The comments"))
    )
    days = (line.on - one.since.date()).days
    return Flag(FlagKind.UNREAD, _("Unread"), words, "notice", days, str(newest.pk), source)


def _stalled(lifts: Sequence[StalledLift], *, line: RosterLine) -> Flag:
    loads = Loads.of(line.athlete)
    named = "; ".join(
        _("%(name)s %(recent)s %(unit)s at best in the last three, %(before)s before")
        % {
            "name": lift.name,
            "recent": _shown(loads, lift.recent_kg),
            "before": _shown(loads, lift.before_kg),
            "unit": loads.unit,
        }
        for lift in lifts[:MOST_NAMED]
    )
    more = len(lifts) - MOST_NAMED
    if more > 0:
        named = _("%(named)s; and %(more)d more") % {"named": named, "more": more}
    return Flag(
        FlagKind.STALLED,
        _("Stalls"),
        _("No longer rises (e1RM): %(named)s.") % {"named": named},
        "notice",
        facts=" ".join(str(lift.exercise_id) for lift in lifts)[:100],
        source=Source(f"{CONSOLE}athlete_change", line.athlete.pk, _("The athlete")),
    )


def _shown(loads: Loads, load_kg: Decimal) -> Decimal:
    """Return an estimate to a tenth: more digits than that aren't known."""
    return plain(rounded(loads.shown(load_kg), places=1))


def _marks(
    needs: Sequence[Need], *, user: Any, now: datetime
) -> dict[tuple[int, str, str], AttentionMark]:
    """Return the coach's words that hold, by athlete, kind and facts. 1 query."""
    facts = {item.flag.facts for need in needs for item in need.items}
    holding = Q(until=None) | Q(until__gt=now)
    rows = AttentionMark.objects.made_by(user).filter(
        holding, athlete__in=[need.athlete.pk for need in needs], facts__in=facts
    )
    return {(row.athlete_id, row.kind, row.facts): row for row in rows}


def _parted(
    need: Need, marks: Mapping[tuple[int, str, str], AttentionMark]
) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Return the items that wait, and those that a mark puts away."""
    waiting, away = [], []
    for item in need.items:
        mark = marks.get((need.athlete.pk, item.flag.kind, item.flag.facts))
        if mark is None:
            waiting.append(item)
        else:
            away.append(replace(item, mark=mark))
    return tuple(waiting), tuple(away)


def _pressing(need: Need) -> tuple[bool, int, int]:
    first = need.items[0]
    return first.sinks, ORDER[first.flag.kind], -first.flag.days


def _lately(
    lines: Iterable[RosterLine], *, user: Any, now: datetime
) -> tuple[PhaseTransition, ...]:
    """Return the newest change of each plan that the coach made within a day. 1 query."""
    athletes = [line.athlete.pk for line in lines]
    rows = (
        PhaseTransition.objects.standing()
        .filter(
            athlete__in=athletes,
            decided_by=user,
            applied_at__gt=now - LATELY,
            sequence=F("plan__transition_count"),
        )
        .exclude(plan__status="ENDED")
        .exclude(plan__proposals__status="WAITING")
        .select_related("athlete")
        .order_by("-applied_at", "-pk")
    )
    return tuple(rows[:MOST_SHOWN])
