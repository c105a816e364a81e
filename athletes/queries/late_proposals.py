"""What late logs opened, and whether there is still something to act on."""

from athletes.models import PhaseProposal, PlanPhase
from programs.engine.phases.decision import Decision


def acts_on(*, proposal: PhaseProposal, running: PlanPhase) -> bool:
    """Tell whether accepting has a meaning: the plan still repeats what was trained after all.

    ``proposal`` comes with its phase. Where the plan has gone past it, or another week or deload
    would have come, the coach reads it and notes it.
    """
    return (
        proposal.decision == Decision.ADVANCE
        and running.kind == PlanPhase.Kind.REPEAT
        and running.seq == proposal.phase.seq + 1
        and running.mesocycle == proposal.phase.mesocycle
    )
