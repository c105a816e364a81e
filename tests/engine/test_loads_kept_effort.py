"""Other repetitions where the load can't be made, alone and in a resolved course."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.engine.loads.estimates import chart_share
from programs.engine.loads.kept_effort import reps_keeping_effort
from programs.engine.program.prescription import parse_reps
from programs.engine.resolving.explain import explain_load, explain_reps
from programs.engine.resolving.resolve import PhaseRun, resolve
from tests.engine.programs_by_hand import calendar, program_of, slot, weeks

GROUP = {"reps": "5", "load": {"of": "tm"}, "rpe": 8}


def kept(reps, *, target, load, rpe="8"):
    moved = reps_keeping_effort(
        parse_reps(reps), rpe=Decimal(rpe), target_kg=Fraction(target), load_kg=Decimal(load)
    )
    return moved.text


@pytest.mark.parametrize(
    ("reps", "target", "load", "expected"),
    [
        # 2.5 % either way is near enough.
        ("5", "100", "102.5", "5"),
        ("5", "100", "97.5", "5"),
        # 5 reps at RPE 8 are 81.1 %: the maximum is 123.3 kg. 95 kg are 77.05 % of it: 6 reps
        # at RPE 8 are 78.6 %, 7 are 76.2 %.
        ("5", "100", "95", "6"),
        # 105 kg are 85.2 %: 3 reps at RPE 8 are 86.3 %, 4 are 83.7 %.
        ("5", "100", "105", "3"),
        # A range moves as one, by its lower end: 8 at RPE 8 are 73.9 %, the maximum 27.06 kg;
        # 22.5 kg are 83.1 %, 4 reps.
        ("8-12", "20", "22.5", "4-8"),
        # The chart ends at 12.
        ("5", "100", "40", "12"),
        # Not one repetition: 113.8 kg would be 92.2 %, a single.
        ("5", "100", "113.6", "1"),
        ("5", "100", "113.7", "5"),
        # Open sets, times, and repetitions off the chart stay.
        ("5+", "100", "80", "5+"),
        ("max10", "100", "80", "max10"),
        ("30s", "100", "80", "30s"),
        ("15", "100", "80", "15"),
        ("5", "0", "20", "5"),
    ],
)
def test_reps_follow_a_load_that_is_off_its_target(reps, target, load, expected):
    assert kept(reps, target=target, load=load) == expected


@settings(max_examples=20)
@given(
    reps=st.integers(1, 12),
    rpe=st.integers(12, 20).map(lambda halves: Decimal(halves) / 2),
    load=st.integers(60, 140),
)
def test_reps_that_follow_never_ask_more_effort_than_the_target(reps, rpe, load):
    moved = int(kept(str(reps), target="100", load=str(load), rpe=str(rpe)))

    # The load at the new repetitions and the same RPE is within the maximum the target stands for.
    if moved != reps:
        assert load / chart_share(moved, rpe) <= 100 / chart_share(reps, rpe)
        assert (moved > reps) == (load < 100)


def made_as(load, *groups, rules=(), **fields):
    program = program_of(
        calendar(weeks(slot(*groups), count=1, **fields.pop("week", {}))), rules=rules
    )
    resolution = resolve(program, make_load=lambda exercise, target: Decimal(load), **fields)
    return resolution.sessions[0].slots[0].groups


def test_resolve_plan_keeps_the_effort_and_says_so():
    (group,) = made_as(95, GROUP)

    assert (group.reps.text, group.asked.text) == ("6", "5")
    assert str(explain_load(group, exercise="Squat")) == "Training max 100 kg, made as 95 kg."
    assert str(explain_reps(group)) == "6 repetitions instead of 5 keep the effort."


def test_resolve_program_alone_keeps_its_repetitions():
    program = program_of(calendar(weeks(slot(GROUP), count=1)), anchors={"tm": 81})

    (group,) = resolve(program).sessions[0].slots[0].groups

    assert (group.load_kg, group.reps.text, group.asked) == (80, "5", None)


def counting(read, **fields):
    return {
        "on": "slot",
        "slot": "a",
        "read": read,
        "bands": [{"do": [{"verb": "add", "anchor": "tm", "value": 1}]}],
        **fields,
    }


@pytest.mark.parametrize(
    ("group", "fields"),
    [
        ({"reps": "5", "load": {"of": "tm"}}, {}),
        ({**GROUP, "intent": "test"}, {}),
        (GROUP, {"rules": [counting("reps")]}),
        (GROUP, {"rules": [counting("worst")]}),
        (GROUP, {"rules": [counting("surplus", minimum={"1": 5})]}),
        (GROUP, {"week": {"deload": True}}),
        (GROUP, {"course": [PhaseRun(0, is_inserted_deload=True)]}),
    ],
)
def test_resolve_reps_stay_where_effort_is_no_target_or_something_counts_them(group, fields):
    (written,) = made_as(60, group, **fields)

    assert (written.reps.text, written.asked) == ("5", None)


@pytest.mark.parametrize("read", ["ok", "load", "rpe"])
def test_resolve_reps_follow_where_rules_read_something_else(read):
    assert made_as(95, GROUP, rules=[counting(read)])[0].reps.text == "6"
