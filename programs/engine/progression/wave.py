"""Waves: a table of reps and intensity by week or by day, read in turn."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class WaveSet:
    """One set of a wave: reps ("5+" = at least), and either a target RPE or % of TM (0-100)."""

    reps: str
    rpe: Decimal | None = None
    percent_of_tm: int | None = None


Wave = tuple[tuple[WaveSet, ...], ...]

# Spec 4: three days that undulate.
DAILY_UNDULATING: Wave = (
    (WaveSet("3", rpe=Decimal(8)),),
    (WaveSet("8", rpe=Decimal(8)),),
    (WaveSet("5", rpe=Decimal("7.5")),),
)

# Spec 2.4 and 4: 5s, 3s, 5/3/1, then a deload and the training max is read again.
FIVES_THREES_ONES: Wave = (
    (
        WaveSet("5", percent_of_tm=65),
        WaveSet("5", percent_of_tm=75),
        WaveSet("5+", percent_of_tm=85),
    ),
    (
        WaveSet("3", percent_of_tm=70),
        WaveSet("3", percent_of_tm=80),
        WaveSet("3+", percent_of_tm=90),
    ),
    (
        WaveSet("5", percent_of_tm=75),
        WaveSet("3", percent_of_tm=85),
        WaveSet("1+", percent_of_tm=95),
    ),
    (
        WaveSet("5", percent_of_tm=40),
        WaveSet("5", percent_of_tm=50),
        WaveSet("5", percent_of_tm=60),
    ),
)


def wave_sets(wave: Wave, *, index: int) -> tuple[WaveSet, ...]:
    """Return the sets of a week or day of the wave, counted from 0; it starts over."""
    return wave[index % len(wave)]
