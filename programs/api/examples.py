"""Examples that the document shows."""

from drf_spectacular.utils import OpenApiExample

IMPORT_EXAMPLE = OpenApiExample(
    "A program of one session",
    value={
        "name": "Squats on Monday",
        "program": {
            "format": "program/1",
            "name": "Squats on Monday",
            "rounding": {"step_kg": 2.5, "mode": "nearest", "ties": "up"},
            "anchors": {"tm:squat": 100},
            "mesocycles": [
                {
                    "name": "Strength",
                    "goal": "strength",
                    "schedule": {"kind": "calendar"},
                    "weeks": [
                        {
                            "week": 1,
                            "days": [
                                {
                                    "day": 1,
                                    "slots": [
                                        {
                                            "key": "squat",
                                            "exercise": "Squat",
                                            "groups": [
                                                {
                                                    "sets": 3,
                                                    "reps": "5",
                                                    "load": {"percent": 80, "of": "tm:squat"},
                                                }
                                            ],
                                        }
                                    ],
                                }
                            ],
                        }
                    ],
                }
            ],
        },
    },
    request_only=True,
)
