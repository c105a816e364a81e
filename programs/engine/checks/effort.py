"""How near to failure sets are planned. A set without an effort target isn't judged."""

from collections.abc import Callable, Iterable, Iterator

from programs.engine.checks.bands import Check, Measured, phase_check, shown
from programs.engine.checks.facts import (
    FAILURE_RPE,
    PhaseFacts,
    ProgramFacts,
    WorkGroup,
    share_of_sets,
)
from programs.engine.checks.light_weeks import light_groups
from programs.engine.checks.main_lifts import main_groups
from programs.engine.goals import Goal
from programs.engine.tables import ExerciseRow

# H09: what has to be racked by oneself; machines, cables and the Smith machine catch the weight.
FREE_WEIGHTS = frozenset(
    {"barbell", "dumbbell", "ez_bar", "trap_bar", "safety_bar", "kettlebell", "landmine"}
)
# H35 (S15): so few repetitions to the limit are a record attempt.
MAXING_REPS = 3
# D12: what a light week must never hold.
HARD_EFFORT_RPE = 9


def reserve_of_work_sets(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the reps in reserve of every work set."""
    return reserve_of(phase.groups)


def reserve_of_free_compounds(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the reps in reserve of compounds with free weights."""
    return reserve_of(group for group in phase.groups if _is_free_compound(group.exercise))


def reserve_in_light_weeks(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure the reserve of light sets; those that D12 forbids anyway are left to it."""
    return reserve_of(group for group in light_groups(facts) if not _is_forbidden(group))


def reserve_of(groups: Iterable[WorkGroup]) -> Iterator[Measured]:
    """Measure the target reps in reserve of each set that has one."""
    for group in groups:
        if group.rir is not None:
            clause = f"{group.name} leaves {shown(group.rir)} in reserve"
            yield Measured(group.rir, group.place, clause, group.identity)


def rpe_of_work_sets(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the target RPE of every work set."""
    return rpe_of(phase.groups)


def rpe_of_main_lifts(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the target RPE of the main lifts."""
    return rpe_of(main_groups(phase))


def rpe_of(groups: Iterable[WorkGroup]) -> Iterator[Measured]:
    """Measure the target RPE of each set that has one."""
    for group in groups:
        if group.rpe is not None:
            clause = f"{group.name} is planned at RPE {shown(group.rpe)}"
            yield Measured(group.rpe, group.place, clause, group.identity)


def share_with_effort(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the share of owed sets that say how hard they are to be."""
    share = share_of_sets(phase.owed, counts=lambda group: group.rpe is not None)
    if share is not None:
        without = dict.fromkeys(group.name for group in phase.owed if group.rpe is None)
        clause = f"{shown(share * 100)} % of the work sets have an RIR or RPE target"
        named = f" (without: {', '.join(without)})" if without else ""
        yield Measured(share, phase.place, f"{clause}{named}")


def share_to_failure(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the share of owed sets with nothing left in reserve."""
    share = share_of_sets(phase.owed, counts=lambda group: group.rpe == FAILURE_RPE)
    if share is not None:
        clause = f"{shown(share * 100)} % of the work sets leave nothing in reserve"
        yield Measured(share, phase.place, clause)


def maxed_out_sets(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the sets of each line that max out: up to three reps at RPE 10, or as a test."""
    return sets_that(phase.groups, fit=_is_maxing_out, said="to the limit")


def planned_failures(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the phase's sets that are meant to end at RPE 10, tests aside."""
    failing = [group for group in phase.groups if group.is_planned_failure]
    names = ", ".join(dict.fromkeys(group.name for group in failing))
    count = sum(group.sets for group in failing)
    clause = f"{count} set{'' if count == 1 else 's'} to failure ({names})"
    yield Measured(count, phase.place, clause)


def hard_sets_in_light_weeks(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure the sets of each light line that are planned at RPE 9 or more, or as a test."""
    said = f"at RPE {HARD_EFFORT_RPE} or more in a light week"
    return sets_that(light_groups(facts), fit=_is_forbidden, said=said)


def sets_that(
    groups: Iterable[WorkGroup], *, fit: Callable[[WorkGroup], bool], said: str
) -> Iterator[Measured]:
    """Measure how many sets a line plans that fit."""
    for group in groups:
        if fit(group):
            count = f"{group.sets} set{'' if group.sets == 1 else 's'}"
            clause = f"{group.name} plans {count} {said}"
            yield Measured(group.sets, group.place, clause, group.identity)


def _is_free_compound(exercise: ExerciseRow | None) -> bool:
    return (
        exercise is not None
        and exercise.mechanic == "compound"
        and exercise.equipment in FREE_WEIGHTS
    )


def _is_maxing_out(group: WorkGroup) -> bool:
    if group.most_reps is None or group.most_reps > MAXING_REPS:
        return False
    return group.rpe == FAILURE_RPE or group.intent == "test"


def _is_forbidden(group: WorkGroup) -> bool:
    is_hard = group.rpe is not None and group.rpe >= HARD_EFFORT_RPE
    return is_hard or group.intent == "test"


CHECKS: tuple[Check, ...] = (
    phase_check(("H08",), goal=Goal.HYPERTROPHY, measure=reserve_of_work_sets),
    phase_check(("H09",), goal=Goal.HYPERTROPHY, measure=reserve_of_free_compounds),
    phase_check(("H10",), goal=Goal.HYPERTROPHY, measure=share_to_failure),
    phase_check(("S18",), goal=Goal.HYPERTROPHY, measure=share_with_effort),
    phase_check(("H35",), goal=Goal.HYPERTROPHY, measure=maxed_out_sets),
    phase_check(("ST11", "ST12"), goal=Goal.STRENGTH, measure=rpe_of_main_lifts),
    phase_check(("ST37",), goal=Goal.STRENGTH, measure=planned_failures),
    Check(("D08",), reserve_in_light_weeks),
    Check(("D12",), hard_sets_in_light_weeks),
    phase_check(("X03",), goal=Goal.TRANSITION, measure=rpe_of_work_sets),
)
