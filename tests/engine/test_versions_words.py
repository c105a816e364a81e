"""What changed between two versions, in the words a coach reads."""

import pytest
from hypothesis import given, settings

from programs.engine.program import read_program
from programs.engine.versions.compare import compare
from programs.engine.versions.words import describe_diff, diff_lines
from tests.engine.edited_programs import edited, small_body
from tests.engine.programs_by_hand import slot
from tests.engine.published import published

BASE = read_program(small_body())


def lines(edit):
    body = small_body()
    edit(body)
    return list(diff_lines(compare(BASE, read_program(body)), base=BASE))


def day(body, week=0, place=0):
    return body["mesocycles"][0]["weeks"][week]["days"][place]


def cell(body):
    group = day(body)["slots"][0]["groups"][0]
    group["sets"], group["load"]["percent"] = 4, 82.5


def both_weeks(body):
    for week in (0, 1):
        day(body, week)["slots"][0]["groups"][0]["sets"] = 4


def slot_out(body):
    del day(body)["slots"][1]


def slot_in(body):
    day(body)["slots"].append(slot({"sets": 2, "reps": "20"}, key="c", exercise="Curl"))


def slot_moved(body):
    day(body)["slots"].reverse()


def rested(body):
    day(body)["slots"][0]["rest_s"] = 180
    day(body)["slots"][0]["main"] = True


def other_exercise(body):
    day(body)["slots"][0]["exercise"] = "Front Squat"


def stages(body):
    body["mesocycles"][1]["days"][0]["slots"][0]["stages"][1][0]["reps"] = "7"


def day_out(body):
    del body["mesocycles"][0]["weeks"][1]["days"][1]


def week_in(body):
    body["mesocycles"][0]["weeks"].append({"days": [{"day": 1, "slots": [slot({"reps": "1"})]}]})


def phase_fields(body):
    body["mesocycles"][1]["goal"] = "peaking"
    body["mesocycles"][1]["schedule"]["sessions"] = 6


def phase_out(body):
    del body["mesocycles"][1]


def phases_turned(body):
    body["mesocycles"].reverse()
    for number, week in enumerate(body["mesocycles"][1]["weeks"], start=3):
        week["week"] = number


def numbers(body):
    body["anchors"]["tm"] = 102.5
    body["anchors"]["w"] = 60
    body["summary"] = "Two weeks and a peak."


def rule(body):
    body["rules"][0]["bands"][0]["do"][0]["value"] = 5
    body["rules"].append({"on": "week", "bands": [{"do": []}]})


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (cell, ["Week 1, Lower, Squat: 3x5@80%tm -> 4x5@82.5%tm"]),
        (both_weeks, ["Weeks 1-2, Lower, Squat: 3x5@80%tm -> 4x5@80%tm"]),
        (slot_out, ["Week 1, Lower: Row removed"]),
        (slot_in, ["Week 1, Lower: Curl added, 2x20"]),
        (slot_moved, ["Week 1, Lower: Row moved to the front"]),
        (
            rested,
            [
                "Week 1, Lower, Squat: main lift no -> yes",
                "Week 1, Lower, Squat: rest in seconds none -> 180",
            ],
        ),
        (other_exercise, ["Week 1, Lower, Squat: exercise Squat -> Front Squat"]),
        (stages, ["Peak, day 1, Pulldown / Pull-up: 10 | 8, 6 -> 10 | 7, 6"]),
        (day_out, ["Week 2: Upper removed"]),
        (week_in, ["Base: week 3 added"]),
        (phase_fields, ["Peak: goal strength -> peaking", "Peak: sessions 5 -> 6"]),
        (phase_out, ["Phase Peak removed"]),
        (phases_turned, ["Phase Peak moved to the front"]),
        (
            numbers,
            [
                "Number tm 100 -> 102.5",
                "Number w none -> 60",
                "Summary none -> Two weeks and a peak.",
            ],
        ),
        (rule, ["Rule 1 of Squat changed in bands", "Rule 2 added"]),
    ],
)
def test_change_is_told_in_words(edit, expected):
    assert lines(edit) == expected


@settings(max_examples=15)
@given(new=edited())
def test_every_change_is_told_and_no_change_tells_nothing(new):
    diff = compare(BASE, new)

    described = describe_diff(diff, base=BASE)

    assert bool(described) == bool(diff)
    assert all(one.text == one.text.strip() and one.text for one in described)


def test_difference_of_unlike_programs_is_told_throughout():
    old, new = (published(name) for name in ("gzclp", "candito-6week"))

    told = diff_lines(compare(old, new), base=old)

    assert "Phase gzclp removed" in told
    assert "Phase candito-6week added" in told
