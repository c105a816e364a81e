"""Athletes as a coach looks them over: where each one stands and what asks for attention."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import JSONObject

from athletes.models import (
    Athlete,
    CheckIn,
    Engagement,
    PhaseProposal,
    Plan,
    PlannedSession,
    PlanPhase,
    SessionLog,
    WeeklyAdherence,
)
from athletes.queries.late_changes import with_late_changes
from athletes.queries.tallies import NEVER_AWAY, DaysAway, get_days_away
from coaching.models import Invitation
from coaching.queries.flags import NONE_MISSED, Flag, Missed, flags_of
from coaching.queries.outlines import PhaseOutline, get_versions, outline_of
from programs.engine.timeline import DAYS_A_WEEK, local_date

if TYPE_CHECKING:
    from coaching.queries.flags import RosterAthlete, RosterPhase, RosterWeek

DAYS_LOOKED_BACK = 28
SAID_OF_PAIN = {"place": "pain_place", "side": "pain_side", "severity": "pain_severity"}
# What lines and flags read of their rows: hundreds are read at once.
OF_PHASE = (
    "organization", "athlete", "seq", "mesocycle", "kind", "name", "goal", "starts_on", "ends_on",
    "plan__organization", "plan__athlete", "plan__program_version", "plan__status",
    "plan__time_zone", "plan__phase_seq", "plan__quarantined_at",
)  # fmt: skip
OF_WEEK = (
    "athlete", "week_on", "due", "sets_prescribed", "volume_raw_credit", "compliant", "evaluable",
    "longest_missed_run", "composite",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One athlete's state. ``phase`` comes with plan, version and template (without the body).

    ``outline`` is the phase as written, ``ahead`` are the program's phases after it. ``week`` of
    ``weeks`` in the running phase; None before the plan starts or without one. ``last_week`` is
    the newest week that is over; None before the first.
    """

    athlete: Athlete
    on: date
    coaches: tuple[str, ...]
    phase: "RosterPhase | None"
    outline: PhaseOutline | None
    ahead: tuple[PhaseOutline, ...]
    week: int | None
    weeks: int | None
    last_week: WeeklyAdherence | None
    flags: tuple[Flag, ...]


def roster_rows(*, user: Any, now: datetime) -> "QuerySet[RosterAthlete]":
    """Return the athletes a person coaches, each with what can be sorted and filtered by.

    ``coach_names``, ``last_trained_on`` (None before the first session), ``pain_on`` (the newest
    pain nobody resolved) with ``pain_id`` and ``pain_said``, ``invited_at`` and ``invited_until``
    of an invitation nobody accepted, ``is_invited`` (it can still be), and ``newest_plan``. One
    query, when the caller reads it.
    """
    trained = SessionLog.objects.filter(athlete=OuterRef("pk")).order_by("-on")
    hurting = CheckIn.objects.filter(
        athlete=OuterRef("pk"), has_pain=True, pain_resolved_at=None
    ).order_by("-on")
    invited = Invitation.objects.filter(
        organization=OuterRef("organization"),
        athlete=OuterRef("pk"),
        accepted_at=None,
        revoked_at=None,
    )
    plans = Plan.objects.filter(athlete=OuterRef("pk")).order_by("-pk")
    coaches = Engagement.objects.filter(
        athlete=OuterRef("pk"), ended_at=None, membership__is_active=True
    ).order_by("started_at", "pk")
    rows = Athlete.objects.coached_by(user).annotate(
        coach_names=ArraySubquery(coaches.values("membership__user__name")),
        last_trained_on=Subquery(trained.values("on")[:1]),
        pain_on=Subquery(hurting.values("on")[:1]),
        pain_id=Subquery(hurting.values("pk")[:1]),
        pain_said=Subquery(hurting.values(said=JSONObject(**SAID_OF_PAIN))[:1]),
        invited_at=Subquery(invited.values("created_at")[:1]),
        invited_until=Subquery(invited.values("expires_at")[:1]),
        is_invited=Exists(invited.filter(expires_at__gt=now)),
        newest_plan=Subquery(plans.values("pk")[:1]),
        tells_missed=F("organization__missed_in_a_row"),
        tells_fall=F("organization__fall_points"),
        tells_runway=F("organization__runway_days"),
    )
    return cast("QuerySet[RosterAthlete]", rows)


def get_roster(
    *, athletes: "Sequence[RosterAthlete]", now: datetime, shows_weeks: bool = True
) -> Mapping[int, RosterLine]:
    """Return the line of each athlete by primary key. 5 queries, whatever the number.

    ``athletes`` are rows of ``roster_rows``. Who doesn't show the last weeks gets of them only
    what flags rest on. A process that just began reads each program once.
    """
    keys = [athlete.pk for athlete in athletes]
    phases = _running_phases(keys)
    outlines = _outlines(phases.values())
    weeks = _last_weeks(keys, now=now, is_whole=shows_weeks)
    away = get_days_away(athletes=keys)
    runs = _missed_runs(athletes, phases=phases, away=away, now=now)
    return {
        athlete.pk: _line(
            athlete,
            now=now,
            phase=phases.get(athlete.pk),
            outlines=outlines,
            last_week=weeks.get(athlete.pk),
            missed=runs.get(athlete.pk, NONE_MISSED),
        )
        for athlete in athletes
    }


def _line(
    athlete: "RosterAthlete",
    *,
    now: datetime,
    phase: "RosterPhase | None",
    outlines: Mapping[int, tuple[PhaseOutline, ...]],
    last_week: "RosterWeek | None",
    missed: Missed,
) -> RosterLine:
    on = local_date(now, zone=athlete.time_zone)
    week, weeks = _place(phase, on=on)
    written = outlines[phase.plan.program_version_id] if phase else ()
    ahead = written[phase.mesocycle + 1 :] if phase else ()
    return RosterLine(
        athlete=athlete,
        on=on,
        coaches=tuple(athlete.coach_names),
        phase=phase,
        outline=written[phase.mesocycle] if phase else None,
        ahead=ahead,
        week=week,
        weeks=weeks,
        last_week=last_week,
        flags=flags_of(
            athlete,
            phase=phase,
            is_last=not ahead,
            last_week=last_week,
            missed=missed,
            on=on,
        ),
    )


def _place(phase: PlanPhase | None, *, on: date) -> tuple[int | None, int | None]:
    if phase is None or on < phase.starts_on:
        return None, None
    weeks = max(((phase.ends_on - phase.starts_on).days + 1) // DAYS_A_WEEK, 1)
    return min((on - phase.starts_on).days // DAYS_A_WEEK + 1, weeks), weeks


def _outlines(phases: "Iterable[RosterPhase]") -> dict[int, tuple[PhaseOutline, ...]]:
    """Return the programs' phases by version, and give each plan its version. 1 query.

    One more for each program that this process hasn't read yet.
    """
    plans = [phase.plan for phase in phases]
    versions = get_versions(versions=(plan.program_version_id for plan in plans))
    for plan in plans:
        plan.program_version = versions[plan.program_version_id]
    return {key: outline_of(version) for key, version in versions.items()}


def _running_phases(keys: Iterable[int]) -> "dict[int, RosterPhase]":
    proposals = PhaseProposal.objects.filter(
        organization=OuterRef("organization"), plan=OuterRef("plan")
    )
    waiting = proposals.filter(status="WAITING")
    late = proposals.filter(status="OPEN").order_by("-pk")
    rows = (
        PlanPhase.objects.filter(
            athlete__in=keys, plan__status__in=("ACTIVE", "PAUSED"), seq=F("plan__phase_seq")
        )
        .select_related("plan")
        .only(*OF_PHASE)
        .annotate(
            proposal=Subquery(waiting.values("decision")[:1]),
            proposal_id=Subquery(waiting.values("pk")[:1]),
            proposed_at=Subquery(waiting.values("proposed_at")[:1]),
            late_decision=Subquery(late.values("decision")[:1]),
            late_id=Subquery(late.values("pk")[:1]),
        )
    )
    return {row.athlete_id: cast("RosterPhase", row) for row in rows}


def _last_weeks(keys: Iterable[int], *, now: datetime, is_whole: bool) -> "dict[int, RosterWeek]":
    over_on = now.date() - timedelta(days=DAYS_A_WEEK)
    rows = WeeklyAdherence.objects.filter(athlete__in=keys, week_on__lte=over_on)
    newest = rows.order_by("athlete", "-week_on", "-pk").distinct("athlete")
    of_phase = WeeklyAdherence.objects.filter(
        organization=OuterRef("organization"),
        plan=OuterRef("plan"),
        week_on__lte=OuterRef("week_on"),
        plan__phases__seq=F("plan__phase_seq"),
        plan__phases__starts_on__lte=F("week_on"),
    ).order_by("week_on")
    # Two steps, or the weeks of every week would be read to keep those of one.
    one_each = WeeklyAdherence.objects.filter(pk__in=newest.values("pk"))
    wanted = with_late_changes(one_each) if is_whole else one_each.only(*OF_WEEK)
    found = wanted.annotate(composites=ArraySubquery(of_phase.values("composite")))
    return {row.athlete_id: cast("RosterWeek", row) for row in found}


def _missed_runs(
    athletes: Sequence[Athlete],
    *,
    phases: Mapping[int, PlanPhase],
    away: Mapping[int, DaysAway],
    now: datetime,
) -> dict[int, Missed]:
    """Return the sessions without a log after the last one that has one, excused ones aside."""
    today = {row.pk: local_date(now, zone=row.time_zone) for row in athletes}
    plans = [phase.plan_id for phase in phases.values()]
    newest_first = (F("scheduled_on").desc(), F("ordinal").desc())
    sessions = PlannedSession.objects.filter(
        plan__in=plans,
        is_cancelled=False,
        excused_for="",
        scheduled_on__gte=now.date() - timedelta(days=DAYS_LOOKED_BACK),
        scheduled_on__lte=now.date(),
    ).annotate(logs=Window(Count("log"), partition_by="plan", order_by=newest_first))
    runs: dict[int, Missed] = {}
    unlogged = sessions.filter(logs=0).order_by(*newest_first, "pk")
    for key, on in unlogged.values_list("athlete_id", "scheduled_on"):
        if on >= today[key] or _is_away(away.get(key, NEVER_AWAY), on):
            continue
        before = runs.get(key)
        runs[key] = Missed(before.count + 1, before.last_on) if before else Missed(1, on)
    return runs


def _is_away(absences: DaysAway, on: date) -> bool:
    return absences.excuses_on(on) or any(
        pause.from_on <= on and (pause.to_on is None or on <= pause.to_on)
        for pause in absences.pauses
    )
