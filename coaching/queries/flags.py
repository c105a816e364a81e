"""What about an athlete asks for the coach, in words."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from athletes.models import Athlete, Plan, PlanPhase, WeeklyAdherence
from athletes.models.pain import Pain
from programs.engine.adherence.counts import Counts
from programs.engine.adherence.flags import flags as hidden_faults
from programs.engine.adherence.own_trend import OwnTrend, own_trend
from programs.engine.goals import Goal
from programs.engine.timeline import local_date
from programs.engine.units import rounded

if TYPE_CHECKING:

    class RosterAthlete(Athlete):
        """An athlete with what ``roster_rows`` annotates."""

        coach_names: list[str]
        last_trained_on: date | None
        pain_on: date | None
        pain_id: int | None
        pain_said: dict[str, Any] | None
        invited_at: datetime | None
        invited_until: datetime | None
        is_invited: bool
        tells_missed: int
        tells_fall: int
        tells_runway: int
        newest_plan: int | None

        class Meta:
            abstract = True

    class RosterPhase(PlanPhase):
        """A running phase with the decision that waits for the coach, if one does.

        ``late_decision`` is what late logs would have decided, until somebody has noted it.
        """

        proposal: str | None
        proposal_id: int | None
        proposed_at: datetime | None
        late_decision: str | None
        late_id: int | None

        class Meta:
            abstract = True

    class RosterWeek(WeeklyAdherence):
        """The newest week that is over, with the composites of its phase up to it, in order.

        ``late`` is what late logs changed of it.
        """

        composites: list[Decimal | None]
        late: dict[str, Decimal] | None

        class Meta:
            abstract = True


MOST_FACTS = 100
CONSOLE = "console:athletes_"


class FlagKind(StrEnum):
    """Why somebody needs attention, the most pressing first."""

    STOPPED = "stopped"
    PAIN = "pain"
    PROPOSAL = "proposal"
    LATE_LOGS = "late_logs"
    UNREAD = "unread"
    MISSED = "missed"
    INTERRUPTED = "interrupted"
    FELL = "fell"
    STALLED = "stalled"
    OVERDOSE = "overdose"
    OFF_TARGET = "off_target"
    ENDS = "ends"
    NO_PLAN = "no_plan"
    INVITED = "invited"
    PAUSED = "paused"


ORDER = {kind: place for place, kind in enumerate(FlagKind)}
PROPOSED = {
    "REPEAT": gettext_lazy("repeating the phase"),
    "REGRESS": gettext_lazy("going back a phase"),
    "EXTEND_1W": gettext_lazy("one more week"),
    "DELOAD_THEN_REPEAT": gettext_lazy("a deload, then the phase again"),
    "DELOAD_THEN_ADVANCE": gettext_lazy("a deload, then the next phase"),
    "ADVANCE": gettext_lazy("the next phase"),
    "HOLD": gettext_lazy("the plan holds until you say how it goes on"),
    "HOLD_FOR_COACH": gettext_lazy("the plan holds until you say how it goes on"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """The page that the numbers come from: the name of its address, its key, and what it is."""

    page: str
    key: int
    label: str


@dataclass(frozen=True, slots=True)
class Flag:
    """One reason: ``short`` for a badge, ``words`` for a sentence, ``tone`` bad, notice, plain.

    ``days`` is how long it has waited for the coach. ``facts`` name what it rests on: a reason
    with other facts is a new one.
    """

    kind: FlagKind
    short: str
    words: str
    tone: str
    days: int = 0
    facts: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Missed:
    """How many sessions have no log since the last one that has one; ``last_on`` the newest."""

    count: int
    last_on: date | None


NONE_MISSED = Missed(0, None)


def flags_of(
    athlete: "RosterAthlete",
    *,
    phase: "RosterPhase | None",
    is_last: bool,
    last_week: "RosterWeek | None",
    missed: Missed,
    on: date,
) -> tuple[Flag, ...]:
    """Return the athlete's flags, the most pressing first. No query.

    ``athlete`` comes from ``roster_rows``, ``phase`` with its plan and ``proposal``;
    ``is_last`` when no phase follows it.
    """
    found = [
        *_condition(athlete, on=on),
        *(_of_plan(phase, athlete, is_last, on) if phase else _without_plan(athlete)),
        *_attendance(phase, athlete, last_week=last_week, missed=missed),
    ]
    return tuple(sorted(found, key=lambda flag: ORDER[flag.kind]))


def _condition(athlete: "RosterAthlete", *, on: date) -> list[Flag]:
    found = []
    if athlete.pain_on and athlete.pain_id:
        day = date_format(athlete.pain_on, "j M")
        said = str(Pain(**athlete.pain_said or {}))
        day = f"{day} ({said})" if said else day
        words = _("Reported pain on %(day)s; nobody has resolved it.") % {"day": day}
        found.append(
            Flag(
                FlagKind.PAIN,
                _("Pain"),
                words,
                "bad",
                days=(on - athlete.pain_on).days,
                facts=_facts(athlete.pain_id, said),
                source=Source(f"{CONSOLE}checkin_change", athlete.pain_id, _("The check-in")),
            )
        )
    if athlete.invited_at and athlete.invited_until and athlete.user_id is None:
        found.append(_invited(athlete, at=athlete.invited_at, until=athlete.invited_until, on=on))
    return found


def _invited(athlete: "RosterAthlete", *, at: datetime, until: datetime, on: date) -> Flag:
    zone = athlete.time_zone
    days = (on - local_date(at, zone=zone)).days
    facts = _facts(at.isoformat(), athlete.is_invited)
    if athlete.is_invited:
        words = _("The invitation hasn't been accepted yet.")
        return Flag(FlagKind.INVITED, _("Invited"), words, "plain", days=days, facts=facts)
    day = date_format(local_date(until, zone=zone), "j M")
    words = _("The invitation expired on %(day)s; nobody accepted it.") % {"day": day}
    return Flag(FlagKind.INVITED, _("Invitation expired"), words, "notice", days=days, facts=facts)


def _without_plan(athlete: "RosterAthlete") -> list[Flag]:
    if athlete.is_archived:
        return []
    words, facts = _("Follows no plan; assign one."), _facts(athlete.newest_plan)
    return [Flag(FlagKind.NO_PLAN, _("No plan"), words, "notice", facts=facts)]


def _of_plan(phase: "RosterPhase", athlete: "RosterAthlete", is_last: bool, on: date) -> list[Flag]:
    found = []
    plan = phase.plan
    source = Source(f"{CONSOLE}plan_change", plan.pk, _("The plan"))
    if plan.quarantined_at:
        words = _("Phase changes stopped after repeated errors; the operator has been told.")
        facts = _facts(plan.pk, plan.quarantined_at.isoformat())
        found.append(Flag(FlagKind.STOPPED, _("Stopped"), words, "bad", facts=facts, source=source))
    if phase.proposal and phase.proposed_at:
        days = (on - local_date(phase.proposed_at, zone=plan.time_zone)).days
        words = _proposed(phase.proposal, days=days)
        facts = _facts(phase.proposal_id, phase.proposed_at.isoformat())
        found.append(
            Flag(FlagKind.PROPOSAL, _("Decide"), words, "notice", days, facts, source=source)
        )
    if phase.late_decision:
        what = PROPOSED.get(phase.late_decision, phase.late_decision)
        words = _("Late logs change a decision: with them it would be %(what)s.") % {"what": what}
        facts = _facts(phase.late_id, phase.late_decision)
        found.append(
            Flag(FlagKind.LATE_LOGS, _("Late logs"), words, "notice", facts=facts, source=source)
        )
    if plan.status == Plan.Status.PAUSED:
        found.append(Flag(FlagKind.PAUSED, _("Paused"), _("The plan is paused."), "plain"))
    elif is_last and phase.ends_on <= on + timedelta(days=athlete.tells_runway):
        day = date_format(phase.ends_on, "j M")
        words = _("The plan ends on %(day)s; nothing follows yet.") % {"day": day}
        short, facts = _("Ends %(day)s") % {"day": day}, _facts(plan.pk, phase.ends_on)
        found.append(Flag(FlagKind.ENDS, short, words, "notice", facts=facts, source=source))
    return found


def _proposed(decision: str, *, days: int) -> str:
    what = PROPOSED.get(decision, decision)
    if days < 1:
        return _("A phase change waits for you: %(what)s.") % {"what": what}
    return ngettext(
        "A phase change has waited for you for %(count)d day: %(what)s.",
        "A phase change has waited for you for %(count)d days: %(what)s.",
        days,
    ) % {"count": days, "what": what}


def _attendance(
    phase: PlanPhase | None,
    athlete: "RosterAthlete",
    *,
    last_week: "RosterWeek | None",
    missed: Missed,
) -> list[Flag]:
    if phase is None or phase.plan.status != Plan.Status.ACTIVE:
        return []
    if missed.count >= athlete.tells_missed:
        return [_missed(phase, missed=missed)]
    if last_week is None:
        return []
    source = Source(f"{CONSOLE}weeklyadherence_change", last_week.pk, _("The week"))
    found = [*_hidden(phase, last_week=last_week), *_fallen(last_week, points=athlete.tells_fall)]
    facts = _facts(last_week.week_on, last_week.composite, last_week.compliant)
    return [replace(flag, facts=facts, source=source) for flag in found]


def _missed(phase: PlanPhase, *, missed: Missed) -> Flag:
    count = missed.count
    words = ngettext(
        "%(count)d session missed in a row.", "%(count)d sessions missed in a row.", count
    ) % {"count": count}
    return Flag(
        FlagKind.MISSED,
        _("%(count)d missed") % {"count": count},
        words,
        "bad",
        facts=_facts(count, missed.last_on),
        source=Source(f"{CONSOLE}plan_change", phase.plan_id, _("The sessions")),
    )


def _hidden(phase: PlanPhase, *, last_week: WeeklyAdherence) -> list[Flag]:
    """What the composite of the last week that is over can hide. Spec 6.2."""
    counts = Counts(
        due=last_week.due,
        sets_prescribed=last_week.sets_prescribed,
        raw_share=Fraction(last_week.volume_raw_credit),
        compliant=last_week.compliant,
        evaluable=last_week.evaluable,
        longest_missed_run=last_week.longest_missed_run,
    )
    is_deload = phase.goal == Goal.DELOAD and phase.starts_on <= last_week.week_on
    found = hidden_faults(counts, is_deload=is_deload)
    # Volume is asked at the low end of a range: who lifts 8 of 6-8 in hypertrophy does as told.
    is_as_told = phase.goal == Goal.HYPERTROPHY
    return [_FAULTS[name](counts) for name in found if not (is_as_told and name == "overdose")]


def _fallen(last_week: "RosterWeek", *, points: int) -> list[Flag]:
    """Tell a week this many points under the mean of the phase's weeks before it. Spec 6.1."""
    trend = own_trend([None if one is None else Fraction(one) for one in last_week.composites])
    return [_fell(trend)] if trend is not None and trend.change * 100 <= -points else []


def _fell(trend: OwnTrend) -> Flag:
    words = _("Adherence fell to %(latest)s%% last week; the phase's mean was %(mean)s%%.") % {
        "latest": _percent(trend.latest),
        "mean": _percent(trend.mean),
    }
    return Flag(FlagKind.FELL, _("Fell"), words, "notice")


def _interrupted(counts: Counts) -> Flag:
    words = _("Training was interrupted in the last week that is over.")
    return Flag(FlagKind.INTERRUPTED, _("Interrupted"), words, "bad")


def _overdose(counts: Counts) -> Flag:
    words = _("Did %(percent)s%% of the volume asked in the last week that is over.") % {
        "percent": _percent(counts.adherence().volume_raw)
    }
    return Flag(FlagKind.OVERDOSE, _("Overdose"), words, "notice")


def _off_target(counts: Counts) -> Flag:
    words = _("%(compliant)d of %(evaluable)d sets met their load or effort last week.") % {
        "compliant": counts.compliant,
        "evaluable": counts.evaluable,
    }
    return Flag(FlagKind.OFF_TARGET, _("Off target"), words, "notice")


def _percent(share: Fraction | None) -> str:
    return str(rounded((share or 0) * 100, places=0))


def _facts(*parts: object) -> str:
    return " ".join(map(str, parts))[:MOST_FACTS]


_FAULTS: dict[str, Callable[[Counts], Flag]] = {
    "interrupted": _interrupted,
    "overdose": _overdose,
    "intensity_low": _off_target,
}
