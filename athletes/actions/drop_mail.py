"""Let go of a mail that was given up."""

from datetime import datetime
from typing import Any

import structlog

from athletes.actions.send_again import MailNotDead
from athletes.models import Outbox

logger = structlog.get_logger(__name__)


def drop_mail(*, mail: Outbox, by: Any, now: datetime) -> None:
    """Wipe what a dead mail says and count it no more. Raises MailNotDead.

    The row stays a month with its key, so that nothing queues the same fact again.
    """
    if not Outbox.objects.dead().filter(pk=mail.pk).update(dropped_at=now, message={}):
        raise MailNotDead
    logger.info("mail_dropped", outbox=mail.pk, by=by.pk)
