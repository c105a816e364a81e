"""What moved a training number, in a coach's words."""

from collections.abc import Mapping
from fractions import Fraction

from programs.engine.program import Program
from programs.engine.resolving.preview import plain_number
from programs.engine.resolving.resolve import RuleRun
from programs.engine.units import rounded

PLACES_SHOWN = 3
READ = {
    "reps": "{reps}{where}",
    "load": "{read} kg{where}",
    "worst": "{reps} in the shortest set{where}",
    "rpe": "RPE {read} in the last set{where}",
    "test": "{read} kg in the test{where}",
    "surplus": "{reps}{where} beyond the least asked",
    "diff": "{reps}{where} beyond the target",
}


def reason_of(run: RuleRun, *, program: Program, exercises: Mapping[str, str]) -> str:
    """Return why a rule changed a number: after which session, by what was read there.

    ``exercises`` are by slot key.
    """
    where = f" of {exercises.get(run.slot, run.slot)}" if run.slot else ""
    if run.rule is None:
        return f"After session {run.ordinal}, which decides by its result: {_read(run.read)}{where}"
    told = _told(program.rules[run.rule].read, run.read, where=where)
    return f"After session {run.ordinal}: {told} (rule {run.rule + 1})"


def exercises_by_slot(program: Program) -> dict[str, str]:
    """Return the first exercise of each slot key."""
    return {
        slot.key: slot.exercise
        for mesocycle in program.mesocycles
        for day in mesocycle.all_days
        for slot in day.slots
    }


def _told(kind: str | None, read: Fraction | None, *, where: str) -> str:
    if kind is None or read is None:
        return f"trained{where}" if where else "trained"
    if kind == "ok":
        return f"every set{where} was done" if read else f"not every set{where} was done"
    if kind == "diff" and read < 0:
        return f"{_reps(-read)}{where} short of the target"
    words = READ.get(kind, "{kind} {read}{where}")
    return words.format(kind=kind, read=_read(read), reps=_reps(read), where=where)


def _reps(count: Fraction) -> str:
    return "1 rep" if count == 1 else f"{_read(count)} reps"


def _read(value: Fraction | None) -> str:
    return "" if value is None else plain_number(rounded(value, places=PLACES_SHOWN))
