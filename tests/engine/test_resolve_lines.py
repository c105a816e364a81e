"""What all who follow a program share, and an exercise's first loads in a later phase."""

from decimal import Decimal
from fractions import Fraction

from programs.engine.loads.ladders import ladder_of
from programs.engine.loads.loading import Implement
from programs.engine.program import Result
from programs.engine.progression.easing import Ease
from programs.engine.resolving.resolve import LoadSource, PhaseRun, resolve
from tests.engine.programs_by_hand import calendar, loads_of, program_of, reps_of, slot, weeks

FIVES = {"reps": "5", "load": {"of": "tm", "percent": 81}}
TENS = ladder_of(Implement(kind="machine", step_kg=Decimal(10)))


def nearest(exercise, target):
    return TENS.loaded(target).load_kg


def down(exercise, target):
    return TENS.loaded(target, mode="down").load_kg


def two_phases(*slots, **fields):
    """Two phases of two weeks, the same day in each."""
    build = calendar(weeks(*slots, count=2))
    return program_of(build, calendar(weeks(*slots, count=2, first=3)), **fields)


def lines_of(resolution):
    return [
        group.line
        for session in resolution.sessions
        for written in session.slots
        for group in written.groups
    ]


def test_lines_are_the_same_objects_for_everybody():
    program = two_phases(slot(FIVES, {"reps": "3-5", "rpe": 8}))

    one = resolve(program, anchors={"tm": 100}, make_load=nearest)
    other = resolve(program, anchors={"tm": 148}, make_load=nearest)

    assert loads_of(one)[0] == [80, None]
    assert loads_of(other)[0] == [120, None]
    pairs = zip(lines_of(one), lines_of(other), strict=True)
    assert all(mine is theirs for mine, theirs in pairs)
    # Each day has its own.
    assert len({id(line) for line in lines_of(one)}) == 8


def test_lines_tell_apart_what_is_asked_of_different_people():
    picked = slot(FIVES, exercises=["Squat", "Front squat"], pick="turn")
    counted = slot({"reps_from": "reps", "load": {"of": "tm"}}, key="b", exercise="Row")
    program = program_of(
        calendar(weeks(picked, counted, count=1)), anchors={"tm": 100, "turn": 0, "reps": 5}
    )

    one = resolve(program, make_load=nearest)
    other = resolve(program, anchors={"turn": 1, "reps": 8}, make_load=nearest)

    assert reps_of(one) == [["1x5", "1x5"]]
    assert reps_of(other) == [["1x5", "1x8"]]
    assert not {id(line) for line in lines_of(one)} & {id(line) for line in lines_of(other)}


def test_extra_week_and_light_week_share_what_is_asked_alike():
    program = program_of(calendar(weeks(slot({**FIVES, "sets": 3, "rpe": 8}), count=1)))
    course = (PhaseRun(0, extra_weeks=1), PhaseRun(0, is_inserted_deload=True))

    once, again, light = lines_of(resolve(program, course=course, make_load=nearest))

    assert again is once
    assert (once.sets, once.rpe, once.scale) == (3, 8, 1)
    assert (light.sets, light.rpe, light.scale) == (2, 6, Fraction(9, 10))


def test_group_tells_the_figures_of_its_load():
    load = {"of": "tm", "percent": 80, "pre": 1, "post": 2, "step": 2}
    program = program_of(calendar(weeks(slot({"reps": "5", "load": load}), count=1)))

    (session,) = resolve(program, make_load=nearest).sessions

    assert session.slots[0].groups[0].source == LoadSource(
        anchor="tm",
        value=Fraction(100),
        percent=Decimal(80),
        pre=Decimal(1),
        post=Decimal(2),
        step=Fraction(2),
    )


def test_first_session_of_a_later_phase_is_made_down():
    program = two_phases(slot({"reps": "5", "load": {"of": "tm"}}), anchors={"tm": 109})

    resolution = resolve(program, make_load=nearest, make_first_load=down)

    assert loads_of(resolution) == [[110], [110], [100], [110]]
    assert [session.slots[0].is_new for session in resolution.sessions] == [
        False,
        False,
        True,
        False,
    ]


def test_both_slots_of_an_exercise_are_made_down_in_its_first_session():
    group = {"reps": "5", "load": {"kg": 59}}
    program = two_phases(slot(group), slot(group, key="b"), slot(group, key="c", exercise="Row"))

    resolution = resolve(program, make_load=nearest, make_first_load=down)

    assert loads_of(resolution)[1:] == [[60, 60, 60], [50, 50, 50], [60, 60, 60]]


def test_what_goes_by_a_top_set_made_down_follows_it():
    top = {"reps": "1", "load": {"of": "tm"}}
    backoff = {"reps": "5", "load": {"of": "top:", "percent": 95}}
    program = two_phases(slot(top, backoff), anchors={"tm": 109})

    resolution = resolve(program, make_load=nearest, make_first_load=down)

    # 95 % of 110 is 104.5, of 100 is 95, made down.
    assert loads_of(resolution)[1:3] == [[110, 100], [100, 90]]
    assert resolution.sessions[2].slots[0].groups[1].target_kg == 95


def test_repetitions_follow_a_load_made_down():
    program = two_phases(slot({"reps": "5", "load": {"of": "tm"}, "rpe": 8}), anchors={"tm": 109})

    resolution = resolve(program, make_load=nearest, make_first_load=down)

    # 109 kg for 5 at RPE 8 stand for a maximum of 134.4 kg; 100 kg are 74.4 %, 7 reps at RPE 8.
    assert reps_of(resolution) == [["1x5"], ["1x5"], ["1x7"], ["1x5"]]


def test_body_weight_is_made_as_ever_in_a_first_session():
    group = {"reps": "5", "load": {"of": "bw", "post": 19, "step": 1}}
    program = two_phases(slot(group, exercise="Chin-up"), anchors={"bw": 80})

    resolution = resolve(program, make_load=nearest, make_first_load=down)

    assert loads_of(resolution) == [[100], [100], [100], [100]]


def test_session_not_trained_is_still_the_first():
    program = two_phases(slot({"reps": "5", "load": {"of": "tm"}}), anchors={"tm": 109})

    resolution = resolve(
        program,
        results={"a": [Result(ok=True)]},
        course=(PhaseRun(0), PhaseRun(0, is_inserted_deload=True), PhaseRun(1)),
        make_load=nearest,
        make_first_load=down,
    )

    # 90 % of 109 is 98.1.
    assert loads_of(resolution) == [[110], [110], [90], [100], [110]]


def test_what_is_made_lighter_for_one_stays_as_written_for_another():
    program = program_of(calendar(weeks(slot({**FIVES, "sets": 4}), count=1)))
    ease = Ease(load_share=Decimal("0.9"), set_share=Decimal("0.5"))

    lighter = resolve(program, eases={1: {"Squat": ease}}, make_load=nearest)
    other = resolve(program, make_load=nearest)

    # 81 % of 100 kg, and 90 % of that.
    assert (reps_of(lighter), loads_of(lighter)) == ([["2x5"]], [[70]])
    assert (reps_of(other), loads_of(other)) == ([["4x5"]], [[80]])
