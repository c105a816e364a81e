"""Volume: hard sets, fractional sets per muscle, volume load, time under tension."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from programs.engine.errors import TrainingError
from programs.engine.loads.conventions import LoadedLift, moved_load

# Spec 3.2: RIR of 4 or less; fractional counting by Pelland 2024.
HARD_FROM_RPE = Decimal(6)
DIRECT_SHARE = Decimal(1)
INDIRECT_SHARE = Decimal("0.5")
SIDES = 2
FAST_SECONDS = 1


class MalformedTempo(TrainingError):
    """A tempo isn't four digits or X."""

    def __init__(self, tempo: str) -> None:
        super().__init__(f'"{tempo}" isn\'t a tempo: write four digits or X, such as 3010 or 40X1.')


@dataclass(frozen=True, slots=True)
class MuscleWork:
    """Hard sets of one exercise and the muscles it works; the two groups don't overlap."""

    primary: tuple[str, ...]
    secondary: tuple[str, ...]
    sets: int


@dataclass(frozen=True, slots=True)
class MuscleSets:
    """Sets of one muscle: all that touch it, those that aim at it, and fractional ones."""

    total: int
    direct: int
    fractional: Decimal


@dataclass(frozen=True, slots=True)
class EffortSet:
    """A set as far as it matters for counting; RPE None where none was logged or asked."""

    reps: int
    rpe: Decimal | None = None
    prescribed_rpe: Decimal | None = None
    is_warmup: bool = False


def is_hard(one: EffortSet) -> bool:
    """Tell whether a set is hard: logged RPE decides, else the prescribed, else it counts.

    Warm-ups and sets of no reps never do. RIR 4 is still hard. Spec 3.2.
    """
    if one.is_warmup or one.reps < 1:
        return False
    effort = one.rpe if one.rpe is not None else one.prescribed_rpe
    return effort is None or effort >= HARD_FROM_RPE


def fractional_sets(work: Iterable[MuscleWork]) -> dict[str, Decimal]:
    """Return fractional sets by muscle: primary 1.0, secondary 0.5. Spec 3.2."""
    return {muscle: sets.fractional for muscle, sets in muscle_sets(work).items()}


def muscle_sets(work: Iterable[MuscleWork]) -> dict[str, MuscleSets]:
    """Return total, direct and fractional sets by muscle, in order of name. Spec 3.2."""
    direct: dict[str, int] = {}
    indirect: dict[str, int] = {}
    for one in work:
        for muscle in one.primary:
            direct[muscle] = direct.get(muscle, 0) + one.sets
        for muscle in one.secondary:
            indirect[muscle] = indirect.get(muscle, 0) + one.sets
    return {
        muscle: _muscle_sets(direct.get(muscle, 0), indirect.get(muscle, 0))
        for muscle in sorted(direct.keys() | indirect.keys())
    }


def volume_load(sets: Iterable[tuple[int, Decimal]], *, lift: LoadedLift) -> Decimal | None:
    """Return the sum of reps x load in kilograms, of (reps, logged load) work sets.

    Unilateral lifts count both sides, reps being logged per side. None where a body-weight
    exercise has no factor or the body weight is unknown. Spec 3.2.
    """
    total = Decimal(0)
    for reps, load_kg in sets:
        moved = moved_load(load_kg, lift=lift)
        if moved is None:
            return None
        total += reps * moved
    return total * (SIDES if lift.is_unilateral else 1)


def time_under_tension(tempo: str, *, reps: int) -> int:
    """Return the seconds of a set by its four-digit tempo; X counts 1 s. Spec 3.2.

    Raises ``MalformedTempo``.
    """
    return reps * rep_seconds(tempo)


def rep_seconds(tempo: str) -> int:
    """Return the seconds of one rep: lowering, pause, lifting, pause. Spec 3.2."""
    beats = tempo.upper()
    if len(beats) != 4 or any(beat not in "0123456789X" for beat in beats):
        raise MalformedTempo(tempo)
    return sum(FAST_SECONDS if beat == "X" else int(beat) for beat in beats)


def _muscle_sets(direct: int, indirect: int) -> MuscleSets:
    return MuscleSets(
        total=direct + indirect,
        direct=direct,
        fractional=direct * DIRECT_SHARE + indirect * INDIRECT_SHARE,
    )
