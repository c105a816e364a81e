"""Send what waits in the outbox, one a transaction, so that a crash repeats one at most."""

import time
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F
from django.utils.module_loading import import_string

from athletes.actions.error_in_words import error_in_words
from athletes.actions.post_push import post_push
from athletes.models import Outbox
from athletes.queries.reminder_day import NotYet

# Reliability 5.6: twice as long each time up to an hour, given up after three days.
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=3)
# Longer than a run may take: nobody else sends what this run holds.
LEASE = timedelta(minutes=5)
MOST_GONE = 8
MOST_SECONDS = 15.0
SENDER_GONE = "SenderGone: the process that sent it ended before it was told of."

# The namespace of Message-IDs: a repeat carries the same one, so that receivers can spot it.
_MESSAGE_IDS = uuid.UUID("6f1c4a52-5c0e-5d3b-9a63-2f8f1f0b7f10")

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SendReport:
    """How many left, failed and will be tried again, were given up, or wait for their hour."""

    sent: int = 0
    failed: int = 0
    dead: int = 0
    put_off: int = 0


def send_outbox(*, now: datetime) -> SendReport:
    """Send what is due, oldest first, for at most 15 s; without a delivery address mail waits.

    Three queries a mail: claim (two) and mark. What its writer reads comes on top.
    """
    stop_at = time.monotonic() + MOST_SECONDS
    counts = {"sent": 0, "failed": 0, "dead": 0, "put_off": 0}
    while time.monotonic() < stop_at and (row := _claim(now)) is not None:
        counts["dead" if row.dead_at else _deliver(row, now=now)] += 1
    return SendReport(**counts)


def message_id(key: str, *, sender: str) -> str:
    """Return the Message-ID that every sending of this fact carries."""
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    return f"<{uuid.uuid5(_MESSAGE_IDS, key)}@{domain}>"


def _claim(now: datetime) -> Outbox | None:
    waiting = Outbox.objects.waiting_at(now)
    if not settings.DELIVERY_BACKEND:
        waiting = waiting.filter(kind=Outbox.Kind.PUSH)
    with transaction.atomic():
        row: Outbox | None = waiting.select_for_update(skip_locked=True).first()
        if row is None:
            return None
        row.attempts += 1
        has_killed = row.lease_until is not None and row.attempts > MOST_GONE
        if has_killed and _is_too_old(row, now=now):
            # Whoever held it never came back: a mail that kills its sender is given up too, one
            # that only waited long until a sender was killed by something else isn't.
            row.lease_until, row.dead_at, row.last_error = None, now, SENDER_GONE
        else:
            row.lease_until = now + LEASE
        row.save(update_fields=["attempts", "lease_until", "dead_at", "last_error"])
    return row


def _is_too_old(row: Outbox, *, now: datetime) -> bool:
    return now - row.queued_at >= GIVE_UP_AFTER


def _deliver(row: Outbox, *, now: datetime) -> str:
    try:
        content = _content(row, now=now)
        if content is not None:
            _send(row, content, now=now)
    except NotYet as not_yet:
        Outbox.objects.filter(pk=row.pk, sent_at=None).update(
            run_after=not_yet.until, lease_until=None
        )
        return "put_off"
    # Whatever is wrong with one mail, or its server, must not stop the next.
    except Exception as error:
        return _put_back(row, error=error, now=now)
    Outbox.objects.filter(pk=row.pk, sent_at=None).update(
        sent_at=now, lease_until=None, message={}, last_error=""
    )
    return "sent"


def _content(row: Outbox, *, now: datetime) -> dict[str, Any] | None:
    """Return what to send; None where what it would tell holds no more. Raises NotYet."""
    if row.kind == Outbox.Kind.MAIL:
        return dict(row.message)
    written: dict[str, Any] | None = import_string(settings.MAIL_WRITERS[row.kind])(
        row.message, now=now
    )
    return written


def _send(row: Outbox, content: dict[str, Any], *, now: datetime) -> None:
    if row.kind == Outbox.Kind.PUSH:
        post_push(**content, now=now)
    else:
        _message(row.key, content).send()


def _message(key: str, said: dict[str, Any]) -> EmailMultiAlternatives:
    content = {"from": settings.DEFAULT_FROM_EMAIL, "html": "", "reply_to": [], "files": [], **said}
    mail = EmailMultiAlternatives(
        subject=content["subject"],
        body=content["text"],
        from_email=content["from"],
        to=[content["to"]],
        reply_to=content["reply_to"],
        headers={
            **content.get("headers", {}),
            "Message-ID": message_id(key, sender=content["from"]),
        },
        connection=get_connection(settings.DELIVERY_BACKEND, **settings.DELIVERY_OPTIONS),
    )
    if content["html"]:
        mail.attach_alternative(content["html"], "text/html")
    for name, file, media_type in content["files"]:
        mail.attach(name, file, media_type)
    return mail


def _put_back(row: Outbox, *, error: Exception, now: datetime) -> str:
    is_dead = _is_too_old(row, now=now)
    delay = min(LONGEST_DELAY, FIRST_DELAY * 2 ** min(row.attempts - 1, 10))
    Outbox.objects.filter(pk=row.pk, sent_at=None).update(
        run_after=now + delay,
        lease_until=None,
        last_error=error_in_words(error),
        dead_at=now if is_dead else F("dead_at"),
    )
    # The error's text may hold an address, so the log gets its class only.
    log = logger.error if is_dead else logger.warning
    log("mail_failed", outbox=row.pk, error=type(error).__name__, is_given_up=is_dead)
    return "dead" if is_dead else "failed"
