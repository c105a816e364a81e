"""Lines of a strength phase: a breach of each rule, and its neighbor on the edge."""

from fractions import Fraction

import pytest

from programs.engine.checks.check import check_program
from programs.engine.checks.finding import Place, Severity
from tests.engine.checks_by_hand import found, is_found, phase, program
from tests.engine.programs_by_hand import slot

SQUAT, BENCH, ROW = "Squat", "Bench Press", "Barbell Row"


def main(exercise=SQUAT, *, sets=3, reps="5", key="main", slot_fields=None, **fields):
    """A main lift with one line."""
    line = {"sets": sets, "reps": reps, **fields}
    return slot(line, key=key, exercise=exercise, main=True, **(slot_fields or {}))


def accessory(exercise=ROW, *, sets=3, reps="8", key="acc", **fields):
    """An accessory with one line."""
    return slot({"sets": sets, "reps": reps, **fields}, key=key, exercise=exercise)


def strength(*slots, count=1, **fields):
    """A strength phase of one day a week."""
    return phase(list(slots), goal="strength", count=count, **fields)


def percent(value, *, of="rm:bench"):
    return {"load": {"of": of, "percent": value}}


BREACHES = [
    ("ST01", strength(main(reps="6")), 6),
    ("ST02", strength(main(reps="7")), 7),
    ("ST03", strength(main(), accessory(reps="11")), 11),
    ("ST04", strength(main(), accessory(reps="2")), 2),
    ("ST04", strength(main(), accessory(reps="16")), 16),
    # ST08, ST09: of the training max x 0.90 too: 72 % of it is 64.8.
    ("ST08", strength(main(**percent(74))), 74),
    ("ST08", strength(main(**percent(96))), 96),
    ("ST09", strength(main(**percent(64))), 64),
    ("ST09", strength(main(**percent(101))), 101),
    ("ST09", strength(main(**percent(72, of="tm:bench"))), Fraction(324, 5)),
    ("ST11", strength(main(rpe=5.5)), Fraction(11, 2)),
    ("ST11", strength(main(rpe=9.5)), Fraction(19, 2)),
    ("ST12", strength(main(rpe=10)), 10),
    ("ST13", strength(main(load={"kg": 100})), 0),
    ("ST13", strength(main(**percent(50, of="w:bench"))), 0),
    ("ST14", strength(main(rest_s=119)), 119),
    ("ST14", strength(main(rest_s=301)), 301),
    ("ST15", strength(main(rest_s=89)), 89),
    ("ST15", strength(main(rest_s=481)), 481),
    ("ST16", strength(main(), accessory(rest_s=59)), 59),
    ("ST16", strength(main(), accessory(rest_s=181)), 181),
    ("ST34", strength(main(tempo="2020")), 2),
    ("ST37", strength(main(), accessory(sets=2, rir=0)), 2),
]
ON_THE_EDGE = [
    ("ST01", strength(main(reps="1"))),
    ("ST01", strength(main(reps="5"))),
    ("ST01", strength(main(reps="1-5"))),
    ("ST02", strength(main(reps="6"))),
    ("ST03", strength(main(), accessory(reps="3-10"))),
    ("ST03", strength(main(), accessory("Front Squat", reps="2"))),
    ("ST04", strength(main(), accessory(reps="3-15"))),
    ("ST08", strength(main(**percent(75)))),
    ("ST08", strength(main(**percent(95)))),
    ("ST08", strength(main(load={"kg": 20}))),
    ("ST09", strength(main(**percent(65)))),
    ("ST09", strength(main(**percent(100)))),
    ("ST11", strength(main(rpe=6))),
    ("ST11", strength(main(rpe=9))),
    ("ST12", strength(main(rpe=9.5))),
    ("ST12", strength(main(), accessory(rpe=10))),
    ("ST13", strength(main(**percent(80)))),
    ("ST13", strength(main(load={"kg": 100}, rpe=8))),
    ("ST14", strength(main(rest_s=120))),
    ("ST14", strength(main(rest_s=300))),
    ("ST14", strength(main())),
    ("ST15", strength(main(rest_s=90))),
    ("ST15", strength(main(rest_s=480))),
    ("ST16", strength(main(), accessory(rest_s=60))),
    ("ST16", strength(main(), accessory(rest_s=180))),
    ("ST34", strength(main(tempo="2010"))),
    ("ST34", strength(main(tempo="20X0"))),
    ("ST37", strength(main(rpe=9.5))),
    ("ST37", strength(main(rpe=10, intent="test"))),
]


@pytest.mark.parametrize(("rule", "built", "measured"), BREACHES)
def test_breach_of_a_line_is_found_with_what_was_measured(rule, built, measured):
    [finding] = found(rule, built)

    assert finding.measured == measured
    assert (finding.place.mesocycle, finding.place.phase) == (0, "Build")


@pytest.mark.parametrize(("rule", "built"), ON_THE_EDGE)
def test_neighbor_on_the_edge_is_not_found(rule, built):
    assert not is_found(rule, built)


def test_place_of_a_main_lifts_line_is_exact():
    lift = slot(
        {"sets": 1, "reps": "5"}, {"sets": 3, "reps": "6"}, key="sq", exercise=SQUAT, main=True
    )

    [finding] = found("ST01", strength(lift, count=3))

    assert finding.place == Place(
        mesocycle=0, phase="Build", week=1, day=1, slot="sq", exercise=SQUAT, group=1
    )
    assert (finding.severity, finding.weeks) == (Severity.WARNING, (1, 2, 3))
    assert finding.source == "S04"


def test_failures_are_counted_over_the_phase_and_named():
    built = strength(main(sets=1, rpe=10), accessory(sets=2, rir=0), count=2)

    [finding] = found("ST37", built)

    # (1 + 2) sets in each of 2 weeks.
    assert finding.measured == 6
    assert finding.sentence == "6 sets to failure (Squat, Barbell Row); plan none here."


def test_phase_that_marks_no_main_lift_has_the_competition_lifts_for_them():
    built = strength(slot({"sets": 3, "reps": "7"}, key="a", exercise=BENCH), accessory(reps="7"))

    assert [finding.subject for finding in found("ST02", built)] == ["bench-press"]


@pytest.mark.parametrize(
    ("reps", "rule", "severity"),
    [("6", "ST01", Severity.ADVICE), ("8", "ST01", Severity.ADVICE), ("9", "ST02", Severity.ERROR)],
)
def test_lift_limited_by_its_load_may_go_to_eight(reps, rule, severity):
    built = program(strength(main(reps=reps)))

    limited = check_program(built, load_limited=[SQUAT])
    other = check_program(built, load_limited=[BENCH])

    [finding] = [one for one in limited if one.rule in {"ST01", "ST02"}]
    assert (finding.rule, finding.severity) == (rule, severity)
    assert finding not in other
