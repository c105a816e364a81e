"""What was trained stays, what is to come follows the version or the coach."""

import pytest

from programs.engine.building.slot_edits import NothingToAdd, SlotEdit, edit_slots
from programs.engine.notation.cells import CellInvalid
from programs.engine.notation.printing import print_cell
from programs.engine.resolving.resolve import resolve
from programs.engine.versions.trained import (
    DayPlace,
    PhaseNotFound,
    day_at,
    followed,
    same_day_later,
)
from tests.engine.programs_by_hand import (
    calendar,
    loads_of,
    program_of,
    reps_of,
    rotation,
    slot,
    weeks,
)

FIVES = {"sets": 3, "reps": "5", "load": {"kg": 60}}
EIGHTS = {"sets": 3, "reps": "8", "load": {"kg": 60}}
TENS = {"sets": 2, "reps": "10", "load": {"kg": 40}}
FIRST, SECOND, THIRD = (DayPlace(0, week, 0) for week in range(3))


def of_weeks(group, *, count=3, name="Build", **fields):
    return program_of(calendar(weeks(slot(group), count=count), name=name), **fields)


def turned(sessions=4):
    return program_of(rotation([slot(FIVES)], [slot(TENS, key="b")], sessions=sessions))


def cells(program):
    return [
        print_cell(one.groups, rounding=program.rounding, slot=one.key)
        for mesocycle in program.mesocycles
        for day in mesocycle.all_days
        for one in day.slots
    ]


def test_days_trained_stay_and_the_others_follow():
    result = followed(of_weeks(EIGHTS), own=of_weeks(FIVES), running=0, trained={FIRST})

    assert not result.keeps_phase
    assert reps_of(resolve(result.program)) == [["3x5"], ["3x8"], ["3x8"]]


def test_version_with_other_weeks_leaves_the_running_phase_and_gives_the_next():
    after = calendar(weeks(slot(TENS), count=1, first=3), name="Next")
    version = program_of(calendar(weeks(slot(EIGHTS), count=2)), after)

    result = followed(version, own=of_weeks(FIVES), running=0, trained=set())

    assert result.keeps_phase
    assert reps_of(resolve(result.program)) == [["3x5"], ["3x5"], ["3x5"], ["2x10"]]
    assert [week.week for one in result.program.mesocycles for week in one.weeks] == [1, 2, 3, 4]


def test_phases_behind_stay_where_the_version_has_others_there():
    own = program_of(
        calendar(weeks(slot(FIVES), count=1), name="Old"),
        calendar(weeks(slot(FIVES), count=1, first=2), name="Build"),
    )
    version = of_weeks(EIGHTS, count=1)

    result = followed(version, own=own, running=1, trained=set())

    assert [one.name for one in result.program.mesocycles] == ["Old", "Build"]
    assert reps_of(resolve(result.program)) == [["3x5"], ["3x8"]]


def test_version_without_the_running_phase_is_refused():
    with pytest.raises(PhaseNotFound, match="has no phase “Build”"):
        followed(of_weeks(EIGHTS, name="Other"), own=of_weeks(FIVES), running=0, trained=set())


def test_rotation_written_out_is_trained_alike_and_each_session_can_differ():
    program = turned()
    edit = SlotEdit("a", cell="5x5 @60kg")

    changed = edit_slots(program, places=[DayPlace(0, 0, 2)], edits=[edit])

    assert len(changed.mesocycles[0].days) == 4
    assert reps_of(resolve(changed)) == [["3x5"], ["2x10"], ["5x5"], ["2x10"]]
    assert loads_of(resolve(changed)) == loads_of(resolve(program))


@pytest.mark.parametrize("is_written_out", [False, True])
def test_rotation_comes_again_after_its_turn(is_written_out):
    program = turned(sessions=7)
    if is_written_out:
        edit = SlotEdit("b", cell="1x1 @60kg")
        program = edit_slots(program, places=[DayPlace(0, 0, 1)], edits=[edit])

    assert same_day_later(program, DayPlace(0, 0, 1)) == (DayPlace(0, 1, 0), DayPlace(0, 1, 2))


def test_same_day_later_leaves_light_weeks_and_other_days_out():
    light = weeks(slot(TENS), count=1, first=2, deload=True)
    written = [*weeks(slot(FIVES), count=1), *light, *weeks(slot(FIVES), count=1, first=3)]
    program = program_of(calendar(written))

    assert same_day_later(program, FIRST) == (THIRD,)
    assert same_day_later(program, THIRD) == ()
    assert same_day_later(program, SECOND) == ()


def test_edit_of_one_day_changes_cell_exercise_and_note_there_only():
    edit = SlotEdit("a", cell="2x12 @RIR3", exercise="Front Squat", note="Slowly")

    changed = edit_slots(of_weeks(FIVES), places=[SECOND], edits=[edit])

    assert cells(changed) == ["3x5@60kg", "2x12@RIR3", "3x5@60kg"]
    (one,) = day_at(changed, SECOND).slots
    assert (one.exercise, one.note) == ("Front Squat", "Slowly")


def test_edit_adds_and_leaves_out():
    edits = [SlotEdit("a", cell="-"), SlotEdit("new", exercise="Dip", cell="3x8 @RIR2")]

    changed = edit_slots(of_weeks(FIVES), places=[FIRST], edits=edits)

    assert [one.exercise for one in day_at(changed, FIRST).slots] == ["Dip"]


def test_edit_by_percent_names_the_number_it_needs():
    edit = SlotEdit("a", cell="3x5 @80%")

    changed = edit_slots(of_weeks(FIVES, anchors={}), places=[FIRST], edits=[edit])

    assert list(changed.anchors) == ["rm:Squat"]


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        (SlotEdit("a", cell="3 by 5"), CellInvalid),
        (SlotEdit("new", cell="3x5 @60kg"), NothingToAdd),
        (SlotEdit("new", exercise="Dip"), NothingToAdd),
    ],
)
def test_edit_that_says_too_little_is_refused(edit, error):
    with pytest.raises(error):
        edit_slots(of_weeks(FIVES), places=[FIRST], edits=[edit])
