"""Celery's hints: each runs what the database says is due, and losing one costs a tick."""

from dataclasses import replace

import structlog
from celery import shared_task
from django.utils import timezone

MOST_HINTS = 3
HINT_EXPIRES_S = 50

logger = structlog.get_logger(__name__)


@shared_task(name="athletes.send_outbox")
def send_outbox(**_: object) -> None:
    """Send the mail that waits."""
    from athletes.actions.beat import beat
    from athletes.actions.send_outbox import send_outbox as send

    now = timezone.now()
    report = send(now=now)
    beat(name="send_outbox", now=now, report=report)
    logger.info("send_outbox", sent=report.sent, failed=report.failed, dead=report.dead)


@shared_task(name="athletes.queue_reminders")
def queue_reminders(**_: object) -> None:
    """Queue the reminders whose time has come."""
    from athletes.actions.beat import beat
    from athletes.actions.queue_reminders import queue_reminders as queue

    now = timezone.now()
    report = queue(now=now)
    beat(name="queue_reminders", now=now, report=report)
    logger.info("queue_reminders", due=report.due, queued=report.queued)


@shared_task(name="athletes.forget_mail")
def forget_mail(**_: object) -> None:
    """Forget mails that left long ago."""
    from athletes.actions.beat import beat
    from athletes.actions.forget_mail import forget_mail as forget

    now = timezone.now()
    report = forget(now=now)
    beat(name="forget_mail", now=now, report=report)
    logger.info("forget_mail", forgotten=report.forgotten)


@shared_task(name="athletes.forget_operations")
def forget_operations(**_: object) -> None:
    """Forget what phones sent long ago, and phones that nobody uses any more."""
    from athletes.actions.beat import beat
    from athletes.actions.forget_operations import forget_operations as forget

    now = timezone.now()
    report = forget(now=now)
    beat(name="forget_operations", now=now, report=report)
    logger.info("forget_operations", forgotten=report.forgotten, phones=report.phones)


@shared_task(name="athletes.sweep_photos")
def sweep_photos(**_: object) -> None:
    """Delete files of photos that are gone."""
    from athletes.actions.beat import beat
    from athletes.actions.sweep_photos import sweep_photos as sweep

    now = timezone.now()
    report = sweep(now=now)
    beat(name="sweep_photos", now=now, report=report)
    logger.info("sweep_photos", swept=report.swept)


@shared_task(name="athletes.summarize_adherence")
def summarize_adherence(**_: object) -> None:
    """Close sessions that nobody finished; summarize weeks and phases that aren't sealed."""
    from athletes.actions.beat import beat
    from athletes.actions.close_forgotten_sessions import close_forgotten_sessions
    from athletes.actions.summarize_adherence import summarize_adherence as summarize

    now = timezone.now()
    closed = close_forgotten_sessions(now=now)
    report = replace(summarize(now=now), closed=closed)
    beat(name="summarize_adherence", now=now, report=report)
    logger.info(
        "summarize_adherence",
        written=report.written,
        failed=report.failed,
        unjudged=report.unjudged,
        closed=report.closed,
    )


@shared_task(name="athletes.roll_due")
def roll_due(*, is_hint: bool = False, **_: object) -> None:
    """Roll the plans that are due; a tick with many of them calls other workers to help."""
    from athletes.actions.follow_zone_table import follow_zone_table
    from athletes.actions.roll_due import BATCH, count_due
    from athletes.actions.roll_due import roll_due as roll

    now = timezone.now()
    if not is_hint:
        follow_zone_table(now=now)
        # Decision 31: one sweep more for each further batch, side by side.
        for _batch in range(min(MOST_HINTS, (count_due(now=now) - 1) // BATCH)):
            roll_due.apply_async(kwargs={"is_hint": True}, expires=HINT_EXPIRES_S)
    report = roll(now=now)
    logger.info(
        "roll_due",
        plans=report.plans,
        transitions=report.transitions,
        failures=report.failures,
        left=report.left,
    )
