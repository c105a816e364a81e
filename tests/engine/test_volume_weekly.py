"""Volume by week, of sets by hand and of a resolved course."""

from decimal import Decimal
from fractions import Fraction

import pytest

from programs.engine.program import read_program
from programs.engine.resolving.course_volume import course_sets, logged_sets
from programs.engine.resolving.resolve import PhaseRun, resolve
from programs.engine.resolving.results import PerformedSet
from programs.engine.tables import exercises
from programs.engine.volume.clusters import places_in_clusters
from programs.engine.volume.counting import EffortSet, MuscleSets
from programs.engine.volume.metrics import sets_to_recent
from programs.engine.volume.weekly import TrainedSet, weekly_volume
from tests.engine.programs_by_hand import body_of, calendar, slot, weeks

BENCH = exercises()["bench-press"]
ROW = exercises()["one-arm-dumbbell-row"]
PLANK = exercises()["side-plank"]


def trained(exercise, reps, load=None, *, week=1, session=1, rpe=None, **fields):
    return TrainedSet(
        week=week,
        session=session,
        exercise=exercise,
        effort=EffortSet(reps, rpe=None if rpe is None else Decimal(rpe)),
        load_kg=None if load is None else Decimal(load),
        **fields,
    )


@pytest.mark.parametrize(
    ("intents", "counts"),
    [
        (["work", "work"], 2),
        (["work", "drop", "drop"], 1),
        (["work", "drop", "work", "drop"], 2),
        (["drop"], 1),
        (["rest-pause", "rest-pause", "rest-pause"], 1),
        (["top", "rest-pause", "rest-pause"], 2),
        (["myo", "myo", "work", "myo"], 3),
        (["warmup", "drop"], 2),
        (["cluster", "cluster"], 2),
    ],
)
def test_cluster_counts_as_one_set(intents, counts):
    assert sum(place != "within" for place in places_in_clusters(intents)) == counts


def test_cluster_is_flagged_where_it_begins():
    assert places_in_clusters(["work", "work", "drop"]) == ("alone", "first", "within")


def test_weekly_volume_counts_hard_sets_by_muscle():
    sets = [
        trained(BENCH, 5, 100, rpe=8),
        trained(BENCH, 5, 100, rpe=5),
        trained(BENCH, 0, 100),
        trained(BENCH, 5, 60, intent="warmup"),
        trained(ROW, 10, 30),
        trained(ROW, 12, 30, week=3),
    ]

    first, third = weekly_volume(sets)

    assert (first.week, first.hard_sets) == (1, 2)
    # Bench: chest directly; triceps and front delts at half. The row: lats and upper back.
    assert first.muscles["chest"] == MuscleSets(total=1, direct=1, fractional=Decimal(1))
    assert first.muscles["triceps"].fractional == Decimal("0.5")
    assert first.muscles["lats"].direct == 1
    # Lats and upper back are both of the back: one set there.
    assert first.regions["back"] == MuscleSets(total=1, direct=1, fractional=Decimal(1))
    assert (third.week, third.muscles["biceps"].fractional) == (3, Decimal("0.5"))


def test_weekly_volume_region_counts_a_set_once_at_its_largest_share():
    squat = exercises()["back-squat-high-bar"]
    regions = weekly_volume([trained(squat, 5, 100)])[0].regions

    # Quads and glutes directly, adductors at half: all of them legs.
    assert regions["legs"] == MuscleSets(total=1, direct=1, fractional=Decimal(1))


def test_weekly_volume_of_a_lift_adds_up():
    half = {"percent_of_max": Fraction(80), "tempo": "3010"}
    sets = [
        trained(BENCH, 5, 100, **half),
        trained(BENCH, 5, 100, **half),
        trained(BENCH, 4, 110, session=2, percent_of_max=Fraction(90)),
    ]

    (lift,) = weekly_volume(sets)[0].lifts

    assert (lift.exercise, lift.sets, lift.hard_sets) == ("bench-press", 3, 3)
    # 5 x 100 + 5 x 100 + 4 x 110; two sets of 5 x 4 s.
    assert (lift.volume_load_kg, lift.time_under_tension_s) == (1440, 40)
    # (10 x 80 + 4 x 90) / 14; 10/20 and 4/10.
    assert lift.average_relative_intensity == Fraction(1160, 14)
    assert lift.inol_by_session == ((1, Fraction(1, 2)), (2, Fraction(2, 5)))
    assert lift.inol == Fraction(9, 10)


def test_weekly_volume_one_arm_lift_counts_both_sides():
    # 10 a side x 30 kg in one hand x 2 sides.
    assert weekly_volume([trained(ROW, 10, 30)])[0].lifts[0].volume_load_kg == 600


def test_weekly_volume_says_none_where_nothing_is_known():
    (lift,) = weekly_volume([trained(BENCH, 5)])[0].lifts

    assert (lift.volume_load_kg, lift.time_under_tension_s) == (None, None)
    assert (lift.average_relative_intensity, lift.inol) == (None, None)


def test_weekly_volume_seconds_are_time_under_tension():
    (lift,) = weekly_volume([trained(PLANK, 45), trained(PLANK, 30)])[0].lifts

    assert lift.time_under_tension_s == 75


def test_weekly_volume_drops_move_load_but_count_once():
    sets = [trained(BENCH, 8, 80), trained(BENCH, 6, 60, intent="drop")]

    (lift,) = weekly_volume(sets)[0].lifts

    assert (lift.sets, lift.volume_load_kg) == (1, 8 * 80 + 6 * 60)


def course(*, count=2, **fields):
    bench = slot(
        {"sets": 1, "reps": "5", "load": {"of": "tm", "percent": 50}, "intent": "warmup"},
        {"sets": 3, "reps": "5", "load": {"of": "tm", "percent": 80}, "rpe": 8},
        {"sets": 1, "reps": "8", "load": {"of": "tm", "percent": 60}, "optional": True},
        exercise="Bench Press",
    )
    unknown = slot({"sets": 3, "reps": "9"}, key="b", exercise="Something nobody knows")
    program = read_program(body_of(calendar(weeks(bench, unknown, count=count))))
    return resolve(program, **fields)


def test_course_sets_are_those_owed_of_known_exercises():
    found = weekly_volume(course_sets(course()))

    assert [(week.week, week.hard_sets) for week in found] == [(1, 3), (2, 3)]
    # Three fives with 80 kg; five at RPE 8 are 81.1 % by the chart.
    assert found[0].lifts[0].volume_load_kg == 1200
    assert found[0].lifts[0].average_relative_intensity == Fraction("81.1")


def test_logged_sets_are_judged_by_what_was_done():
    (session,) = course(count=1).sessions
    done = [
        PerformedSet(0, reps=5, load_kg=Decimal(50), is_warmup=True),
        PerformedSet(1, reps=5, load_kg=Decimal(80), rpe=Decimal(8)),
        PerformedSet(1, reps=4, load_kg=Decimal(80)),
        PerformedSet(1, reps=5, load_kg=Decimal(60), rpe=Decimal(5)),
        PerformedSet(9, reps=5, load_kg=Decimal(80)),
    ]

    sets = logged_sets(session.slots[0], done, week=1, session=1, exercise=BENCH)
    (lift,) = weekly_volume(sets)[0].lifts

    # The last is too easy to be hard; without an RPE logged the prescribed one counts.
    assert (lift.sets, lift.hard_sets) == (3, 2)
    assert lift.volume_load_kg == 5 * 80 + 4 * 80 + 5 * 60
    # Five and four at RPE 8: 81.1 and 83.7 %; an RPE of 5 says nothing.
    assert lift.average_relative_intensity == (5 * Fraction("81.1") + 4 * Fraction("83.7")) / 9


@pytest.mark.parametrize(
    ("before", "ratio"),
    [
        ([10, 12, 14], Fraction(15, 12)),
        # Only the last three count, and this week isn't among them.
        ([90, 10, 12, 14], Fraction(15, 12)),
        ([10, 12], None),
        ([0, 0, 0], None),
    ],
)
def test_sets_to_recent_is_uncoupled(before, ratio):
    assert sets_to_recent(15, before=before) == ratio


def test_course_sets_go_by_a_known_maximum():
    (week,) = weekly_volume(course_sets(course(count=1), maxima={"Bench Press": 100}))

    # 15 reps at 80 % of the maximum: 15/20.
    assert week.lifts[0].inol == Fraction(3, 4)


def test_course_sets_count_an_extra_week_and_a_deload_apart():
    runs = [PhaseRun(0, extra_weeks=1), PhaseRun(0, is_inserted_deload=True)]

    found = weekly_volume(course_sets(course(course=runs)))

    # The deload has half of three sets, half up.
    assert [(week.week, week.lifts[0].sets) for week in found] == [(1, 3), (2, 3), (3, 3), (4, 2)]
