"""What a private link to a report leads to."""

from datetime import datetime

from django.utils.translation import gettext as _

from athletes.queries.link_token import hash_token
from coaching.models import ReportDraft
from programs.engine.errors import TrainingError


class ReportLinkUnknown(TrainingError):
    """No report has this link, or has it no more."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This link leads to no report. It may have expired or been replaced: ask your "
                "coach for a new one."
            )
        )


def find_linked_report(*, token: str, now: datetime) -> ReportDraft:
    """Return the approved report of a link. 1 query. Raises ReportLinkUnknown.

    Only hashes are compared, by the database: how long that takes tells nothing of a token. A
    link that ended looks like one that never was.
    """
    found: ReportDraft | None = (
        ReportDraft.objects.filter(
            link_hash=hash_token(token), link_revoked_at=None, link_expires_at__gt=now
        )
        .exclude(report=None)
        .first()
    )
    if found is None:
        raise ReportLinkUnknown
    return found
