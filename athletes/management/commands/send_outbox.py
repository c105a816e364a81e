"""Send the mail that waits in the outbox."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from athletes.actions.send_outbox import send_outbox


class Command(BaseCommand):
    help = "Send the mail that waits in the outbox; harmless beside the worker that does the same."

    def handle(self, *args: Any, **options: Any) -> None:
        report = send_outbox(now=timezone.now())
        self.stdout.write(f"{report.sent} sent, {report.failed} failed, {report.dead} given up.")
