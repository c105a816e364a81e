"""Celery's hints of the coach side; what is due stands in the database."""

import structlog
from celery import shared_task
from django.utils import timezone

logger = structlog.get_logger(__name__)


@shared_task(name="coaching.forget_answers")
def forget_answers(**_: object) -> None:
    """Forget the answers that are kept for requests sent twice, once they are old."""
    from athletes.actions.beat import beat
    from coaching.actions.forget_answers import forget_answers as forget

    now = timezone.now()
    report = forget(now=now)
    beat(name="forget_answers", now=now, report=report)
    logger.info("forget_answers", forgotten=report.forgotten)


@shared_task(name="coaching.queue_digests")
def queue_digests(**_: object) -> None:
    """Queue the weekly mail of coaches whose Monday morning has come."""
    from athletes.actions.beat import beat
    from coaching.actions.queue_digests import queue_digests as queue

    now = timezone.now()
    report = queue(now=now)
    beat(name="queue_digests", now=now, report=report)
    logger.info("queue_digests", queued=report.queued)
