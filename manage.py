#!/usr/bin/env python
"""Command-line entry point."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coaching.settings")
    if sys.argv[1:] == ["up"]:
        # It starts the servers whose addresses the settings ask for, so it comes before them.
        from coaching.laptop.launcher import up

        sys.exit(up())
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
