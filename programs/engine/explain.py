"""Why a load is what it is, in one sentence a lifter understands."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from programs.engine.preview import plain_number
from programs.engine.program_parts import BODY_WEIGHT, TOP_PREFIX
from programs.engine.resolve_anchors import exact, share
from programs.engine.resolved import LoadSource, ResolvedGroup

_KINDS = {
    "tm": "training max",
    "rm": "one-rep max",
    "pm": "projected max",
    "w": "working weight",
    "five": "five-rep max",
    BODY_WEIGHT: "body weight",
}


def explain_load(group: ResolvedGroup, *, exercise: str) -> str:
    """Return where the load comes from, or how to find it where none can be given (decision 19).

    Kilograms to two decimals; the load itself as it is made.
    """
    if group.source is None:
        return _without_load(group)
    if group.load_kg is None or group.target_kg is None:
        return _without_anchor(group, group.source, exercise=exercise)
    words = _sum(group.source, target=group.target_kg)
    if exact(group.load_kg) != group.target_kg:
        words = f"{words}, made as {plain_number(group.load_kg)} kg"
    return f"{words[0].upper()}{words[1:]}."


def anchor_kind(name: str) -> str:
    """Return what an anchor is called, by its prefix; its own name where the prefix is free."""
    if name.startswith(TOP_PREFIX):
        return "today's top set"
    prefix = name.partition(":")[0]
    return _KINDS.get(prefix, f"“{name}”")


def _sum(source: LoadSource, *, target: Fraction) -> str:
    value = source.value or Fraction(0)
    if source.anchor is None:
        words, is_sum = f"{_kg(value)} as written", False
    else:
        words, is_sum = _share(source, value)
        added = exact(source.pre + source.post) * (source.step or Fraction(1))
        if added:
            sign = "plus" if added > 0 else "minus"
            words, is_sum = f"{words} {sign} {_kg(abs(added))}", True
    if source.scale == 1:
        return f"{words} is {_kg(target)}" if is_sum else words
    if is_sum:
        words = f"{words} is {_kg(target / source.scale)}"
    return f"{words}; {_number(source.scale)} of it for the deload is {_kg(target)}"


def _share(source: LoadSource, value: Fraction) -> tuple[str, bool]:
    anchor = f"{anchor_kind(source.anchor or '')} {_kg(value)}"
    if source.percent is None or share(source.percent) == 1:
        return anchor, False
    return f"{plain_number(source.percent)}% of {anchor}", True


def _without_load(group: ResolvedGroup) -> str:
    if group.reps.kind == "seconds":
        return "No load is prescribed; hold or move for the whole time."
    if group.rpe is not None:
        return f"Work up in small jumps to a weight that leaves {_in_reserve(group.rpe)}."
    return "No load is prescribed; take one that allows every repetition with clean form."


def _without_anchor(group: ResolvedGroup, source: LoadSource, *, exercise: str) -> str:
    if source.anchor and source.anchor.startswith(TOP_PREFIX):
        share_of = "" if source.percent is None else f"{plain_number(source.percent)}% of "
        return f"Take {share_of}what you lift in today's top set of {exercise}."
    missing = f"Your {anchor_kind(source.anchor or '')} for {exercise} is not known yet"
    if source.anchor == BODY_WEIGHT:
        missing = "Your body weight is not known yet"
    effort = "2 or 3 repetitions in reserve" if group.rpe is None else _in_reserve(group.rpe)
    return f"{missing}; work up in small jumps to a weight that leaves {effort}, and log it."


def _in_reserve(rpe: Decimal) -> str:
    reserve = 10 - rpe
    if reserve <= 0:
        return "no repetition in reserve (RPE 10)"
    noun = "repetition" if reserve == 1 else "repetitions"
    return f"{plain_number(reserve)} {noun} in reserve (RPE {plain_number(rpe)})"


def _kg(value: Fraction) -> str:
    return f"{_number(value)} kg"


@lru_cache(maxsize=4096)
def _number(value: Fraction) -> str:
    hundredths = int(abs(value) * 100 + Fraction(1, 2))
    number = Decimal(hundredths).scaleb(-2)
    return plain_number(-number if value < 0 else number)
