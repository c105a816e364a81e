"""Approve a report: it is kept as it stands, and its athlete sees it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from coaching.actions.reports.write_report import ReportApproved
from coaching.models import ReportDraft
from coaching.reports.frozen import to_json
from coaching.reports.making import make_draft


def approve_report(*, draft: ReportDraft, by: Any, now: datetime) -> None:
    """Keep the report as JSON, for good. Raises ReportApproved when it was approved before."""
    with transaction.atomic():
        rows = ReportDraft.objects.with_report().select_for_update(of=("self",))
        held = rows.get(pk=draft.pk)
        if held.status != ReportDraft.Status.DRAFT:
            raise ReportApproved
        held.report = to_json(make_draft(draft=held, by=by, now=now))
        held.status, held.approved_by, held.approved_at = ReportDraft.Status.APPROVED, by, now
        held.save(update_fields=["report", "status", "approved_by", "approved_at"])
