"""The JSON Schema says what the reader says."""

import json
from pathlib import Path
from typing import get_args

import pytest
from jsonschema import Draft202012Validator

from programs.engine.goals import Goal
from programs.engine.program import (
    program_to_dict,
    read_program,
    reading_groups,
    reading_mesocycles,
    reading_program,
    reading_rules,
)
from programs.engine.program.parts import Ends, Intent, Verb
from tests.engine.test_program_faults import CASES, changed, good
from tests.engine.test_program_tables import each_file

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[2] / "programs/data/program-1.schema.json").read_text()
)
PARTS = SCHEMA["$defs"]
VALIDATOR = Draft202012Validator(SCHEMA)

TABLES = [
    (SCHEMA, reading_program._PROGRAM_KEYS),
    (PARTS["rounding"], reading_program._ROUNDING_KEYS),
    (PARTS["mesocycle"], reading_mesocycles._MESOCYCLE_KEYS),
    (PARTS["slot"], reading_mesocycles._SLOT_KEYS),
    (PARTS["group"], reading_groups._GROUP_KEYS),
    (PARTS["ladder"], reading_groups._LADDER_KEYS),
    (PARTS["branch"], reading_groups._BRANCH_KEYS),
    (PARTS["rule"], reading_rules._RULE_KEYS),
    (PARTS["band"], reading_rules._BAND_KEYS),
    (PARTS["condition"], reading_rules._CONDITION_KEYS),
]
# What only the reader can see: names, numbering, and numbers compared with one another.
BEYOND_A_SCHEMA = (
    "does not exist",
    "has not come yet",
    "derives from itself",
    "weeks are numbered",
    "for what is decided",
    "put the lower number first",
    "“12-8”",
    "is nan",
)


def test_schema_itself_is_valid():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(("part", "known"), TABLES)
def test_schema_names_the_keys_the_reader_knows(part, known):
    assert sorted(part["properties"]) == sorted(known)
    assert sorted(part["required"]) == sorted(key for key, needed in known.items() if needed)


def test_schema_names_the_words_the_reader_knows():
    assert PARTS["mesocycle"]["properties"]["goal"]["enum"] == [goal.value for goal in Goal]
    assert PARTS["mesocycle"]["properties"]["ends"]["enum"] == list(get_args(Ends))
    assert PARTS["group"]["properties"]["intent"]["enum"] == list(get_args(Intent))
    assert [step["properties"]["verb"]["const"] for step in PARTS["change"]["oneOf"]] == list(
        get_args(Verb)
    )


def test_schema_names_the_keys_of_each_verb():
    for step in PARTS["change"]["oneOf"]:
        keys = reading_groups._VERB_KEYS[step["properties"]["verb"]["const"]]
        assert set(step["properties"]) == {"verb", "anchor", *keys}
        assert set(step["required"]) == {"verb", "anchor", *(k for k, must in keys.items() if must)}


@each_file
def test_schema_accepts_published_programs_as_written_and_as_stored(file):
    body = json.loads(file.read_bytes())

    assert list(VALIDATOR.iter_errors(body)) == []
    assert list(VALIDATOR.iter_errors(program_to_dict(read_program(body)))) == []


def test_schema_accepts_the_good_program():
    assert VALIDATOR.is_valid(good())


@pytest.mark.parametrize(
    ("path", "value"),
    [case[:2] for case in CASES if not any(words in case[2] for words in BEYOND_A_SCHEMA)],
)
def test_schema_refuses_what_the_reader_refuses(path, value):
    assert not VALIDATOR.is_valid(changed(path, value))
