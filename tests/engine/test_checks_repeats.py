"""One fact is told once, and one exercise's lines together."""

from programs.engine.checks.check import check_program
from programs.engine.checks.finding import Severity
from tests.engine.checks_by_hand import found, phase, program
from tests.engine.programs_by_hand import slot

DAY = [slot({"sets": 3, "reps": "5"}, main=True)]
REST = phase(DAY, goal="deload", first=10, name="Rest")


def rules_of(*phases):
    return {one.rule for one in check_program(program(*phases))}


def test_run_that_a_deload_ends_is_told_by_the_deload_alone():
    built = phase(DAY, goal="strength", count=9)

    assert rules_of(built, REST) & {"D03", "M04"} == {"D03"}
    assert rules_of(built) & {"D03", "M04"} == {"M04"}


def test_run_longer_than_the_one_before_a_deload_is_told_too():
    again = phase(DAY, goal="strength", count=10, first=11, name="Again")

    findings = check_program(program(phase(DAY, goal="strength", count=9), REST, again))

    told = [(one.rule, one.measured) for one in findings if one.rule in {"D03", "M04"}]
    assert sorted(told) == [("D03", 9), ("M04", 10)]


def test_runs_of_one_phase_are_told_apart_by_their_length():
    built = phase(DAY, goal="strength", count=20)
    built["weeks"][9]["deload"] = True

    findings = check_program(program(built))

    # Nine weeks, a light one, ten weeks that no deload follows.
    told = [(one.rule, one.measured) for one in findings if one.rule in {"D03", "M04"}]
    assert sorted(told) == [("D03", 9), ("M04", 10)]


def test_days_in_a_row_are_told_by_lift_in_strength_and_by_week_elsewhere():
    days = [DAY] * 4

    assert rules_of(phase(*days, goal="strength")) & {"ST27", "M07"} == {"ST27"}
    assert rules_of(phase(*days, goal="peaking")) & {"ST27", "M07"} == {"M07"}


def test_lines_and_days_of_one_exercise_are_one_finding_with_every_place():
    lines = slot({"reps": "16"}, {"reps": "8"}, {"reps": "17"}, key="bp", exercise="Bench Press")
    again = slot({"reps": "18"}, key="again", exercise="Bench Press")

    [finding] = found("H01", phase([lines], [again], goal="hypertrophy", count=2))

    # From 6 to 15: lines 1 and 3 of day 1 and line 1 of day 2 are above, day 2 the farthest.
    assert finding.measured == 18
    assert (finding.place.week, finding.place.day, finding.place.slot) == (1, 2, "again")
    assert finding.where == "Build, weeks 1-2, days 1-2, Bench Press, lines 1 and 3"
    assert [(one.week, one.day, one.slot, one.group) for one in finding.places] == [
        (week, *rest) for week in (1, 2) for rest in ((1, "bp", 0), (1, "bp", 2), (2, "again", 0))
    ]


def test_two_exercises_and_two_sides_of_a_band_stay_apart():
    press = slot({"reps": "5"}, {"reps": "16"}, key="bp", exercise="Bench Press")
    row = slot({"reps": "5"}, key="row", exercise="Barbell Row")

    findings = found("H01", phase([press, row], goal="hypertrophy"))

    assert {one.severity for one in findings} == {Severity.WARNING}
    assert sorted((one.place.slot, one.measured) for one in findings) == [
        ("bp", 5),
        ("bp", 16),
        ("row", 5),
    ]
