"""Courses as really run: outcomes, extra weeks, inserted deloads, adjustments, equipment."""

from decimal import Decimal
from fractions import Fraction

import pytest

from programs.engine.goals import Goal
from programs.engine.program import Result
from programs.engine.resolving.resolve import NoSuchMesocycle, Outcome, PhaseRun, resolve
from tests.engine.programs_by_hand import (
    calendar,
    loads_of,
    program_of,
    reps_of,
    rotation,
    slot,
    weeks,
)

OF_TM = {"sets": 3, "reps": "5", "load": {"of": "tm"}, "rpe": 8}
DONE = Outcome(performed=True, results={"a": Result(ok=True)})
MISSED = Outcome(performed=False)
ADD_5 = {"verb": "add", "anchor": "tm", "value": 5}
EACH_TIME = {
    "on": "slot",
    "slot": "a",
    "read": "ok",
    "bands": [{"when": [1, 1], "do": [ADD_5]}],
}
EACH_WEEK = {"on": "week", "bands": [{"do": [ADD_5]}]}


def linear(count=4, **fields):
    return program_of(calendar(weeks(slot(OF_TM), count=count)), rules=[EACH_TIME], **fields)


def test_outcomes_only_what_was_done_moves_the_load():
    resolution = resolve(linear(), outcomes={1: DONE, 2: MISSED, 3: DONE})

    assert loads_of(resolution) == [[100], [105], [105], [110]]
    assert [run.ordinal for run in resolution.runs] == [1, 3]


def test_outcome_skipped_slot_is_no_exposure():
    skipped = Outcome(performed=True, skipped=frozenset({"a"}))
    rule = {"on": "slot", "slot": "a", "bands": [{"do": [ADD_5]}]}
    program = program_of(calendar(weeks(slot(OF_TM), count=3)), rules=[rule])

    assert loads_of(resolve(program, outcomes={1: skipped})) == [[100], [100], [105]]


def test_outcomes_absent_session_is_forecast_as_performed():
    rule = {"on": "slot", "slot": "a", "bands": [{"do": [ADD_5]}]}
    program = program_of(calendar(weeks(slot(OF_TM), count=3)), rules=[rule])

    assert loads_of(resolve(program, outcomes={})) == [[100], [105], [110]]


def test_week_rules_run_though_every_session_was_missed():
    program = program_of(calendar(weeks(slot(OF_TM), count=2)), rules=[EACH_WEEK])

    assert loads_of(resolve(program, outcomes={1: MISSED})) == [[100], [105]]


def test_extra_week_repeats_the_last_week_with_new_loads_and_no_week_rules():
    program = program_of(
        calendar(weeks(slot(OF_TM), count=2)),
        calendar(weeks(slot(OF_TM), count=1, first=3)),
        rules=[EACH_TIME, EACH_WEEK],
    )
    results = {"a": [Result(ok=True)] * 4}

    resolution = resolve(program, results=results, course=[PhaseRun(0, extra_weeks=1), PhaseRun(1)])

    # Weeks 1 and 2 add 5 for the slot and 5 for the week; the extra one only for the slot.
    assert loads_of(resolution) == [[100], [110], [120], [125]]
    assert [(s.week, s.occurrence, s.week_in_phase) for s in resolution.sessions] == [
        (1, 1, 1),
        (2, 1, 2),
        (2, 2, 3),
        (3, 1, 1),
    ]


def test_extra_week_repeats_the_last_loading_week_not_the_deload():
    written = [
        *weeks(slot(OF_TM), count=2),
        *weeks(slot({"reps": "3"}), count=1, first=3, deload=True),
    ]
    program = program_of(calendar(written))

    resolution = resolve(program, course=[PhaseRun(0, extra_weeks=2)])

    assert reps_of(resolution) == [["3x5"], ["3x5"], ["1x3"], ["3x5"], ["3x5"]]
    assert [(s.week, s.occurrence) for s in resolution.sessions] == [
        (1, 1),
        (2, 1),
        (3, 1),
        (2, 2),
        (2, 3),
    ]
    assert [s.is_deload for s in resolution.sessions] == [False, False, True, False, False]


def test_deferred_change_of_an_extra_week_takes_effect_at_its_end():
    rule = {**EACH_TIME, "apply": "week_end"}
    program = program_of(calendar(weeks(slot(OF_TM), count=1)), rules=[rule])

    resolution = resolve(
        program, results={"a": [Result(ok=True)] * 3}, course=[PhaseRun(0, extra_weeks=2)]
    )

    assert loads_of(resolution) == [[100], [105], [110]]


def test_inserted_deload_halves_sets_takes_nine_tenths_and_runs_no_rules():
    groups = [
        {"sets": 5, "reps": "5", "load": {"of": "tm", "percent": 80}, "rpe": 8},
        {"sets": 1, "reps": "8", "rir": 5},
        {"sets": 2, "reps": "10", "load": {"kg": 20}},
    ]
    program = program_of(calendar(weeks(slot(*groups), count=2)), rules=[EACH_TIME])

    resolution = resolve(
        program,
        results={"a": [Result(ok=True)] * 4},
        course=[PhaseRun(0), PhaseRun(0, is_inserted_deload=True), PhaseRun(0)],
    )

    deload = resolution.sessions[2]
    # TM 110: 80 % = 88, x 0.9 = 79.2 -> 80; 20 x 0.9 = 18 -> 17.5.
    assert (deload.goal, deload.week, deload.week_in_phase) == (Goal.DELOAD, 2, 1)
    assert deload.is_deload
    groups = deload.slots[0].groups
    assert [group.sets for group in groups] == [3, 1, 1]
    assert [group.load_kg for group in groups] == [80, None, Decimal("17.5")]
    assert [group.target_kg for group in groups] == [Fraction(396, 5), None, 18]
    assert [group.percent for group in groups] == [72, None, None]
    assert [group.rpe for group in groups] == [6, 5, 6]
    assert [run.ordinal for run in resolution.runs] == [1, 2, 4, 5]


def test_inserted_deload_of_a_ladder_keeps_the_first_half_of_its_sets():
    ladder = {"ladder": {"anchor": "rung", "sets": 8, "low": 2, "high": 4}}
    program = program_of(calendar(weeks(slot(ladder), count=1)), anchors={"rung": 3})

    resolution = resolve(program, course=[PhaseRun(0, is_inserted_deload=True)])

    assert reps_of(resolution) == [["3x3", "1x2"]]


def test_inserted_deload_makes_the_top_set_lighter_only_once():
    groups = [
        {"reps": "1", "load": {"of": "tm"}},
        {"reps": "5", "load": {"of": "top:a", "percent": 90}},
    ]
    program = program_of(calendar(weeks(slot(*groups), count=1)))

    resolution = resolve(program, course=[PhaseRun(0, is_inserted_deload=True)])

    # 100 x 0.9 = 90; 90 % of that = 81 -> 80.
    assert loads_of(resolution) == [[90, 80]]


def test_repeated_phase_keeps_its_week_numbers_and_goes_on_from_the_loads():
    resolution = resolve(
        linear(2), results={"a": [Result(ok=True)] * 4}, course=[PhaseRun(0), PhaseRun(0)]
    )

    assert [s.week for s in resolution.sessions] == [1, 2, 1, 2]
    assert [s.course_index for s in resolution.sessions] == [0, 0, 1, 1]
    assert loads_of(resolution) == [[100], [105], [110], [115]]


def test_rotation_extra_week_repeats_its_last_week():
    phase = rotation([slot(OF_TM)], [slot({"reps": "3"}, key="b")], sessions=4, sessions_per_week=2)

    resolution = resolve(program_of(phase), course=[PhaseRun(0, extra_weeks=1)])

    assert reps_of(resolution) == [["3x5"], ["1x3"], ["3x5"], ["1x3"], ["3x5"], ["1x3"]]
    assert [(s.week, s.occurrence, s.day) for s in resolution.sessions[4:]] == [
        (2, 2, 1),
        (2, 2, 2),
    ]


def test_rotation_after_another_phase_restarts_at_its_first_day_and_counts_on():
    phase = rotation([slot(OF_TM)], [slot({"reps": "3"}, key="b")], sessions=3, sessions_per_week=2)

    resolution = resolve(program_of(phase, phase))

    assert reps_of(resolution) == [["3x5"], ["1x3"], ["3x5"]] * 2
    assert [s.week for s in resolution.sessions] == [1, 1, 2, 3, 3, 4]


def test_course_of_a_missing_phase_is_refused():
    with pytest.raises(NoSuchMesocycle, match="The program has 1 phases"):
        resolve(linear(), course=[PhaseRun(1)])


def test_adjustment_takes_effect_just_before_its_session():
    resolution = resolve(linear(), results={}, adjustments={3: {"tm": Decimal("87.5")}})

    assert loads_of(resolution) == [[100], [100], [Decimal("87.5")], [Decimal("87.5")]]
    assert resolution.sessions[2].anchors_before == {"tm": Fraction(175, 2)}


def test_anchors_of_the_athlete_replace_those_of_the_file():
    assert loads_of(resolve(linear(1), anchors={"tm": 60})) == [[60]]


def test_anchor_the_athlete_lacks_leaves_load_open_and_keeps_effort_and_percent():
    group = {"reps": "5", "load": {"of": "tm", "percent": 80}, "rpe": 8}
    program = program_of(calendar(weeks(slot(group), count=1)), rules=[EACH_TIME])

    resolution = resolve(program, anchors={"tm": None}, results={"a": [Result(ok=True)]})

    written = resolution.sessions[0].slots[0].groups[0]
    assert (written.load_kg, written.target_kg) == (None, None)
    assert (written.percent, written.rpe) == (80, 8)
    assert resolution.anchors["tm"] is None


def test_make_load_rounds_the_unrounded_target_once():
    group = {"reps": "5", "load": {"of": "tm", "percent": 81, "pre": 1, "post": 1, "step": 2}}
    program = program_of(calendar(weeks(slot(group), count=1)))
    asked = []

    def make(exercise, target_kg):
        asked.append((exercise, target_kg))
        return Decimal(84)

    resolution = resolve(program, make_load=make)

    assert asked == [("Squat", Fraction(85))]
    assert loads_of(resolution) == [[84]]


def test_make_load_of_body_weight_makes_only_what_is_added():
    group = {"reps": "5", "load": {"of": "bw", "percent": 100, "post": 11, "step": 1}}
    program = program_of(calendar(weeks(slot(group, {**group, "load": {"of": "bw"}}), count=1)))

    resolution = resolve(
        program, anchors={"bw": Decimal("81.3")}, make_load=lambda exercise, target_kg: Decimal(10)
    )

    assert loads_of(resolution) == [[Decimal("91.3"), Decimal("81.3")]]


def test_repeated_week_comes_right_after_itself_and_runs_no_week_rule_again():
    program = program_of(
        calendar(weeks(slot(OF_TM), count=3)), rules=[EACH_WEEK], anchors={"tm": 100}
    )

    resolution = resolve(program, course=[PhaseRun(0, extra_weeks=1, repeated_weeks=(1, 1, 3))])

    assert [
        (one.ordinal, one.week, one.week_in_phase, one.occurrence) for one in resolution.sessions
    ] == [
        (1, 1, 1, 1),
        (2, 1, 2, 2),
        (3, 1, 3, 3),
        (4, 2, 4, 1),
        (5, 3, 5, 1),
        (6, 3, 6, 2),
        (7, 3, 7, 3),
    ]
    assert loads_of(resolution) == [[100], [105], [105], [105], [110], [115], [115]]
