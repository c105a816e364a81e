"""Write the report of an athlete's phase to a file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from athletes.models import Athlete, PlanPhase
from coaching.exporters.report_archive import approved_or_new, last_phase
from coaching.exporters.report_files import FORMATS
from coaching.reports.making import PHASE_NEEDS, paper_of


class Command(BaseCommand):
    """Export one report for backups and other programs."""

    help = "Writes the report of an athlete's last phase, or of the phase named, to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--athlete", type=int, required=True, help="the athlete's number")
        parser.add_argument("--phase", type=int, help="the phase's number; the last without it")
        parser.add_argument("--format", choices=sorted(FORMATS), default="pdf")
        parser.add_argument("--output", type=Path, required=True, help="the file to write")

    def handle(
        self, *, athlete: int, phase: int | None, format: str, output: Path, **options: object
    ) -> None:
        now = timezone.now()
        person = Athlete.objects.filter(pk=athlete).first()
        if person is None:
            raise CommandError(f"No athlete has the number {athlete}: check it.")
        rows = PlanPhase.objects.select_related(*PHASE_NEEDS)
        found = (
            rows.filter(athlete=person, pk=phase).first() if phase else last_phase(person, now=now)
        )
        if found is None:
            raise CommandError("There is no such phase: check the number, or leave it out.")
        report = approved_or_new(found, now=now)
        content = FORMATS[format].write(report, paper_of(person))
        try:
            output.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}; name another file.") from error
