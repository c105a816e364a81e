"""How fast repetitions are done. A tempo that isn't written isn't judged, nor is a timed set's."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from programs.engine.checks.bands import Check, Measured, phase_check, shown
from programs.engine.checks.facts import PhaseFacts, WorkGroup
from programs.engine.checks.main_lifts import main_groups
from programs.engine.goals import Goal
from programs.engine.volume.counting import FAST_SECONDS, rep_seconds

# Lowering, stretched pause, lifting, shortened pause. Spec 3.2.
LOWERING, LIFTING = 0, 2


def share_with_tempo_or_cue(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the share of distinct exercises with a written tempo, or a note as the cue."""
    guided: dict[str, bool] = {}
    for group in phase.owed:
        is_guided = group.tempo is not None or group.has_note
        guided[group.identity] = guided.get(group.identity, False) or is_guided
    if guided:
        share = Fraction(sum(guided.values()), len(guided))
        clause = f"{shown(share * 100)} % of the exercises have a tempo or a cue"
        yield Measured(share, phase.place, clause)


def seconds_a_rep(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the sum of the four digits; X counts a second (spec 3.2)."""
    for group, tempo in _with_tempo(phase.groups):
        seconds = rep_seconds(tempo)
        clause = f"{group.name} at {tempo} takes {seconds} s a rep"
        yield Measured(seconds, group.place, clause, group.identity)


def seconds_lowering(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the first digit."""
    for group, tempo in _with_tempo(phase.groups):
        seconds = digit_seconds(tempo[LOWERING])
        clause = f"{group.name} at {tempo} lowers for {seconds} s"
        yield Measured(seconds, group.place, clause, group.identity)


def seconds_lifting(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the third digit of the main lifts."""
    for group, tempo in _with_tempo(main_groups(phase)):
        seconds = digit_seconds(tempo[LIFTING])
        clause = f"{group.name} at {tempo} is lifted over {seconds} s"
        yield Measured(seconds, group.place, clause, group.identity)


def digit_seconds(digit: str) -> int:
    """Return the seconds of one digit of a tempo; X, as fast as possible, counts one."""
    return FAST_SECONDS if digit in {"X", "x"} else int(digit)


def _with_tempo(groups: Iterable[WorkGroup]) -> Iterator[tuple[WorkGroup, str]]:
    for group in groups:
        if group.tempo is not None and group.reps.kind == "reps":
            yield group, group.tempo


CHECKS: tuple[Check, ...] = (
    phase_check(("H26",), goal=Goal.HYPERTROPHY, measure=share_with_tempo_or_cue),
    phase_check(("H27", "H28"), goal=Goal.HYPERTROPHY, measure=seconds_a_rep),
    phase_check(("H29",), goal=Goal.HYPERTROPHY, measure=seconds_lowering),
    phase_check(("ST34",), goal=Goal.STRENGTH, measure=seconds_lifting),
)
