"""A whole mesocycle as text: what a coach pastes, how it prints, what is refused where."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.engine.goals import Goal
from programs.engine.notation.mesocycle import (
    MesocycleTextInvalid,
    parse_mesocycle,
    print_mesocycle,
)
from programs.engine.program import Day, Group, Load, Mesocycle, Rounding, Slot, Week
from programs.engine.program.prescription import fixed_reps, parse_reps
from tests.engine.edited_programs import edited
from tests.engine.published import program_in

FILES = sorted((Path(__file__).resolve().parents[2] / "programs/data/published").glob("*.json"))
ROUNDING = Rounding()


def sheet(*lines):
    cells = ([cell.strip() for cell in line.split("|")] for line in lines)
    return "".join("\t".join(line).rstrip("\t") + "\n" for line in cells)


def parse(text):
    return parse_mesocycle(text, rounding=ROUNDING)


def faults(text):
    with pytest.raises(MesocycleTextInvalid) as refused:
        parse(text)
    return [str(fault) for fault in refused.value.faults]


HEAD = ("Mesocycle | Base", "Goal | hypertrophy")
PASTED = sheet(
    *HEAD,
    "",
    "Day 1 | Upper A",
    "Label | Exercise | Marks | Week 1 | Week 2 | Week 3 deload | Note",
    " | Bench Press | main rest 3min | 3x8 80% | | 2x8@70%",
    "A1 | Row | tempo3010 | 3x10@RIR2 | - | | chest on the bench",
    "A2 | Curl | key=curl-1 | 3x12",
    "Day 3",
    "Exercise | Week 2",
    "Squat | 5x5@60kg",
)


def group(sets, reps, **fields):
    return Group(sets=sets, reps=parse_reps(reps), **fields)


def slot(key, *groups, **fields):
    return Slot(**{"key": key, "exercises": (key,), "stages": (groups,), **fields})


def percent(share):
    return Load(of="rm", percent=Decimal(share))


def test_grid_as_pasted_is_the_mesocycle_it_means():
    heavy, light = group(3, "8", load=percent(80)), group(2, "8", load=percent(70))
    bench = slot("Bench Press", heavy, is_main=True, rest_s=180)
    row = slot(
        "Row",
        group(3, "10", rir=Decimal(2)),
        superset="A",
        tempo="3010",
        note="chest on the bench",
    )
    curl = slot("curl-1", group(3, "12"), exercises=("Curl",), superset="A")
    squat = slot("Squat", Group(sets=5, reps=fixed_reps(5), load=Load(kg=Decimal(60))))

    assert parse(PASTED) == Mesocycle(
        name="Base",
        goal=Goal.HYPERTROPHY,
        kind="calendar",
        weeks=(
            Week(1, (Day((bench, row, curl), 1, "Upper A"),)),
            Week(2, (Day((bench, curl), 1, "Upper A"), Day((squat,), 3))),
            Week(
                3,
                (Day((replace(bench, stages=((light,),)), curl), 1, "Upper A"),),
                is_deload=True,
            ),
        ),
    )


def test_grid_is_printed_with_every_cell_written_out():
    assert print_mesocycle(parse(PASTED), rounding=ROUNDING) == sheet(
        "Mesocycle | Base",
        "Goal | hypertrophy",
        "Schedule | calendar",
        "",
        "Day 1 | Upper A",
        "Label | Exercise | Marks | Week 1 | Week 2 | Week 3 deload | Note",
        " | Bench Press | main rest180 | 3x8@80% | 3x8@80% | 2x8@70%",
        "A1 | Row | tempo3010 | 3x10@RIR2 | - | - | chest on the bench",
        "A2 | Curl | key=curl-1 | 3x12 | 3x12 | 3x12",
        "",
        "Day 3",
        "Label | Exercise | Marks | Week 1 | Week 2 | Week 3 deload",
        " | Squat | | - | 5x5@60kg | -",
    )


def test_week_without_training_prints_itself():
    text = sheet(
        *HEAD,
        "Schedule | calendar",
        "",
        "Day 1",
        "Label | Exercise | Marks | Week 1 | Week 2 | Week 3",
        " | Squat | | 5x5@60kg | - | 5x5@60kg",
    )

    mesocycle = parse(text)

    assert [len(week.days) for week in mesocycle.weeks] == [1, 0, 1]
    assert print_mesocycle(mesocycle, rounding=ROUNDING) == text


def test_rotation_with_a_ladder_and_stages_prints_itself():
    text = (
        sheet(
            "Mesocycle | Ladder",
            "Goal | strength",
            "Schedule | rotation | 3 a week | 9 sessions",
            "Ends | stall",
            "Priority | chest | lats",
            "",
            "Session | A",
            "Label | Exercise | Marks | Every time",
        )
        + '\tWall Push-up | Push-up\tkey="the ladder" pick=m stage=s\t3x5, 5+\nor\t\t\t3x8\n'
    )

    mesocycle = parse(text)

    (ladder,) = mesocycle.days[0].slots
    assert (mesocycle.sessions, mesocycle.rotation_per_week, mesocycle.ends) == (9, 3, "stall")
    assert (ladder.key, ladder.pick, ladder.stage) == ("the ladder", "m", "s")
    assert ladder.exercises == ("Wall Push-up", "Push-up")
    assert [len(stage) for stage in ladder.stages] == [2, 1]
    assert print_mesocycle(mesocycle, rounding=ROUNDING) == text


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_published_mesocycle_printed_and_parsed_is_the_same(file):
    program = program_in(file)
    terms = {"rounding": program.rounding, "default_anchor": program.default_anchor}

    for mesocycle in program.mesocycles:
        assert parse_mesocycle(print_mesocycle(mesocycle, **terms), **terms) == mesocycle


@settings(max_examples=15)
@given(program=edited(most=6))
def test_edited_mesocycle_printed_and_parsed_is_the_same(program):
    for mesocycle in program.mesocycles:
        assert parse(print_mesocycle(mesocycle, rounding=ROUNDING)) == mesocycle


words = st.text(min_size=1, max_size=8).filter(
    lambda text: text.strip() and "\x00" not in text
) | st.sampled_from(["A", "or", "Day", "Day 1", "a | b", "[x", " x ", "\\t", "a\tb\n", "1", "="])
names = st.none() | words


@st.composite
def slots(draw, key):
    pick = draw(st.none() | st.just("m"))
    stage = draw(st.none() | st.just("st 1"))
    exercises = draw(st.lists(words, min_size=1, max_size=3)) if pick else [draw(words)]
    cells = st.sampled_from([(group(3, "8"),), (group(1, "5+"), group(2, "max"))])
    return Slot(
        key=key,
        exercises=tuple(exercises),
        stages=tuple(draw(st.lists(cells, min_size=1, max_size=3 if stage else 1))),
        pick=pick,
        stage=stage,
        superset=draw(names),
        is_main=draw(st.booleans()),
        rest_s=draw(st.none() | st.just(90)),
        tempo=draw(st.none() | st.just("30X0")),
        note=draw(st.just("") | words),
        substitutes=tuple(draw(st.lists(words, max_size=3, unique=True))),
    )


@st.composite
def days(draw, number):
    keys = draw(st.lists(words, min_size=1, max_size=3, unique=True))
    written = tuple(draw(slots(key)) for key in keys)
    return Day(written, number, draw(st.just("") | words))


@st.composite
def mesocycles(draw):
    numbers = st.lists(st.integers(min_value=1, max_value=4), min_size=1, max_size=2, unique=True)
    first = draw(st.integers(min_value=1, max_value=9))
    weeks = tuple(
        Week(
            first + place,
            tuple(draw(days(number)) for number in draw(numbers)),
            is_deload=draw(st.booleans()),
        )
        for place in range(draw(st.integers(min_value=1, max_value=3)))
    )
    return Mesocycle(draw(words), Goal.STRENGTH, "calendar", weeks, ends=draw(st.just("coach")))


@settings(max_examples=15)
@given(mesocycle=mesocycles())
def test_mesocycle_of_any_words_printed_and_parsed_is_the_same(mesocycle):
    assert parse(print_mesocycle(mesocycle, rounding=ROUNDING)) == mesocycle


@given(st.text(alphabet='Day 1\t\n3x5@=-"[\\orWeekExcisMsoylGatngh', max_size=80))
def test_any_text_is_read_or_refused_in_words(text):
    for source in (text, "\n".join([*HEAD, text]).replace(" | ", "\t")):
        try:
            read = parse(source)
        except MesocycleTextInvalid as error:
            refused = error
            read = None

        if read is None:
            assert all(one.problem and one.fix and one.line > 0 for one in refused.faults)
        else:
            assert parse(print_mesocycle(read, rounding=ROUNDING)) == read


def bench(*lines, head=HEAD, columns="Exercise | Marks | Week 1 | Week 2"):
    return sheet(*head, "Day 1", columns, *lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            bench("Bench |  | 3x8@RPR8 | 3x8"),
            "Line 5, cell 3, character 5: “RPR8” is not understood; did you mean “3x8@RPE8”.",
        ),
        (
            bench("Bench |  |  | 3x8"),
            "Line 5, cell 3, character 1: the cell is blank and no week stands before it; "
            "write the sets, or - for no exercise.",
        ),
        (
            bench("Bench | mian rest90 | 3x8"),
            "Line 5, cell 2, character 1: “mian” is no mark; did you mean “main”.",
        ),
        (
            bench("Bench | rest90 rest60 | 3x8"),
            "Line 5, cell 2, character 8: a second rest; keep one.",
        ),
        (
            bench("Bench | tmepo3010 | 3x8"),
            "Line 5, cell 2, character 1: “tmepo3010” is no mark; did you mean “tempo3010”.",
        ),
        (
            bench(" | main | 3x8"),
            "Line 5, cell 1, character 1: the exercise is missing; name it.",
        ),
        (
            bench("Bench |  | 3x8", "Bench |  | 3x5"),
            "Line 6, cell 1, character 1: “Bench” is there already; "
            "give it a key of its own: key=… in Marks.",
        ),
        (
            bench("Bench | 3x8 | 3x8", columns="Exercise | Week 1 | Wekk 2"),
            "Line 4, cell 3, character 1: “Wekk 2” is no column; did you mean “Week 2”.",
        ),
        (
            bench("Bench | 3x8", columns="Exercise"),
            "Line 4, cell 1, character 1: no column is a week; "
            "add Week 1, Week 2, or Every time in a rotation.",
        ),
        (
            bench("Bench | 3x8 | 3x8", columns="Exercise | Week 1 | Week 3"),
            "Line 4, cell 1, character 1: week 2 has no column; "
            "add it, with - in each cell where nobody trains, or number the weeks on.",
        ),
        (
            bench("Bench |  | 3x8", head=(*HEAD, "Priority | chest | lat")),
            "Line 3, cell 3, character 1: “lat” is no muscle; did you mean “lats”.",
        ),
        (
            bench("Bench |  | 3x8", head=("Mesocycle | Base", "Goal | strenght")),
            "Line 2, cell 2, character 1: “strenght” is not known here; did you mean “strength”.",
        ),
        (
            bench("Bench |  | 3x8", head=("Mesocycle | Base",)),
            "Line 1, cell 1, character 1: Goal is missing; write it above: Goal, hypertrophy.",
        ),
        (
            bench("Bench |  | 3x8", head=(*HEAD, "Shedule | calendar")),
            "Line 3, cell 1, character 1: “Shedule” is not known here; did you mean “Schedule”.",
        ),
        (
            bench("Bench |  | 3x8", head=(*HEAD, "Schedule | rotation | 3 a week")),
            "Line 3, cell 3, character 1: a rotation needs its sessions; "
            "write Schedule, rotation, 3 a week, 24 sessions, each in its cell.",
        ),
        (
            bench("Bench | 3x8", columns="Exercise | Every time"),
            "Line 4, cell 1, character 1: a calendar has no column for every time; "
            "name the columns Week 1, Week 2, or write Schedule rotation.",
        ),
        (
            bench("A-1 | Bench | 3x8", columns="Label | Exercise | Week 1"),
            "Line 5, cell 1, character 1: “A-1” is no label; "
            "write A1 and A2 for a superset, or leave it blank.",
        ),
        (
            bench(" | Bench | 3x8", "or |  | 3x5", columns="Label | Exercise | Week 1"),
            "Line 6, cell 1, character 1: further stages stand without a counter; "
            "write stage=… in Marks of line 5.",
        ),
        (
            sheet(*HEAD),
            "Line 2, cell 1, character 1: there is no training day; begin one with a line Day 1.",
        ),
    ],
)
def test_bad_grid_is_refused_at_its_cell_with_a_fix(text, expected):
    assert expected in faults(text)


def test_every_fault_is_told_at_once():
    text = bench("Bench |  | 3x8@RPR8 | 0x5", "Row | mian | 3x8")

    assert len(faults(text)) == 3
