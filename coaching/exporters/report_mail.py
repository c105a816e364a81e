"""The mail that brings an athlete their report as a file."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from athletes.queries.mail_address import mail_address
from coaching.exporters.pdf.report_pdf import report_pdf
from coaching.exporters.report_files import FORMATS, file_name
from coaching.models import ReportDraft
from coaching.reports.frozen import from_json


def get_report_mail(facts: Mapping[str, Any], *, now: datetime) -> dict[str, Any] | None:
    """Return the mail with its PDF; None where there is nobody or nothing to send any more.

    ``facts`` name the draft. 1 query.
    """
    drafts = ReportDraft.objects.with_report().filter(athlete__is_archived=False)
    draft = drafts.filter(pk=facts["draft"]).exclude(report=None).first()
    if draft is None or not mail_address(draft.athlete):
        return None
    report = from_json(draft.report)
    with translation.override(draft.language):
        subject = _("Your report: %(title)s") % {"title": report.title}
        text = render_to_string("email/report.txt", {"report": report})
    file = report_pdf(report, paper=draft.paper)
    return {
        "to": mail_address(draft.athlete),
        "subject": " ".join(subject.split()),
        "text": text,
        "files": [(file_name(report, form="pdf"), file, FORMATS["pdf"].media_type)],
    }
