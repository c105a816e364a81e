"""Summarize what was trained of what was asked."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from athletes.actions.close_forgotten_sessions import close_forgotten_sessions
from athletes.actions.summarize_adherence import summarize_adherence


class Command(BaseCommand):
    help = (
        "Close sessions that nobody finished, and summarize every week and phase that isn't "
        "sealed yet; harmless to repeat."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        closed = close_forgotten_sessions(now=now)
        report = summarize_adherence(now=now)
        self.stdout.write(
            f"{closed} forgotten sessions closed, {report.written} summaries written, "
            f"{report.failed} put off."
        )
