"""Draft a report of every phase whose figures became final."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from athletes.models import PhaseSummary, PlanPhase
from coaching.models import ReportDraft
from coaching.reports.making import language_of, paper_of
from programs.engine.goals import Goal

# Whatever was sealed before nobody waits for any more.
LOOKS_BACK = timedelta(days=7)
BATCH = 500
PHASE = "phase"
# A light week or a break brought nothing that is worth a report of its own.
UNTOLD = (Goal.DELOAD, Goal.TRANSITION)


@dataclass(frozen=True, slots=True)
class DraftReport:
    """How many reports a run drafted."""

    drafted: int = 0


def draft_reports(*, now: datetime) -> DraftReport:
    """Draft what was sealed in the last week and has no report yet; twice is harmless.

    Two queries for 500 phases. An archived athlete's are left out.
    """
    drafted = 0
    while True:
        with transaction.atomic():
            phases = _sealed_without_report(now)
            drafted += len(draft_phases(phases, now=now))
        if len(phases) < BATCH:
            return DraftReport(drafted)


def draft_phases(phases: Sequence[PlanPhase], *, now: datetime) -> list[ReportDraft]:
    """Draft the reports of phases, those that have one left out. 1 query.

    Phases come with ``athlete__user``.
    """
    rows = [
        ReportDraft(
            organization_id=phase.organization_id,
            athlete=phase.athlete,
            phase=phase,
            kind=PHASE,
            language=language_of(phase.athlete),
            units="lb" if phase.athlete.units == "LB" else "kg",
            paper=paper_of(phase.athlete),
            drafted_at=now,
        )
        for phase in phases
    ]
    return ReportDraft.objects.bulk_create(rows, ignore_conflicts=True)


def _sealed_without_report(now: datetime) -> list[PlanPhase]:
    drafts = ReportDraft.objects.filter(phase=OuterRef("phase"), kind=PHASE)
    sealed = PhaseSummary.objects.filter(
        ~Exists(drafts),
        sealed_at__gt=now - LOOKS_BACK,
        sealed_at__lte=now,
        athlete__is_archived=False,
    )
    sealed = sealed.exclude(phase__goal__in=UNTOLD)
    rows = sealed.select_related("phase__athlete__user").order_by("pk")[:BATCH]
    return [summary.phase for summary in rows]
