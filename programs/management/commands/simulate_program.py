"""Let a virtual athlete train a program file, and print what happens."""

from collections.abc import Callable
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from programs.engine.errors import TrainingError
from programs.engine.program import read_program
from programs.engine.simulating.reading import read_athlete
from programs.engine.simulating.report import simulation_csv, simulation_json, simulation_table
from programs.engine.simulating.simulate import simulate
from programs.engine.simulating.simulated import Simulation
from programs.management.program_file import parsed_file
from programs.management.program_size import refuse_endless
from programs.queries.drawn_misses import drawn_misses

FORMATS: dict[str, Callable[[Simulation], str]] = {
    "table": simulation_table,
    "csv": simulation_csv,
    "json": simulation_json,
}


class Command(BaseCommand):
    """Simulate a program without storing anything."""

    help = "Lets a virtual athlete train a program file; touches no database."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the program, a JSON file")
        parser.add_argument(
            "--athlete", type=Path, required=True, help="the athlete's profile, a JSON file"
        )
        parser.add_argument("--format", choices=list(FORMATS), default="table")
        parser.add_argument(
            "--seed", type=int, default=0, help="draws the misses of miss_percent; 0 unless told"
        )

    def handle(self, *, file: Path, athlete: Path, seed: int, **options: object) -> None:
        try:
            program = parsed_file(file, read=read_program)
            refuse_endless(program)
            profile = parsed_file(athlete, read=read_athlete)
            missed = drawn_misses(profile, seed=seed)
            text = FORMATS[str(options["format"])](
                simulate(program, athlete=profile, missed=missed)
            )
        except TrainingError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(text, ending="")
