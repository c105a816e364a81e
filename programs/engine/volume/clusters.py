"""Drop sets, rest-pause and myo-reps: several efforts that count as one set."""

from collections.abc import Iterable
from typing import Literal

from programs.engine.program.parts import Intent

Place = Literal["alone", "first", "within"]

# Spec 3.2, heuristic. A drop goes on from the set before it; the other two bring their own.
_CLUSTERED: frozenset[Intent] = frozenset({"rest-pause", "myo"})


def places_in_clusters(intents: Iterable[Intent]) -> tuple[Place, ...]:
    """Return, for each set of one exercise in order, whether it counts.

    ``within`` a cluster it doesn't; ``first`` it counts for the whole cluster. A run of rest-pause
    or of myo-reps is one cluster; drops belong to the set before them. Spec 3.2.
    """
    places: list[Place] = []
    before: Intent | None = None
    for intent in intents:
        if intent == "warmup":
            places.append("alone")
            before = None
            continue
        goes_on = before is not None and (
            intent == "drop" or (intent in _CLUSTERED and intent == before)
        )
        if goes_on:
            if places[-1] == "alone":
                places[-1] = "first"
            places.append("within")
        else:
            places.append("first" if intent == "drop" or intent in _CLUSTERED else "alone")
        before = intent
    return tuple(places)
