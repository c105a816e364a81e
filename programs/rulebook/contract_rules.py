"""The rules of the phase contract, each with the check that carries it."""

import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from inspect import getclosurevars

from programs.engine import checks
from programs.engine.checks.bands import Check
from programs.engine.checks.seed import SeedTrace, seed_trace
from programs.engine.checks.seed_bands import seed_bands
from programs.engine.tables import PhaseRule, phase_rules
from programs.rulebook.figures import figure, path_of


@dataclass(frozen=True, slots=True)
class Carrier:
    """Where a rule is checked: a file, and the function in it that measures."""

    path: str
    function: str


def carriers() -> Mapping[str, tuple[Carrier, ...]]:
    """Return what checks each rule, by rule number."""
    found: dict[str, tuple[Carrier, ...]] = {}
    for module in _families():
        for check in import_module(module).CHECKS:
            carrier = Carrier(path_of(module), _measure_of(check))
            for rule in check.rules:
                known = found.get(rule, ())
                found[rule] = known if carrier in known else (*known, carrier)
    return found


def contract() -> tuple[PhaseRule, ...]:
    """Return the rows of the rule table and the bands that only the seed has."""
    return (*phase_rules().values(), *seed_bands().values())


def trace_of_seed() -> tuple[SeedTrace, ...]:
    """Return what carries each rule of the seed, in its order."""
    return tuple(seed_trace().values())


def bounds(rule: PhaseRule) -> str:
    """Return the inclusive bounds as they are read; empty where the bound isn't a number."""
    lower, upper = rule.lower, rule.upper
    if lower is None and upper is None:
        return ""
    unit = f" {rule.unit}" if rule.unit else ""
    if lower is None:
        return f"at most {figure(upper or 0)}{unit}"
    if upper is None:
        return f"at least {figure(lower)}{unit}"
    if lower == upper:
        return f"{figure(lower)}{unit}"
    return f"{figure(lower)} to {figure(upper)}{unit}"


def _families() -> list[str]:
    names = (f"{checks.__name__}.{found.name}" for found in pkgutil.iter_modules(checks.__path__))
    return [name for name in names if hasattr(import_module(name), "CHECKS")]


def _measure_of(check: Check) -> str:
    """Return the name of what measures, also where it is wrapped to go phase by phase."""
    wrapped = getclosurevars(check.measure).nonlocals.get("measure", check.measure)
    return str(getattr(wrapped, "__name__", ""))
