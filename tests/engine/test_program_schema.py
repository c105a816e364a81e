"""The JSON Schema says what the reader says."""

import json
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from programs.engine.goals import Goal
from programs.engine.program import (
    ProgramInvalid,
    program_to_dict,
    read_program,
    read_results_file,
    reading_groups,
    reading_mesocycles,
    reading_program,
    reading_rules,
)
from programs.engine.program.parts import Ends, Intent, Verb
from programs.engine.tables import muscle_groups
from tests.engine.test_program_faults import CASES, FIRST_GROUP, changed, good
from tests.engine.test_program_tables import FILES as PUBLISHED
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
    "again on this day",
    "the load of the slot's first group",
    "number each day once a week",
)
# Deep enough for every part of the format, small enough to be checked often.
FILES = {file.stem: file for file in PUBLISHED}
SMALL = ("bodyweight-ladder", "dup", "phul-bench", "starting-strength", "block")


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


JSON_VALUES = st.sampled_from(
    [
        *(None, True, False, 0, 1, -1, 2.5, 3.0, 1001, 10**6, 0.5),
        *("", " ", "5", "max", "bw", "tm", "now", "3010", "x" * 201),
        *([], {}, [1], [None, None], [1, 2, 3], {"of": "bw"}, {"kg": 60}, {"percent": 5}),
        *({"end_of_weeks": [1]}, {"end_of_weeks": []}, {" ": 1}, {"1": 5}),
    ]
)
KEYS = st.sampled_from(
    sorted({key for _, known in TABLES for key in known} | {"kg", "of", "percent", "unknown"})
)


def _parts(value, way=()):
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for step, item in items:
        yield (*way, step)
        if isinstance(item, dict | list):
            yield from _parts(item, (*way, step))


@st.composite
def mutated(draw):
    file = FILES[draw(st.sampled_from(SMALL))]
    body = json.loads(file.read_bytes())
    ways = list(_parts(body))
    # Every kind of part alike, however often it comes.
    kind = draw(st.sampled_from(sorted({str(way[-1]) for way in ways})))
    *way, last = draw(st.sampled_from([way for way in ways if str(way[-1]) == kind]))
    inner = body
    for step in way:
        inner = inner[step]
    edit = draw(st.sampled_from(["replace", "delete", "put in"]))
    if edit == "delete":
        del inner[last]
    elif edit == "put in" and isinstance(inner, dict):
        inner[draw(KEYS)] = draw(JSON_VALUES)
    else:
        inner[last] = draw(JSON_VALUES)
    return body


@settings(max_examples=20)
@given(body=mutated())
def test_mutated_program_is_refused_by_schema_and_reader_alike(body):
    try:
        read_program(body)
        faults = []
    except ProgramInvalid as refused:
        faults = [str(fault) for fault in refused.faults]

    structural = [one for one in faults if not any(words in one for words in BEYOND_A_SCHEMA)]
    is_valid = VALIDATOR.is_valid(body)
    assert is_valid or faults
    assert not (is_valid and structural)


def test_group_without_anything_is_refused_by_both():
    empty = changed(FIRST_GROUP, {})

    assert not VALIDATOR.is_valid(empty)
    with pytest.raises(ProgramInvalid, match="has no repetitions"):
        read_program(empty)


def test_schema_names_the_17_muscles():
    assert PARTS["mesocycle"]["properties"]["priority"]["items"]["enum"] == list(muscle_groups())


@pytest.mark.parametrize(
    ("ok", "is_read"), [(1, True), (0, False), (1.0, True), (True, True), (None, None)]
)
def test_ok_is_read_from_a_number_too(ok, is_read):
    body = changed(("example_results",), {"a": [{"ok": ok}]})

    program = read_program(json.dumps(body))

    assert VALIDATOR.is_valid(body)
    assert program.example_results["a"][0].ok is is_read
    assert read_results_file(body["example_results"], program=program)["a"][0].ok is is_read


@pytest.mark.parametrize("text", ["half \ud800", "null \x00"])
@pytest.mark.parametrize("at", ["name", "anchors", "example_results"])
def test_text_that_cannot_be_stored_is_refused(text, at):
    body = good()
    if at == "name":
        body["name"] = text
    elif at == "anchors":
        body["anchors"][text] = 1
    else:
        body["example_results"] = {"a": [{text: 1}]}

    with pytest.raises(ProgramInvalid, match=r"contains|cannot be stored"):
        read_program(body)


@pytest.mark.parametrize(
    ("reps", "is_good"),
    [
        *(("1000", True), ("1001", False), ("0", False), ("05", True), ("0+", False)),
        *(("36000s", True), ("36001s", False), ("600m", True), ("601m", False)),
        *(("max1000", True), ("max0", False), ("1000+", True), ("8-1001", False)),
    ],
)
def test_limits_of_repetitions_are_the_same_for_both(reps, is_good):
    body = changed((*FIRST_GROUP, "reps"), reps)

    try:
        read_program(body)
        is_read = True
    except ProgramInvalid:
        is_read = False

    assert (is_read, VALIDATOR.is_valid(body)) == (is_good, is_good)
