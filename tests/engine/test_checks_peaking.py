"""Peaks: lines, the taper, and the days from the last heavy lift to its test."""

from decimal import Decimal
from fractions import Fraction

import pytest

from programs.engine.checks.finding import Place
from tests.engine.checks_by_hand import found, is_found, phase
from tests.engine.programs_by_hand import slot

SQUAT, BENCH, CURL = "Squat", "Bench Press", "EZ-Bar Curl"
DAYS = 3


def main(exercise=SQUAT, *, sets=3, reps="2", percent=None, **fields):
    load = {} if percent is None else {"load": {"of": "rm:bench", "percent": percent}}
    line = {"sets": sets, "reps": reps, **load, **fields}
    return slot(line, key=exercise, exercise=exercise, main=True)


def other(*, sets):
    return slot({"sets": sets, "reps": "8"}, key=CURL, exercise=CURL)


def peak(*days, count=1, **fields):
    return phase(*days, goal="peaking", count=count, name="Peak", **fields)


def weeks_of(*weeks):
    """A peak whose weeks have these days."""
    built = peak([main()], count=len(weeks))
    for week, days in zip(built["weeks"], weeks, strict=True):
        week["days"] = [{"day": at, "slots": slots} for at, slots in enumerate(days, start=1)]
    return built


BREACHES = [
    ("P01", peak([main()], count=4), 4),
    ("P02", peak([main()], count=5), 5),
    ("P03", peak([main(reps="4")]), 4),
    ("P04", weeks_of([[main(percent=84)]], [[main(percent=75)]]), 84),
    ("P04", weeks_of([[main(percent=98)]], [[main(percent=75)]]), 98),
    ("P04", weeks_of([[main(percent=80)], [main(percent=75)]]), 80),
    # 3 of 10 sets, and 8 of 10.
    ("P05", weeks_of([[main(sets=10)]], [[main(sets=3)]]), Fraction(3, 10)),
    ("P05", weeks_of([[main(sets=10)]], [[main(sets=8)]]), Fraction(4, 5)),
    ("P08", peak([main(percent=90)], [main(percent=69)]), 69),
    ("P08", peak([main(percent=90)], [main(percent=81)]), 81),
    ("P09", peak([main(sets=5), other(sets=2)]), Fraction(2, 7)),
    ("P10", peak([main(rest_s=179)]), 179),
    ("P10", peak([main(rest_s=481)]), 481),
]
ON_THE_EDGE = [
    ("P01", peak([main()], count=3)),
    ("P01", peak([main()])),
    ("P02", peak([main()], count=4)),
    ("P03", peak([main(reps="1-3")])),
    ("P04", weeks_of([[main(percent=85)]], [[main(percent=75)]])),
    ("P04", weeks_of([[main(percent=Decimal("97.5"))]], [[main(percent=75)]])),
    # A lighter session beside the heavy one of its week.
    ("P04", weeks_of([[main(percent=70)], [main(percent=90)]], [[main(percent=75)]])),
    # The only session is the last one, which tapers.
    ("P04", peak([main(percent=75)])),
    ("P05", weeks_of([[main(sets=10)]], [[main(sets=4)]])),
    ("P05", weeks_of([[main(sets=10)]], [[main(sets=7)]])),
    ("P05", peak([main(sets=10)])),
    ("P08", peak([main(percent=90)], [main(percent=70)])),
    ("P08", peak([main(percent=90)], [main(percent=80)])),
    ("P09", peak([main(sets=3), other(sets=1)])),
    ("P09", peak([main(sets=2), main("Front Squat", sets=2)])),
    ("P10", peak([main(rest_s=180)])),
    ("P10", peak([main(rest_s=480)])),
]


@pytest.mark.parametrize(("rule", "built", "measured"), BREACHES)
def test_breach_of_a_peak_is_found_with_what_was_measured(rule, built, measured):
    [finding] = found(rule, built)

    assert finding.measured == measured
    assert (finding.place.mesocycle, finding.place.phase) == (0, "Peak")


@pytest.mark.parametrize(("rule", "built"), ON_THE_EDGE)
def test_neighbor_on_the_edge_is_not_found(rule, built):
    assert not is_found(rule, built)


def test_peak_of_one_week_is_compared_with_the_phase_before():
    before = phase([main(sets=10)], goal="strength", count=3)

    [finding] = found("P05", before, peak([main(sets=8)], first=4))

    assert (finding.measured, finding.place) == (
        Fraction(4, 5),
        Place(mesocycle=1, phase="Peak", week=4),
    )


def before_a_test(lift, *, heavy_day, test_day):
    """A peak of one week, heavy on one of its days, and a test on one of the next week's days."""
    light, heavy = main(lift, percent=70), main(lift, percent=85)
    peaked = [[heavy if day == heavy_day else light] for day in range(DAYS)]
    rest = main(lift, percent=50)
    tests = [
        [main(lift, sets=1, reps="1", intent="test") if day == test_day else rest]
        for day in range(DAYS)
    ]
    return peak(*peaked), phase(*tests, goal="test", first=2, name="Test")


@pytest.mark.parametrize(
    ("rule", "lift", "heavy_day", "test_day", "days"),
    [
        # Monday 0, Wednesday 2, Friday 4 of each week.
        ("P06", SQUAT, 2, 0, 3),
        ("P06", "Deadlift", 2, 1, 5),
        ("P06", SQUAT, 0, 2, 11),
        ("P07", BENCH, 2, 0, 3),
        ("P07", BENCH, 0, 1, 9),
    ],
)
def test_last_heavy_lift_too_near_or_too_far_is_found(rule, lift, heavy_day, test_day, days):
    [finding] = found(rule, *before_a_test(lift, heavy_day=heavy_day, test_day=test_day))

    assert finding.measured == days
    assert finding.place == Place(
        mesocycle=0, phase="Peak", week=1, day=heavy_day + 1, exercise=lift
    )


@pytest.mark.parametrize(
    ("rule", "lift", "heavy_day", "test_day"),
    [
        ("P06", SQUAT, 0, 0),
        ("P06", SQUAT, 1, 2),
        ("P07", BENCH, 2, 1),
        ("P07", BENCH, 0, 0),
        # The other lifts' rule.
        ("P06", BENCH, 2, 0),
        ("P07", SQUAT, 2, 0),
    ],
)
def test_last_heavy_lift_in_time_is_not_found(rule, lift, heavy_day, test_day):
    # 7 and 9 days for the squat; 5 and 7 for the bench press.
    assert not is_found(rule, *before_a_test(lift, heavy_day=heavy_day, test_day=test_day))


def test_days_to_a_test_need_a_test_and_a_heavy_session():
    peaked, test = before_a_test(SQUAT, heavy_day=2, test_day=0)
    between = phase([main()], goal="strength", first=2)
    later = {**test, "weeks": [{**test["weeks"][0], "week": 3}]}

    assert is_found("P06", peaked, test)
    assert not is_found("P06", peaked)
    assert not is_found("P06", peaked, between, later)
    assert not is_found("P06", peak([main(percent=84)], [main()], [main()]), test)
