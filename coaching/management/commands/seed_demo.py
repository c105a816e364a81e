"""Make the demo gym."""

from argparse import ArgumentTypeError
from datetime import datetime

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from coaching.demo.seed import MOST_WEEKS, is_wanted, seed_demo
from programs.engine.errors import TrainingError

PROCESSES = 2


class Command(BaseCommand):
    """Fill an empty installation, so that every page has something true to show."""

    help = "Makes a gym with three coaches, 24 athletes and 20 weeks of training up to now."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing where there is data already; finish a demo that was interrupted",
        )
        parser.add_argument("--now", type=_instant, help="the instant it leads up to, ISO 8601")
        parser.add_argument("--weeks", type=int, default=MOST_WEEKS, help="of history, 0 to 20")

    def handle(
        self, *, if_empty: bool, now: datetime | None, weeks: int, **options: object
    ) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("The demo's passwords are known to everybody: not in production.")
        if not 0 <= weeks <= MOST_WEEKS:
            raise CommandError(f"--weeks goes from 0 to {MOST_WEEKS}: choose a number in between.")
        if if_empty and not is_wanted():
            return
        try:
            job = seed_demo(
                now=now or timezone.now(), weeks=weeks, processes=PROCESSES, say=self.stdout.write
            )
        except TrainingError as error:
            raise CommandError(str(error)) from error
        seconds = (job.finished_at - job.started_at).total_seconds()
        self.stdout.write(f"{job.done} athletes are in training, after {seconds:.0f} s")


def _instant(text: str) -> datetime:
    """Return the instant a text names; without an offset it is UTC."""
    try:
        instant = parse_datetime(text)
    except ValueError:
        instant = None
    if instant is None:
        raise ArgumentTypeError(f"{text!r} is no instant: write 2026-03-02T09:00Z.")
    return instant if timezone.is_aware(instant) else timezone.make_aware(instant)
