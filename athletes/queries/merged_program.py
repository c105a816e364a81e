"""What becomes of a running plan when it follows another version of its program."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache

from athletes.models import Plan, PlannedSession, PlanPhase
from athletes.queries.own_program import own_program
from athletes.queries.trained_days import trained_places
from programs.engine.errors import TrainingError
from programs.engine.program import Program
from programs.engine.versions.compare import compare
from programs.engine.versions.diff import Diff
from programs.engine.versions.merge import Choice, Conflict, merge
from programs.engine.versions.trained import DayPlace, followed
from programs.engine.versions.tree import Path, tree_of
from programs.engine.versions.words import cell_path, describe_changes, diff_lines
from programs.models import ProgramVersion
from programs.queries.program_of import program_of

Choices = Mapping[Path, Choice]


@dataclass(frozen=True, slots=True)
class PlanMerge:
    """One plan brought to a version, not made yet.

    ``words`` say what changes for this athlete, ``conflicts`` what the coach's own changes and
    the version disagree about, ``tweaks`` those of the coach's changes that stay. ``keeps_phase``:
    the running phase stays whole, since its weeks or days are others. ``refusal`` says why it
    can't be done; then there is no program.
    """

    plan: Plan
    program: Program | None = None
    words: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    tweaks: int = 0
    keeps_phase: bool = False
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class _Ask:
    """All that a merge follows from: athletes in the same week of the same plan share it."""

    hashes: tuple[str, str]
    overrides: str
    running: int
    trained: frozenset[DayPlace]
    choices: tuple[tuple[Path, Choice], ...]
    plan: Plan = field(compare=False)
    version: ProgramVersion = field(compare=False)


def merged_plans(
    *,
    plans: Sequence[Plan],
    version: ProgramVersion,
    now: datetime,
    choices: Mapping[int, Choices] | None = None,
) -> tuple[PlanMerge, ...]:
    """Return what becomes of each plan; ``choices`` by plan decide conflicts, else its own stays.

    Days that an athlete has behind them never change. ``plans`` come with ``program_version``
    selected. 2 queries.
    """
    running = _running(plans)
    sessions: dict[int, list[PlannedSession]] = {plan.pk: [] for plan in plans}
    rows = PlannedSession.objects.filter(plan__in=sessions).select_related("log", "phase")
    for session in rows.order_by("pk"):
        sessions[session.plan_id].append(session)
    return tuple(
        _merged_plan(
            plan,
            version=version,
            running=running[plan.pk],
            sessions=sessions[plan.pk],
            choices=(choices or {}).get(plan.pk, {}),
            now=now,
        )
        for plan in plans
    )


def _running(plans: Iterable[Plan]) -> dict[int, int]:
    """Return the furthest phase that each plan has reached, from 0. 1 query."""
    furthest: dict[int, int] = {}
    rows = PlanPhase.objects.filter(plan__in=list(plans)).values_list("plan_id", "mesocycle")
    for plan_id, mesocycle in rows:
        furthest[plan_id] = max(mesocycle, furthest.get(plan_id, 0))
    return furthest


def _merged_plan(
    plan: Plan,
    *,
    version: ProgramVersion,
    running: int,
    sessions: Collection[PlannedSession],
    choices: Choices,
    now: datetime,
) -> PlanMerge:
    own = own_program(plan)
    ask = _Ask(
        hashes=(plan.program_version.content_hash, version.content_hash),
        overrides=plan.overrides or "",
        running=running,
        trained=trained_places(sessions, plan=plan, program=own, now=now),
        choices=tuple(sorted(choices.items(), key=str)),
        plan=plan,
        version=version,
    )
    try:
        return replace(_merged(ask), plan=plan)
    except TrainingError as error:
        return PlanMerge(plan, refusal=str(error))


@lru_cache(maxsize=256)
def _merged(ask: _Ask) -> PlanMerge:
    own = own_program(ask.plan)
    base, new = (
        followed(program_of(version), own=own, running=ask.running, trained=ask.trained)
        for version in (ask.plan.program_version, ask.version)
    )
    tweaks = compare(base.program, own)
    kept = _kept(tweaks, choices=dict(ask.choices))
    merged = merge(base=base.program, new=new.program, overrides=kept)
    return PlanMerge(
        plan=ask.plan,
        program=merged.program,
        words=diff_lines(compare(own, merged.program), base=own),
        conflicts=_by_cell(
            merged.conflicts, base=base.program, new=compare(base.program, new.program), own=kept
        ),
        tweaks=len(diff_lines(kept, base=base.program)),
        keeps_phase=new.keeps_phase,
    )


def _kept(tweaks: Diff, *, choices: Choices) -> Diff:
    """Return the own changes without those of cells in which the version's was chosen.

    A cell is read as a whole: the version's sets with the athlete's repetitions are nobody's.
    """
    given_up = {path for path, choice in choices.items() if choice == "new"}
    return Diff(
        tuple(
            change
            for change in tweaks.changes
            if not any(change.path[: len(path)] == path for path in given_up)
        )
    )


def _by_cell(
    conflicts: Iterable[Conflict], *, base: Program, new: Diff, own: Diff
) -> tuple[Conflict, ...]:
    """Return one conflict a cell, known by the cell's path, with all that each side changed."""
    found: dict[Path, Conflict] = {}
    tree = tree_of(base)
    for conflict in conflicts:
        path = cell_path(conflict.path)
        if path is None:
            found[conflict.path] = conflict
        elif path not in found:
            theirs, ours = (
                tuple(change for change in diff.changes if change.path[: len(path)] == path)
                for diff in (new, own)
            )
            found[path] = replace(
                conflict,
                path=path,
                new=describe_changes(theirs, tree=tree, base=base),
                override=describe_changes(ours, tree=tree, base=base),
            )
    return tuple(found.values())
