"""What a simulation gives: weeks with their sessions, decisions, and the numbers at the end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from programs.engine.adherence.counts import Adherence
from programs.engine.phases.decision import Evidence, Verdict
from programs.engine.program.parts import Program
from programs.engine.resolving.resolve import Eases
from programs.engine.resolving.resolved import Outcome, PhaseRun, Resolution, ResolvedSession
from programs.engine.simulating.lifting import LiftedSlot


@dataclass(frozen=True, slots=True)
class SimulatedSession:
    """One session on its day; ``lifted`` is empty where it was missed."""

    session: ResolvedSession
    on: date
    is_done: bool
    lifted: tuple[LiftedSlot, ...]


@dataclass(frozen=True, slots=True)
class SimulatedDecision:
    """What the end of a phase decided, why in words, and who had to agree."""

    verdict: Verdict
    evidence: Evidence
    words: str
    is_proposal: bool
    adherence: Adherence


@dataclass(frozen=True, slots=True)
class SimulatedWeek:
    """One week of training, counted from 1 as it was lived; ``maxima_kg`` at its end.

    ``break_weeks`` without training came just before, ``ramp`` is the least share of a load that
    the gap policy left (1 mostly). ``decision`` stands in a phase's last week.
    """

    number: int
    starts_on: date
    phase: str
    sessions: tuple[SimulatedSession, ...]
    maxima_kg: Mapping[str, Decimal]
    break_weeks: int = 0
    ramp: Decimal = Decimal(1)
    decision: SimulatedDecision | None = None

    @property
    def done(self) -> int:
        """Sessions that were not missed."""
        return sum(one.is_done for one in self.sessions)


@dataclass(frozen=True, slots=True)
class Simulation:
    """A whole course as lived. ``program`` is the one trained, made to fit the equipment.

    ``course``, ``anchors``, ``outcomes`` and ``eases`` are what ``resolve`` takes to give the
    same ``resolution``.
    """

    program: Program
    weeks: tuple[SimulatedWeek, ...]
    resolution: Resolution
    course: tuple[PhaseRun, ...]
    anchors: Mapping[str, Decimal | None]
    outcomes: Mapping[int, Outcome]
    eases: Mapping[int, Eases]
    notes: tuple[str, ...]
