"""Bands of weekly sets: the table's, by level, and a coach's own."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.engine.tables import landmarks
from programs.engine.volume.landmarks import LandmarksOutOfOrder, landmark_band, landmark_bands

CHEST = landmarks()["chest"]


def figures(marks):
    return marks.mv, marks.mev, marks.mav_low, marks.mav_high, marks.mrv


@pytest.mark.parametrize(
    ("sets", "band"),
    [
        ("7.5", "below_mv"),
        ("8", "mv"),
        ("10", "mev"),
        ("12", "mav"),
        ("20", "mav"),
        ("20.5", "above_mav"),
        ("22", "above_mav"),
        ("22.5", "above_mrv"),
    ],
)
def test_landmark_band_of_chest(sets, band):
    # Chest: MV 8, MEV 10, MAV 12-20, MRV 22.
    assert landmark_band("chest", sets=Decimal(sets)) == band


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        # MEV 10 x 0.7, MRV 22 x 0.75 = 16.5, half up.
        ("novice", (7, 7, 12, 17, 17)),
        ("intermediate", (8, 10, 12, 20, 22)),
        # MEV 10 x 1.2, MRV 22 x 1.3 = 28.6.
        ("advanced", (8, 12, 12, 20, 29)),
    ],
)
def test_landmark_bands_scale_by_level(level, expected):
    assert figures(landmark_bands(level=level)["chest"]) == expected


@pytest.mark.parametrize("level", ["novice", "intermediate", "advanced"])
def test_landmark_bands_of_every_muscle_ascend(level):
    bands = landmark_bands(level=level)

    assert bands.keys() == landmarks().keys()
    assert all(list(figures(marks)) == sorted(figures(marks)) for marks in bands.values())


def test_landmark_bands_take_the_coachs_own_unscaled():
    own = replace(CHEST, mev=4, mv=4, mrv=40)

    bands = landmark_bands(level="novice", overrides={"chest": own})

    assert bands["chest"] == own
    assert landmark_band("chest", sets=30, bands=bands) == "above_mav"
    assert landmark_band("chest", sets=30) == "above_mrv"


@pytest.mark.parametrize("change", [{"mv": 11}, {"mrv": 19}, {"mav_low": 21}, {"mv": -1}])
def test_landmark_bands_out_of_order_refused(change):
    with pytest.raises(LandmarksOutOfOrder, match="of chest must not fall"):
        landmark_bands(overrides={"chest": replace(CHEST, **change)})
