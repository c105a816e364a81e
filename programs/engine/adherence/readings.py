"""What each part of adherence means in each kind of phase: one table."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from programs.engine.goals import Goal

Part = Literal["session", "sets", "volume", "intensity"]
PARTS: tuple[Part, ...] = ("session", "sets", "volume", "intensity")


@dataclass(frozen=True, slots=True)
class Reading:
    """How adherence is read in a phase: the parts that carry it, and what each part tells.

    ``overdose`` says what more volume than asked means; None where it is no fault.
    """

    leads: frozenset[Part]
    session: str
    sets: str
    volume: str
    intensity: str
    overdose: str | None
    source: str

    def meaning(self, part: Part) -> str:
        """Return what the part tells in this phase."""
        match part:
            case "session":
                return self.session
            case "sets":
                return self.sets
            case "volume":
                return self.volume
            case "intensity":
                return self.intensity


# Weights and lines are the same in every phase (spec 6.2); what they say differs (spec 1.2, 1.3).
READINGS: Mapping[Goal, Reading] = MappingProxyType(
    {
        Goal.HYPERTROPHY: Reading(
            leads=frozenset({"session", "sets", "volume"}),
            session="each one spreads the week's sets over its muscles",
            sets="hard sets are the dose of this phase",
            volume="reps and load together drive growth here",
            intensity="the exact load matters less here than sets that end near their effort",
            overdose=None,
            source="Pelland 2024; Lopez 2021; ADR 9",
        ),
        Goal.STRENGTH: Reading(
            leads=frozenset({"session", "intensity"}),
            session="each one practices the main lifts",
            sets="few heavy sets suffice, so a missing one weighs little",
            volume="it may stay low here without a loss",
            intensity="loads near their target are the point of this phase",
            overdose="more work than asked takes from the heavy sets",
            source="S03; S08; Currier 2023; Androulakis-Korakakis 2021",
        ),
        Goal.PEAKING: Reading(
            leads=frozenset({"session", "intensity"}),
            session="there are few left before the test",
            sets="they are cut on purpose",
            volume="it falls on purpose so that strength shows",
            intensity="the last heavy loads prepare the test",
            overdose="more work than asked carries fatigue into the test",
            source="Travis 2021",
        ),
        Goal.DELOAD: Reading(
            leads=frozenset({"session"}),
            session="training goes on, only easier",
            sets="fewer are asked, and fewer are enough",
            volume="it is low on purpose",
            intensity="light loads and easy efforts are asked",
            overdose="more work than asked leaves less room to recover",
            source="Rogerson 2024; spec 6.2",
        ),
        Goal.TEST: Reading(
            leads=frozenset({"session"}),
            session="the results come from these",
            sets="the attempts that were made",
            volume="it isn't what a test is about",
            intensity="attempts near the plan make results comparable",
            overdose="more work than asked tires before the attempts",
            source="spec 5.1, rule 6",
        ),
        Goal.TRANSITION: Reading(
            leads=frozenset({"session"}),
            session="moving at all is the aim",
            sets="they are few and easy",
            volume="it is low on purpose",
            intensity="easy efforts are asked",
            overdose="more work than asked makes it less of a break",
            source="spec 1.2, X01-X04",
        ),
    }
)
