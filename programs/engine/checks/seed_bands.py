"""Bands of the seed's rules that the rule table has no row for.

The seed's own table states them in words (column "check" of seed_rules.csv); here they are as
bounds, in the shape of the rule table's rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from programs.engine.tables import PhaseRule, seed_rules

# Severity of S25 where it is asked for: "error if the athlete is dumbbell-only".
ERROR_WHERE_ASKED = "error if the athlete is dumbbell-only"


@dataclass(frozen=True, slots=True)
class _Band:
    phase: str
    scope: str
    unit: str
    lower: Decimal | None = None
    upper: Decimal | None = None


_BANDS = {
    # "each main lift appears in >= 75 % of the phase's weeks"
    "S06": _Band("strength", "each main lift", "share", lower=Decimal("0.75")),
    # "sets(S) < sets(H) for every priority muscle"
    "S08": _Band("plan", "neighboring phases", "muscles", upper=Decimal(0)),
    # "mean sets(H) >= 1.25 x mean sets(S)"
    "S12": _Band("plan", "neighboring phases", "ratio", lower=Decimal("1.25")),
    # "both inequalities hold"
    "S14": _Band("plan", "neighboring phases", "inequalities", upper=Decimal(0)),
    # "every hypertrophy set has an RIR or RPE target"
    "S18": _Band("hypertrophy", "phase", "share", lower=Decimal(1)),
    # "every exercise has a home substitute or is itself home-capable"
    "S25": _Band("plan", "each exercise", "exercises", lower=Decimal(1)),
}


@cache
def seed_bands() -> Mapping[str, PhaseRule]:
    """Return the bands by rule number; source is the number itself, evidence S."""
    return MappingProxyType({key: _row(key, band) for key, band in _BANDS.items()})


def _row(key: str, band: _Band) -> PhaseRule:
    seed = seed_rules()[key]
    return PhaseRule(
        key=key,
        phase=band.phase,
        scope=band.scope,
        quantity=seed.check,
        lower=band.lower,
        upper=band.upper,
        unit=band.unit,
        severity="error" if seed.severity == ERROR_WHERE_ASKED else seed.severity,
        rationale=seed.meaning,
        source=key,
        evidence="S",
    )
