"""Test phases: attempts, steps, rest, and rep maxima after hypertrophy."""

from fractions import Fraction

import pytest

from programs.engine.checks.finding import Place
from tests.engine.checks_by_hand import found, is_found, phase
from tests.engine.programs_by_hand import slot

SQUAT, BENCH, DEADLIFT = "Squat", "Bench Press", "Deadlift"


def attempt(percent=100, *, sets=1, reps="1", **fields):
    load = {"of": "rm:bench", "percent": percent}
    return {"sets": sets, "reps": reps, "load": load, "intent": "test", **fields}


def lift(*lines, exercise=SQUAT):
    return slot(*lines, key=exercise, exercise=exercise, main=True)


def week_of_tests(*days, **fields):
    return phase(*days, goal="test", name="Test", **fields)


BREACHES = [
    ("R01", week_of_tests([lift(attempt())], count=2), 14),
    ("R02", week_of_tests([lift(*[attempt(90 + n) for n in range(6)])]), 6),
    ("R02", week_of_tests([lift({"sets": 3, "reps": "3"})]), 0),
    # 100 / 95 - 1 is 5 5/19 %, 95.5 / 95 - 1 is 10/19 %.
    ("R03", week_of_tests([lift(attempt(95), attempt(100))]), Fraction(100, 19)),
    ("R03", week_of_tests([lift(attempt(95), attempt(95.5))]), Fraction(10, 19)),
    ("R04", week_of_tests([lift(attempt(rest_s=179))]), 179),
    ("R04", week_of_tests([lift(attempt(rest_s=301))]), 301),
    # Six sessions a week hold Monday and Tuesday.
    ("R05", week_of_tests(*[[lift(attempt())]] * 2, *[[lift({"reps": "1"})]] * 4), 24),
    ("R06", week_of_tests([lift(attempt(sets=3))]), 3),
]
ON_THE_EDGE = [
    ("R01", week_of_tests([lift(attempt())])),
    ("R02", week_of_tests([lift(*[attempt(90 + n) for n in range(5)])])),
    ("R02", week_of_tests([lift({"reps": "1", "rpe": 10})])),
    ("R02", week_of_tests([lift({"sets": 3, "reps": "3"})], [lift(attempt())])),
    ("R03", week_of_tests([lift(attempt(100), attempt(101), attempt(106.05))])),
    ("R03", week_of_tests([lift({"reps": "3", "load": {"kg": 60}}, attempt(100))])),
    ("R04", week_of_tests([lift(attempt(rest_s=180))])),
    ("R04", week_of_tests([lift(attempt(rest_s=300))])),
    ("R04", week_of_tests([lift({"reps": "3", "rest_s": 60}, attempt())])),
    # Monday and Wednesday.
    ("R05", week_of_tests(*[[lift(attempt())]] * 2, [lift({"reps": "1"})])),
    ("R05", week_of_tests([lift(attempt()), lift(attempt(), exercise=DEADLIFT)])),
    # The bench press has other prime movers than the squat.
    (
        "R05",
        week_of_tests(
            [lift(attempt())],
            [lift(attempt(), exercise=BENCH)],
            *[[lift({"reps": "1"})]] * 4,
        ),
    ),
    ("R06", week_of_tests([lift(attempt(sets=2), attempt(102))])),
]


@pytest.mark.parametrize(("rule", "built", "measured"), BREACHES)
def test_breach_of_a_test_is_found_with_what_was_measured(rule, built, measured):
    [finding] = found(rule, built)

    assert finding.measured == measured
    assert (finding.place.mesocycle, finding.place.phase) == (0, "Test")


@pytest.mark.parametrize(("rule", "built"), ON_THE_EDGE)
def test_neighbor_on_the_edge_is_not_found(rule, built):
    assert not is_found(rule, built)


def test_step_between_fixed_loads_goes_by_kilograms():
    lines = [
        {"sets": 1, "reps": "1", "intent": "test", "load": {"kg": kg}} for kg in (100, 110, 115)
    ]

    [finding] = found("R03", week_of_tests([lift(*lines)]))

    # 110 / 100 is 10 %; 115 / 110 is 4 6/11 %.
    assert (finding.measured, finding.place.group) == (10, 1)


def test_third_try_at_one_load_is_found_in_a_line_of_its_own():
    [finding] = found("R06", week_of_tests([lift(attempt(sets=2), attempt())]))

    assert (finding.measured, finding.place.group) == (3, 1)


def after(goal, *lines):
    before = phase([slot({"sets": 3, "reps": "8"}, exercise=SQUAT)], goal=goal, count=4)
    light = phase([slot({"sets": 1, "reps": "8"}, exercise=SQUAT)], goal="deload", first=5)
    return before, light, week_of_tests([lift(*lines)], first=6)


@pytest.mark.parametrize(
    ("line", "measured"),
    [
        (attempt(), 1),
        (attempt(70, reps="5"), 5),
        (attempt(60, reps="13"), 13),
        # The chart has 86.3 % for five to failure, and 83.7 for six.
        (attempt(86, reps="max"), 5),
    ],
)
def test_anything_but_a_rep_max_after_hypertrophy_is_found(line, measured):
    [finding] = found("R07", *after("hypertrophy", line))

    assert (finding.measured, finding.lower, finding.upper) == (measured, 6, 12)
    assert finding.place == Place(
        mesocycle=2, phase="Test", week=6, day=1, slot=SQUAT, exercise=SQUAT, group=0
    )


@pytest.mark.parametrize(
    "line",
    [
        attempt(80, reps="6"),
        attempt(70, reps="12"),
        attempt(83, reps="max"),
        {"sets": 1, "reps": "max", "intent": "test", "load": {"kg": 60}},
        {"sets": 3, "reps": "3"},
    ],
)
def test_rep_max_after_hypertrophy_is_not_found(line):
    assert not is_found("R07", *after("hypertrophy", line))


def test_single_after_strength_is_no_breach():
    assert not is_found("R07", *after("strength", attempt()))
