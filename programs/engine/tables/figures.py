"""The figures that loads and verdicts are computed from."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import MappingProxyType

from programs.engine.tables.rows import rows


@dataclass(frozen=True, slots=True)
class GapRow:
    """What happens after a gap of days_min to days_max days (None = open), spec 4."""

    days_min: int
    days_max: int | None
    action: str
    load_multiplier: Decimal
    set_multiplier: Decimal
    ramp_weeks: int
    note: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A published formula of the one-repetition maximum, spec 2.2.

    ``coefficients`` are its own numbers in the order in which ``formula`` names them; none for
    the chart. The 1 of ``1+`` and the 100 of a percentage are no coefficients.
    """

    key: str
    formula: str
    coefficients: tuple[Fraction, ...]
    source: str


@dataclass(frozen=True, slots=True)
class PrilepinZone:
    """Repetitions advised in a zone of intensity; percents of the maximum. Spec 2.4."""

    zone_low: Decimal
    zone_high: Decimal
    reps_per_set: tuple[int, int]
    optimal_total: int
    total: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ChangeThreshold:
    """Typical error and minimal detectable change of a measure, spec 8.2."""

    metric: str
    typical_error: Decimal
    mdc80: Decimal
    mdc90: Decimal
    mdc95: Decimal
    unit: str
    source: str


@cache
def rpe_scale() -> tuple[Fraction, ...]:
    """Return the RTS chart as its one descending scale of 31 shares, spec 2.1."""
    cells = {
        (int(row["reps"]) - 1) * 2 + int(2 * Decimal(row["rir"])): Fraction(row["pct_1rm"]) / 100
        for row in rows("rpe_chart")
    }
    return tuple(cells[index] for index in range(len(cells)))


@cache
def formulas() -> Mapping[str, Formula]:
    """Return the formulas of the one-repetition maximum by their key."""
    return MappingProxyType(
        {
            row["id"]: Formula(
                key=row["id"],
                formula=row["formula"],
                coefficients=_coefficients(row["coefficients"]),
                source=row["source"],
            )
            for row in rows("e1rm_formulas")
        }
    )


@cache
def gap_rows() -> tuple[GapRow, ...]:
    """Return the gap policy, shortest gap first."""
    return tuple(
        GapRow(
            days_min=int(row["gap_days_min"]),
            days_max=int(row["gap_days_max"]) if row["gap_days_max"] else None,
            action=row["action"],
            load_multiplier=Decimal(row["load_multiplier"]),
            set_multiplier=Decimal(row["set_multiplier"]),
            ramp_weeks=int(row["ramp_weeks"]),
            note=row["note"],
        )
        for row in rows("gap_policy")
    )


@cache
def prilepin_zones() -> tuple[PrilepinZone, ...]:
    """Return Prilepin's table, lightest zone first."""
    return tuple(
        PrilepinZone(
            zone_low=Decimal(row["zone_low"]),
            zone_high=Decimal(row["zone_high"]),
            reps_per_set=(int(row["reps_per_set_min"]), int(row["reps_per_set_max"])),
            optimal_total=int(row["optimal_total"]),
            total=(int(row["total_min"]), int(row["total_max"])),
        )
        for row in rows("prilepin")
    )


@cache
def change_thresholds() -> tuple[ChangeThreshold, ...]:
    """Return what counts as a change of each measure."""
    return tuple(
        ChangeThreshold(
            metric=row["metric"],
            typical_error=Decimal(row["typical_error"]),
            mdc80=Decimal(row["mdc80"]),
            mdc90=Decimal(row["mdc90"]),
            mdc95=Decimal(row["mdc95"]),
            unit=row["unit"],
            source=row["source"],
        )
        for row in rows("change_thresholds")
    )


def _coefficients(cell: str) -> tuple[Fraction, ...]:
    """Read ``36;37 (a remark)``; a cell that names a table instead has none."""
    written = cell.partition(" (")[0]
    if written.endswith(".csv"):
        return ()
    return tuple(Fraction(number) for number in written.split(";"))
