"""Every published program prints its table to the plate, and survives being written and read."""

import json
import os
from decimal import Decimal
from pathlib import Path

import pytest

from programs.engine.program import (
    content_hash,
    exercise_names,
    program_to_dict,
    program_to_json,
    read_program,
)
from programs.engine.resolving.preview import preview_csv
from programs.engine.resolving.resolve import resolve
from tests.engine.published import program_in

HERE = Path(__file__).resolve().parents[2]
PROGRAMS_DIR = Path(os.environ.get("PROGRAMS_DIR", HERE / "programs" / "data" / "published"))
FILES = sorted(PROGRAMS_DIR.glob("*.json"))

each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def test_folder_holds_programs_each_with_its_table():
    assert FILES
    assert [file.stem for file in FILES] == [t.stem for t in sorted(PROGRAMS_DIR.glob("*.csv"))]


@each_file
def test_published_program_previewed_prints_its_table(file):
    program = program_in(file)

    printed = preview_csv(resolve(program))

    assert printed == file.with_suffix(".csv").read_text()


@each_file
def test_published_program_written_and_read_is_equal(file):
    program = program_in(file)

    stored = json.loads(program_to_json(program))

    assert read_program(stored) == program
    assert read_program(program_to_json(program)) == program
    assert program_to_dict(read_program(stored)) == program_to_dict(program)


@each_file
def test_content_hash_keys_in_another_order_is_the_same(file):
    body = json.loads(file.read_bytes())

    turned = _turned(body)

    assert content_hash(read_program(turned)) == content_hash(read_program(body))


@each_file
def test_content_hash_one_load_changed_is_another(file):
    program = program_in(file)
    body = program_to_dict(program)

    body["rounding"]["step_kg"] = 1.25

    assert content_hash(read_program(body)) != content_hash(program)


def test_step_in_pounds_is_written_only_when_it_is_not_five():
    body = json.loads((HERE / "programs/data/published/stronglifts-5x5.json").read_bytes())
    body["rounding"] = {"step_kg": 2.5, "step_lb": 5}
    usual = read_program(body)
    body["rounding"]["step_lb"] = 2.5
    small = read_program(body)

    assert (usual.rounding.step_lb, small.rounding.step_lb) == (5, Decimal("2.5"))
    assert "step_lb" not in program_to_dict(usual)["rounding"]
    assert program_to_dict(small)["rounding"]["step_lb"] == 2.5
    assert read_program(program_to_dict(small)) == small


def test_exercise_names_come_once_in_order_of_first_use():
    program = read_program((HERE / "programs/data/published/stronglifts-5x5.json").read_bytes())

    assert exercise_names(program) == (
        "Squat",
        "Bench Press",
        "Barbell Row",
        "Overhead Press",
        "Deadlift",
    )


def _turned(value):
    if isinstance(value, dict):
        return {key: _turned(value[key]) for key in reversed(value)}
    return [_turned(item) for item in value] if isinstance(value, list) else value
