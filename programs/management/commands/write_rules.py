"""Write docs/rules.md from the tables and constants of the engine."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from programs.rulebook.page import PAGE, rules_page


class Command(BaseCommand):
    """Write the page of rules, or tell whether it is up to date."""

    help = "Writes docs/rules.md from the code's own tables; touches no database."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail if outdated")

    def handle(self, *, check: bool, **options: object) -> None:
        page = rules_page()
        if not check:
            PAGE.write_text(page, encoding="utf-8")
        elif PAGE.read_text(encoding="utf-8") != page:
            raise CommandError("docs/rules.md is outdated: run make docs.")
