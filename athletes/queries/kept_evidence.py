"""Read back the evidence that a decision was kept with."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from programs.engine.goals import Goal
from programs.engine.phases.decision import Decision, Evidence, RollMode

# Everything else is kept as it is.
READERS: dict[str, Any] = {
    "mode": RollMode,
    "goal": Goal,
    "last_on": date.fromisoformat,
    "override": Decision,
    "exposure": Fraction,
    "next_goal": Goal,
    "lift_changes_pct": lambda changes: tuple(Decimal(change) for change in changes),
}


def evidence_from_json(kept: Mapping[str, Any]) -> Evidence:
    """Return the evidence as ``evidence_to_json`` wrote it; what it adds is passed over."""
    return Evidence(
        **{
            name: READERS[name](value) if name in READERS and value is not None else value
            for name, value in kept.items()
            if name in Evidence.__slots__
        }
    )
