"""Whatever a file holds, it is read or refused in words, and what is read resolves and prints."""

import copy
import json
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from programs.engine.errors import TrainingError
from programs.engine.notation.cells import parse_cell, print_cell
from programs.engine.program import (
    ProgramInvalid,
    content_hash,
    program_to_dict,
    program_to_json,
    read_program,
)
from programs.engine.resolving.explain import explain_load
from programs.engine.resolving.preview import preview_csv, preview_json, preview_table
from programs.engine.resolving.resolve import PhaseRun, resolve

PUBLISHED = Path(__file__).resolve().parents[2] / "programs" / "data" / "published"
NAMES = ["candito-6week", "gzclp", "alternating-10wk", "bodyweight-ladder", "smolov-jr", "dup"]
BODIES = [json.loads((PUBLISHED / f"{name}.json").read_bytes()) for name in NAMES]

scalars = (
    st.none()
    | st.booleans()
    | st.integers(min_value=-3, max_value=30)
    | st.sampled_from([10**20, -(10**400), 1e300, 0.1, -0.0, float("inf"), Decimal("NaN")])
    | st.sampled_from(
        ["", "5", "max", "bw", "top:", "tm", "w", "rm", "a", "now", "\x00", "é" * 300]
    )
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["of", "percent", "reps", "when", "verb", "kg", "1", "", "days"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@st.composite
def damaged(draw):
    body = copy.deepcopy(draw(st.sampled_from(BODIES)))
    for _ in range(draw(st.integers(min_value=1, max_value=3))):
        _damage(draw, body)
    return body


def _damage(draw, body):
    inner = body
    while True:
        keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        if not keys:
            return
        key = draw(st.sampled_from(keys))
        is_leaf = not isinstance(inner[key], dict | list) or not inner[key]
        if is_leaf or draw(st.integers(min_value=0, max_value=9)) == 0:
            break
        inner = inner[key]
    if draw(st.booleans()):
        inner[key] = draw(anything)
    else:
        del inner[key]


@settings(max_examples=20, deadline=None)
@given(damaged())
def test_damaged_program_is_refused_in_words_or_works_throughout(body):
    try:
        program = read_program(body)
    except ProgramInvalid as refused:
        program = None
        faults = refused.faults

    if program is None:
        assert faults
        assert all(fault.problem and fault.remedy for fault in faults)
        return
    assert read_program(program_to_dict(program)) == program
    assert read_program(program_to_json(program)) == program
    assert len(content_hash(program)) == 64
    _use(program)


def _use(program):
    course = [PhaseRun(0, extra_weeks=1), PhaseRun(0, is_inserted_deload=True)]
    try:
        resolutions = [resolve(program), resolve(program, course=course, outcomes={})]
    except TrainingError:
        return
    for resolution in resolutions:
        preview_csv(resolution), preview_table(resolution), preview_json(resolution)
        for session in resolution.sessions[:5]:
            for slot in session.slots:
                for group in slot.groups:
                    assert str(explain_load(group, exercise=slot.exercise)).endswith(".")
    for slot in list(program.slots)[:10]:
        for stage in slot.stages:
            cell = print_cell(stage, rounding=program.rounding, slot=slot.key)
            assert parse_cell(cell, rounding=program.rounding, slot=slot.key) == stage


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60) | st.binary(max_size=60))
def test_any_text_as_a_program_is_refused_in_words(source):
    try:
        read_program(source)
    except ProgramInvalid as refused:
        faults = refused.faults

    assert faults
