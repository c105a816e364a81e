"""Let a mail that was given up be tried again."""

from datetime import datetime
from typing import Any

import structlog
from django.utils.translation import gettext as _

from athletes.models import Outbox
from programs.engine.errors import TrainingError

logger = structlog.get_logger(__name__)


class MailNotDead(TrainingError):
    """Only a mail that was given up can be sent again or dropped."""

    def __init__(self) -> None:
        super().__init__(_("This mail wasn't given up: it leaves by itself, or it has left."))


def send_again(*, mail: Outbox, by: Any, now: datetime) -> None:
    """Queue a mail anew as of ``now``, with three days of tries ahead. Raises MailNotDead."""
    changed = Outbox.objects.dead().filter(pk=mail.pk)
    if not changed.update(dead_at=None, attempts=0, run_after=now, queued_at=now, last_error=""):
        raise MailNotDead
    logger.info("mail_sent_again", outbox=mail.pk, by=by.pk)
