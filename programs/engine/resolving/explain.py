"""Why a load is what it is, in one sentence a lifter understands."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from programs.engine.program.parts import BODY_WEIGHT, TOP_PREFIX
from programs.engine.progression.easing import Ease
from programs.engine.resolving.anchors import exact, share
from programs.engine.resolving.preview import plain_number
from programs.engine.resolving.resolved import LoadSource, ResolvedGroup
from programs.engine.units import KG_PER_LB, Unit, rounded

KG_PLACES, LB_PLACES, PERCENT_PLACES = 2, 1, 2

_KINDS = {
    "tm": "training max",
    "rm": "one-rep max",
    "pm": "projected max",
    "w": "working weight",
    "five": "five-rep max",
    BODY_WEIGHT: "body weight",
}


def explain_load(group: ResolvedGroup, *, exercise: str, unit: Unit = "kg") -> str:
    """Return where the load comes from, or how to find it where none can be given (decision 19).

    Kilograms to two decimals, pounds to one; a load in kilograms as it is made.
    """
    if group.source is None:
        return _without_load(group)
    if group.load_kg is None or group.target_kg is None:
        return _without_anchor(group, group.source, exercise=exercise)
    words = _sum(group.source, target=group.target_kg, unit=unit)
    made = _weight(exact(group.load_kg), unit)
    if made != _weight(group.target_kg, unit):
        words = f"{words}, made as {_made(group.load_kg, unit)}"
    return f"{words[0].upper()}{words[1:]}."


def explain_reps(group: ResolvedGroup) -> str | None:
    """Return why other repetitions are asked than written, None where none are. Spec 2.5."""
    if group.asked is None or group.asked == group.reps:
        return None
    now, asked = group.reps.text, group.asked.text
    noun, verb = ("repetition", "keeps") if now == "1" else ("repetitions", "keep")
    return f"{now} {noun} instead of {asked} {verb} the effort."


def explain_gap(ease: Ease, *, days: int) -> str:
    """Return why a session is lighter after so many days without training. gap_policy.csv."""
    if ease.rpe_cap is not None and eases_effort_alone(ease):
        return f"RPE {plain_number(ease.rpe_cap)} at most, after {days} days without training."
    return f"This week is lighter, after {days} days without training."


def eases_effort_alone(ease: Ease) -> bool:
    """Tell whether load and sets stay as written."""
    return ease.load_share == 1 and ease.set_share == 1 and ease.rpe_cap is not None


def anchor_kind(name: str) -> str:
    """Return what an anchor is called, by its prefix; its own name where the prefix is free."""
    if name.startswith(TOP_PREFIX):
        return "today's top set"
    prefix = name.partition(":")[0]
    return _KINDS.get(prefix, f"“{name}”")


def _sum(source: LoadSource, *, target: Fraction, unit: Unit) -> str:
    value = source.value or Fraction(0)
    if source.anchor is None:
        words, is_sum = f"{_weight(value, unit)} as written", False
    else:
        words, is_sum = _share(source, value, unit=unit)
        added = exact(source.pre + source.post) * (source.step or Fraction(1))
        if added:
            sign = "plus" if added > 0 else "minus"
            words, is_sum = f"{words} {sign} {_weight(abs(added), unit)}", True
    if source.scale == 1:
        return f"{words} is {_weight(target, unit)}" if is_sum else words
    if is_sum:
        words = f"{words} is {_weight(target / source.scale, unit)}"
    scale = _number(source.scale, KG_PLACES)
    return f"{words}; {scale} of it in the lighter week is {_weight(target, unit)}"


def _share(source: LoadSource, value: Fraction, *, unit: Unit) -> tuple[str, bool]:
    anchor = f"{anchor_kind(source.anchor or '')} {_weight(value, unit)}"
    if source.percent is None or share(source.percent) == 1:
        return anchor, False
    percent = _number(exact(source.percent), PERCENT_PLACES)
    return f"{percent}% of {anchor}", True


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


def _weight(kg: Fraction, unit: Unit) -> str:
    if unit == "kg":
        return f"{_number(kg, KG_PLACES)} kg"
    return f"{_number(kg / Fraction(KG_PER_LB), LB_PLACES)} lb"


def _made(load_kg: Decimal, unit: Unit) -> str:
    return f"{plain_number(load_kg)} kg" if unit == "kg" else _weight(Fraction(load_kg), unit)


@lru_cache(maxsize=4096)
def _number(value: Fraction, places: int) -> str:
    return plain_number(rounded(value, places=places))
