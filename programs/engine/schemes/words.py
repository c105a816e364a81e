"""A scheme's sessions in words: what is asked, and what the last session changed."""

from collections.abc import Iterable
from fractions import Fraction

from programs.engine.program.parts import BODY_WEIGHT
from programs.engine.resolving.explain import anchor_kind, explain_load
from programs.engine.resolving.preview import plain_number
from programs.engine.resolving.resolved import AnchorChange, Resolution, ResolvedGroup, RuleRun
from programs.engine.units import plain, rounded

PLACES = 2

_COUNTERS = {
    "reps": "the target in repetitions",
    "fails": "the count of misses in a row",
    "top": "the number of repetitions to reach",
    "stage": "the step of the ramp",
}
_LOAD_KINDS = frozenset({"tm", "rm", "pm", "w", "five", BODY_WEIGHT})


def groups_in_words(groups: Iterable[ResolvedGroup]) -> str:
    """Return what is asked as a coach writes it: 1x3 @ 130 kg RPE 8, 3x5 @ 115 kg RPE 7."""
    return ", ".join(_group(group) for group in groups)


def loads_in_words(groups: Iterable[ResolvedGroup], *, exercise: str) -> tuple[str, ...]:
    """Return where the loads come from, each reason once."""
    reasons = dict.fromkeys(str(explain_load(group, exercise=exercise)) for group in groups)
    return tuple(reasons)


def changes_in_words(resolution: Resolution, *, before: int) -> tuple[str, ...]:
    """Return what the session before this ordinal changed.

    Counters that only serve the rules are left out.
    """
    runs = [run for run in resolution.runs if run.ordinal == before - 1]
    changes = _told(_merged(runs))
    if not changes:
        return ()
    return (f"After the last session {_listed(changes)}.",)


def _group(group: ResolvedGroup) -> str:
    parts = [f"{group.sets}x{group.reps.text}"]
    if group.load_kg is not None:
        parts.append(f"@ {plain_number(group.load_kg)} kg")
    if group.rpe is not None:
        by_reserve = group.effort_given_as == "rir"
        effort = 10 - group.rpe if by_reserve else group.rpe
        parts.append(f"{'RIR' if by_reserve else 'RPE'} {plain_number(effort)}")
    return " ".join(parts)


def _merged(runs: Iterable[RuleRun]) -> list[AnchorChange]:
    merged: dict[str, AnchorChange] = {}
    for run in runs:
        for change in run.changes:
            first = merged.get(change.anchor, change)
            merged[change.anchor] = AnchorChange(change.anchor, first.before, change.after)
    return list(merged.values())


def _told(changes: Iterable[AnchorChange]) -> list[str]:
    told = []
    for change in changes:
        prefix = change.anchor.partition(":")[0]
        name = _COUNTERS.get(prefix)
        if prefix in _LOAD_KINDS:
            name = f"the {anchor_kind(change.anchor)}"
        if name and change.before != change.after:
            told.append(_change(change, name=name, is_load=prefix in _LOAD_KINDS))
    return told


def _change(change: AnchorChange, *, name: str, is_load: bool) -> str:
    unit = " kg" if is_load else ""
    after = f"{_figure(change.after)}{unit}"
    if change.before is None:
        return f"{name} is {after}"
    return f"{name} goes from {_figure(change.before)} to {after}"


def _figure(value: Fraction | None) -> str:
    return "unknown" if value is None else plain_number(plain(rounded(value, places=PLACES)))


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
