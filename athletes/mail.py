"""Django's door to the outbox: what any library mails waits there instead of blocking a page."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from athletes.actions.queue_mail import queue_mail
from programs.engine.errors import TrainingError


class AttachmentRefused(TrainingError):
    """A mail with a file: the outbox keeps text only."""

    def __init__(self) -> None:
        super().__init__(_("Mails carry no files here: put a link into the text instead."))


class OutboxBackend(BaseEmailBackend):
    """Queues every recipient's copy by itself, so that one refused address repeats no other's."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        now = timezone.now()
        for message in email_messages:
            if message.attachments:
                raise AttachmentRefused
            for address in message.recipients():
                _queue(message, to=address, now=now)
        return len(email_messages)


def _queue(message: EmailMessage, *, to: str, now: datetime) -> None:
    text, html = _bodies(message)
    queue_mail(
        key=f"mail:{uuid.uuid4()}",
        to=to,
        subject=str(message.subject),
        text=text,
        html=html,
        now=now,
        sender=message.from_email,
        reply_to=message.reply_to,
    )


def _bodies(message: EmailMessage) -> tuple[str, str]:
    """Return the plain text and the HTML, empty where there is none."""
    body = str(message.body)
    if message.content_subtype == "html":
        return strip_tags(body), body
    alternatives = getattr(message, "alternatives", ())
    html = [str(one.content) for one in alternatives if one.mimetype == "text/html"]
    return body, html[0] if html else ""
