"""Reports of phases that ended, drafted and approved."""

from typing import Any

from athletes.models import PhaseSummary, PlanPhase
from coaching.actions.reports.approve_report import approve_report
from coaching.actions.reports.draft_reports import draft_reports
from coaching.models import ReportDraft
from tests import make
from tests.athletes.phases_trained import WEEK, train, training

SEALED = make.NOW + 3 * WEEK
CHECKED = SEALED + WEEK / 7


def seal(athlete: Any, **fields: Any) -> PhaseSummary:
    """Seal the athlete's first phase."""
    phase = PlanPhase.objects.get(athlete=athlete, seq=1)
    summary, _ = PhaseSummary.objects.update_or_create(
        phase=phase,
        defaults={
            **make.NO_FIGURES,
            "organization": athlete.organization,
            "athlete": athlete,
            "sealed_at": SEALED,
            **fields,
        },
    )
    return summary


def trained(**fields: Any) -> Any:
    """Return an athlete whose first phase is trained and sealed."""
    athlete = training(**fields)
    train(athlete, sessions=4)
    seal(athlete)
    return athlete


def drafted(**fields: Any) -> ReportDraft:
    """Return the draft of a sealed phase, as its pages read it."""
    athlete = trained(**fields)
    draft_reports(now=CHECKED)
    return again(ReportDraft.objects.get(athlete=athlete))


def approved(*, by: Any = None, **fields: Any) -> ReportDraft:
    draft = drafted(**fields)
    approve_report(draft=draft, by=by or make.user(name="Dana Reyes"), now=CHECKED)
    return again(draft)


def again(draft: ReportDraft) -> ReportDraft:
    return ReportDraft.objects.with_report().get(pk=draft.pk)
