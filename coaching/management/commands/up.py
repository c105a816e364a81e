"""Runs the whole product on this machine."""

import sys

from django.core.management.base import BaseCommand

from coaching.laptop.launcher import up


class Command(BaseCommand):
    """Thin: ``manage.py`` itself goes straight to the launcher.

    Reading the settings takes the addresses of servers that the launcher has yet to start.
    """

    help = "Run database, broker, web, worker and beat on this machine until Ctrl-C."
    requires_system_checks = []

    def handle(self, *args: object, **options: object) -> None:
        sys.exit(up())
