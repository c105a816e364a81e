"""Landmarks of weekly sets: reference bands that a coach may edit, never a verdict."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from programs.engine.errors import TrainingError
from programs.engine.tables import Landmark, landmarks
from programs.engine.units import Number, round_half_up

Band = Literal["below_mv", "mv", "mev", "mav", "above_mav", "above_mrv"]
Level = Literal["novice", "intermediate", "advanced"]

# Spec 3.3, heuristic: MEV and MRV by training level; the table is an intermediate's.
SCALES: Mapping[Level, tuple[Fraction, Fraction]] = MappingProxyType(
    {
        "novice": (Fraction("0.7"), Fraction("0.75")),
        "intermediate": (Fraction(1), Fraction(1)),
        "advanced": (Fraction("1.2"), Fraction("1.3")),
    }
)


class LandmarksOutOfOrder(TrainingError):
    """A muscle's landmarks don't ascend."""

    def __init__(self, muscle: str) -> None:
        super().__init__(
            f"The landmarks of {muscle} must not fall from MV over MEV and the MAV range to MRV: "
            "enter them in ascending order, from 0."
        )


def landmark_bands(
    *, level: Level = "intermediate", overrides: Mapping[str, Landmark] | None = None
) -> Mapping[str, Landmark]:
    """Return the bands by muscle: the table's, scaled by level, with a coach's own in their place.

    ``overrides`` aren't scaled. Raises ``LandmarksOutOfOrder``. Spec 3.3.
    """
    for muscle, marks in (overrides or {}).items():
        _check_order(muscle, marks)
    scaled = {muscle: _scaled(marks, level) for muscle, marks in landmarks().items()}
    return MappingProxyType({**scaled, **(overrides or {})})


def landmark_band(
    muscle: str, *, sets: Number, bands: Mapping[str, Landmark] | None = None
) -> Band:
    """Return which of the muscle's bands the weekly sets lie in; the table's without ``bands``.

    Spec 3.3.
    """
    marks = (landmarks() if bands is None else bands)[muscle]
    if sets < marks.mv:
        return "below_mv"
    if sets < marks.mev:
        return "mv"
    if sets < marks.mav_low:
        return "mev"
    if sets <= marks.mav_high:
        return "mav"
    return "above_mav" if sets <= marks.mrv else "above_mrv"


def _scaled(marks: Landmark, level: Level) -> Landmark:
    """Scale MEV and MRV; the others stay as far as these leave room."""
    of_mev, of_mrv = SCALES[level]
    mev, mrv = round_half_up(marks.mev * of_mev), round_half_up(marks.mrv * of_mrv)
    return Landmark(
        muscle=marks.muscle,
        mv=min(marks.mv, mev),
        mev=mev,
        mav_low=marks.mav_low,
        mav_high=min(marks.mav_high, mrv),
        mrv=mrv,
        source=marks.source,
    )


def _check_order(muscle: str, marks: Landmark) -> None:
    ascending = (0, marks.mv, marks.mev, marks.mav_low, marks.mav_high, marks.mrv)
    if list(ascending) != sorted(ascending):
        raise LandmarksOutOfOrder(muscle)
