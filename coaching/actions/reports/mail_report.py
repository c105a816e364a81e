"""Send an approved report to its athlete."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from athletes.models import Outbox
from athletes.queries.mail_address import mail_address
from coaching.models import ReportDraft
from programs.engine.errors import TrainingError


class ReportNotApproved(TrainingError):
    """A draft on its way out."""

    def __init__(self) -> None:
        super().__init__(_("Approve the report first: a draft stays with the coaches."))


class NoAddress(TrainingError):
    """An athlete without an e-mail address."""

    def __init__(self) -> None:
        super().__init__(
            _("This athlete has no e-mail address: enter one, or make a link and pass it on.")
        )


def mail_report(*, draft: ReportDraft, now: datetime) -> None:
    """Queue the mail; the file is made when it leaves. 3 queries.

    Asked twice at once it is one mail. Raises ReportNotApproved, NoAddress.
    """
    if draft.status == ReportDraft.Status.DRAFT:
        raise ReportNotApproved
    if not mail_address(draft.athlete):
        raise NoAddress
    before = draft.sent_at.isoformat() if draft.sent_at else "first"
    row = Outbox(
        key=f"report:{draft.pk}:{before}",
        organization_id=draft.organization_id,
        kind=Outbox.Kind.REPORT,
        message={"draft": draft.pk},
        run_after=now,
        queued_at=now,
    )
    with transaction.atomic():
        Outbox.objects.bulk_create([row], ignore_conflicts=True)
        ReportDraft.objects.filter(pk=draft.pk, sent_at=draft.sent_at).update(
            status=ReportDraft.Status.SENT, sent_at=now
        )
