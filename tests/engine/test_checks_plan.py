"""Boundaries and the order of phases: breaches, and neighbors on the edge."""

from fractions import Fraction

import pytest

from programs.engine.checks.finding import Place, Severity
from tests.engine.checks_by_hand import found, is_found, phase
from tests.engine.programs_by_hand import slot

SQUAT, BENCH, CURL, EXTENSION = "Squat", "Bench Press", "EZ-Bar Curl", "Leg Extension"


def line(exercise, *, sets=3, reps="8", **fields):
    body = {"sets": sets, "reps": reps, **fields}
    return slot(body, key=exercise, exercise=exercise, main=exercise in {SQUAT, BENCH})


def plan(*written):
    """Phases of (goal, weeks, slots) one after the other; slots None for a squat."""
    phases, first = [], 1
    for number, (goal, weeks, slots, *rest) in enumerate(written, start=1):
        fields = rest[0] if rest else {}
        days = [slots or [line(SQUAT)]]
        name = f"{goal.capitalize()} {number}"
        phases.append(phase(*days, goal=goal, count=weeks, first=first, name=name, **fields))
        first += weeks
    return phases


def curls(hypertrophy, strength, *, is_strength_first=False):
    """Weekly sets for the biceps, the priority muscle, in each of two phases."""
    goals = [
        ("hypertrophy", 4, [line(CURL, sets=hypertrophy)], {"priority": ["biceps"]}),
        ("strength", 4, [line(CURL, sets=strength, reps="5")]),
    ]
    return plan(*(reversed(goals) if is_strength_first else goals))


H, S, D = "hypertrophy", "strength", "deload"


@pytest.mark.parametrize(
    ("rule", "built", "measured", "place"),
    [
        ("M01", plan((H, 2, None)), 2, "Hypertrophy 1"),
        ("M01", plan((H, 3, None), (D, 1, None), (S, 9, None)), 9, "Strength 3"),
        ("M02", plan(*[(S, 3, None), (D, 1, None)] * 4), 4, "Strength 7"),
        ("M03", plan((H, 4, None), (S, 3, None)), 0, "Strength 2"),
        ("M03", plan((S, 4, None), (S, 3, None)), 0, "Strength 2"),
        ("M04", plan((H, 4, None), (S, 5, None)), 9, "Strength 2"),
        ("M04", plan((H, 5, None), ("test", 1, None), (S, 4, None)), 9, "Strength 3"),
        ("M04", plan((H, 5, None), ("peaking", 4, None), ("transition", 1, None)), 9, "Peaking 2"),
    ],
)
def test_breach_of_the_order_is_found(rule, built, measured, place):
    [finding] = found(rule, *built)

    assert (finding.measured, finding.place.phase) == (measured, place)


LIGHT = {"deload": True, "days": [{"day": 1, "slots": [line(SQUAT, sets=1)]}]}


def ending_light():
    built = plan((H, 5, None), (S, 3, None))
    built[0]["weeks"][4] = {"week": 5, **LIGHT}
    return built


def beginning_light():
    built = plan((H, 4, None), (S, 3, None))
    built[1]["weeks"][0] = {"week": 5, **LIGHT}
    return built


@pytest.mark.parametrize(
    ("rule", "built"),
    [
        ("M01", plan((H, 3, None))),
        ("M01", plan((S, 8, None))),
        ("M01", plan(("transition", 1, None), ("peaking", 1, None))),
        ("M02", plan(*[(S, 3, None)] * 3, (H, 3, None), (S, 3, None))),
        ("M03", plan((H, 3, None), (S, 3, None))),
        ("M03", plan((H, 4, None), (D, 1, None), (S, 3, None))),
        ("M03", plan((H, 4, None), ("transition", 1, None), (S, 3, None))),
        ("M03", ending_light()),
        ("M03", beginning_light()),
        ("M04", plan((H, 4, None), (S, 4, None))),
        ("M04", plan((H, 5, None), (D, 1, None), (S, 4, None))),
        ("M04", plan((H, 5, None), ("transition", 1, None), (S, 4, None))),
    ],
)
def test_order_on_the_edge_is_not_found(rule, built):
    assert not is_found(rule, *built)


@pytest.mark.parametrize(
    ("rule", "built", "measured"),
    [
        # Curls aim at the biceps: 10 sets a week, then as many as said.
        ("ST35", curls(10, 3), Fraction(3, 10)),
        ("ST35", curls(10, 9), Fraction(9, 10)),
        ("ST36", curls(10, 11), Fraction(11, 10)),
        ("S08", curls(10, 10), 1),
        ("S08", curls(10, 11, is_strength_first=True), 1),
        ("S12", curls(12, 10), Fraction(6, 5)),
        ("S14", curls(10, 10), 1),
        ("S14", curls(10, 11, is_strength_first=True), 1),
    ],
)
def test_volume_that_does_not_fall_into_strength_is_found(rule, built, measured):
    [finding] = found(rule, *built)

    assert finding.measured == measured
    assert finding.place == Place(mesocycle=1, phase=built[1]["name"])


@pytest.mark.parametrize(
    ("rule", "built"),
    [
        ("ST35", curls(10, 4)),
        ("ST35", curls(10, 8)),
        ("ST36", curls(10, 10)),
        ("S08", curls(10, 9)),
        ("S08", curls(10, 9, is_strength_first=True)),
        ("S12", curls(10, 8)),
        ("S14", curls(10, 9)),
        # A rise after hypertrophy is said once.
        ("S08", curls(10, 11)),
        ("ST36", curls(10, 11, is_strength_first=True)),
        # Without a priority nothing is compared muscle by muscle.
        ("ST36", plan((H, 4, [line(CURL, sets=3)]), (S, 4, [line(CURL, sets=9)]))),
    ],
)
def test_volume_that_falls_into_strength_is_not_found(rule, built):
    assert not is_found(rule, *built)


def test_hypertrophy_that_asks_for_no_more_reps_than_strength_is_found():
    built = plan((H, 4, [line(CURL, sets=9, reps="4-6")]), (S, 4, [line(CURL, sets=3, reps="5")]))

    [finding] = found("S14", *built)

    assert (finding.measured, finding.severity) == (1, Severity.WARNING)
    assert "5 against 5 reps a set" in finding.sentence


@pytest.mark.parametrize(
    ("trained", "measured"),
    [([CURL], 0), ([CURL, EXTENSION], 0), (["Leg Press"], 0)],
)
def test_main_lifts_new_to_strength_are_found(trained, measured):
    built = plan((H, 4, [line(one) for one in trained]), (S, 4, [line(SQUAT), line(BENCH)]))

    [finding] = found("M05", *built)

    assert finding.measured == measured
    assert "Squat, Bench Press" in finding.sentence


@pytest.mark.parametrize("trained", [SQUAT, "Front Squat", "Incline Bench Press"])
def test_half_of_the_main_lifts_trained_before_is_enough(trained):
    built = plan((H, 4, [line(trained)]), (S, 4, [line(SQUAT), line(BENCH)]))

    assert not is_found("M05", *built)


@pytest.mark.parametrize(("rpe", "is_breach"), [(5.5, True), (6, False), (7.5, False), (8, True)])
def test_first_week_after_hypertrophy_opens_between_six_and_seven_and_a_half(rpe, is_breach):
    built = plan((H, 4, None), (D, 1, None), (S, 4, [line(SQUAT, reps="5", rpe=rpe)]))
    built[2]["weeks"][1:] = [
        {**week, "days": [{"day": 1, "slots": [line(SQUAT, reps="5", rpe=9)]}]}
        for week in built[2]["weeks"][1:]
    ]

    findings = found("M06", *built)

    assert [(one.measured, one.place.week) for one in findings] == [(rpe, 6)] * is_breach
    assert not is_found("M06", *plan((S, 4, [line(SQUAT, reps="5", rpe=9)])))


def test_top_set_of_the_first_week_is_the_hardest_of_a_lift():
    squat = slot(
        {"sets": 1, "reps": "5", "rpe": 8},
        {"sets": 3, "reps": "5", "rpe": 7},
        key=SQUAT,
        exercise=SQUAT,
        main=True,
    )

    [finding] = found("M06", *plan((H, 4, None), (S, 4, [squat])))

    assert finding.measured == 8
