"""How long sets take: their work by the tempo, and the rest after each."""

from programs.engine.program.prescription import Reps
from programs.engine.volume.counting import rep_seconds

SECONDS_A_REP = 3
"""About what a repetition takes without a tempo; heuristic."""
USUAL_REST_S = 120
"""The rest where the program names none; heuristic."""


def sets_seconds(*, sets: int, reps: Reps, rest_s: int | None, tempo: str | None) -> int:
    """Return the seconds of equal sets, the rest after the last one too.

    Of a range the most repetitions count, of an open set the fewest.
    """
    if reps.kind == "seconds":
        work_s = reps.ceiling or reps.floor
    else:
        work_s = (reps.cap or reps.ceiling or reps.floor) * seconds_a_rep(tempo)
    return sets * (work_s + (USUAL_REST_S if rest_s is None else rest_s))


def seconds_a_rep(tempo: str | None) -> int:
    """Return what one repetition takes, by its tempo if it has one."""
    return rep_seconds(tempo) if tempo else SECONDS_A_REP
