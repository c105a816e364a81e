"""Print every set of a program file, or everything that is wrong with it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from programs.engine.errors import TrainingError
from programs.engine.program import read_program, read_results_file
from programs.engine.resolving.preview import preview_csv, preview_json, preview_table
from programs.engine.resolving.resolve import Resolution, resolve
from programs.management.program_file import parsed_file
from programs.management.program_size import refuse_endless

FORMATS: dict[str, Callable[[Resolution], str]] = {
    "csv": preview_csv,
    "table": preview_table,
    "json": preview_json,
}


class Command(BaseCommand):
    """Preview a program without storing anything."""

    help = "Prints every set of a program file (format program/1); touches no database."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the program, a JSON file")
        parser.add_argument(
            "--results", type=Path, help="results shaped like example_results, used instead of it"
        )
        parser.add_argument("--format", choices=list(FORMATS), default="csv")

    def handle(self, *, file: Path, results: Path | None, **options: object) -> None:
        try:
            program = parsed_file(file, read=read_program)
            refuse_endless(program)
            read_given = partial(read_results_file, program=program)
            given = parsed_file(results, read=read_given) if results else None
            text = FORMATS[str(options["format"])](resolve(program, results=given))
        except TrainingError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(text, ending="")
