"""Intensity, effort, rest and tempo of hypertrophy sets: a breach, and its neighbor on the edge."""

from fractions import Fraction

import pytest

from programs.engine.checks.finding import Severity
from tests.engine.checks_by_hand import found, is_found, phase
from tests.engine.programs_by_hand import slot

BENCH, CURL, LEG_PRESS = "Bench Press", "EZ-Bar Curl", "Leg Press"


def one_set(exercise: str = BENCH, **fields):
    """A hypertrophy phase whose only line is 3x8 with these fields."""
    line = {"sets": 3, "reps": "8", **fields}
    return phase([slot(line, key="a", exercise=exercise)], goal="hypertrophy")


def percent(value, *, of="rm:bench"):
    return {"load": {"of": of, "percent": value}}


BREACHES = [
    # H06, H07: percent of the maximum, of the training max x 0.90, and above both bands.
    ("H06", one_set(**percent(59)), 59),
    ("H06", one_set(**percent(81)), 81),
    ("H06", one_set(**percent(60, of="tm:bench")), 54),
    ("H07", one_set(**percent(29)), 29),
    ("H07", one_set(**percent(88)), 88),
    # H08, H09: reps in reserve, of free-weight compounds at least one.
    ("H08", one_set(rir=4.5), Fraction(9, 2)),
    ("H08", one_set(rpe=5), 5),
    ("H09", one_set(rir=0), 0),
    ("H09", one_set(rpe=9.5), Fraction(1, 2)),
    # H11 to H14: isolation from 60 to 90 s, compounds from 90 to 180 s.
    ("H11", one_set(CURL, rest_s=91), 91),
    ("H12", one_set(rest_s=89), 89),
    ("H12", one_set(rest_s=181), 181),
    ("H13", one_set(CURL, rest_s=59), 59),
    ("H13", one_set(rest_s=30), 30),
    ("H14", one_set(CURL, rest_s=29), 29),
    ("H14", one_set(rest_s=301), 301),
    ("H13", one_set("Flying Anvil", rest_s=59), 59),
    # H27 to H29: X counts a second.
    ("H27", one_set(tempo="1000"), 1),
    ("H27", one_set(tempo="4131"), 9),
    ("H28", one_set(tempo="5141"), 11),
    ("H29", one_set(tempo="X010"), 1),
    ("H29", one_set(tempo="5010"), 5),
]
ON_THE_EDGE = [
    ("H06", one_set(**percent(60))),
    ("H06", one_set(**percent(80))),
    ("H06", one_set(**percent(50, of="w:bench"))),
    ("H06", one_set(load={"kg": 20})),
    # 83.7 % on the chart, but by effort alone.
    ("H06", one_set(reps="6", rpe=10)),
    ("H07", one_set(**percent(30))),
    ("H07", one_set(**percent(87.5))),
    ("H08", one_set(rir=4)),
    ("H08", one_set(rir=0)),
    ("H08", one_set()),
    ("H09", one_set(rir=1)),
    ("H09", one_set(LEG_PRESS, rir=0)),
    ("H09", one_set(CURL, rir=0)),
    ("H11", one_set(CURL, rest_s=60)),
    ("H11", one_set(CURL, rest_s=90)),
    ("H11", one_set(rest_s=180)),
    ("H12", one_set(rest_s=90)),
    ("H12", one_set(rest_s=180)),
    ("H13", one_set(CURL, rest_s=60)),
    ("H13", one_set(rest_s=60)),
    ("H13", one_set()),
    ("H14", one_set(rest_s=30)),
    ("H14", one_set(rest_s=300)),
    ("H14", one_set(rest_s=20, intent="rest-pause")),
    ("H27", one_set(tempo="20X0")),
    ("H27", one_set(tempo="4130")),
    ("H28", one_set(tempo="4141")),
    ("H29", one_set(tempo="2010")),
    ("H29", one_set(tempo="4010")),
    ("H29", one_set(reps="30s", tempo="1000")),
]


@pytest.mark.parametrize(("rule", "built", "measured"), BREACHES)
def test_set_outside_its_band_is_found_with_its_figure_and_place(rule, built, measured) -> None:
    [finding] = found(rule, built)

    assert finding.measured == measured
    assert (finding.place.week, finding.place.day, finding.place.slot) == (1, 1, "a")
    assert finding.place.group == 0


@pytest.mark.parametrize(("rule", "built"), ON_THE_EDGE)
def test_set_on_the_edge_of_its_band_is_not_found(rule, built) -> None:
    assert not is_found(rule, built)


@pytest.mark.parametrize(
    ("gravest", "built", "silent"),
    [
        ("H14", one_set(CURL, rest_s=29), ("H11", "H13")),
        ("H13", one_set(rest_s=45), ("H12", "H14")),
        ("H28", one_set(tempo="5141"), ("H27",)),
        ("H07", one_set(**percent(88)), ("H06",)),
    ],
)
def test_only_the_gravest_rule_of_a_quantity_is_reported(gravest, built, silent) -> None:
    assert is_found(gravest, built)
    assert not any(is_found(rule, built) for rule in silent)


@pytest.mark.parametrize(
    ("fields", "sets"),
    [
        ({"reps": "3", "rpe": 10}, 2),
        ({"reps": "1", "intent": "test"}, 2),
        ({"reps": "3", "rpe": 9.5}, None),
        ({"reps": "4", "rpe": 10}, None),
    ],
)
def test_maxing_out_in_hypertrophy_is_found(fields, sets) -> None:
    findings = found("H35", one_set(sets=2, **fields))

    assert [one.measured for one in findings] == ([] if sets is None else [sets])


def test_share_of_sets_to_failure_is_found_above_a_quarter() -> None:
    def built(failing: int):
        lines = [
            {"sets": failing, "reps": "8", "rir": 0},
            {"sets": 8 - failing, "reps": "8", "rir": 2},
        ]
        return phase([slot(*lines, exercise=LEG_PRESS)], goal="hypertrophy")

    [finding] = found("H10", built(3))

    assert finding.measured == Fraction(3, 8)
    assert finding.severity is Severity.ADVICE
    assert (finding.where, finding.weeks) == ("Build", ())
    # 2 of 8 is a quarter.
    assert not is_found("H10", built(2))


def test_rest_inside_a_superset_is_judged_after_its_last_exercise_only() -> None:
    def pair(second_rest: int):
        slots = [
            slot(
                {"sets": 3, "reps": "12", "rest_s": rest},
                key=key,
                exercise=exercise,
                superset="A",
            )
            for key, exercise, rest in (("a", CURL, 10), ("b", "Triceps Pushdown", second_rest))
        ]
        return phase(slots, goal="hypertrophy")

    assert not is_found("H14", pair(60))
    assert [one.place.slot for one in found("H14", pair(20))] == ["b"]


def test_back_off_set_is_as_heavy_as_its_share_of_the_top_set() -> None:
    # 90 % of 80 % of the maximum: 72 %; 90 % of 66 %: 59.4 %.
    def built(top: int):
        lines = [
            {"sets": 1, "reps": "6", "load": {"of": "rm:bench", "percent": top}},
            {"sets": 3, "reps": "8", "load": {"of": "top:a", "percent": 90}},
            {"sets": 1, "reps": "12", "load": {"of": "top:a", "percent": 91}},
        ]
        return phase([slot(*lines, key="a", exercise=BENCH)], goal="hypertrophy")

    assert not is_found("H06", built(80))
    [finding] = found("H06", built(66))
    assert (finding.measured, finding.place.group) == (Fraction("59.4"), 1)


def test_known_maximum_counts_what_is_added_in_steps() -> None:
    # 80 kg of 100, and two steps of 2.5 kg: 85 %.
    load = {"of": "rm:bench", "percent": 80, "post": 2, "step": 2.5}

    [finding] = found("H06", one_set(load=load), anchors={"rm:bench": 100})

    assert finding.measured == 85


def test_anchor_derived_from_a_maximum_is_a_share_of_it() -> None:
    fields = {"anchors": {"rm:bench": 100}, "derived": {"d": {"of": "rm:bench", "percent": 90}}}

    # 60 % of 90 %.
    [finding] = found("H06", one_set(**percent(60, of="d")), **fields)

    assert finding.measured == 54


def test_five_rep_maximum_is_the_charts_share_of_the_maximum() -> None:
    # The chart gives 86.3 % for five to failure; all of it is 86.3 %.
    [finding] = found("H06", one_set(**percent(100, of="five:bench")), anchors={"five:bench": 80})

    assert finding.measured == Fraction("86.3")
