"""Weeks, sessions and shares of a strength phase: breaches, and neighbors on the edge."""

from decimal import Decimal
from fractions import Fraction

import pytest

from programs.engine.checks.finding import Place
from tests.engine.checks_by_hand import found, is_found, phase
from tests.engine.programs_by_hand import rotation, slot

SQUAT, BENCH, DEADLIFT, PRESS = "Squat", "Bench Press", "Deadlift", "Overhead Press"
ROW, CURL, FLY = "Barbell Row", "EZ-Bar Curl", "Cable Fly"


def main(exercise=SQUAT, *, sets=3, reps="5", **fields):
    return slot({"sets": sets, "reps": reps, **fields}, key=exercise, exercise=exercise, main=True)


def other(exercise=ROW, *, sets=3, reps="8", **fields):
    return slot({"sets": sets, "reps": reps, **fields}, key=exercise, exercise=exercise)


def strength(*days, count=1, **fields):
    return phase(*days, goal="strength", count=count, **fields)


def at(percent):
    return {"load": {"of": "rm:bench", "percent": percent}}


EIGHT_A_WEEK = {"kind": "rotation", "sessions": 8, "sessions_per_week": 8}


def weekly(*percents, sets=3, reps="5"):
    """One week for each percent of one main lift."""
    built = strength([main(**at(percents[0]))], count=len(percents))
    for week, value in zip(built["weeks"], percents, strict=True):
        week["days"] = [{"day": 1, "slots": [main(sets=sets, reps=reps, **at(value))]}]
    return built


BREACHES = [
    # ST05: 3 of 7 sets are the squat.
    ("ST05", strength([main(), other(sets=4)]), Fraction(3, 7)),
    # ST06, ST07: sets of nine.
    ("ST06", strength([main(sets=2), other(sets=1, reps="6-9")]), Fraction(1, 3)),
    ("ST07", strength([main(sets=4), other(sets=5, reps="9")]), Fraction(5, 9)),
    ("ST10", strength([main(**at(79))]), 0),
    ("ST17", strength([main()]), 1),
    ("ST18", strength([main(f"Lift {n}") for n in range(9)]), 9),
    ("ST19", strength([main(f"Lift {n}") for n in range(7)]), 7),
    ("ST20", strength([main(f"Lift {n}") for n in range(5)]), 5),
    ("ST20", strength([other(CURL)]), 0),
    ("ST21", strength([main(), main(CURL)]), Fraction(1, 2)),
    ("ST22", strength([main(), other(CURL)]), Fraction(1, 2)),
    ("ST23", strength([main(sets=2)]), 2),
    ("ST23", strength([main(sets=5), main(BENCH)], [main(sets=6)]), 11),
    # The row: biceps 0.5 a set, lats 1.
    ("ST26", strength(*[[main(sets=1)]] * 4), 4),
    ("ST27", strength(*[[main()]] * 6), 24),
    ("ST29", strength([main(sets=1, **at(80))]), Fraction(1, 4)),
    ("ST29", strength([main(sets=6, reps="4", **at(80))]), Fraction(6, 5)),
    ("ST30", strength([main(sets=9, **at(80))]), Fraction(9, 4)),
    ("ST31", weekly(75, Decimal("80.5")), Fraction(11, 2)),
    ("ST32", strength([main()], count=7), 7),
    ("ST38", strength([main()], count=9), 9),
    ("ST38", strength([main()], count=2), 2),
    ("ST33", strength([main()], count=13), 13),
    ("ST33", strength([main()], count=1), 1),
    ("M07", phase(*[[main()]] * 4, goal="peaking"), 2),
    ("M08", strength(*[[main()]] * 7), 0),
]
ON_THE_EDGE = [
    ("ST05", strength([main(), other()])),
    ("ST05", strength([main(), other("Front Squat", sets=4)])),
    # 3 of 10 sets above eight; time and "max" stand outside.
    ("ST06", strength([main(sets=7), other(sets=3, reps="9")])),
    ("ST06", strength([main(sets=7), other(sets=9, reps="8"), other(CURL, reps="60s")])),
    ("ST07", strength([main(sets=4), other(sets=4, reps="9")])),
    ("ST10", strength([main(**at(80))])),
    ("ST10", strength([main(load={"kg": 100})])),
    ("ST17", strength([main(), other()])),
    ("ST17", strength([main(f"Lift {n}") for n in range(5)])),
    ("ST18", strength([main(f"Lift {n}") for n in range(8)])),
    ("ST19", strength([main(f"Lift {n}") for n in range(6)])),
    ("ST20", strength([main(f"Lift {n}") for n in range(4)])),
    ("ST20", strength([main()])),
    ("ST21", strength([main(), main(BENCH)])),
    # 3 of 5 exercises are compounds.
    ("ST22", strength([main(), main(BENCH), main(PRESS), other(CURL), other(FLY)])),
    ("ST23", strength([main(sets=3)])),
    ("ST23", strength([main(sets=10)])),
    ("ST26", strength(*[[main(sets=1)]] * 3)),
    ("ST27", strength(*[[main()]] * 3)),
    ("ST27", strength([main()], [main(BENCH)], [main()], [main(BENCH)])),
    # INOL: 2 x 4 / 20 = 0.4, and 4 x 5 / 20 = 1.
    ("ST29", strength([main(sets=2, reps="4", **at(80))])),
    ("ST29", strength([main(sets=4, **at(80))])),
    ("ST30", strength([main(sets=8, **at(80))])),
    ("ST31", weekly(75, 80)),
    # Back to the level of an earlier week after a light one.
    ("ST31", weekly(80, 60, 84)),
    ("ST32", strength([main()], count=3)),
    ("ST32", strength([main()], count=6)),
    ("ST38", strength([main()], count=8)),
    ("ST33", strength([main()], count=12)),
    ("M07", strength([main()], [main(BENCH)], [main()], [main(BENCH)])),
    ("M08", strength(*[[main()]] * 6)),
]


@pytest.mark.parametrize(("rule", "built", "measured"), BREACHES)
def test_breach_of_a_phase_is_found_with_what_was_measured(rule, built, measured):
    measures = {finding.measured for finding in found(rule, built)}

    assert measures == {measured}


@pytest.mark.parametrize(("rule", "built"), ON_THE_EDGE)
def test_neighbor_on_the_edge_is_not_found(rule, built):
    assert not is_found(rule, built)


@pytest.mark.parametrize(
    ("sets", "rule", "measured"),
    [(1, "ST24", 1), (13, "ST24", 13), (15, "ST24", 15), (16, "ST25", 16)],
)
def test_weekly_sets_of_a_muscle_are_found_by_its_name(sets, rule, measured):
    built = strength([other(CURL, sets=sets, reps="8")])

    [finding] = [one for one in found(rule, built) if one.subject == "biceps"]

    assert finding.measured == measured
    assert finding.place == Place(mesocycle=0, phase="Build", week=1)


@pytest.mark.parametrize("sets", [2, 12])
def test_weekly_sets_within_the_advice_are_not_found(sets):
    assert not is_found("ST24", strength([other(CURL, sets=sets)]))


def test_muscle_that_only_helps_along_may_have_too_little_but_not_too_much():
    # Rows count half for the biceps: 3 sets are 1.5, 32 are 16.
    assert "biceps" not in {one.subject for one in found("ST24", strength([other(sets=3)]))}
    too_much = found("ST25", strength([other(sets=32)]))
    assert Fraction(16) in {one.measured for one in too_much if one.subject == "biceps"}


def test_main_lift_missing_from_a_week_is_found_there():
    built = strength([main(), main(BENCH)], count=4)
    built["weeks"][2]["days"] = [{"day": 1, "slots": [main()]}]

    [finding] = found("ST26", built)

    assert (finding.measured, finding.subject, finding.weeks) == (0, "bench-press", (3,))
    assert finding.place == Place(mesocycle=0, phase="Build", week=3, exercise=BENCH)


@pytest.mark.parametrize(("absent", "is_breach"), [(1, False), (2, True)])
def test_main_lift_belongs_into_three_of_four_weeks(absent, is_breach):
    built = strength([main(), main(BENCH)], count=4)
    for week in built["weeks"][:absent]:
        week["days"] = [{"day": 1, "slots": [main()]}]

    findings = found("S06", built)

    assert bool(findings) is is_breach
    assert [one.measured for one in findings] == [Fraction(1, 2)] * is_breach


def test_intensity_rises_over_the_heaviest_week_so_far():
    [finding] = found("ST31", weekly(80, 60, 86))

    assert (finding.measured, finding.place.week) == (6, 3)


@pytest.mark.parametrize(
    ("sets", "reps", "percent", "measured"),
    [
        # Prilepin: 12 to 24 reps from 70, 10 to 20 from 80, 4 to 10 from 90.
        (5, "5", 75, 25),
        (2, "5", 75, 10),
        (7, "3", 80, 21),
        (3, "3", 80, 9),
        (11, "1", 90, 11),
        (3, "1", 90, 3),
    ],
)
def test_reps_outside_prilepins_zone_are_found_with_its_bounds(sets, reps, percent, measured):
    bounds = {75: (12, 24), 80: (10, 20), 90: (4, 10)}

    [finding] = found("ST28", strength([main(sets=sets, reps=reps, **at(percent))]))

    assert finding.measured == measured
    assert (finding.lower, finding.upper) == bounds[percent]


@pytest.mark.parametrize(
    ("sets", "reps", "percent"),
    [(4, "3", 75), (8, "3", 75), (5, "2", 80), (5, "4", 80), (4, "1", 90), (10, "1", 90)],
)
def test_reps_on_the_edge_of_prilepins_zone_are_not_found(sets, reps, percent):
    assert not is_found("ST28", strength([main(sets=sets, reps=reps, **at(percent))]))


def test_ramp_through_prilepins_zones_is_judged_for_too_much_only():
    def ramp(top):
        lines = [{"sets": 1, "reps": "5", **at(75)}, {"sets": top, "reps": "3", **at(85)}]
        return strength([slot(*lines, key="s", exercise=SQUAT, main=True)])

    assert not is_found("ST28", ramp(1))
    assert [(one.measured, one.place.group) for one in found("ST28", ramp(7))] == [(21, 1)]


def test_light_and_cut_off_weeks_are_not_judged_as_weeks():
    light = strength([main(**at(80))], count=4)
    light["weeks"][3] = {"week": 4, "deload": True, "days": [{"day": 1, "slots": [main(sets=1)]}]}
    cut_off = rotation([main()], [main(BENCH)], sessions=5, sessions_per_week=2)

    assert not is_found("ST23", light)
    assert not is_found("ST38", light)
    assert not is_found("ST26", cut_off)


def test_sessions_of_a_rotation_share_the_weekdays_offered_first():
    # Three a week, Monday, Wednesday, Friday: squats on Friday and Monday lie 72 h apart.
    assert not is_found("ST27", rotation([main()], sessions=6, sessions_per_week=3))
    # Five a week hold Monday to Wednesday, and Friday and Saturday.
    [fives] = found("ST27", rotation([main()], sessions=5, sessions_per_week=5))
    assert (fives.measured, [one.day for one in fives.places]) == (24, [2, 3, 5])
    # More sessions than days share them: floor(n x 7 / 8) is 0 0 1 2 3 4 5 6.
    [eights] = found("ST27", rotation([main()], sessions=8, sessions_per_week=8))
    assert (eights.measured, [one.day for one in eights.places]) == (0, [2, 3, 4, 5, 6, 7, 8])


def test_both_sessions_of_a_day_count_for_the_days_in_a_row():
    squat, bench = [main()], [main(BENCH)]
    # Two sessions on the first day, then one a day: only the squat of the first comes again.
    built = rotation(squat, bench, squat, *[bench, [main(PRESS)]] * 2, bench, sessions=8)
    peak = {**built, "goal": "peaking", "schedule": EIGHT_A_WEEK}

    assert [one.measured for one in found("M07", peak)] == [1]


def test_dose_of_a_session_with_an_unknown_load_is_not_judged():
    lines = [{"sets": 1, "reps": "2", **at(80)}, {"sets": 5, "reps": "5", "load": {"kg": 100}}]
    built = strength([slot(*lines, key="s", exercise=SQUAT, main=True)])

    assert not is_found("ST28", built)
    assert not is_found("ST29", built)
