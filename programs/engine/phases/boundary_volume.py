"""How many sets a week each muscle gets when the next phase begins."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from programs.engine.phases.boundary import volume_step
from programs.engine.tables import Landmark, landmarks
from programs.engine.units import Number, plain, rounded


@dataclass(frozen=True, slots=True)
class MuscleOpening:
    """Weekly fractional sets of a muscle: the mean before, and what the next phase opens with.

    ``most`` is the top of the range that it opens in, equal to ``sets`` where there is none.
    """

    muscle: str
    before: Fraction
    sets: int
    most: int
    words: str


def strength_volume(mean_sets: Mapping[str, Number]) -> tuple[MuscleOpening, ...]:
    """Return the first strength week's sets of each muscle, by name.

    ``mean_sets``: mean weekly fractional sets of the last two hypertrophy loading weeks. Spec 5.2.
    """
    return tuple(
        _stepped_down(muscle, before=Fraction(mean_sets[muscle])) for muscle in sorted(mean_sets)
    )


def hypertrophy_volume(
    mean_sets: Mapping[str, Number], *, bands: Mapping[str, Landmark] | None = None
) -> tuple[MuscleOpening, ...]:
    """Return the first hypertrophy week's sets of each muscle: the low end of its band.

    From the least that builds (MEV) to where its productive range begins (MAV). ``bands`` are the
    athlete's own; the table's without them. Never below what strength gave, as far as the range
    goes. Spec 3.3 and 5.2.
    """
    marks = landmarks() if bands is None else bands
    return tuple(
        _low_end(muscle, before=Fraction(mean_sets[muscle]), band=marks[muscle])
        for muscle in sorted(mean_sets)
        if muscle in marks
    )


def _stepped_down(muscle: str, *, before: Fraction) -> MuscleOpening:
    sets = volume_step(before)
    words = f"{_named(muscle)}: {_sets(before)} sets a week become {sets}."
    return MuscleOpening(muscle=muscle, before=before, sets=sets, most=sets, words=words)


def _low_end(muscle: str, *, before: Fraction, band: Landmark) -> MuscleOpening:
    low, most = band.mev, max(band.mev, band.mav_low)
    sets = min(max(low, -(-before.numerator // before.denominator)), most)
    words = (
        f"{_named(muscle)}: {sets} sets a week after {_sets(before)}, the low end of its range "
        f"({low} to {most})."
    )
    return MuscleOpening(muscle=muscle, before=before, sets=sets, most=most, words=words)


def _named(muscle: str) -> str:
    return muscle.replace("_", " ").capitalize()


def _sets(count: Fraction) -> str:
    return str(plain(rounded(count, places=1)))
