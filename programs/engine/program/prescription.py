"""How many repetitions, or how long: the target of one set."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from programs.engine.errors import TrainingError

MOST_REPS = 1000
LONGEST_S = 36_000

_FIXED = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?([sm]?)", re.ASCII)
_AT_LEAST = re.compile(r"(\d{1,6})\+", re.ASCII)
_AS_MANY = re.compile(r"max(\d{1,6})?", re.ASCII)


class RepsInvalid(TrainingError):
    """A text that names no repetitions."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text[:40]}” is not a number of repetitions; "
            "write 5, 8-12, 5+, max, max10, 60s or 20m."
        )
        self.text = text


@dataclass(frozen=True, slots=True)
class Reps:
    """Repetitions or seconds asked of one set.

    ``floor`` is what counts as done (spec: cases, "From prescriptions"): 5 for ``5`` and ``5+``,
    8 for ``8-12``, 1 for ``max`` and ``max10``, seconds for ``60s`` and ``20m``.
    ``ceiling`` is None where the set is open; ``cap`` only with ``max10``.
    """

    kind: Literal["reps", "seconds"]
    floor: int
    ceiling: int | None = None
    is_open: bool = False
    is_max: bool = False
    cap: int | None = None
    is_in_minutes: bool = False

    @property
    def text(self) -> str:
        """Return the target as a coach writes it."""
        if self.is_max:
            return "max" if self.cap is None else f"max{self.cap}"
        if self.is_open:
            return f"{self.floor}+"
        unit, divisor = self._unit()
        low = self.floor // divisor
        if self.ceiling is None or self.ceiling == self.floor:
            return f"{low}{unit}"
        return f"{low}-{self.ceiling // divisor}{unit}"

    def _unit(self) -> tuple[str, int]:
        if self.kind == "reps":
            return "", 1
        return ("m", 60) if self.is_in_minutes else ("s", 1)


def fixed_reps(count: int) -> Reps:
    """Return exactly ``count`` repetitions."""
    return Reps(kind="reps", floor=count, ceiling=count)


def parse_reps(text: str) -> Reps:
    """Return the target that ``text`` names; raise RepsInvalid otherwise."""
    reps = _parse(text)
    if reps is None:
        raise RepsInvalid(text)
    return reps


@lru_cache(maxsize=1024)
def _parse(text: str) -> Reps | None:
    if match := _FIXED.fullmatch(text):
        return _fixed(low=int(match[1]), high=int(match[2] or match[1]), unit=match[3])
    if match := _AT_LEAST.fullmatch(text):
        floor = int(match[1])
        is_sensible = 1 <= floor <= MOST_REPS
        return Reps(kind="reps", floor=floor, is_open=True) if is_sensible else None
    if match := _AS_MANY.fullmatch(text):
        cap = int(match[1]) if match[1] else None
        is_sensible = cap is None or 1 <= cap <= MOST_REPS
        return (
            Reps(kind="reps", floor=1, is_open=True, is_max=True, cap=cap) if is_sensible else None
        )
    return None


def _fixed(*, low: int, high: int, unit: str) -> Reps | None:
    factor = 60 if unit == "m" else 1
    most = LONGEST_S // factor if unit else MOST_REPS
    if not 1 <= low <= high <= most:
        return None
    return Reps(
        kind="seconds" if unit else "reps",
        floor=low * factor,
        ceiling=high * factor,
        is_in_minutes=unit == "m",
    )
