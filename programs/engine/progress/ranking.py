"""Ranking athletes by adherence, never without what explains it."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from programs.engine.errors import TrainingError


class RankingWithoutDose(TrainingError):
    """Athletes were to be ranked without their exposure or excused sessions."""

    def __init__(self, athletes: tuple[str, ...]) -> None:
        super().__init__(
            "Adherence ranks nobody without exposure and excused sessions beside it: "
            f"add both for {', '.join(athletes)}."
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """An athlete's adherence with its context; composite None where nothing was due."""

    athlete: str
    composite: Fraction | None
    exposure: Fraction | None
    excused: int | None


def rank_athletes(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """Return athletes by composite, highest first, equal ones by exposure, then by name.

    Those without a composite come last. Raises ``RankingWithoutDose`` where a composite
    stands without exposure or excused count. Spec 8.3, rule 7.
    """
    all_of_them = tuple(standings)
    bare = tuple(one.athlete for one in all_of_them if _is_bare(one))
    if bare:
        raise RankingWithoutDose(bare)
    return tuple(sorted(all_of_them, key=_order))


def _is_bare(one: Standing) -> bool:
    return one.composite is not None and (one.exposure is None or one.excused is None)


def _order(one: Standing) -> tuple[bool, Fraction, Fraction, str]:
    composite, exposure = one.composite or Fraction(0), one.exposure or Fraction(0)
    return (one.composite is None, -composite, -exposure, one.athlete)
