"""Write the progress report of an organization as CSV."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from athletes.models import Athlete
from coaching.accounts.models import Organization
from coaching.exporters.progress import progress_csv


class Command(BaseCommand):
    """Export progress for backups and other programs."""

    help = "Writes one row a week and athlete as CSV, to a file or to standard output."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organization", required=True, help="its name")
        parser.add_argument("--output", type=Path, help="the file; standard output without it")

    def handle(self, *, organization: str, output: Path | None, **options: object) -> None:
        found = list(Organization.objects.filter(name=organization)[:2])
        if len(found) != 1:
            problem = "No organization has" if not found else "Several organizations have"
            raise CommandError(f"{problem} the name {organization!r}: check it.")
        lines = progress_csv(Athlete.objects.filter(organization=found[0]))
        if output is None:
            for line in lines:
                self.stdout.write(line, ending="")
            return
        try:
            with output.open("w", encoding="utf-8", newline="") as file:
                file.writelines(lines)
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}; name another file.") from error
