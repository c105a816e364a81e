"""Bring the due instants that lie ahead to the time-zone table that is installed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from athletes.actions.follow_zone_table import follow_zone_table


class Command(BaseCommand):
    help = "Compute due instants anew after an upgrade of tzdata; the sweep's tick does it, too."

    def handle(self, *args: Any, **options: Any) -> None:
        report = follow_zone_table(now=timezone.now())
        self.stdout.write(
            f"Table {report.table}: {report.plans} plans looked at, {report.moved} instants moved."
        )
