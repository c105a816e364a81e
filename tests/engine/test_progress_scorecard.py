"""Lifts, headlines and the scorecard's export."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from programs.engine.adherence.counts import Counts
from programs.engine.goals import Goal
from programs.engine.loads.estimates import Trend
from programs.engine.phases.decision import Decision, Reason
from programs.engine.progress.compare import Comparison, Obstacle
from programs.engine.progress.headlines import Bests, bests_of, effort_of, muscle_line
from programs.engine.progress.lifts import (
    Lift,
    judge_fairly,
    lift_of_reps,
    lift_of_tests,
    lift_of_trends,
)
from programs.engine.progress.measures import Measure
from programs.engine.progress.scorecard import (
    HypertrophyHeadline,
    Scorecard,
    StrengthHeadline,
    Taken,
    headline,
    scorecard_to_dict,
    scorecard_to_json,
)
from programs.engine.units import rounded
from programs.engine.volume.counting import EffortSet

FIELDS = (
    "phase_id type weeks_planned weeks_done due attended excused session set volume volume_raw "
    "intensity composite exposure status interrupted lifts muscles flags decision provisional"
)
# A02: one of three sessions missed.
COUNTS = Counts(
    due=3,
    attended=2,
    excused=1,
    sets_done=12,
    sets_prescribed=18,
    volume_share=Fraction(12),
    raw_share=Fraction(12),
    compliant=12,
    evaluable=12,
)


def trend(kg, sigma):
    return Trend(Fraction(kg), Fraction(sigma), 4)


def test_lift_of_trends_has_the_joint_error_of_both_ends():
    # +5 %; sqrt((3^2 + 4^2) / 2) = 3.5355 %; 1.6449 x sqrt(2) x 3.5355 = 1.6449 x 5 = 8.2245
    lift = lift_of_trends("bench-press", method="chart", start=trend(100, 3), end=trend(105, 4))

    assert (lift.start, lift.end, lift.change_pct) == (100, 105, 5)
    assert rounded(lift.sigma_pct, places=4) == Decimal("3.5355")
    assert rounded(lift.mdc90_pct, places=4) == Decimal("8.2245")
    assert lift.verdict == "possible_up"


def test_lift_of_trends_without_an_end_has_no_verdict():
    lift = lift_of_trends("squat", method="chart", start=trend(150, 3), end=None)

    assert lift == Lift("squat", "chart", Fraction(150), None)


def test_lift_of_tests_is_judged_by_how_familiar_the_lifter_is():
    familiar = lift_of_tests("squat", start_kg=200, end_kg=210, measure=Measure.TESTED_FAMILIAR)

    assert (familiar.change_pct, familiar.sigma_pct, familiar.verdict) == (5, 2, "clear_up")
    assert lift_of_tests("squat", start_kg=200, end_kg=210).verdict == "possible_up"


def test_lift_of_reps_is_judged_in_reps():
    # 8 to 11 reps: +3 >= 1.6449 x sqrt(2) x 1.1 = 2.5589 reps; one rep is 12.5 % of eight.
    lift = lift_of_reps(
        "bench-press", load_kg=Decimal("80.0"), start_reps=8, end_reps=11, percent_of_max=75
    )

    assert (lift.method, lift.start, lift.end) == ("reps at 80 kg", 8, 11)
    assert (lift.change_pct, lift.sigma_pct) == (Fraction("37.5"), Fraction("13.75"))
    assert rounded(lift.mdc90_pct, places=2) == Decimal("31.99")
    assert lift.verdict == "clear_up"


def test_lift_of_reps_from_none_has_a_verdict_and_no_percents():
    lift = lift_of_reps("pull-up", load_kg=80, start_reps=0, end_reps=3, percent_of_max=75)

    assert (lift.change_pct, lift.sigma_pct, lift.mdc90_pct) == (None, None, None)
    assert (lift.end, lift.verdict) == (3, "clear_up")


def test_lift_compared_unfairly_keeps_its_ends_and_loses_its_verdict():
    lift = lift_of_tests("squat", start_kg=200, end_kg=230)

    assert judge_fairly(lift, Comparison(())) == lift
    assert judge_fairly(lift, Comparison((Obstacle.NOT_RESTED,))) == Lift(
        "squat", "measured", Fraction(200), Fraction(230)
    )


def test_bests_count_a_set_for_fewer_reps_too():
    sets = [(1, Decimal(120)), (4, Decimal(110)), (3, Decimal("107.5")), (5, Decimal(100))]

    assert bests_of(sets) == Bests(Decimal(120), Decimal(110), Decimal(100))
    assert bests_of([(2, Decimal(115))]) == Bests(Decimal(115), None, None)


def test_effort_rests_on_logged_work_sets():
    sets = [
        EffortSet(8, rpe=Decimal(9), prescribed_rpe=Decimal(8)),
        EffortSet(8, rpe=Decimal("5.5"), prescribed_rpe=Decimal(7)),
        EffortSet(8, rpe=Decimal(8)),
        EffortSet(8, prescribed_rpe=Decimal(8)),
        EffortSet(0, rpe=Decimal(10)),
        EffortSet(8, rpe=Decimal(10), is_warmup=True),
    ]

    effort = effort_of(sets)

    # RIR 1, 4.5, 2; hard: 9 and 8; deviations +1 and -1.5; logged 3 of 4.
    assert effort.mean_rir == Fraction(5, 2)
    assert effort.share_hard == Fraction(2, 3)
    assert effort.mean_deviation == Fraction(-1, 4)
    assert effort.share_logged == Fraction(3, 4)


def test_effort_of_nothing_is_unknown():
    effort = effort_of([])

    assert (effort.mean_rir, effort.share_hard, effort.share_logged) == (None, None, None)


@settings(max_examples=20)
@given(
    rpes=st.lists(st.one_of(st.none(), st.integers(5, 10).map(Decimal)), max_size=6),
    order=st.randoms(use_true_random=False),
)
def test_effort_is_the_same_in_any_order_of_arrival(rpes, order):
    sets = [EffortSet(8, rpe=rpe, prescribed_rpe=Decimal(8)) for rpe in rpes]

    assert effort_of(order.sample(sets, len(sets))) == effort_of(sets)


def test_muscle_line_compares_loading_weeks_with_plan_and_band():
    line = muscle_line(
        "chest",
        done_by_week=[Decimal(10), Decimal("11.5"), Decimal(13)],
        planned_by_week=[Decimal(12)] * 3,
    )

    # Landmarks of the chest: MEV 10, MAV 12-20; 34.5 / 3 = 11.5.
    assert (line.sets_week_mean, line.plan, line.band) == (Fraction("11.5"), 12, "mev")


def card(goal=Goal.STRENGTH):
    return Scorecard(
        phase_id="7",
        goal=goal,
        weeks_planned=4,
        weeks_done=5,
        adherence=COUNTS.adherence(),
        lifts=(
            lift_of_trends("squat", method="chart", start=trend(150, 2), end=trend("157.5", 2)),
        ),
        muscles=(muscle_line("quads", done_by_week=[Decimal(7)], planned_by_week=[Decimal(8)]),),
        flags=("dropped",),
        decision=Taken(
            Decision.EXTEND_1W,
            Reason.DOSE_PARTIAL,
            by=None,
            at=datetime(2025, 6, 30, 1, tzinfo=UTC),
        ),
        is_provisional=False,
    )


def test_scorecard_has_exactly_the_fields_of_the_export():
    written = scorecard_to_dict(card())

    assert list(written) == FIELDS.split()
    assert list(written["lifts"][0]) == (
        ["exercise", "method", "start", "end", "change_pct", "sigma_pct", "mdc90_pct", "verdict"]
    )
    assert list(written["muscles"][0]) == ["group", "sets_week_mean", "plan", "band"]
    assert list(written["decision"]) == ["code", "reason", "by", "at"]


def test_scorecard_as_json_rounds_to_four_decimals():
    read = json.loads(scorecard_to_json(card()))

    assert (read["session"], read["set"], read["composite"]) == (0.6667, 0.6667, 0.7167)
    assert (read["exposure"], read["intensity"], read["status"]) == (0.5, 1, "at_risk")
    assert read["lifts"] == [
        {
            "exercise": "squat",
            "method": "chart",
            "start": 150,
            "end": 157.5,
            "change_pct": 5,
            "sigma_pct": 2,
            "mdc90_pct": 4.6525,
            "verdict": "clear_up",
        }
    ]
    assert read["decision"] == {
        "code": "EXTEND_1W",
        "reason": "dose_partial",
        "by": None,
        "at": "2025-06-30T01:00:00+00:00",
    }
    assert (read["type"], read["flags"], read["provisional"]) == ("strength", ["dropped"], False)


def test_headline_tells_strength_by_lifts_and_hypertrophy_by_work():
    effort, bests = effort_of([]), (("squat", bests_of([(1, Decimal(160))])),)

    strength = headline(card(), bests=bests, effort=effort)
    growth = headline(card(Goal.HYPERTROPHY), bests=bests, effort=effort)

    assert strength == StrengthHeadline(card().lifts, bests)
    assert growth == HypertrophyHeadline(card().lifts, effort, card().muscles)
