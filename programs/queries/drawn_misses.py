"""Sessions that a virtual athlete misses by chance."""

from random import Random

from programs.engine.simulating.athlete import Athlete
from programs.engine.simulating.reading import MOST_SESSIONS


def drawn_misses(athlete: Athlete, *, seed: int) -> frozenset[int]:
    """Return the sessions missed by chance; the same for the same seed. No query."""
    draw = Random(seed)  # noqa: S311  (a story, no secret)
    return frozenset(
        ordinal
        for ordinal in range(1, MOST_SESSIONS + 1)
        if draw.randrange(10_000) < athlete.miss_percent * 100
    )
