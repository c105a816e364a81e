"""The figures of the domain, read once from the CSV files in programs/data/tables."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType

TABLES_DIR = Path(__file__).resolve().parent.parent / "data" / "tables"


@dataclass(frozen=True, slots=True)
class ExerciseRow:
    """One exercise of the built-in catalogue; muscles count 1.0 primary and 0.5 secondary."""

    slug: str
    name: str
    movement_pattern: str
    mechanic: str
    primary_muscles: tuple[str, ...]
    secondary_muscles: tuple[str, ...]
    equipment: str
    is_unilateral: bool
    is_home: bool
    is_home_strict: bool
    extra_needs: str
    competition_family: str
    role: str
    load_convention: str
    bodyweight_factor: Decimal | None
    measure: str


@dataclass(frozen=True, slots=True)
class Substitution:
    """Two home substitutes of an exercise; the fraction of its load to start with, if any."""

    exercise: str
    substitutes: tuple[str, ...]
    start_load_fraction: Decimal | None
    fraction_basis: str
    evidence: str
    note: str


@dataclass(frozen=True, slots=True)
class LiftRatio:
    """One-repetition maximum of one lift as a share of another's."""

    from_lift: str
    to_lift: str
    ratio: Decimal
    low: Decimal
    high: Decimal
    evidence: str


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
    """A published formula of the one-repetition maximum and its coefficients, spec 2.2."""

    key: str
    formula: str
    coefficients: str
    source: str


@dataclass(frozen=True, slots=True)
class PhaseRule:
    """One band of the rule table; an empty bound is None, bounds are inclusive. Spec 1.2."""

    key: str
    phase: str
    scope: str
    quantity: str
    lower: Decimal | None
    upper: Decimal | None
    unit: str
    severity: str
    rationale: str
    source: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Landmark:
    """Weekly set landmarks of a muscle group: reference bands, never validation. Spec 3.3."""

    muscle: str
    mv: int
    mev: int
    mav_low: int
    mav_high: int
    mrv: int
    source: str


@dataclass(frozen=True, slots=True)
class MuscleGroup:
    """One of the 17 muscle groups and the region that charts put it in, spec 3.1."""

    key: str
    region: str
    muscles: str


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


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One exercise of a sample template's day."""

    template: str
    goal: str
    day: str
    order: int
    exercise: str
    sets: int
    reps_lo: int
    reps_hi: int
    target_rpe: Decimal
    rest_s: int
    tempo: str
    is_main_lift: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A citation, what was taken from it, and how far it was verified."""

    key: str
    citation: str
    finding_used: str
    verification: str


@cache
def exercises() -> Mapping[str, ExerciseRow]:
    """Return the catalogue of 257 exercises by slug."""
    return MappingProxyType({row["slug"]: _exercise(row) for row in _rows("exercises")})


@cache
def substitutions() -> Mapping[str, Substitution]:
    """Return the home substitutes by the slug of the exercise they replace."""
    return MappingProxyType({row["exercise"]: _substitution(row) for row in _rows("substitutions")})


@cache
def lift_ratios() -> tuple[LiftRatio, ...]:
    """Return the ratios between related lifts, for a first estimate only (spec 5.2)."""
    return tuple(
        LiftRatio(
            from_lift=row["from_lift"],
            to_lift=row["to_lift"].split(" (")[0],
            ratio=Decimal(row["ratio_1rm"]),
            low=Decimal(row["low"]),
            high=Decimal(row["high"]),
            evidence=row["evidence"],
        )
        for row in _rows("lift_ratios")
    )


@cache
def rpe_scale() -> tuple[Fraction, ...]:
    """Return the RTS chart as its one descending scale of 31 shares, spec 2.1."""
    cells = {
        (int(row["reps"]) - 1) * 2 + int(2 * Decimal(row["rir"])): Fraction(row["pct_1rm"]) / 100
        for row in _rows("rpe_chart")
    }
    return tuple(cells[index] for index in range(len(cells)))


@cache
def formulas() -> Mapping[str, Formula]:
    """Return the formulas of the one-repetition maximum by their key."""
    return MappingProxyType(
        {
            row["id"]: Formula(row["id"], row["formula"], row["coefficients"], row["source"])
            for row in _rows("e1rm_formulas")
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
        for row in _rows("gap_policy")
    )


@cache
def phase_rules() -> Mapping[str, PhaseRule]:
    """Return the bands of the phase contract by rule number (H01, ST05, M05...)."""
    return MappingProxyType(
        {
            row["id"]: PhaseRule(
                key=row["id"],
                phase=row["phase"],
                scope=row["scope"],
                quantity=row["quantity"],
                lower=_decimal_or_none(row["lower"]),
                upper=_decimal_or_none(row["upper"]),
                unit=row["unit"],
                severity=row["severity"],
                rationale=row["rationale"],
                source=row["source"],
                evidence=row["evidence"],
            )
            for row in _rows("phase_rules")
        }
    )


@cache
def muscle_groups() -> Mapping[str, MuscleGroup]:
    """Return the 17 muscle groups by key."""
    groups = [
        MuscleGroup(key=row["key"], region=row["region"], muscles=row["muscles"])
        for row in _rows("muscle_groups")
    ]
    return MappingProxyType({group.key: group for group in groups})


@cache
def landmarks() -> Mapping[str, Landmark]:
    """Return the weekly set landmarks by muscle group."""
    return MappingProxyType(
        {
            row["muscle_group"]: Landmark(
                muscle=row["muscle_group"],
                mv=int(row["mv"]),
                mev=int(row["mev"]),
                mav_low=int(row["mav_low"]),
                mav_high=int(row["mav_high"]),
                mrv=int(row["mrv"]),
                source=row["source"],
            )
            for row in _rows("volume_landmarks")
        }
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
        for row in _rows("prilepin")
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
        for row in _rows("change_thresholds")
    )


@cache
def sample_templates() -> tuple[TemplateRow, ...]:
    """Return the sample templates (gym and home, hypertrophy and strength) in file order."""
    return tuple(
        TemplateRow(
            template=row["template"],
            goal=row["goal"],
            day=row["day"],
            order=int(row["order"]),
            exercise=row["exercise"],
            sets=int(row["sets"]),
            reps_lo=int(row["reps_lo"]),
            reps_hi=int(row["reps_hi"]),
            target_rpe=Decimal(row["target_rpe"]),
            rest_s=int(row["rest_s"]),
            tempo=row["tempo"],
            is_main_lift=row["main_lift"] == "true",
        )
        for row in _rows("sample_templates")
    )


@cache
def sources() -> Mapping[str, Source]:
    """Return the citations by key."""
    return MappingProxyType({row["key"]: Source(**row) for row in _rows("sources")})


def _rows(table: str) -> list[dict[str, str]]:
    with (TABLES_DIR / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _decimal_or_none(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in text.split(";") if name)


def _exercise(row: dict[str, str]) -> ExerciseRow:
    return ExerciseRow(
        slug=row["slug"],
        name=row["name"],
        movement_pattern=row["movement_pattern"],
        mechanic=row["mechanic"],
        primary_muscles=_names(row["primary_muscles"]),
        secondary_muscles=_names(row["secondary_muscles"]),
        equipment=row["equipment"],
        is_unilateral=row["unilateral"] == "yes",
        is_home=row["home_adjustable_dumbbells"] == "yes",
        is_home_strict=row["home_strict"] == "yes",
        extra_needs=row["extra_needs"],
        competition_family=row["competition_family"],
        role=row["role"],
        load_convention=row["load_convention"],
        bodyweight_factor=_decimal_or_none(row["bodyweight_factor"]),
        measure=row["measure"],
    )


def _substitution(row: dict[str, str]) -> Substitution:
    return Substitution(
        exercise=row["exercise"],
        substitutes=(row["substitute_1"], row["substitute_2"]),
        start_load_fraction=_decimal_or_none(row["start_load_fraction"]),
        fraction_basis=row["fraction_basis"],
        evidence=row["evidence"],
        note=row["note"],
    )
