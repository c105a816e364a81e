"""Where things are and how they are named."""

import re
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
# Written apart, so that this file doesn't hold what it looks for.
ELSEWHERE = tuple("/" + folder + "/" for folder in ("root", "work", "Users"))
ADDRESS_OF_AN_INDEX = re.compile(r"--(extra-)?index-url|--find-links|--trusted-host|https?://")
VAGUE = {"utils", "util", "common", "helper", "helpers", "manager", "managers", "misc", "services"}
MOST_LINES = 400
# Settings are one file, read top to bottom.
LONG_BY_RULE = {"coaching/settings.py"}


def tracked() -> list[Path]:
    """Return the files that git follows."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    return [path for line in listed.stdout.splitlines() if (path := REPOSITORY / line).is_file()]


def python_files() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and "migrations" not in path.parts]


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def named(path: Path) -> str:
    return str(path.relative_to(REPOSITORY))


def test_repository_has_files_to_look_at() -> None:
    assert "manage.py" in {named(path) for path in tracked()}


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = [named(path) for path in tracked() if any(word in text_of(path) for word in ELSEWHERE)]

    assert found == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_name_no_index_and_pin_with_hashes(name: str) -> None:
    lines = (REPOSITORY / name).read_text().splitlines()
    pins = [line for line in lines if not line.startswith(" ")]

    assert not any(ADDRESS_OF_AN_INDEX.search(line) for line in lines)
    assert all(re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+ .*\\$", pin) for pin in pins)


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [named(path) for path in python_files() if path.stem in VAGUE] == []


def test_no_file_is_longer_than_a_reader_wants() -> None:
    long = {named(path) for path in python_files() if text_of(path).count("\n") > MOST_LINES}

    assert long - LONG_BY_RULE == set()


def test_every_module_says_in_a_line_what_is_here() -> None:
    silent = [
        named(path)
        for path in python_files()
        if text_of(path).strip() and not re.match(r'(#!.*\n)?"""\S', text_of(path))
    ]

    assert silent == []
