"""Equipment by name, for whoever has nobody's own at hand."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from programs.engine.substitution.equipment import (
    DUMBBELLS,
    GYM,
    HOME,
    WITH_RACK,
    Equipment,
)

# One small pair each, as beginners buy them.
LIGHT_DUMBBELLS_KG = tuple(Decimal(weight) for weight in range(2, 13, 2))

KITS: Mapping[str, Equipment] = MappingProxyType(
    {
        "gym": GYM,
        "rack": Equipment(items=DUMBBELLS | WITH_RACK),
        "dumbbells": HOME,
        "light": replace(HOME, dumbbells_kg=LIGHT_DUMBBELLS_KG),
    }
)
"""From the fullest to the barest."""
