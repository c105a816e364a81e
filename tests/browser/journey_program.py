"""The program that the whole thread is walked with: small enough to count by hand."""

import json
from typing import Any


def _week(number: int, *, sets: int, reps: str, percent: int, rir: int) -> dict[str, Any]:
    bench = {
        "key": "bench",
        "exercise": "Bench Press",
        "main": True,
        "rest_s": 150,
        "groups": [
            {
                "sets": sets,
                "reps": reps,
                "load": {"of": "tm:bench", "percent": percent},
                "rir": rir,
            }
        ],
    }
    row = {
        "key": "row",
        "exercise": "Barbell Row",
        "rest_s": 120,
        "groups": [{"sets": 2, "reps": "8", "load": {"kg": 60}}],
    }
    return {
        "week": number,
        "days": [{"day": day, "slots": [bench, row]} for day in (1, 2)],
    }


GOOD: dict[str, Any] = {
    "format": "program/1",
    "name": "Four weeks",
    "summary": "Two weeks of hypertrophy, then two of strength.",
    "rounding": {"step_kg": 2.5, "mode": "nearest", "ties": "down"},
    "anchors": {"tm:bench": 100},
    "mesocycles": [
        {
            "name": "Build",
            "goal": "hypertrophy",
            "schedule": {"kind": "calendar"},
            "weeks": [_week(number, sets=3, reps="5", percent=70, rir=2) for number in (1, 2)],
        },
        {
            "name": "Peak",
            "goal": "strength",
            "schedule": {"kind": "calendar"},
            "weeks": [_week(number, sets=3, reps="3", percent=85, rir=2) for number in (3, 4)],
        },
    ],
}


def damaged() -> dict[str, Any]:
    """Return the program with three faults: repetitions, an anchor that isn't there, a goal."""
    body: dict[str, Any] = json.loads(json.dumps(GOOD))
    first = body["mesocycles"][0]["weeks"][0]["days"][0]["slots"][0]["groups"][0]
    first["reps"] = "five"
    first["load"]["of"] = "tm:bnech"
    body["mesocycles"][1]["goal"] = "power"
    return body
