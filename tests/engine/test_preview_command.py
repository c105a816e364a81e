"""The command prints a program or every fault in it, without a database."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from programs.management.commands.preview_program import Command

PUBLISHED = Path(__file__).resolve().parents[2] / "programs" / "data" / "published"


def preview(*arguments):
    out = StringIO()
    call_command(Command(), *map(str, arguments), stdout=out)
    return out.getvalue()


def test_preview_prints_the_table_as_csv():
    printed = preview(PUBLISHED / "dup.json")

    assert printed == (PUBLISHED / "dup.csv").read_text()


def test_preview_table_aligns_the_columns():
    lines = preview(PUBLISHED / "dup.json", "--format", "table").splitlines()

    assert lines[0] == "week  day  exercise  set  reps  percent  load_kg  rpe"
    assert lines[1] == "   1    1  Squat       1     8       70      125"


def test_preview_json_holds_the_same_rows():
    rows = json.loads(preview(PUBLISHED / "dup.json", "--format", "json"))

    assert rows[0] == {
        "week": 1,
        "day": 1,
        "exercise": "Squat",
        "set": 1,
        "reps": "8",
        "percent": 70,
        "load_kg": 125,
        "rpe": None,
    }


def test_preview_results_replace_the_example_whole(tmp_path):
    results = tmp_path / "results.json"
    results.write_text('{"st": []}')

    printed = preview(PUBLISHED / "dup.json", "--results", results)

    # Nothing reported, so the second week repeats the first.
    first, second = (
        [line[2:] for line in printed.splitlines() if line.startswith(week)] for week in "12"
    )
    assert first == second


def test_preview_bad_file_lists_every_fault_and_prints_nothing(tmp_path):
    file = tmp_path / "bad.json"
    file.write_text('{"format": "program/1", "nam": "x", "mesocycles": []}')

    with pytest.raises(CommandError) as refused:
        preview(file)

    assert str(refused.value).splitlines() == [
        "bad.json cannot be used, 3 faults:",
        "nam: is not a known key; did you mean “name”.",
        "name: is missing; add “name” to the program.",
        "mesocycles: is empty; give at least one.",
    ]
    assert refused.value.returncode == 1


def test_preview_results_of_an_unknown_slot_are_refused(tmp_path):
    results = tmp_path / "results.json"
    results.write_text('{"sq": [{"ok": true}]}')

    with pytest.raises(
        CommandError,
        match=r"^results\.json cannot be used, 1 fault:\nresults\.sq: names the slot “sq”",
    ):
        preview(PUBLISHED / "dup.json", "--results", results)


def test_preview_missing_file_is_refused_in_words(tmp_path):
    with pytest.raises(CommandError, match=r"none\.json: No such file or directory; name a"):
        preview(tmp_path / "none.json")


def test_preview_needs_no_system_checks():
    assert Command.requires_system_checks == []
