"""Running a plan again from its numbers and logs, with loads that its athlete can make."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from athletes.queries.load_maker import LoadMaker
from athletes.queries.plan_state import PlanState
from athletes.queries.time_budget import check_budget
from programs.engine.resolving.resolve import Resolution, ResolvedSession, RuleRun, resolve


@dataclass(frozen=True, slots=True)
class Replay:
    """A plan run up to now and forecast from there.

    ``sessions`` are by ordinal, ``anchors`` the numbers after the last of them.
    """

    sessions: Mapping[int, ResolvedSession]
    runs: tuple[RuleRun, ...]
    anchors: Mapping[str, Fraction | None]


def replay(state: PlanState, *, up_to_seq: int | None = None) -> tuple[Replay, LoadMaker]:
    """Run the plan's phases, up to a number if given. No query."""
    make = LoadMaker.of(state)
    resolution: Resolution = resolve(
        state.program,
        anchors=state.anchors,
        outcomes=state.outcomes,
        course=state.course(up_to_seq=up_to_seq),
        adjustments=state.adjustments,
        eases=state.eases,
        make_load=make,
        make_first_load=make.down,
        keep_on=check_budget,
    )
    sessions = {session.ordinal: session for session in resolution.sessions}
    return Replay(sessions=sessions, runs=resolution.runs, anchors=resolution.anchors), make


def first_exposures(sessions: Mapping[int, ResolvedSession]) -> frozenset[tuple[int, str]]:
    """Return each (ordinal, exercise) that opens a phase after the first."""
    return frozenset(
        (ordinal, slot.exercise)
        for ordinal, session in sessions.items()
        for slot in session.slots
        if slot.is_new
    )
