"""A whole program made home-capable: exercises, numbers, rules, and what can't be kept."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from programs.engine.composing.composition import compose
from programs.engine.composing.starters import STARTERS
from programs.engine.loads.load_anchors import load_anchors, opening_anchors
from programs.engine.program import (
    exercise_names,
    program_to_json,
    read_program,
    read_results_file,
)
from programs.engine.program.prescription import parse_reps
from programs.engine.resolving.resolve import resolve
from programs.engine.substitution.equipment import HOME, Equipment, can_do
from programs.engine.substitution.home import NotKept, home_version
from programs.engine.substitution.home_groups import rpe_at
from programs.engine.tables.catalogue_names import catalogue_exercise
from tests.engine.programs_by_hand import calendar, program_of, slot, weeks
from tests.engine.published import program_in

PUBLISHED = Path(__file__).resolve().parents[2] / "programs" / "data" / "published"
PROGRAMS = {
    **{path.stem: program_in(path) for path in sorted(PUBLISHED.glob("*.json"))},
    **{starter.name: compose(starter) for starter in STARTERS[:3]},
}
HOMES = {name: home_version(program) for name, program in PROGRAMS.items()}


def rounds_on_the_way(program):
    steps = (one for rule in program.rules for band in rule.bands for one in band.changes)
    return any(one.verb == "round" for one in steps)


def test_every_program_becomes_one_that_is_valid_and_makeable_at_home():
    assert len(PROGRAMS) == 25

    for version in HOMES.values():
        home = version.program

        assert read_program(program_to_json(home)) == home
        rows = [catalogue_exercise(name) for name in exercise_names(home)]
        assert all(row is not None and row.is_home_strict for row in rows)
        assert resolve(home).sessions


def test_main_lifts_of_strength_stay_compound_at_home():
    for home in HOMES.values():
        for mesocycle in home.program.mesocycles:
            mains = [one for day in mesocycle.all_days for one in day.slots if one.is_main]
            if mesocycle.goal.value == "strength":
                rows = [catalogue_exercise(name) for one in mains for name in one.exercises]
                assert {row.mechanic for row in rows if row} <= {"compound"}


def test_main_lift_passes_over_an_isolation_that_the_table_names_first():
    pulldown = {"key": "a", "exercise": "Lat Pulldown", "groups": [{"reps": "5"}]}
    names = [
        exercise_names(home_version(program_of(calendar(weeks(one, count=1), goal=goal))).program)
        for one, goal in (
            (pulldown | {"main": True}, "strength"),
            (pulldown | {"main": True}, "hypertrophy"),
            (pulldown, "strength"),
        )
    ]

    assert names == [
        ("Chest-Supported Dumbbell Row",),
        ("Dumbbell Pullover",),
        ("Dumbbell Pullover",),
    ]


def test_home_version_of_a_home_version_changes_nothing():
    for home in HOMES.values():
        again = home_version(home.program)

        assert again.program == home.program
        assert again.changes == ()


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_targets_of_a_swapped_lift_are_its_share_of_the_old_ones(name):
    program = PROGRAMS[name]
    version = HOMES[name]
    shares = {
        change.exercise: change.share for change in version.changes if change.share is not None
    }
    shares |= dict.fromkeys(
        set(exercise_names(program)) - {change.exercise for change in version.changes}, Fraction(1)
    )

    pairs = [
        (before.target_kg, after.target_kg, shares[old.exercise])
        for one, other in zip(
            resolve(program).sessions, resolve(version.program).sessions, strict=True
        )
        for old, new in zip(one.slots, other.slots, strict=True)
        if old.exercise in shares
        for before, after in zip(old.groups, new.groups, strict=True)
    ]

    # Rounding a number on the way to 2 kg isn't rounding its share of 2.5 kg steps.
    slack = Fraction("2.5") if rounds_on_the_way(program) else Fraction("0.0001")
    assert pairs
    for before, after, share in pairs:
        assert (before is None) == (after is None)
        assert before is None or abs(after - before * share) <= slack


def test_percentages_stay_and_the_maximum_is_the_substitutes_own():
    program = program_of(
        calendar(
            weeks(
                slot(
                    {"reps": "5", "load": {"of": "rm:bench", "percent": 80}}, exercise="Bench Press"
                ),
                count=1,
            )
        ),
        anchors={"rm:bench": 100},
        rules=[
            {
                "on": "slot",
                "slot": "a",
                "read": "ok",
                "bands": [
                    {"when": [1, 1], "do": [{"verb": "add", "anchor": "rm:bench", "value": 2}]}
                ],
            }
        ],
        default_anchor={"Bench Press": "rm:bench"},
        example_results={"a": [{"ok": True, "load": 80}]},
    )

    home = home_version(program).program

    # 0.415 in each hand: 100 -> 41.5, 2 -> 0.83, 80 -> 33.2.
    assert home.anchors == {"rm:dumbbell-bench-press": Decimal("41.5")}
    assert home.default_anchor == {"Dumbbell Bench Press": "rm:dumbbell-bench-press"}
    assert home.rules[0].bands[0].changes[0].value == Decimal("0.83")
    assert home.example_results["a"][0].load == Fraction("33.2")
    resolution = resolve(home)
    group = resolution.sessions[0].slots[0].groups[0]
    # Dumbbells in steps of 2: 33.2 becomes 34.
    assert (group.percent, group.target_kg, group.load_kg) == (80, Fraction("33.2"), 34)
    assert resolution.anchors == {"rm:dumbbell-bench-press": Fraction("42.33")}


def test_machine_load_is_unknown_until_the_first_session_finds_it():
    program = program_of(
        calendar(
            weeks(
                slot({"reps": "10", "load": {"of": "w:legs", "percent": 80}}, exercise="Leg Press"),
                count=2,
            )
        ),
        anchors={"w:legs": 160},
        rules=[
            {
                "on": "slot",
                "slot": "a",
                "bands": [{"do": [{"verb": "add", "anchor": "w:legs", "value": 5}]}],
            }
        ],
    )

    version = home_version(program)

    name = "w:bulgarian-split-squat-dumbbell"
    assert version.program.anchors == {name: 0}
    assert [anchor.default for anchor in load_anchors(version.program)] == [None]
    # 20 kg are 80 % of 25; then the machine's step of 5 is the dumbbells' step of 2.
    resolution = resolve(
        version.program,
        anchors=opening_anchors(version.program),
        results=read_results_file({"a": [{"load": 20}]}, program=version.program),
    )
    loads = [one.slots[0].groups[0].target_kg for one in resolution.sessions]
    assert loads == [None, Fraction("21.6")]
    note = version.program.mesocycles[0].weeks[0].days[0].slots[0].note
    assert note == "First session: find the load, RPE 7 at most, and round down."
    assert version.not_kept == (
        NotKept(
            "week 1, day 1, Leg Press",
            "The load of Leg Press: Bulgarian Split Squat (Dumbbell) has to find its own.",
        ),
    )


def test_number_shared_with_a_lift_that_stays_is_read_by_share():
    program = program_of(
        calendar(
            weeks(
                slot({"reps": "5", "load": {"of": "tm"}}, key="a", exercise="Bench Press"),
                slot({"reps": "5", "load": {"of": "tm"}}, key="b", exercise="Push-up"),
                count=1,
            )
        )
    )

    home = home_version(program).program

    assert home.anchors == {"tm": 100}
    assert {name: (one.of, one.percent) for name, one in home.derived.items()} == {
        "tm:dumbbell-bench-press:41.5": ("tm", Decimal("41.5"))
    }


def test_body_weight_substitute_drops_load_rule_and_number_but_keeps_the_effort():
    program = program_of(
        calendar(
            weeks(
                slot(
                    {"reps": "8", "load": {"of": "rm:x", "percent": 75}}, exercise="Leg Extension"
                ),
                count=1,
            )
        ),
        anchors={"rm:x": 80},
        rules=[
            {
                "on": "slot",
                "slot": "a",
                "bands": [{"do": [{"verb": "add", "anchor": "rm:x", "value": 5}]}],
            }
        ],
    )

    version = home_version(program)

    group = version.program.mesocycles[0].weeks[0].days[0].slots[0].groups[0]
    # 8 at RPE 8.5 is 75.1 % on the chart (8 at RPE 8: 73.9 %).
    assert (group.load, group.rpe) == (None, Decimal("8.5"))
    assert (version.program.anchors, version.program.rules) == ({}, ())
    assert [one.sentence for one in version.not_kept] == [
        "The load of Leg Extension: Sissy Squat is done with the body alone, "
        "so it progresses by repetitions."
    ]


@pytest.mark.parametrize(
    ("reps", "percent", "rpe"),
    [("5", 81, "8"), ("5", "81.2", "8.5"), ("1", 100, "10"), ("5", 70, None), ("5+", 80, None)],
)
def test_effort_that_a_percentage_implies(reps, percent, rpe):
    share = Fraction(percent) / 100

    assert rpe_at(parse_reps(reps), share=share) == (None if rpe is None else Decimal(rpe))


def test_what_cannot_be_kept_is_said_with_its_place():
    program = program_of(
        calendar(
            weeks(
                slot({"reps": "3", "load": {"of": "tm"}}, key="a", exercise="Bench Press"),
                slot({"reps": "3", "load": {"of": "tm"}}, key="b", exercise="Dumbbell Bench Press"),
                slot({"reps": "3"}, key="c", exercise="Moon Walk"),
                count=1,
            )
        ),
        anchors={"tm": 90},
    )

    said = [(one.place, one.sentence) for one in home_version(program).not_kept]

    assert said[:2] == [
        (
            "week 1, day 1, Moon Walk",
            "Moon Walk isn't in the catalogue, so nobody can tell whether it can be done; "
            "choose an exercise for it.",
        ),
        (
            "week 1, day 1, Dumbbell Bench Press",
            "The difference between Bench Press and Dumbbell Bench Press: "
            "each is Dumbbell Bench Press now.",
        ),
    ]
    # 0.415 x 90 = 37.35, made 38 in steps of 2: more than any dumbbell here.
    assert [place for place, _ in said[2:]] == ["week 1, day 1, Dumbbell Bench Press"]
    assert said[2][1].startswith("38 kg are asked for, and the heaviest dumbbell has 32 kg.")


def test_gym_without_machines_swaps_only_what_it_lacks():
    program = PROGRAMS["rir-ramp-meso"]
    garage = Equipment(items=HOME.items | {"barbell", "rack", "pullup_bar"})

    version = home_version(program, equipment=garage)

    assert [change.exercise for change in version.changes] == [
        "Leg Curl",
        "Pulldown",
        "Cable Curl",
        "Leg Press",
        "Calf Raise",
    ]
    rows = [catalogue_exercise(name) for name in exercise_names(version.program)]
    assert all(can_do(row, equipment=garage) for row in rows if row)
    assert version.program.rounding == program.rounding
