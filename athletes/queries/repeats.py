"""Which phases come again."""

from collections.abc import Iterable

from athletes.models import PhaseTransition, PlanPhase
from programs.engine.phases.decision import Decision


def before_a_repeat(phases: Iterable[PlanPhase]) -> frozenset[int]:
    """Return the deloads that were put before a repeat. 1 query; none without a deload."""
    deloads = [phase.pk for phase in phases if phase.kind == PlanPhase.Kind.INSERTED_DELOAD]
    if not deloads:
        return frozenset()
    rows = PhaseTransition.objects.filter(
        to_phase__in=deloads, decision=Decision.DELOAD_THEN_REPEAT.value
    )
    return frozenset(rows.values_list("to_phase", flat=True))
