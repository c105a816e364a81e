"""The pages of the two file formats name every key there is, and their examples run."""

import json
import re
from pathlib import Path

import pytest

from programs.engine.goals import Goal
from programs.engine.program import (
    read_program,
    reading_groups,
    reading_mesocycles,
    reading_program,
    reading_rules,
)
from programs.engine.resolving.preview import preview_csv
from programs.engine.resolving.resolve import resolve
from programs.engine.simulating import reading as profiles
from programs.engine.simulating.simulate import simulate
from programs.engine.tables import muscle_groups

REPOSITORY = Path(__file__).resolve().parents[2]
DOCS = REPOSITORY / "docs"
PROGRAM = (DOCS / "program-format.md").read_text(encoding="utf-8")
PROFILE = (DOCS / "simulation.md").read_text(encoding="utf-8")
PARTS = json.loads((REPOSITORY / "programs/data/program-1.schema.json").read_text())["$defs"]
VERBS = reading_groups._VERB_KEYS

NEEDED = {"verb": True, "anchor": True}
PROGRAM_TABLES = {
    "program": reading_program._PROGRAM_KEYS,
    "rounding": reading_program._ROUNDING_KEYS,
    "derived": {"of": True, "percent": False, "rounded": False},
    "mesocycle": reading_mesocycles._MESOCYCLE_KEYS,
    "schedule": {"kind": True, "sessions_per_week": False, "sessions": False},
    "week": {"week": False, "days": True, "deload": False},
    "day": {"day": True, "name": False, "slots": True},
    "slot": reading_mesocycles._SLOT_KEYS,
    "group": reading_groups._GROUP_KEYS,
    "load": reading_groups._LOAD_KEYS,
    "ladder": reading_groups._LADDER_KEYS,
    "branch": reading_groups._BRANCH_KEYS,
    "rule": reading_rules._RULE_KEYS,
    "band": reading_rules._BAND_KEYS,
    "condition": reading_rules._CONDITION_KEYS,
    "step": dict.fromkeys((key for keys in VERBS.values() for key in keys), False) | NEEDED,
    "result": dict.fromkeys(("ok", "reps", "load", "test"), False),
}
PROFILE_TABLES = {
    "profile": profiles._KEYS,
    "lift": profiles._LIFT_KEYS,
    "break": profiles._BREAK_KEYS,
    "equipment": profiles._EQUIPMENT_KEYS,
}


def section(page, name):
    return re.split(r"^#+ ", page.partition(f"### {name}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def keys_named(page, name):
    """The keys of the first table of a section, True where bold."""
    table = section(page, name).partition("|---|---|\n")[2].partition("\n\n")[0]
    cells = [line.split("|")[1] for line in table.splitlines()]
    found = [found for cell in cells for found in re.findall(r"(\*\*)?`(\w+)`", cell)]
    return {key: bool(bold) for bold, key in found}


def blocks(page, language):
    return re.findall(rf"^```{language}\n(.+?)^```", page, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(
    ("page", "name", "known"),
    [
        *((PROGRAM, name, known) for name, known in PROGRAM_TABLES.items()),
        *((PROFILE, name, known) for name, known in PROFILE_TABLES.items()),
    ],
    ids=[*PROGRAM_TABLES, *PROFILE_TABLES],
)
def test_section_names_the_keys_the_reader_knows(page, name, known) -> None:
    assert keys_named(page, name) == known


def test_page_has_a_section_for_every_part_of_the_schema() -> None:
    within = {
        **dict.fromkeys(("calendar", "rotation"), "schedule"),
        "rotationDay": "day",
        "fixedLoad": "load",
        "change": "step",
    }
    parts = {within.get(name, name) for name in PARTS}

    # Values without keys of their own are told where they are used.
    assert parts - PROGRAM_TABLES.keys() == {"reps", "amount", "span", "dayName", "weekly"}


def test_section_names_the_keys_of_a_plain_schema_part() -> None:
    for name in ("derived", "week", "day"):
        known = PROGRAM_TABLES[name]
        assert set(PARTS[name]["properties"]) == set(known)
        assert set(PARTS[name]["required"]) == {key for key, needed in known.items() if needed}


def test_verbs_are_each_told() -> None:
    _, _, table = section(PROGRAM, "step").rpartition("| verb | does |\n|---|---|\n")

    assert re.findall(r"^\| `(\w+)`", table, flags=re.MULTILINE) == list(VERBS)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("mesocycle", [*(goal.value for goal in Goal), *reading_mesocycles._ENDS]),
        ("mesocycle", list(muscle_groups())),
        ("group", list(reading_groups._INTENTS)),
        ("rule", list(reading_rules._EVENTS)),
        ("condition", list(reading_rules._RELATIONS)),
    ],
)
def test_section_names_every_word_that_may_be_chosen(name, words) -> None:
    text = section(PROGRAM, name)

    assert [word for word in words if f"`{word}`" not in text] == []


@pytest.mark.parametrize(
    ("example", "printed"),
    list(zip(blocks(PROGRAM, "json"), blocks(PROGRAM, "csv"), strict=True)),
    ids=["calendar", "rotation"],
)
def test_example_program_prints_what_the_page_says(example, printed) -> None:
    assert preview_csv(resolve(read_program(example))) == printed


def test_example_profile_trains_the_example_program() -> None:
    (profile,) = blocks(PROFILE, "json")
    program = read_program(blocks(PROGRAM, "json")[1])

    lived = simulate(program, athlete=profiles.read_athlete(profile))

    assert len(lived.weeks) >= program.week_count
