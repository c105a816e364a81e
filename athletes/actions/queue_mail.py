"""Put a mail into the outbox; it leaves once the transaction that tells the fact is committed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings

from athletes.models import Outbox


def queue_mail(
    *,
    key: str,
    to: str,
    subject: str,
    text: str,
    now: datetime,
    organization: Any | None = None,
    html: str | None = None,
    sender: str = "",
    reply_to: Sequence[str] = (),
) -> None:
    """Queue one mail to one address; a second one with the same ``key`` is dropped.

    ``key`` names the fact told ("plan:12:3"). ``sender`` empty: the product's own. 1 query.
    """
    message = {
        "to": to,
        "from": sender or settings.DEFAULT_FROM_EMAIL,
        # A line break in a subject would end the header.
        "subject": " ".join(subject.split()),
        "text": text,
        "html": html or "",
        "reply_to": list(reply_to),
    }
    row = Outbox(key=key, organization=organization, message=message, run_after=now, queued_at=now)
    Outbox.objects.bulk_create([row], ignore_conflicts=True)
