"""What the rules read, taken from the sets that were really done."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from programs.engine.program.parts import Result
from programs.engine.resolving.resolved import ResolvedGroup

_STANDARD_READS = frozenset({"ok", "reps", "load", "test", "worst", "rpe"})


@dataclass(frozen=True, slots=True)
class PerformedSet:
    """One set as logged. ``group`` is its place among the slot's groups, from 0.

    ``reps`` are seconds where the group asks for time.
    """

    group: int
    reps: int
    load_kg: Decimal | None = None
    is_warmup: bool = False
    rpe: Decimal | None = None


def result_from_sets(
    groups: Sequence[ResolvedGroup], sets: Sequence[PerformedSet], *, is_tested: bool = False
) -> Result:
    """Return what one exposure of a slot reports; nothing when no work set was done.

    ``sets`` are in the order performed. ``reps``: of the group marked as the result, else of the
    last set with an open target, else of the last work set; the sum in a rest-pause slot.
    ``load``: the heaviest. A test reports its heaviest successful load instead of ``ok``: a group
    with intent test, or where ``is_tested`` (a test phase) the group marked as the result.
    Format 1, "From real logs". Under ``fields`` also ``worst``, the fewest repetitions of the
    sets owed, none while one is missing, and ``rpe``, the effort of the last set of the group
    that reports it, else of the last work set; ADR 10.
    """
    work = [done for done in sets if _is_work(done, groups)]
    if not work:
        return Result()
    tested = _tested(groups, work, is_tested=is_tested)
    loads = [done.load_kg for done in work if done.load_kg is not None]
    return Result(
        ok=_is_complete(groups, work) if tested is None else None,
        reps=_reps(groups, work),
        load=Fraction(max(loads)) if loads else None,
        test=tested,
        fields={
            **_named_reports(groups, work),
            **_named("worst", _worst(groups, work)),
            **_named("rpe", _effort(groups, work)),
        },
    )


def _is_work(done: PerformedSet, groups: Sequence[ResolvedGroup]) -> bool:
    is_known = 0 <= done.group < len(groups)
    return is_known and not done.is_warmup and groups[done.group].intent != "warmup"


def _reps(groups: Sequence[ResolvedGroup], work: Sequence[PerformedSet]) -> int:
    marked = [done for done in work if groups[done.group].is_result]
    chosen = marked or list(work)
    if any(groups[done.group].intent == "rest-pause" for done in chosen):
        return sum(done.reps for done in chosen)
    opened = [done for done in chosen if groups[done.group].reps.is_open]
    return (opened or chosen)[-1].reps


def _is_complete(groups: Sequence[ResolvedGroup], work: Sequence[PerformedSet]) -> bool:
    return all(
        sum(done.group == index and done.reps >= group.reps.floor for done in work) >= group.sets
        for index, group in enumerate(groups)
        if not group.is_optional and group.intent != "warmup"
    )


def _worst(groups: Sequence[ResolvedGroup], work: Sequence[PerformedSet]) -> int | None:
    fewest = []
    for index, group in enumerate(groups):
        if group.is_optional or group.intent == "warmup":
            continue
        done = [one.reps for one in work if one.group == index][: group.sets]
        if len(done) < group.sets:
            return None
        fewest.extend(done)
    return min(fewest, default=None)


def _effort(groups: Sequence[ResolvedGroup], work: Sequence[PerformedSet]) -> Decimal | None:
    asked = [done for done in work if groups[done.group].report == "rpe"]
    return (asked or work)[-1].rpe


def _named(name: str, value: int | Decimal | None) -> dict[str, Fraction]:
    return {} if value is None else {name: Fraction(value)}


def _tested(
    groups: Sequence[ResolvedGroup], work: Sequence[PerformedSet], *, is_tested: bool
) -> Fraction | None:
    lifted = [
        done.load_kg
        for done in work
        if done.load_kg is not None
        and _is_test(groups[done.group], is_tested=is_tested)
        and done.reps >= groups[done.group].reps.floor
    ]
    return Fraction(max(lifted)) if lifted else None


def _is_test(group: ResolvedGroup, *, is_tested: bool) -> bool:
    return group.intent == "test" or (is_tested and group.is_result)


def _named_reports(
    groups: Sequence[ResolvedGroup], work: Sequence[PerformedSet]
) -> dict[str, Fraction]:
    """Any other ``report`` is the repetitions of that group's last set."""
    named = {}
    for done in work:
        report = groups[done.group].report
        if report and report not in _STANDARD_READS:
            named[report] = Fraction(done.reps)
    return named
