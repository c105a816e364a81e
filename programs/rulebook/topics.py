"""What a reader looks for, and the quantities of the rule table that belong to it."""

from collections.abc import Mapping
from types import MappingProxyType

from programs.engine.tables import PhaseRule

# Every quantity of phase_rules.csv stands under one topic; a test finds those that don't.
TOPICS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Rest times": ("rest between sets", "rest"),
        "Repetitions": (
            "reps per set",
            "reps per work set",
            "test type is rep max at 6-12 reps",
        ),
        "Effort (RPE, RIR)": (
            "target reps in reserve",
            "target RPE",
            "top-set RPE",
            "share of sets planned at RIR 0",
            "planned sets of <= 3 reps at RPE 10",
            "planned sets at RPE >= 9",
            "planned failures",
        ),
        "Load and intensity": (
            "planned intensity",
            "planned intensity of work sets",
            "planned intensity, heavy sessions",
            "rise of planned intensity",
            "work sets at >= 80 % 1RM",
            "share of sets with a relative anchor",
            "last session at >= 85 % before the test",
            "ratio of load",
            "total reps in the intensity zone",
            "INOL",
        ),
        "Volume (hard sets)": (
            "fractional hard sets",
            "hard sets",
            "hard sets per session",
            "increase of fractional sets",
            "ratio of mean weekly fractional sets",
            "ratio of hard sets",
            "ratio of sets",
        ),
        "Tempo": (
            "repetition duration",
            "eccentric digit",
            "concentric digit",
            "share of exercises with a written tempo or cue",
        ),
        "Exercises": (
            "exercises per session",
            "distinct exercises",
            "distinct main lifts",
            "isolation share of exercises",
            "compound share of exercises",
            "share that are compound",
            "share of exercises kept",
            "share of main lifts of S already trained in H (lift or variation)",
        ),
        "Purity of the goal": (
            "share of work sets with 6-15 reps",
            "share of work sets with <= 5 reps",
            "share of work sets with > 8 reps",
            "share of work sets on main lifts and their variations",
            "accessory share of sets",
        ),
        "Frequency and rest days": (
            "sessions per week",
            "exposures per week",
            "sessions",
            "change in sessions",
            "time between sessions",
            "time between maximal tests",
            "training days with the same main lift on consecutive days",
            "rest days",
        ),
        "Length and order of phases": (
            "length",
            "length without the deload week",
            "count",
            "loading weeks between deloads",
            "deload present when loading weeks >= 4",
        ),
        "Test attempts": (
            "maximal attempts",
            "step between heavy attempts",
            "misses before stopping",
        ),
    }
)
SEED_TOPIC = "Rules that only the seed has"


def topic_of(rule: PhaseRule) -> str | None:
    """Return the topic of a rule of the table, None where its quantity has none yet."""
    return next((topic for topic, known in TOPICS.items() if rule.quantity in known), None)
