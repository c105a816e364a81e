"""A small program and random edits of it, for the laws of versions."""

import copy
import json
from functools import cache

from hypothesis import strategies as st

from programs.engine.program import ProgramInvalid, read_program
from tests.engine.programs_by_hand import body_of, calendar, rotation, slot

SQUAT = slot({"sets": 3, "reps": "5", "load": {"of": "tm", "percent": 80}}, key="Squat")
BENCH = slot(
    {"sets": 1, "reps": "5+", "rpe": 8},
    {"sets": 3, "reps": "8", "load": {"of": "top:", "percent": 90}},
    key="Bench Press",
    exercise="Bench Press",
)
ROW = slot({"sets": 3, "reps": "8-12", "rir": 2}, key="Row", exercise="Row", superset="A")
PULL = slot(
    key="pull",
    exercises=["Pulldown", "Pull-up"],
    pick="m",
    stage="s",
    stages=[[{"reps": "10"}], [{"reps": "8"}, {"reps": "6"}]],
)
RULE = {
    "on": "slot",
    "slot": "Squat",
    "read": "ok",
    "bands": [{"when": [1, 1], "do": [{"verb": "add", "anchor": "tm", "value": 2.5}]}],
}


def small_body():
    """Two calendar weeks of two days, then a rotation of two."""
    upper = {"day": 2, "name": "Upper", "slots": [BENCH, ROW]}
    lower = {"day": 1, "name": "Lower", "slots": [SQUAT, ROW]}
    # Written out and read, so that no two parts are one and the same object.
    body = body_of(
        calendar([{"days": [lower, upper]}, {"days": [lower, upper]}], name="Base"),
        rotation([PULL], [SQUAT, BENCH], sessions=5, name="Peak"),
        anchors={"tm": 100, "m": 0, "s": 0},
        rules=[RULE],
    )
    return json.loads(json.dumps(body))


def _lists(body):
    """Every list whose items an edit may drop, double, turn or put in."""
    found = [body["mesocycles"], body["rules"]]
    for phase in body["mesocycles"]:
        weeks = phase.get("weeks", [])
        found += [weeks] if weeks else [phase["days"]]
        found += [week["days"] for week in weeks]
        for day in [*phase.get("days", []), *(day for week in weeks for day in week["days"])]:
            found.append(day["slots"])
            for written in day["slots"]:
                found += written.get("stages", [written.get("groups", [])])
    return [items for items in found if items]


def _maps(body):
    """Every part with fields that an edit may change."""
    items = [item for items in _lists(body) for item in items if isinstance(item, dict)]
    return [body, body["anchors"], *items]


FIELDS = {
    "sets": st.integers(min_value=1, max_value=5),
    "reps": st.sampled_from(["3", "8-12", "max"]),
    "rest_s": st.sampled_from([60, 90]),
    "rpe": st.sampled_from([7, 8.5]),
    "load": st.sampled_from([{"of": "tm", "percent": 72.5}, {"kg": 20.41165665}]),
    "note": st.sampled_from(["slow", "paused"]),
    "main": st.booleans(),
    "name": st.sampled_from(["Lower", "Upper", "Third"]),
    "key": st.sampled_from(["Squat", "Row", "new"]),
    "exercise": st.sampled_from(["Squat", "Front Squat"]),
    "day": st.integers(min_value=1, max_value=4),
    "tm": st.sampled_from([90, 102.5]),
    "on": st.sampled_from(["slot", "week"]),
    "goal": st.sampled_from(["peaking", "deload"]),
    "summary": st.sampled_from(["Short.", "Long."]),
}


def _edit(draw, body):
    kind = draw(st.sampled_from(["field", "field", "field", "drop", "double", "turn", "take out"]))
    if kind in {"field", "take out"}:
        part = draw(st.sampled_from(_maps(body)))
        name = draw(st.sampled_from(sorted(FIELDS)))
        if kind == "field":
            part[name] = draw(FIELDS[name])
        else:
            part.pop(name, None)
        return
    items = draw(st.sampled_from(_lists(body)))
    place = draw(st.integers(min_value=0, max_value=len(items) - 1))
    if kind == "drop":
        del items[place]
    elif kind == "double":
        items.insert(place, copy.deepcopy(items[place]))
    else:
        items.append(items.pop(place))


def _read(body):
    for phase in body["mesocycles"]:
        for week in phase.get("weeks", []):
            week.pop("week", None)
    try:
        return read_program(body)
    except ProgramInvalid:
        return None


@cache
def _small_program():
    return _read(small_body())


@st.composite
def edited(draw, *, most=4):
    """A version of the small program; an edit that would break it is left out."""
    body = small_body()
    program = _small_program()
    for _ in range(draw(st.integers(min_value=0, max_value=most))):
        tried = copy.deepcopy(body)
        _edit(draw, tried)
        read = _read(tried) if tried["mesocycles"] else None
        if read is not None:
            body, program = tried, read
    return program
