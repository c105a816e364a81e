"""What lists of the API read, in a fixed number of queries each."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from athletes.models import (
    Athlete,
    CheckIn,
    Comment,
    Measurement,
    PhaseProposal,
    PhaseSummary,
    PhaseTransition,
    Plan,
    PlannedGroup,
    PlannedSession,
    PlanPhase,
    SetLog,
    WeeklyAdherence,
)
from athletes.queries.late_changes import with_late_changes
from athletes.querysets import (
    AthleteQuerySet,
    AthleteRowQuerySet,
    CommentQuerySet,
    PlannedSessionQuerySet,
    PlanQuerySet,
    SetLogQuerySet,
)


def browse_athletes(*, user: Any) -> AthleteQuerySet[Athlete]:
    """Return the athletes by name. One query."""
    return Athlete.objects.visible_to(user).order_by("name", "pk")


def browse_plans(*, user: Any) -> PlanQuerySet[Plan]:
    """Return the plans with version and template, newest first. One query."""
    return (
        Plan.objects.visible_to(user)
        .select_related("program_version__template")
        .defer("program_version__body")
        .order_by("-assigned_at", "-pk")
    )


def read_plan(*, user: Any) -> PlanQuerySet[Plan]:
    """Return the plans with their phases and phase changes, for reading one. Three queries."""
    phases = PlanPhase.objects.order_by("seq")
    transitions = PhaseTransition.objects.order_by("sequence")
    return browse_plans(user=user).prefetch_related(
        Prefetch("phases", queryset=phases), Prefetch("transitions", queryset=transitions)
    )


def browse_proposals(*, user: Any) -> AthleteRowQuerySet[PhaseProposal]:
    """Return the proposals, newest first. One query."""
    return PhaseProposal.objects.visible_to(user).order_by("-proposed_at", "-pk")


def browse_sessions(*, user: Any) -> PlannedSessionQuerySet[PlannedSession]:
    """Return the planned sessions with phase and log, newest day first. One query."""
    return (
        PlannedSession.objects.visible_to(user)
        .select_related("phase", "log")
        .order_by("-scheduled_on", "-ordinal", "-pk")
    )


def read_session(*, user: Any) -> PlannedSessionQuerySet[PlannedSession]:
    """Return the sessions with groups and standing sets, for reading one. Three queries."""
    groups = PlannedGroup.objects.order_by("position")
    sets = SetLog.objects.standing().order_by("performed_at", "pk")
    return browse_sessions(user=user).prefetch_related(
        Prefetch("groups", queryset=groups), Prefetch("log__sets", queryset=sets)
    )


def browse_sets(*, user: Any) -> SetLogQuerySet[SetLog]:
    """Return the sets that were not taken back, newest first. One query."""
    return SetLog.objects.visible_to(user).standing().newest_first()


def browse_comments(*, user: Any) -> CommentQuerySet[Comment]:
    """Return the comments, newest first. One query."""
    return Comment.objects.visible_to(user).newest_first()


def browse_check_ins(*, user: Any) -> AthleteRowQuerySet[CheckIn]:
    """Return the check-ins, newest first. One query."""
    return CheckIn.objects.visible_to(user).order_by("-on", "-pk")


def browse_measurements(*, user: Any) -> AthleteRowQuerySet[Measurement]:
    """Return the circumferences, newest first. One query."""
    return Measurement.objects.visible_to(user).order_by("-on", "-pk")


def browse_weeks(*, user: Any) -> QuerySet[WeeklyAdherence]:
    """Return the weeks' adherence with what came late, newest first. One query."""
    weeks = WeeklyAdherence.objects.visible_to(user).order_by("-week_on", "-pk")
    return with_late_changes(weeks)


def browse_phase_summaries(*, user: Any) -> QuerySet[PhaseSummary]:
    """Return the phases' adherence with phase and what came late, newest first. One query."""
    rows = PhaseSummary.objects.visible_to(user).select_related("phase")
    return with_late_changes(rows.order_by("-phase__starts_on", "-pk"))
