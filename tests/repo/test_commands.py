"""docs/commands.md names every command there is, and no other."""

import re
from pathlib import Path

from django.core.management import get_commands

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = (REPOSITORY / "docs" / "commands.md").read_text()
OUR_APPS = {"coaching", "coaching.accounts", "programs", "athletes"}
MAKE, MANAGE = PAGE.partition("## manage.py")[::2]


def test_page_names_every_manage_command_of_ours_once() -> None:
    ours = [name for name, app in get_commands().items() if app in OUR_APPS]

    named = re.findall(r"^\| `(\w+)[^`]*` \|", MANAGE, flags=re.MULTILINE)

    assert sorted(named) == sorted(ours)


def test_page_names_every_make_target_once() -> None:
    makefile = (REPOSITORY / "Makefile").read_text()
    checks = re.search(r"^CHECKS := (.+)$", makefile, flags=re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE)
    assert checks is not None
    assert phony is not None
    targets = phony[1].replace("$(CHECKS)", checks[1]).split()

    rows = [line for line in MAKE.splitlines() if line.startswith("| `make ")]
    named = [target for row in rows for target in re.findall(r"`make (\w+)`", row.split("|")[1])]

    assert sorted(named) == sorted(targets)


def test_ci_calls_exactly_make_test() -> None:
    words = (REPOSITORY / ".ci" / "run").read_text().splitlines()

    assert words == [
        "#!/usr/bin/env bash",
        "set -euo pipefail",
        'cd "$(dirname "$0")/.."',
        "make test",
    ]
