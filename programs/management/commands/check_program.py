"""Print what the rules of training say about a program file."""

from argparse import ArgumentTypeError
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from programs.engine.checks.check import check_program
from programs.engine.checks.finding import Finding, Severity
from programs.engine.checks.printing import findings_json, findings_text
from programs.engine.errors import TrainingError
from programs.engine.program import read_program
from programs.engine.substitution.home_limits import load_limited
from programs.management.program_file import parsed_file

FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": findings_text,
    "json": findings_json,
}


class Command(BaseCommand):
    """Check a program without storing anything."""

    help = "Prints what the rule table finds in a program file; touches no database."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the program, a JSON file")
        parser.add_argument("--format", choices=list(FORMATS), default="text")
        parser.add_argument(
            "--home", action="store_true", help="for athletes with nothing but dumbbells"
        )
        parser.add_argument(
            "--dumbbells",
            type=kilograms,
            metavar="KG",
            help="the heaviest they have; means --home",
        )

    def handle(
        self, *, file: Path, home: bool, dumbbells: Decimal | None, **options: object
    ) -> None:
        try:
            program = parsed_file(file, read=read_program)
            limited = load_limited(program, heaviest_kg=dumbbells) if dumbbells else ()
            is_home = home or dumbbells is not None
            findings = check_program(program, is_home=is_home, load_limited=limited)
        except TrainingError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(FORMATS[str(options["format"])](findings), ending="")
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        if errors:
            count = f"{errors} error{'' if errors == 1 else 's'}"
            raise CommandError(f"{file.name} has {count}; mend what the rules name above.")


def kilograms(text: str) -> Decimal:
    """Return a weight above 0, as argparse wants it."""
    try:
        weight = Decimal(text)
    except InvalidOperation:
        weight = Decimal("NaN")
    if not weight.is_finite() or weight <= 0:
        raise ArgumentTypeError(f"“{text}” is no weight; give kilograms, such as 32.5")
    return weight
