"""What changed between two versions: as data that applies exactly, and empty where nothing did."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from programs.engine.program import ProgramInvalid, read_program
from programs.engine.versions.apply import DiffDoesNotFit, apply_diff
from programs.engine.versions.compare import compare
from programs.engine.versions.diff import (
    Change,
    Diff,
    DiffInvalid,
    diff_from_dict,
    diff_to_dict,
    diff_to_json,
)
from tests.engine.edited_programs import edited, small_body
from tests.engine.programs_by_hand import body_of, calendar, slot
from tests.engine.published import program_in

PUBLISHED = Path(__file__).resolve().parents[2] / "programs" / "data" / "published"
FILES = sorted(PUBLISHED.glob("*.json"))
SMALL = read_program(small_body())
WEEK_1 = ("mesocycles", 0, "weeks", 0)
LOWER = (*WEEK_1, "days", 0)


def changes(edit):
    body = small_body()
    edit(body)
    return compare(SMALL, read_program(body)).changes


def lower(body, week=0):
    return body["mesocycles"][0]["weeks"][week]["days"][0]


@settings(max_examples=15)
@given(old=edited(), new=edited())
def test_difference_applied_to_the_old_version_is_the_new_one(old, new):
    diff = compare(old, new)

    assert apply_diff(old, diff) == new
    assert bool(diff) == (old != new)
    assert diff_from_dict(diff_to_dict(diff)) == diff


@pytest.mark.parametrize("file", FILES[::3], ids=lambda file: file.stem)
def test_published_program_compared_with_another_becomes_it(file):
    old = program_in(file)
    other = FILES[(FILES.index(file) + 1) % len(FILES)]
    new = program_in(other)

    diff = compare(old, new)

    assert not compare(old, old)
    assert apply_diff(old, diff) == new
    assert diff_from_dict(diff_to_json(diff)) == diff


def test_one_load_changed_is_one_change_at_its_group():
    def heavier(body):
        lower(body)["slots"][0]["groups"][0]["load"]["percent"] = 82.5

    assert changes(heavier) == (
        Change(
            "changed",
            (*LOWER, "slots", "Squat", "stages", 0, 0, "load"),
            old={"of": "tm", "percent": 80},
            new={"of": "tm", "percent": Decimal("82.5")},
        ),
    )


def test_week_put_in_first_is_one_change_though_every_later_week_is_renumbered():
    def earlier(body):
        week = {"days": [{"day": 1, "slots": [slot({"reps": "20"})]}]}
        body["mesocycles"][0]["weeks"].insert(0, week)
        for number, week in enumerate(body["mesocycles"][0]["weeks"], start=1):
            week["week"] = number

    (change,) = changes(earlier)

    assert (change.kind, change.path) == ("added", ("mesocycles", 0, "weeks", "+0"))
    assert change.after is None


def test_slot_taken_out_put_in_and_moved_are_told_apart():
    def edit(body):
        slots = lower(body)["slots"]
        slots[:] = [slots[1], slots[0], slot({"reps": "20"}, key="Curl", exercise="Curl")]

    moved, added = changes(edit)

    assert (moved.kind, moved.path, moved.after) == ("moved", (*LOWER, "slots", "Row"), None)
    assert (added.kind, added.path, added.after) == ("added", (*LOWER, "slots", "Curl"), "Squat")


def test_slot_taken_out_is_kept_whole_in_the_change():
    def edit(body):
        del lower(body)["slots"][1]

    (change,) = changes(edit)

    assert (change.kind, change.path) == ("removed", (*LOWER, "slots", "Row"))
    assert change.old["movement"] == {"exercise": "Row"}


def test_day_renamed_stays_the_day_of_its_number():
    def edit(body):
        lower(body)["name"] = "Legs"

    assert changes(edit) == (Change("changed", (*LOWER, "name"), old="Lower", new="Legs"),)


def test_day_put_on_another_weekday_stays_the_day_of_its_name():
    def edit(body):
        lower(body)["day"] = 4

    assert changes(edit) == (Change("changed", (*LOWER, "day"), old=1, new=4),)


def test_phases_swapped_are_moved_by_name():
    def edit(body):
        body["mesocycles"].reverse()
        for number, week in enumerate(body["mesocycles"][1]["weeks"], start=3):
            week["week"] = number

    assert changes(edit) == (Change("moved", ("mesocycles", 1)),)


def test_rpe_turned_into_rir_is_one_change():
    def edit(body):
        group = body["mesocycles"][0]["weeks"][0]["days"][1]["slots"][0]["groups"][0]
        del group["rpe"]
        group["rir"] = 2

    (change,) = changes(edit)

    assert (change.old, change.new) == ({"rpe": 8}, {"rir": 2})


def test_difference_of_another_program_is_refused_with_its_place():
    diff = compare(SMALL, replace(SMALL, name="Other"))

    with pytest.raises(DiffDoesNotFit, match=r"differs at name\. Compare it") as refused:
        apply_diff(replace(SMALL, name="Third"), diff)

    assert refused.value.path == ("name",)


ROW = (*LOWER, "slots", "Row")


@pytest.mark.parametrize(
    "change",
    [
        Change("removed", (*LOWER, "slots", "Curl"), old={}),
        Change("removed", ROW, old={}),
        Change("moved", (*LOWER, "slots", "Row"), after="Curl"),
        Change("added", ROW, new={}),
        Change("added", ("mesocycles", 0, "weeks", 0), new={}),
        Change("changed", ("mesocycles", 7, "name"), old="a", new="b"),
        Change("moved", ("name",)),
        Change("removed", ("notes",), old=""),
        Change("changed", ("name", "first"), old="a", new="b"),
    ],
)
def test_change_of_what_is_not_there_is_refused(change):
    with pytest.raises(DiffDoesNotFit):
        apply_diff(SMALL, Diff((change,)))


def test_slot_taken_out_twice_is_refused():
    gone = compare(SMALL, read_program(body_without_row())).changes

    with pytest.raises(DiffDoesNotFit):
        apply_diff(SMALL, Diff(gone * 2))


def body_without_row():
    body = small_body()
    del lower(body)["slots"][1]
    return body


@pytest.mark.parametrize("new", [None, 5, "x", {}, {"name": "A"}, {"weeks": 3}, ()])
def test_nonsense_put_in_is_refused_by_the_reader(new):
    change = Change("added", ("mesocycles", "+2"), new=new, after=1)

    with pytest.raises(ProgramInvalid):
        apply_diff(SMALL, Diff((change,)))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{", "The text not valid JSON at line 1, column 2"),
        ("[]", "is not of the format “program-diff/1”"),
        ({"format": "program-diff/1"}, "holds no list of changes"),
        ({"format": "program-diff/1", "changes": [3]}, "Change 1 is not an object"),
        (
            {"format": "program-diff/1", "changes": [{"kind": "lost", "path": ["a"]}]},
            "Change 1 is of no known kind",
        ),
        (
            {"format": "program-diff/1", "changes": [{"kind": "moved", "path": []}]},
            "Change 1 has no path",
        ),
        (
            {"format": "program-diff/1", "changes": [{"kind": "moved", "path": [1.5]}]},
            "Change 1 has a path of something other",
        ),
        (
            {
                "format": "program-diff/1",
                "changes": [{"kind": "added", "path": ["a"], "new": 1e300}],
            },
            "Change 1 holds a number that is too long",
        ),
    ],
)
def test_text_that_is_no_difference_is_refused_in_words(source, words):
    with pytest.raises(DiffInvalid, match=words):
        diff_from_dict(source)


def test_equal_weeks_one_more_is_one_week_added_at_the_end():
    day = [{"days": [{"day": 1, "slots": [slot({"reps": "5"})]}]}]
    old = read_program(body_of(calendar(day * 3)))
    new = read_program(body_of(calendar(day * 4)))

    (change,) = compare(old, new).changes

    assert (change.kind, change.path, change.after) == (
        "added",
        ("mesocycles", 0, "weeks", "+3"),
        2,
    )
