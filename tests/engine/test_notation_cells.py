"""Cells of the builder's grid: what they mean, how they print, what is refused."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.engine.notation.cells import CellInvalid, normalize_cell, parse_cell, print_cell
from programs.engine.program import Branch, Change, Group, Ladder, Load, Rounding
from programs.engine.program.prescription import Reps, RepsInvalid, fixed_reps, parse_reps
from tests.engine.published import program_in

FILES = sorted((Path(__file__).resolve().parents[2] / "programs/data/published").glob("*.json"))
ROUNDING = Rounding()
DEFAULT = "rm:squat"

AS_PRINTED = [
    "3x8-12 @RIR2 rest90 tempo3010",
    "5x5@80%",
    "5@65%tm, 5@75%tm, 5+@85%tm",
    "1x3@RPE8, 3x5@top-10%",
    "max10@80%+1inc",
    "4x10@60kg",
    "3x60s",
    "3xmax@bw+10kg",
    "-",
    "3x20m",
    "3x30-60s",
    "5x3@70% rest60 speed",
    "3x8@w",
    "3x8@(w2:front squat)",
    "2x6@82.5%(tm:press)-0.5inc @RPE8.5 rest180 tempo20X1 backoff optional result",
    "3x5@135lb",
    "5@100%top",
    "5@top",
]


@pytest.mark.parametrize("cell", AS_PRINTED)
def test_cell_as_printed_prints_itself(cell):
    assert normalize_cell(cell, rounding=ROUNDING, default_anchor=DEFAULT) == cell


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("3x8 80%", "3x8@80%"),
        ("3 x 8 @ 80", "3x8@80%"),
        ("3X8@80", "3x8@80%"),
        ("3×8–12@RIR 2", "3x8-12@RIR2"),
        ("3x8@rpe8", "3x8@RPE8"),
        ("  3x8 @ 60 kg  rest 2min ", "3x8@60kg rest120"),
        ("3x5@100%bw", "3x5@bw"),
        ("3x5@80%rm", "3x5@80%"),
        ("3x5@90%top", "3x5@top-10%"),
        ("3x5@80.0%", "3x5@80%"),
        ("3x8 warmup", "3x8 warmup"),
        ("1x5", "5"),
    ],
)
def test_cell_typed_loosely_is_normalized(typed, printed):
    assert normalize_cell(typed, rounding=ROUNDING, default_anchor=DEFAULT) == printed


def test_cell_means_its_groups():
    cell = "max10@80%+1inc @RPE9 rest180, 3x5@top-10%"

    groups = parse_cell(cell, rounding=ROUNDING, default_anchor=DEFAULT, slot="a")

    assert groups == (
        Group(
            reps=Reps(kind="reps", floor=1, is_open=True, is_max=True, cap=10),
            load=Load(of="rm:squat", percent=Decimal(80), post=Decimal(1), step=Decimal("2.5")),
            rpe=Decimal(9),
            rest_s=180,
        ),
        Group(sets=3, reps=fixed_reps(5), load=Load(of="top:a", percent=Decimal(90))),
    )


def test_percent_without_a_default_is_of_the_one_rep_max():
    (group,) = parse_cell("5@80%", rounding=ROUNDING)

    assert group.load == Load(of="rm", percent=Decimal(80))


def test_pounds_are_exact_kilograms():
    (group,) = parse_cell("5@45lb", rounding=ROUNDING)

    assert group.load == Load(kg=Decimal("20.41165665"))


REFUSED = [
    ("", 0, "the cell is empty"),
    ("3x", 0, "“3x” is not sets and reps"),
    ("heavy", 0, "“heavy” is not sets and reps"),
    ("3x8 80", 4, "“80” is not understood"),
    ("3x8@", 4, "nothing follows the @"),
    ("3x8@80%@70%", 8, "a second load"),
    ("3x8@RPE8@RIR2", 9, "a second effort"),
    ("5@65% tm", 6, "“tm” is not understood"),
    ("3x8 foo", 4, "“foo” is not understood"),
    ("0x5", 0, "0 sets"),
    ("101x5", 0, "101 sets"),
    ("3x12-8", 2, "“12-8” is no target"),
    ("3x8@RPE11", 7, "RPE of 11"),
    ("3x8@RIR10", 7, "RIR of 10"),
    ("3x8,", 4, "the end is not sets and reps"),
    ("3x8, , 5", 5, "“,” is not sets and reps"),
    ("3x8@5000kg", 4, "a load of 5000kg"),
    ("3x8@-5kg", 4, "“-5kg” is not understood"),
    ("3x8 rest9999", 4, "a rest of 9999 s"),
    ("3x8@top-120%", 4, "120% off the top"),
    ('{"sets": 0, "reps": "5"}', 0, "sets is 0"),
    ('{"sets": ', 0, "what stands in braces is not a group"),
]


@pytest.mark.parametrize(("cell", "position", "problem"), REFUSED)
def test_bad_cell_is_refused_at_its_character(cell, position, problem):
    with pytest.raises(CellInvalid) as refused:
        parse_cell(cell, rounding=ROUNDING)

    assert (refused.value.position, refused.value.problem) == (position, problem)
    assert refused.value.fix


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3x8@RPR8", "3x8@RPE8"),
        ("3x8@ROR2", "3x8@RIR2"),
        ("3x8 @EPR8.5 rest90", "3x8 @RPE8.5 rest90"),
        ("3x8@8RPE", "3x8@RPE8"),
        ("3x8 @8.5 rpe", "3x8 @rpe8.5"),
        ("3x12-8@80%", "3x8-12@80%"),
        ("5@65% tm", "5@65%tm"),
        ("5@82,5%", "5@82.5%"),
        ("3 sets of 8 reps at 80%", "3x8@80%"),
        ("3xAMRAP@60kg", "3xmax@60kg"),
        ("3x8@60 kilos", "3x8@60kg"),
        ("3x60sec", "3x60s"),
        ("3x8 rset90", "3x8 rest90"),
        ("3x8 rest 1:30", "3x8 rest90"),
        ("3x8 tempo 3-0-1-0", "3x8 tempo3010"),
        ("3x8 tmpeo3010", "3x8 tempo3010"),
        ("3x8@80% warm-up", "3x8@80% warmup"),
        ("3x8@80% optinal", "3x8@80% optional"),
        ("3x8,", "3x8"),
        ("3x8, , 5", "3x8, 5"),
        ("3x8@", "3x8"),
        ("3x8@RPR8, 3x12-8", "3x8@RPE8, 3x8-12"),
        ("x5", "1x5"),
        ("x 5@80%, 3x3", "1x5@80%, 3x3"),
        ("drop 3x8@50%", "3x8@50% drop"),
        ("top 1x3@RPE8, 3x5@80%", "1x3@RPE8 top, 3x5@80%"),
        ("warm-up 2x5@50%", "2x5@50% warmup"),
        ("３x８", "3x8"),
        ("3x8@８０%", "3x8@80%"),
    ],
)
def test_slip_is_refused_with_the_cell_that_was_meant(typed, meant):
    with pytest.raises(CellInvalid) as refused:
        parse_cell(typed, rounding=ROUNDING, default_anchor=DEFAULT)

    assert refused.value.suggestion == meant
    assert refused.value.fix == f"did you mean “{meant}”"
    parse_cell(meant, rounding=ROUNDING, default_anchor=DEFAULT)


@pytest.mark.parametrize(
    "typed", ["", "heavy", "3x8 80", "101x5", "3x8@5000kg", "3x8@80%@70%", "3x8 @ RIR 2 RPE 8"]
)
def test_cell_with_no_obvious_meaning_is_refused_without_a_guess(typed):
    with pytest.raises(CellInvalid) as refused:
        parse_cell(typed, rounding=ROUNDING)

    assert refused.value.suggestion is None


def test_bad_cell_says_character_problem_and_fix():
    with pytest.raises(CellInvalid) as refused:
        parse_cell("3x8 80", rounding=ROUNDING)

    assert str(refused.value) == (
        "Character 5: “80” is not understood; write @80% for a percent, @60kg for a load."
    )


def test_group_without_notation_prints_as_its_object_and_reads_back():
    branch = Branch(when=(Decimal(8), None), do=(Change("multiply", "tm", Decimal("0.975")),))
    groups = (
        Group(reps=fixed_reps(5), report="top", then=(branch,)),
        Group(ladder=Ladder("rung", 8, 2, 3)),
        Group(sets=3, reps_from="r", load=Load(of="tm", pre=Decimal(1))),
    )

    cell = print_cell(groups, rounding=ROUNDING)

    assert cell == (
        '{"reps": "5", "report": "top", "then": [{"when": [8, null], '
        '"do": [{"verb": "multiply", "anchor": "tm", "value": 0.975}], "groups": []}]}, '
        '{"ladder": {"anchor": "rung", "sets": 8, "low": 2, "high": 3}}, '
        '{"sets": 3, "reps_from": "r", "load": {"of": "tm", "pre": 1}}'
    )
    assert parse_cell(cell, rounding=ROUNDING) == groups


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_cell_of_a_published_program_prints_and_parses_back(file):
    program = program_in(file)
    terms = {"rounding": program.rounding}
    written = {(stage, slot.key) for slot in program.slots for stage in slot.stages}

    for groups, key in written:
        cell = print_cell(groups, slot=key, **terms)

        assert parse_cell(cell, slot=key, **terms) == groups
        assert normalize_cell(cell, slot=key, **terms) == cell


tenths = st.decimals(min_value=0, max_value=150, places=2)
anchors = st.sampled_from(
    [
        "rm:squat",
        "tm:squat",
        "tm",
        "rm",
        "bw",
        "top:",
        "top:b",
        "w2:front squat",
        "day",
        "rest9",
        "rpe8",
        "rpr8",
        "max",
        "Odd (name)",
        "RM:squat",
        "top",
        "x" * 30,
        "tempo3010",
        "optional",
        "é:squat",
    ]
)
loads = st.builds(
    Load, kg=tenths | st.sampled_from([Decimal("20.41165665"), Decimal("61.235")])
) | (
    st.builds(
        Load,
        of=anchors,
        percent=st.none() | st.just(Decimal(100)) | tenths,
        pre=st.sampled_from([Decimal(0), Decimal(0), Decimal(1)]),
        post=st.sampled_from([Decimal(0), Decimal(0), Decimal(1), Decimal("-1.5")]),
        step=st.sampled_from([None, Decimal("2.5"), Decimal(1), Decimal("0.5"), "tm"]),
    )
)
targets = st.sampled_from(["5", "1", "8-12", "5+", "1+", "max", "max10", "60s", "30-60s", "20m"])
groups = st.builds(
    Group,
    sets=st.integers(min_value=1, max_value=100),
    reps=targets.map(parse_reps),
    load=st.none() | loads,
    rest_s=st.none() | st.integers(min_value=0, max_value=3600),
    tempo=st.none() | st.sampled_from(["3010", "20X1", "XXXX"]),
    intent=st.sampled_from(["work", "top", "warmup", "rest-pause", "test", "speed"]),
    is_optional=st.booleans(),
    is_result=st.booleans(),
    report=st.none() | st.just("top"),
)
efforts = st.sampled_from(
    [{}, {"rpe": Decimal(8)}, {"rpe": Decimal("8.5")}, {"rir": Decimal(0)}, {"rir": Decimal(2)}]
)


@given(
    written=st.lists(st.tuples(groups, efforts), max_size=4),
    default=st.sampled_from([None, "rm:squat", "tm:squat", "tm", "w2:front squat", "top:", "bw"]),
    slot=st.sampled_from(["", "b"]),
    step=st.sampled_from(["2.5", "1", "0.5"]),
)
def test_groups_printed_and_parsed_are_the_same(written, default, slot, step):
    cells = tuple(replace(group, **effort) for group, effort in written)
    terms = {
        "rounding": Rounding(step_kg=Decimal(step)),
        "default_anchor": default,
        "slot": slot,
    }

    cell = print_cell(cells, **terms)

    assert parse_cell(cell, **terms) == cells
    assert normalize_cell(cell, **terms) == cell


@given(st.text(alphabet='35x8@%+-, .rpeitmkglbw()X{}"', max_size=20))
def test_any_text_is_read_or_refused_in_words(text):
    try:
        printed = normalize_cell(text, rounding=ROUNDING)
    except CellInvalid as error:
        refused = error
        printed = None

    if printed is None:
        assert 0 <= refused.position <= len(text)
        meant = refused.suggestion
        assert meant is None or normalize_cell(meant, rounding=ROUNDING)
    else:
        assert normalize_cell(printed, rounding=ROUNDING) == printed


@pytest.mark.parametrize(
    ("text", "kind", "floor", "ceiling", "is_open", "cap"),
    [
        ("5", "reps", 5, 5, False, None),
        ("5+", "reps", 5, None, True, None),
        ("8-12", "reps", 8, 12, False, None),
        ("max", "reps", 1, None, True, None),
        ("max10", "reps", 1, None, True, 10),
        ("60s", "seconds", 60, 60, False, None),
        ("20m", "seconds", 1200, 1200, False, None),
        ("1-2m", "seconds", 60, 120, False, None),
    ],
)
def test_repetitions_have_their_floor_and_print_back(text, kind, floor, ceiling, is_open, cap):
    reps = parse_reps(text)

    assert (reps.kind, reps.floor, reps.ceiling, reps.is_open, reps.cap) == (
        kind,
        floor,
        ceiling,
        is_open,
        cap,
    )
    assert reps.text == text


@pytest.mark.parametrize(
    "text", ["", "0", "5-", "-5", "12-8", "1001", "5x", "max0", "0+", "5.5", "٥"]
)
def test_text_that_is_no_target_is_refused(text):
    with pytest.raises(RepsInvalid, match="is not a number of repetitions"):
        parse_reps(text)
