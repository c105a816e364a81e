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


@shared_task(name="coaching.work_jobs")
def work_jobs(**_: object) -> None:
    """Do the next items of long actions."""
    from athletes.actions.beat import beat
    from coaching.actions.jobs.work_jobs import work_jobs as work

    now = timezone.now()
    report = work(now=now)
    beat(name="work_jobs", now=now, report=report)
    logger.info("work_jobs", items=report.items)


@shared_task(name="coaching.forget_jobs")
def forget_jobs(**_: object) -> None:
    """Forget long actions that ended a day ago."""
    from athletes.actions.beat import beat
    from coaching.actions.jobs.forget_jobs import forget_jobs as forget

    now = timezone.now()
    report = forget(now=now)
    beat(name="forget_jobs", now=now, report=report)
    logger.info("forget_jobs", forgotten=report.forgotten)


@shared_task(name="coaching.draft_reports")
def draft_reports(**_: object) -> None:
    """Draft the report of every phase whose figures became final."""
    from athletes.actions.beat import beat
    from coaching.actions.reports.draft_reports import draft_reports as draft

    now = timezone.now()
    report = draft(now=now)
    beat(name="draft_reports", now=now, report=report)
    logger.info("draft_reports", drafted=report.drafted)
