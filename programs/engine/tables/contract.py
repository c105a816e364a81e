"""The phase contract, the sample templates that keep it, and the sources."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from programs.engine.tables.rows import decimal_or_none, rows


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
class SeedRule:
    """One rule of the seed: what it means, how the product reads it, how it can be checked.

    ``severity`` is ``none`` where nothing can be found in breach. Spec 1.1.
    """

    key: str
    kind: str
    meaning: str
    product_reading: str
    check: str
    severity: str


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
def phase_rules() -> Mapping[str, PhaseRule]:
    """Return the bands of the phase contract by rule number (H01, ST05, M05...)."""
    return MappingProxyType(
        {
            row["id"]: PhaseRule(
                key=row["id"],
                phase=row["phase"],
                scope=row["scope"],
                quantity=row["quantity"],
                lower=decimal_or_none(row["lower"]),
                upper=decimal_or_none(row["upper"]),
                unit=row["unit"],
                severity=row["severity"],
                rationale=row["rationale"],
                source=row["source"],
                evidence=row["evidence"],
            )
            for row in rows("phase_rules")
        }
    )


@cache
def seed_rules() -> Mapping[str, SeedRule]:
    """Return the seed's rules by number (S01-S33)."""
    return MappingProxyType(
        {
            row["id"]: SeedRule(
                key=row["id"],
                kind=row["kind"],
                meaning=row["meaning_paraphrased"],
                product_reading=row["product_reading"],
                check=row["check"],
                severity=row["severity"],
            )
            for row in rows("seed_rules")
        }
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
        for row in rows("sample_templates")
    )


@cache
def sample_template_volumes() -> Mapping[str, Mapping[str, Decimal]]:
    """Return each sample template's fractional sets a week by muscle group."""
    volumes: dict[str, dict[str, Decimal]] = {}
    for row in rows("sample_template_volumes"):
        template = volumes.setdefault(row["template"], {})
        template[row["muscle_group"]] = Decimal(row["fractional_sets_week"])
    return MappingProxyType({name: MappingProxyType(sets) for name, sets in volumes.items()})


@cache
def sources() -> Mapping[str, Source]:
    """Return the citations by key."""
    return MappingProxyType({row["key"]: Source(**row) for row in rows("sources")})
