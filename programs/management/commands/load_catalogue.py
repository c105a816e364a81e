"""Load the built-in exercise catalogue; safe to run again."""

from typing import Any

from django.core.management.base import BaseCommand

from programs.actions.load_catalogue import load_catalogue


class Command(BaseCommand):
    help = "Load or refresh the built-in exercises, aliases and substitutes."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_catalogue()
        self.stdout.write(
            f"{loaded.exercises} exercises, {loaded.aliases} aliases, "
            f"{loaded.substitutions} substitutes."
        )
