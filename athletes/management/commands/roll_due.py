"""Roll every plan whose phase is over."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from athletes.actions.follow_zone_table import follow_zone_table
from athletes.actions.roll_due import roll_due


class Command(BaseCommand):
    help = "Roll the plans that are due; plain cron may run it, with or without the worker."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        follow_zone_table(now=now)
        report = roll_due(now=now)
        self.stdout.write(
            f"{report.plans} plans, {report.transitions} phase changes, "
            f"{report.failures} put off, {report.left} still due."
        )
