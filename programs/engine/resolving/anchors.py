"""The numbers a course goes by while it runs, kept exact and unrounded."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from programs.engine.errors import TrainingError
from programs.engine.loads.steps import whole_steps
from programs.engine.program.parts import Amount, Program, Rounding

MOST_BITS = 40_000
HUNDRED = Fraction(100)
HALF = Fraction(1, 2)


class AnchorRunsAway(TrainingError):
    """An anchor that a rule makes absurdly large or long."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The rules make “{name}” grow without end; check the rule that changes it."
        )


@lru_cache(maxsize=8192)
def exact(value: Decimal) -> Fraction:
    """Return the fraction a decimal stands for."""
    return Fraction(value)


@lru_cache(maxsize=8192)
def share(percent: Decimal) -> Fraction:
    """Return a percent (0-100) as a share (0-1)."""
    return Fraction(percent) / HUNDRED


def steps_in(value: Fraction, *, rounding: Rounding) -> int:
    """Return how many whole steps ``value`` rounds to by the program."""
    step = exact(rounding.step_kg)
    return whole_steps(
        value.numerator * step.denominator,
        value.denominator * step.numerator,
        mode=rounding.mode,
        ties=rounding.ties,
    )


def _floor(value: Fraction) -> int:
    return value.numerator // value.denominator


def to_decimal(value: Fraction) -> Decimal:
    """Return ``value`` as a decimal, exact to 9 places, else half up to 3 (a stored load)."""
    for places in (0, 3, 9):
        scaled = value * 10**places
        if scaled.denominator == 1:
            return Decimal(scaled.numerator).scaleb(-places)
    return Decimal(_floor(value * 1000 + HALF)).scaleb(-3)


class Anchors:
    """The values of anchors at one moment of the course; None where the athlete has none yet."""

    __slots__ = ("_derived", "_initial", "_rounding", "_snapshot", "_values")

    def __init__(
        self,
        program: Program,
        given: Mapping[str, Decimal | Fraction | int | None] | None,
    ) -> None:
        self._derived = program.derived
        self._rounding = program.rounding
        self._initial = {name: exact(value) for name, value in program.anchors.items()}
        self._values: dict[str, Fraction | None] = dict(self._initial)
        self._snapshot: Mapping[str, Fraction | None] | None = None
        for name, value in (given or {}).items():
            self.put(name, None if value is None else Fraction(value))

    def value(self, name: str) -> Fraction | None:
        """Return the value now; a derived anchor is computed afresh."""
        derived = self._derived.get(name)
        if derived is None:
            return self._values.get(name)
        base = self.value(derived.of)
        if base is None:
            return None
        value = base * share(derived.percent)
        return self.rounded(value) if derived.is_rounded else value

    def counter(self, name: str) -> int:
        """Return a counter's whole part; the program's own start where it is unknown."""
        value = self.value(name)
        if value is None:
            value = self._initial.get(name, Fraction(0))
        return _floor(value)

    def amount(self, amount: Amount | None) -> Fraction | None:
        """Return a number, or the value of the anchor it names."""
        if isinstance(amount, Decimal):
            return exact(amount)
        return None if amount is None else self.value(amount)

    def put(self, name: str, value: Fraction | None) -> None:
        """Set an anchor; raise AnchorRunsAway when its figures grow without end."""
        if value is not None:
            bits = value.numerator.bit_length() + value.denominator.bit_length()
            if bits > MOST_BITS:
                raise AnchorRunsAway(name)
        self._values[name] = value
        self._snapshot = None

    def rounded(self, value: Fraction) -> Fraction:
        """Return ``value`` rounded by the program."""
        steps = steps_in(value, rounding=self._rounding)
        return steps * exact(self._rounding.step_kg)

    def snapshot(self) -> Mapping[str, Fraction | None]:
        """Return the values now, shared between moments without a change."""
        if self._snapshot is None:
            self._snapshot = dict(self._values)
        return self._snapshot
