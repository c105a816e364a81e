"""Make a private link to an approved report, and take it back."""

from datetime import datetime, timedelta

from athletes.queries.link_token import hash_token, new_token
from coaching.actions.reports.mail_report import ReportNotApproved
from coaching.models import ReportDraft

LIFETIME = timedelta(days=14)


def link_report(*, draft: ReportDraft, now: datetime) -> str:
    """Return the token of a new link, shown this once; an earlier link ends. 1 query.

    Raises ReportNotApproved.
    """
    token = new_token()
    approved = ReportDraft.objects.filter(pk=draft.pk).exclude(status=ReportDraft.Status.DRAFT)
    made = approved.update(
        link_hash=hash_token(token), link_expires_at=now + LIFETIME, link_revoked_at=None
    )
    if not made:
        raise ReportNotApproved
    return token


def revoke_link(*, draft: ReportDraft, now: datetime) -> bool:
    """End the link and return whether there was one. 1 query."""
    linked = ReportDraft.objects.filter(pk=draft.pk, link_hash__isnull=False, link_revoked_at=None)
    return bool(linked.update(link_revoked_at=now))
