"""The catalogue: exercises, muscles, landmarks and what replaces what."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from programs.engine.tables.rows import decimal_or_none, rows

NO_FAMILY = "none"
"""The competition family of an exercise that helps none of the three lifts."""


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
class Alias:
    """Another name of an exercise, as people write it."""

    name: str
    exercise: str


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
class MuscleGroup:
    """One of the 17 muscle groups and the region that charts put it in, spec 3.1."""

    key: str
    region: str
    muscles: str


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


@cache
def exercises() -> Mapping[str, ExerciseRow]:
    """Return the catalogue of 257 exercises by slug."""
    return MappingProxyType({row["slug"]: _exercise(row) for row in rows("exercises")})


@cache
def substitutions() -> Mapping[str, Substitution]:
    """Return the home substitutes by the slug of the exercise they replace."""
    return MappingProxyType({row["exercise"]: _substitution(row) for row in rows("substitutions")})


@cache
def aliases() -> tuple[Alias, ...]:
    """Return the other names of the built-in exercises."""
    return tuple(Alias(row["name"], row["exercise"]) for row in rows("aliases"))


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
        for row in rows("lift_ratios")
    )


@cache
def muscle_groups() -> Mapping[str, MuscleGroup]:
    """Return the 17 muscle groups by key."""
    groups = [
        MuscleGroup(key=row["key"], region=row["region"], muscles=row["muscles"])
        for row in rows("muscle_groups")
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
            for row in rows("volume_landmarks")
        }
    )


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
        bodyweight_factor=decimal_or_none(row["bodyweight_factor"]),
        measure=row["measure"],
    )


def _substitution(row: dict[str, str]) -> Substitution:
    return Substitution(
        exercise=row["exercise"],
        substitutes=(row["substitute_1"], row["substitute_2"]),
        start_load_fraction=decimal_or_none(row["start_load_fraction"]),
        fraction_basis=row["fraction_basis"],
        evidence=row["evidence"],
        note=row["note"],
    )
