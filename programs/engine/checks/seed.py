"""Which checks carry each rule of the seed, and what else does."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from programs.engine.checks.seed_bands import seed_bands
from programs.engine.tables import phase_rules, seed_rules

_SEED_KEY = re.compile(r"\bS\d{2}\b")

# Rows that serve a seed rule without citing it.
_FURTHER_RULES = {
    "S01": ("H05", "ST07"),
    "S05": ("ST15",),
    "S10": ("H02",),
    "S11": ("H13", "H14"),
    "S13": ("H16", "H17"),
    "S21": ("ST05",),
    "S22": ("H33",),
    "S24": ("M03", "M04", "D03"),
    "S26": ("ST06",),
}

# What carries a rule outside the checks, as module:name.
_CODE = {
    # The reader refuses a phase with no goal, two goals or an unknown one.
    "S01": ("programs.engine.program.reading_mesocycles:read_mesocycles",),
    # Dates and loads are known ahead.
    "S24": ("programs.engine.resolving.resolve:resolve",),
    # What strength reports first, and what hypertrophy does.
    "S27": ("programs.engine.loads.estimates:trend", "programs.engine.volume.counting:is_hard"),
    "S29": ("programs.engine.composing.composition:compose",),
    # Tests, opening loads and volume go by the type of the phase.
    "S31": ("programs.engine.phases.boundary:opening", "programs.engine.phases.decision:decide"),
    "S32": ("programs.engine.progression.stall:stall",),
    "S33": ("programs.engine.progress.change:change_verdict",),
}

_NOT_CHECKABLE = {
    "S02": "It explains why two goals differ; a program holds nothing to measure it by.",
    "S29": "It describes who trains this way; no program breaks it.",
    "S30": "It explains fiber types, which the literature contests; never shown as fact.",
    "S31": "It asks the product for reports and thresholds by phase, whatever the program.",
    "S32": "A plateau shows in what was lifted, not in what is planned.",
    "S33": "Changes over months show in what was lifted and measured, not in what is planned.",
}


@dataclass(frozen=True, slots=True)
class SeedTrace:
    """What carries one rule of the seed.

    ``checks`` are rule numbers, the seed's own among them where it has a check of its own.
    ``code`` is what carries it elsewhere, as module:name. ``not_checkable`` says why a program
    can't be checked by it; empty where it can.
    """

    key: str
    checks: tuple[str, ...]
    code: tuple[str, ...]
    not_checkable: str = ""


def seed_trace() -> Mapping[str, SeedTrace]:
    """Return what carries each rule of the seed, by rule number (S01-S33).

    A row of the rule table carries the seed rules that its source cites.
    """
    return MappingProxyType({key: _trace(key) for key in seed_rules()})


def _trace(key: str) -> SeedTrace:
    own = (key,) if key in seed_bands() else ()
    citing = tuple(
        rule for rule, row in phase_rules().items() if key in _SEED_KEY.findall(row.source)
    )
    carrying = dict.fromkeys((*own, *citing, *_FURTHER_RULES.get(key, ())))
    return SeedTrace(
        key=key,
        checks=tuple(carrying),
        code=_CODE.get(key, ()),
        not_checkable=_NOT_CHECKABLE.get(key, ""),
    )
