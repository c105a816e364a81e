"""How the loads of a composed macrocycle find themselves."""

from fractions import Fraction

from programs.engine.composing.composition import (
    compose,
)
from programs.engine.loads.load_anchors import load_anchors, opening_anchors
from programs.engine.program import Program
from programs.engine.resolving.resolve import Outcome, Resolution, Result, resolve
from programs.engine.units import plain
from tests.programs.composed import GYM, HOME


def outcomes(program: Program, results: dict[str, list[Result]]) -> dict[int, Outcome]:
    """Return outcomes in which the n-th exposure of a slot key reports its n-th result."""
    waiting = {key: list(entries) for key, entries in results.items()}
    done = {}
    for session in resolve(program, anchors=opening_anchors(program)).sessions:
        found = {s.key: waiting[s.key].pop(0) for s in session.slots if waiting.get(s.key)}
        if found:
            done[session.ordinal] = Outcome(performed=True, results=found)
    return done


def course(program: Program, results: dict[str, list[Result]], **known: int) -> Resolution:
    anchors = {**opening_anchors(program), **{name: known[name] for name in known}}
    return resolve(program, anchors=anchors, outcomes=outcomes(program, results))


def loads(resolution: Resolution, key: str) -> list[str | None]:
    return [
        None if group.load_kg is None else str(plain(group.load_kg))
        for session in resolution.sessions
        for each in session.slots
        if each.key == key
        for group in each.groups
    ]


def lifted(load: str, reps: int) -> Result:
    return Result(ok=True, reps=reps, load=Fraction(load))


def test_unknown_working_weight_goes_by_effort_until_something_is_lifted() -> None:
    program = compose(GYM)

    resolution = course(program, {"upper-a-barbell-row": [lifted("60", 9)]})

    # 8-10: nine keeps the weight; the light week takes a tenth off 60.
    assert loads(resolution, "upper-a-barbell-row") == [None, "60", "60", "60"]
    assert loads(resolution, "light-upper-a-barbell-row") == ["55"]  # 54, nearest 2.5


def test_full_repetitions_add_a_step_to_what_was_lifted() -> None:
    program = compose(GYM)

    resolution = course(
        program,
        {
            "upper-a-barbell-row": [lifted("60", 10), lifted("62.5", 10)],
            "upper-a-incline-dumbbell-press": [lifted("22", 12)],
            "lower-a-leg-press": [lifted("120", 15)],
            "lower-a-romanian-deadlift": [lifted("80", 10)],
        },
    )

    assert loads(resolution, "upper-a-barbell-row") == [None, "62.5", "65", "65"]
    # A dumbbell steps by 2: 24, shown by the program's own 2.5 as 25.
    assert resolution.anchors["w:incline-dumbbell-press"] == 24
    # Legs and hips by 5.
    assert resolution.anchors["w:romanian-deadlift"] == 85
    assert loads(resolution, "lower-a-leg-press") == [None, "125", "125", "125"]


def test_second_miss_in_a_row_takes_a_step_back() -> None:
    program = compose(GYM)
    misses = [lifted("60", 9), lifted("60", 7), lifted("60", 7)]

    resolution = course(program, {"upper-a-barbell-row": misses})

    assert loads(resolution, "upper-a-barbell-row") == [None, "60", "60", "57.5"]
    assert resolution.anchors["fails:upper-a-barbell-row"] == 0


def test_a_good_set_between_two_misses_clears_the_first() -> None:
    program = compose(GYM)
    entries = [lifted("60", 7), lifted("60", 9), lifted("60", 7)]

    resolution = course(program, {"upper-a-barbell-row": entries})

    assert loads(resolution, "upper-a-barbell-row") == [None, "60", "60", "60"]
    assert resolution.anchors["fails:upper-a-barbell-row"] == 1


def test_a_light_weight_never_steps_down_to_nothing() -> None:
    program = compose(GYM)
    misses = [lifted("2", 8), lifted("2", 8)]

    resolution = course(program, {"upper-a-dumbbell-lateral-raise": misses})

    assert resolution.anchors["w:dumbbell-lateral-raise"] == 2


def test_unknown_maximum_is_read_from_the_first_load_by_the_chart() -> None:
    program = compose(GYM)

    resolution = course(program, {"day-1-back-squat-high-bar": [lifted("100", 3)]})

    # 100 / 0.837 = 119.47; three of three add half a step of 5: 121.97.
    assert resolution.anchors["rm:back-squat-high-bar"] == Fraction("121.97")
    # Week 1 by effort; then 86.3 % of 121.97 = 105.26.
    assert loads(resolution, "day-1-back-squat-high-bar") == [None, "105", "105", "105"]
    # Day 3 of week 1: 5 at RPE 7, 78.6 % of 121.97 = 95.87.
    assert loads(resolution, "day-3-back-squat-high-bar")[0] == "95"


def test_known_maximum_is_not_read_again_and_grows_by_half_a_step() -> None:
    program = compose(GYM)

    resolution = course(
        program,
        {"day-1-back-squat-high-bar": [lifted("125", 3), lifted("130", 2)]},
        **{"rm:back-squat-high-bar": 150},
    )

    # 83.7 % of 150 = 125.55; then 86.3 % of 152.5 = 131.61.
    assert loads(resolution, "day-1-back-squat-high-bar") == ["125", "132.5", "132.5", "132.5"]
    assert resolution.anchors["rm:back-squat-high-bar"] == Fraction("152.5")


def test_second_session_of_a_main_lift_leaves_the_maximum_alone() -> None:
    program = compose(GYM)

    resolution = course(
        program,
        {"day-3-back-squat-high-bar": [lifted("115", 5), lifted("120", 1), lifted("120", 1)]},
        **{"rm:back-squat-high-bar": 150},
    )

    assert resolution.anchors["rm:back-squat-high-bar"] == 150


def test_second_miss_of_a_main_lift_cuts_the_maximum_by_a_twentieth() -> None:
    program = compose(GYM)

    resolution = course(
        program,
        {"day-1-back-squat-high-bar": [lifted("125", 2), lifted("125", 2)]},
        **{"rm:back-squat-high-bar": 150},
    )

    # 150 x 0.95 = 142.5
    assert resolution.anchors["rm:back-squat-high-bar"] == Fraction("142.5")


def test_light_week_runs_no_rules() -> None:
    program = compose(GYM)

    resolution = course(program, {"light-upper-a-barbell-row": [lifted("40", 10)]})

    assert resolution.anchors["w:barbell-row"] is None
    assert not [run for run in resolution.runs if (run.slot or "").startswith("light-")]


def test_load_anchors_of_a_composed_program_are_all_unknown() -> None:
    anchors = load_anchors(compose(HOME))

    assert {anchor.default for anchor in anchors} == {None}
    assert [anchor.name for anchor in anchors if anchor.kind == "rm"] == [
        "rm:bulgarian-split-squat-dumbbell",
        "rm:dumbbell-bench-press",
        "rm:single-leg-dumbbell-romanian-deadlift",
        "rm:standing-dumbbell-shoulder-press",
    ]
