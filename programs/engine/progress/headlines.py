"""The headline of each kind of phase: how much was lifted, or how hard the muscle worked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from programs.engine.tables import Landmark
from programs.engine.volume.counting import EffortSet, is_hard
from programs.engine.volume.landmarks import Band, landmark_band

HIGHEST_RPE = Decimal(10)


@dataclass(frozen=True, slots=True)
class Bests:
    """The heaviest load in kilograms for at least one, three and five reps; None without one."""

    single: Decimal | None
    triple: Decimal | None
    five: Decimal | None


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard the work sets of a phase were; shares 0-1, None where nothing was logged.

    ``mean_rir`` and ``share_hard`` (RIR 4 or less) rest on sets with a logged RPE,
    ``mean_deviation`` (logged less target RPE) on those that had a target as well.
    ``share_logged`` says how many sets that is: the quality of these figures.
    """

    mean_rir: Fraction | None
    share_hard: Fraction | None
    mean_deviation: Fraction | None
    share_logged: Fraction | None


@dataclass(frozen=True, slots=True)
class MuscleLine:
    """A muscle's mean weekly fractional sets beside its plan and its landmark band."""

    group: str
    sets_week_mean: Fraction
    plan: Fraction
    band: Band


def bests_of(sets: Iterable[tuple[int, Decimal]]) -> Bests:
    """Return the best single, triple and five of (reps, kilograms) work sets. Spec 8.1.

    A set of more reps counts for fewer too: 4 reps at 100 kg are a triple at 100 kg.
    """
    done = tuple(sets)
    return Bests(
        single=_heaviest(done, reps=1),
        triple=_heaviest(done, reps=3),
        five=_heaviest(done, reps=5),
    )


def effort_of(sets: Iterable[EffortSet]) -> Effort:
    """Return the effort of a phase's sets; warm-ups and sets without reps don't count.

    Spec 8.1 and S27.
    """
    work = [one for one in sets if not one.is_warmup and one.reps >= 1]
    logged = [(one, one.rpe) for one in work if one.rpe is not None]
    deviations = [rpe - one.prescribed_rpe for one, rpe in logged if one.prescribed_rpe is not None]
    return Effort(
        mean_rir=_mean([HIGHEST_RPE - rpe for _, rpe in logged]),
        share_hard=_mean([Decimal(is_hard(one)) for one, _ in logged]),
        mean_deviation=_mean(deviations),
        share_logged=_mean([Decimal(one.rpe is not None) for one in work]),
    )


def muscle_line(
    group: str,
    *,
    done_by_week: Sequence[Decimal],
    planned_by_week: Sequence[Decimal],
    bands: Mapping[str, Landmark] | None = None,
) -> MuscleLine:
    """Return a muscle's mean of the loading weeks, done and planned, fractional hard sets.

    Deload weeks are the caller's to leave out. The band is a reference, never a verdict;
    ``bands`` are a coach's own (``landmark_bands``), else the table's. Spec 3.3 and 8.1.
    """
    mean = _mean(done_by_week) or Fraction(0)
    return MuscleLine(
        group=group,
        sets_week_mean=mean,
        plan=_mean(planned_by_week) or Fraction(0),
        band=landmark_band(group, sets=mean, bands=bands),
    )


def _heaviest(sets: Iterable[tuple[int, Decimal]], *, reps: int) -> Decimal | None:
    return max((load for done, load in sets if done >= reps), default=None)


def _mean(values: Sequence[Decimal]) -> Fraction | None:
    return Fraction(sum(values, Decimal(0))) / len(values) if values else None
