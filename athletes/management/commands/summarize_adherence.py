"""Summarize what was trained of what was asked."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from athletes.actions.summarize_adherence import summarize_adherence


class Command(BaseCommand):
    help = "Summarize every week and phase that isn't sealed yet; harmless to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        written = summarize_adherence(now=timezone.now())
        self.stdout.write(f"{written} summaries written.")
