"""Bring a program file into an organization as a draft."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from programs.actions.import_program import import_program
from programs.engine.errors import TrainingError


class Command(BaseCommand):
    help = "Import a program/1 file as a new template of an organization."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the program file (JSON)")
        parser.add_argument(
            "--organization", type=int, required=True, help="the organization's number"
        )
        parser.add_argument("--name", help="the template's name, if not the program's")

    def handle(self, *args: Any, **options: Any) -> None:
        organizations = apps.get_model("accounts", "Organization").objects
        organization = organizations.filter(pk=options["organization"]).first()
        if organization is None:
            raise CommandError(f"There is no organization {options['organization']}.")
        try:
            version = import_program(
                organization=organization,
                source=options["file"].read_bytes(),
                by=None,
                now=timezone.now(),
                name=options["name"],
            )
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        except TrainingError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Imported “{version.template.name}” as template {version.template_id}: "
            f"{version.week_count} weeks, {version.session_count} sessions, a draft."
        )
