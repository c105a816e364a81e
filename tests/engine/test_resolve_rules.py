"""Rules, branches, ladders, stages and picks, each by a program small enough to work by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

from programs.engine.program import Result
from programs.engine.resolving.resolve import AnchorChange, AnchorRunsAway, RuleRun, resolve
from tests.engine.programs_by_hand import (
    calendar,
    loads_of,
    program_of,
    reps_of,
    rotation,
    slot,
    weeks,
)

OF_TM = {"reps": "5", "load": {"of": "tm"}}


def add(value, anchor="tm", **fields):
    return {"verb": "add", "anchor": anchor, "value": value, **fields}


def on_slot(*bands, key="a", **fields):
    return {"on": "slot", "slot": key, "bands": list(bands), **fields}


def reps(*counts):
    return {"a": [None if count is None else Result(reps=count) for count in counts]}


def test_load_of_80_percent_is_rounded_to_the_step_ties_down():
    # 80 % of 101.5625 = 81.25, halfway between 80 and 82.5.
    program = program_of(
        calendar(weeks(slot({"reps": "5", "load": {"of": "tm", "percent": 80}}), count=1)),
        anchors={"tm": 101.5625},
    )

    group = resolve(program).sessions[0].slots[0].groups[0]

    assert group.target_kg == Fraction(325, 4)
    assert group.load_kg == 80


@pytest.mark.parametrize(
    ("mode", "ties", "load"),
    [
        ("nearest", "up", "82.5"),
        ("nearest", "down", "80"),
        ("down", "up", "80"),
    ],
)
def test_load_halfway_follows_mode_and_ties(mode, ties, load):
    rounding = {"step_kg": 2.5, "mode": mode, "ties": ties}
    program = program_of(
        calendar(weeks(slot(OF_TM), count=1)), anchors={"tm": 81.25}, rounding=rounding
    )

    assert loads_of(resolve(program)) == [[Decimal(load)]]


def test_pre_is_added_before_rounding_and_post_after():
    # pre: 83 + 1 x 2 = 85 -> 85; post: 83 -> 82.5, + 2 = 84.5.
    groups = [
        {"reps": "5", "load": {"of": "tm", "pre": 1, "step": 2}},
        {"reps": "5", "load": {"of": "tm", "post": 1, "step": 2}},
    ]
    program = program_of(calendar(weeks(slot(*groups), count=1)), anchors={"tm": 83})

    assert loads_of(resolve(program)) == [[Decimal(85), Decimal("84.5")]]


def test_step_absent_is_the_step_of_the_program():
    group = {"reps": "5", "load": {"of": "tm", "post": 2}}
    program = program_of(calendar(weeks(slot(group), count=1)))

    assert loads_of(resolve(program)) == [[Decimal(105)]]


def test_step_of_an_anchor_at_zero_adds_nothing():
    group = {"reps": "5", "load": {"of": "tm", "post": 1, "step": "off"}}
    program = program_of(calendar(weeks(slot(group), count=1)), anchors={"tm": 84, "off": 0})

    assert loads_of(resolve(program)) == [[Decimal(85)]]


def test_top_is_the_load_of_the_slots_first_group():
    groups = [
        {"reps": "1", "load": {"of": "tm", "percent": 93}},
        {"reps": "5", "load": {"of": "top:a", "percent": 90}},
    ]
    program = program_of(calendar(weeks(slot(*groups), count=1)))

    # 93 -> 92.5; 90 % of 92.5 = 83.25 -> 82.5.
    assert loads_of(resolve(program)) == [[Decimal("92.5"), Decimal("82.5")]]


def test_top_without_a_load_is_what_was_reported():
    groups = [
        {"reps": "1", "rpe": 8},
        {"reps": "5", "load": {"of": "top:a", "percent": 90}},
    ]
    program = program_of(calendar(weeks(slot(*groups), count=2)))

    resolution = resolve(program, results={"a": [Result(load=Fraction(120))]})

    # 90 % of 120 = 108 -> 107.5; the second week has nothing to go by yet.
    assert loads_of(resolution) == [[None, Decimal("107.5")], [None, None]]


def test_derived_anchor_is_computed_afresh_from_another_derived_one():
    group = {"reps": "5", "load": {"of": "light"}}
    rule = {"on": "week", "bands": [{"do": [add(10)]}]}
    derived = {
        "work": {"of": "tm", "percent": 90, "rounded": True},
        "light": {"of": "work", "percent": 50},
    }
    program = program_of(
        calendar(weeks(slot(group), count=2)), anchors={"tm": 101}, rules=[rule], derived=derived
    )

    resolution = resolve(program)

    # 90.9 -> 90 -> 45; 99.9 -> 100 -> 50.
    targets = [session.slots[0].groups[0].target_kg for session in resolution.sessions]
    assert targets == [45, 50]


@pytest.mark.parametrize(
    ("count", "after"),
    [(4, 100), (5, 102), (6, 102), (7, 105), (None, 100)],
)
def test_band_both_ends_included_first_fit_wins(count, after):
    rule = on_slot(
        {"when": [5, 6], "do": [add(2)]},
        {"when": [6, None], "do": [add(5)]},
        read="reps",
    )
    program = program_of(calendar(weeks(slot(OF_TM), count=1)), rules=[rule])

    assert resolve(program, results=reps(count)).anchors["tm"] == after


def test_rule_whose_read_is_absent_does_not_run():
    program = program_of(
        calendar(weeks(slot(OF_TM), count=1)), rules=[on_slot({"do": [add(5)]}, read="reps")]
    )

    assert resolve(program).runs == ()


def test_rule_without_read_runs_after_every_exposure():
    program = program_of(calendar(weeks(slot(OF_TM), count=2)), rules=[on_slot({"do": [add(5)]})])

    assert resolve(program).runs == (
        RuleRun(1, 0, "a", None, 0, (AnchorChange("tm", Fraction(100), Fraction(105)),)),
        RuleRun(2, 0, "a", None, 0, (AnchorChange("tm", Fraction(105), Fraction(110)),)),
    )


def test_rule_no_band_fits_is_kept_and_changes_nothing():
    rule = on_slot({"when": [9, None], "do": [add(5)]}, read="reps")
    program = program_of(calendar(weeks(slot(OF_TM), count=1)), rules=[rule])

    resolution = resolve(program, results=reps(8))

    assert resolution.runs == (RuleRun(1, 0, "a", Fraction(8), None, ()),)
    assert resolution.anchors["tm"] == 100


@pytest.mark.parametrize(
    ("relation", "bound", "after"),
    [
        ("<", 100, 100),
        ("<", 101, 105),
        (">=", 100, 105),
        (">=", 101, 100),
        ("=", 100, 105),
        ("=", "limit", 105),
    ],
)
def test_guard_compares_the_anchor(relation, bound, after):
    band = {"if": [{"anchor": "tm", "is": relation, "value": bound}], "do": [add(5)]}
    program = program_of(
        calendar(weeks(slot(OF_TM), count=1)),
        anchors={"tm": 100, "limit": 100},
        rules=[on_slot(band)],
    )

    assert resolve(program).anchors["tm"] == after


@pytest.mark.parametrize(("count", "after"), [(4, 100), (5, 100), (8, 106), (15, 120), (30, 120)])
def test_add_per_counts_surplus_repetitions_up_to_the_limit(count, after):
    step = {"verb": "add_per", "anchor": "tm", "value": 2, "at_most": 10}
    rule = on_slot({"do": [step]}, read="surplus", minimum={"1": 5})
    program = program_of(calendar(weeks(slot(OF_TM), count=1)), rules=[rule])

    assert resolve(program, results=reps(count)).anchors["tm"] == after


def test_surplus_in_a_week_without_minimum_does_not_run():
    rule = on_slot({"do": [add(5)]}, read="surplus", minimum={"2": 5})
    program = program_of(calendar(weeks(slot(OF_TM), count=2)), rules=[rule])

    assert [run.ordinal for run in resolve(program, results=reps(9, 9)).runs] == [2]


def test_steps_run_in_order_and_are_kept_as_one_change():
    steps = [
        {"verb": "multiply", "anchor": "tm", "value": 0.9},
        {"verb": "round", "anchor": "tm"},
        {"verb": "copy", "anchor": "last", "from": "tm"},
    ]
    program = program_of(
        calendar(weeks(slot(OF_TM), count=1)),
        anchors={"tm": 101, "last": 0},
        rules=[on_slot({"do": steps})],
    )

    # 101 x 0.9 = 90.9 -> 90.
    assert resolve(program).runs[0].changes == (
        AnchorChange("tm", Fraction(101), Fraction(90)),
        AnchorChange("last", Fraction(0), Fraction(90)),
    )


def test_set_from_result_takes_its_share_of_the_test():
    step = {"verb": "set_from_result", "anchor": "tm", "times": 0.85}
    program = program_of(
        calendar(weeks(slot(OF_TM), count=1)), rules=[on_slot({"do": [step]}, read="test")]
    )

    resolution = resolve(program, results={"a": [Result(test=Fraction(95))]})

    assert resolution.anchors["tm"] == Fraction(323, 4)


def test_week_end_change_waits_but_its_amount_is_fixed():
    slots = [slot(OF_TM), slot(OF_TM, key="b")]
    rules = [
        on_slot({"do": [add("inc")]}, apply="week_end"),
        on_slot({"do": [add(10, anchor="inc")]}, key="b"),
    ]
    program = program_of(
        calendar(weeks(*slots, count=2)), anchors={"tm": 100, "inc": 5}, rules=rules
    )

    resolution = resolve(program)

    assert loads_of(resolution) == [[100, 100], [105, 105]]
    assert resolution.anchors["tm"] == 120
    assert [run.applied_at for run in resolution.runs] == [1, "now", 2, "now"]


def test_week_rules_run_before_what_was_deferred_to_the_week():
    rules = [
        on_slot({"do": [add(10)]}, apply="week_end"),
        {"on": "week", "bands": [{"do": [{"verb": "multiply", "anchor": "tm", "value": 2}]}]},
    ]
    program = program_of(calendar(weeks(slot(OF_TM), count=1)), rules=rules)

    # 100 x 2 + 10, not (100 + 10) x 2.
    assert resolve(program).anchors["tm"] == 210


def test_end_of_weeks_waits_for_the_first_listed_week():
    rule = on_slot({"do": [add(5)]}, weeks=[1, 2], apply={"end_of_weeks": [2, 4]})
    program = program_of(calendar(weeks(slot(OF_TM), count=5)), rules=[rule])

    assert loads_of(resolve(program)) == [[100], [100], [110], [110], [110]]


def test_end_of_weeks_after_the_course_keeps_the_run_without_changes():
    rule = on_slot({"do": [add(5)]}, apply={"end_of_weeks": [9]})
    program = program_of(calendar(weeks(slot(OF_TM), count=1)), rules=[rule])

    resolution = resolve(program)

    assert resolution.runs == (RuleRun(1, 0, "a", None, 0, (), 9),)
    assert resolution.anchors["tm"] == 100


def test_session_rule_of_a_slot_runs_only_where_the_slot_is():
    rule = {"on": "session", "slot": "b", "bands": [{"do": [add(5)]}]}
    program = program_of(rotation([slot(OF_TM)], [slot(OF_TM, key="b")], sessions=4), rules=[rule])

    assert [run.ordinal for run in resolve(program).runs] == [2, 4]


def test_rotation_last_partial_week_ends_too():
    rule = {"on": "week", "bands": [{"do": [add(5)]}]}
    program = program_of(rotation([slot(OF_TM)], sessions=4), rules=[rule])

    resolution = resolve(program)

    assert [(s.week, s.day) for s in resolution.sessions] == [(1, 1), (1, 2), (1, 3), (2, 1)]
    assert resolution.anchors["tm"] == 110


def test_branch_first_match_adds_its_groups_and_runs_its_steps():
    group = {
        "reps": "max10",
        "load": {"of": "tm"},
        "report": "top",
        "then": [
            {
                "when": [8, None],
                "do": [add(10)],
                "groups": [{"sets": 3, "reps": "3", "load": {"of": "tm"}}],
                "after": [add(-5)],
            },
            {"when": [None, 7], "groups": []},
        ],
    }
    last = {"reps": "1", "load": {"of": "tm"}}
    program = program_of(calendar(weeks(slot(group, last), count=1)))

    resolution = resolve(program, results={"a": [Result(fields={"top": Fraction(9)})]})

    assert reps_of(resolution) == [["1xmax10", "3x3", "1x1"]]
    assert loads_of(resolution) == [[100, 110, 105]]
    assert [group.is_branch for group in resolution.sessions[0].slots[0].groups] == [
        False,
        True,
        False,
    ]
    assert [(run.rule, run.band, run.read) for run in resolution.runs] == [
        (None, 0, 9),
        (None, 0, 9),
    ]


def test_branch_nothing_reported_adds_nothing():
    group = {"reps": "5", "report": "reps", "then": [{"when": [None, None], "groups": [OF_TM]}]}
    program = program_of(calendar(weeks(slot(group), count=1)))

    assert reps_of(resolve(program)) == [["1x5"]]


@pytest.mark.parametrize(
    ("steps", "printed"),
    [
        (-1, ["8x2"]),
        (0, ["8x2"]),
        (3, ["3x3", "5x2"]),
        (8, ["8x3"]),
        (9, ["1x4", "7x3"]),
        (16, ["8x4"]),
        (17, ["8x4"]),
    ],
)
def test_ladder_gives_one_more_repetition_to_one_set_a_step(steps, printed):
    ladder = {"ladder": {"anchor": "rung", "sets": 8, "low": 2, "high": 4}}
    program = program_of(calendar(weeks(slot(ladder), count=1)), anchors={"rung": steps})

    assert reps_of(resolve(program)) == [printed]


@pytest.mark.parametrize(("stage", "printed"), [(-1, "1x5"), (0, "1x5"), (1, "1x3"), (7, "1x3")])
def test_stage_beyond_the_list_stays_at_the_last(stage, printed):
    written = slot(stage="stage", stages=[[{"reps": "5"}], [{"reps": "3"}]])
    program = program_of(calendar(weeks(written, count=1)), anchors={"stage": stage})

    assert reps_of(resolve(program)) == [[printed]]


@pytest.mark.parametrize(("pick", "exercise"), [(0, "Dip"), (1, "Ring Dip"), (2, "Dip")])
def test_pick_beyond_the_list_wraps(pick, exercise):
    written = slot({"reps": "5"}, exercises=["Dip", "Ring Dip"], pick="pick")
    program = program_of(calendar(weeks(written, count=1)), anchors={"pick": pick})

    assert resolve(program).sessions[0].slots[0].exercise == exercise


@pytest.mark.parametrize(("count", "printed"), [(6.9, "2x6"), (0, "2x1")])
def test_reps_from_takes_the_whole_part_and_at_least_one(count, printed):
    written = slot({"sets": 2, "reps_from": "r"})
    program = program_of(calendar(weeks(written, count=1)), anchors={"r": count})

    assert reps_of(resolve(program)) == [[printed]]


def test_anchor_multiplied_by_itself_is_stopped():
    square = {"verb": "multiply", "anchor": "tm", "value": "tm"}
    program = program_of(rotation([slot(OF_TM)], sessions=60), rules=[on_slot({"do": [square]})])

    with pytest.raises(AnchorRunsAway):
        resolve(program)
