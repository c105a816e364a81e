"""Why a load is what it is, in one sentence a lifter understands."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from programs.engine.program.parts import BODY_WEIGHT, TOP_PREFIX
from programs.engine.progression.easing import Ease
from programs.engine.resolving.anchors import exact, share
from programs.engine.resolving.resolved import LoadSource, ResolvedGroup
from programs.engine.units import KG_PER_LB, Unit, plain, rounded
from programs.engine.wording import Words, counted_words

KG_PLACES, LB_PLACES, PERCENT_PLACES = 2, 1, 2

_KINDS = {
    "tm": Words("training max"),
    "rm": Words("one-rep max"),
    "pm": Words("projected max"),
    "w": Words("working weight"),
    "five": Words("five-rep max"),
    BODY_WEIGHT: Words("body weight"),
}
_TOP_SET = Words("today's top set")

_SUM = {1: Words("{share} plus {added}"), -1: Words("{share} minus {added}")}
_EFFORT = Words("Work up in small jumps to a weight that leaves {effort}.")
_SECONDS = Words("No load is prescribed; hold or move for the whole time.")
_FREE = Words("No load is prescribed; take one that allows every repetition with clean form.")
_FROM_TOP = Words("Take what you lift in today's top set of {exercise}.")
_SHARE_OF_TOP = Words("Take {percent} of what you lift in today's top set of {exercise}.")
_WEIGHT_UNKNOWN = Words(
    "Your body weight is not known yet; work up in small jumps to a weight that leaves {effort}, "
    "and log it."
)
_ANCHOR_UNKNOWN = Words(
    "Your {anchor} for {exercise} is not known yet; work up in small jumps to a weight that "
    "leaves {effort}, and log it."
)


def explain_load(group: ResolvedGroup, *, exercise: str, unit: Unit = "kg") -> Words:
    """Return where the load comes from, or how to find it where none can be given (decision 19).

    Kilograms to two decimals, pounds to one; a load in kilograms as it is made.
    """
    if group.source is None:
        return _without_load(group)
    if group.load_kg is None or group.target_kg is None:
        return _without_anchor(group, group.source, exercise=exercise)
    said = _sum(group.source, target=group.target_kg, unit=unit)
    made = _weight(exact(group.load_kg), unit)
    if made == _weight(group.target_kg, unit):
        return Words("{sum}.", {"sum": said}, begins=True)
    values = {"sum": said, "made": _made(group.load_kg, unit)}
    return Words("{sum}, made as {made}.", values, begins=True)


def explain_reps(group: ResolvedGroup) -> Words | None:
    """Return why other repetitions are asked than written, None where none are. Spec 2.5."""
    if group.asked is None or group.asked == group.reps:
        return None
    values = {"now": group.reps.text, "asked": group.asked.text}
    if values["now"] == "1":
        return Words("{now} repetition instead of {asked} keeps the effort.", values)
    return Words("{now} repetitions instead of {asked} keep the effort.", values)


def explain_gap(ease: Ease, *, days: int) -> Words:
    """Return why a session is lighter after so many days without training. gap_policy.csv."""
    if ease.rpe_cap is not None and eases_effort_alone(ease):
        return counted_words(
            "RPE {rpe} at most, after {count} day without training.",
            "RPE {rpe} at most, after {count} days without training.",
            count=days,
            rpe=plain(ease.rpe_cap),
        )
    return counted_words(
        "This week is lighter, after {count} day without training.",
        "This week is lighter, after {count} days without training.",
        count=days,
    )


def eases_effort_alone(ease: Ease) -> bool:
    """Tell whether load and sets stay as written."""
    return ease.load_share == 1 and ease.set_share == 1 and ease.rpe_cap is not None


def anchor_kind(name: str) -> Words:
    """Return what an anchor is called, by its prefix; its own name where the prefix is free."""
    if name.startswith(TOP_PREFIX):
        return _TOP_SET
    prefix = name.partition(":")[0]
    return _KINDS.get(prefix) or Words("“{name}”", {"name": name})


def _sum(source: LoadSource, *, target: Fraction, unit: Unit) -> Words:
    value = source.value or Fraction(0)
    if source.anchor is None:
        said, is_sum = Words("{weight} as written", {"weight": _weight(value, unit)}), False
    else:
        said, is_sum = _share(source, value, unit=unit)
        added = exact(source.pre + source.post) * (source.step or Fraction(1))
        if added:
            said = _SUM[1 if added > 0 else -1].having(
                {"share": said, "added": _weight(abs(added), unit)}
            )
            is_sum = True
    if source.scale == 1:
        return _makes(said, target, unit=unit) if is_sum else said
    whole = _makes(said, target / source.scale, unit=unit) if is_sum else said
    return Words(
        "{sum}; {share} of it in the lighter week is {target}",
        {
            "sum": whole,
            "share": _number(source.scale, KG_PLACES),
            "target": _weight(target, unit),
        },
    )


def _makes(said: Words, target: Fraction, *, unit: Unit) -> Words:
    return Words("{sum} is {target}", {"sum": said, "target": _weight(target, unit)})


def _share(source: LoadSource, value: Fraction, *, unit: Unit) -> tuple[Words, bool]:
    values = {"anchor": anchor_kind(source.anchor or ""), "weight": _weight(value, unit)}
    anchor = Words("{anchor} {weight}", values)
    if source.percent is None or share(source.percent) == 1:
        return anchor, False
    percent = _percent(_number(exact(source.percent), PERCENT_PLACES))
    return Words("{percent} of {anchor}", {"percent": percent, "anchor": anchor}), True


def _without_load(group: ResolvedGroup) -> Words:
    if group.reps.kind == "seconds":
        return _SECONDS
    return _FREE if group.rpe is None else _EFFORT.having({"effort": _in_reserve(group.rpe)})


def _without_anchor(group: ResolvedGroup, source: LoadSource, *, exercise: str) -> Words:
    if source.anchor and source.anchor.startswith(TOP_PREFIX):
        if source.percent is None:
            return _FROM_TOP.having({"exercise": exercise})
        return _SHARE_OF_TOP.having({"percent": _percent(source.percent), "exercise": exercise})
    effort = _in_reserve(group.rpe) if group.rpe is not None else _TWO_OR_THREE
    if source.anchor == BODY_WEIGHT:
        return _WEIGHT_UNKNOWN.having({"effort": effort})
    anchor = anchor_kind(source.anchor or "")
    return _ANCHOR_UNKNOWN.having({"anchor": anchor, "exercise": exercise, "effort": effort})


_TWO_OR_THREE = Words("2 or 3 repetitions in reserve")


def _in_reserve(rpe: Decimal) -> Words:
    reserve = 10 - rpe
    if reserve <= 0:
        return Words("no repetition in reserve (RPE 10)")
    values = {"reserve": plain(reserve), "rpe": plain(rpe)}
    if reserve == 1:
        return Words("{reserve} repetition in reserve (RPE {rpe})", values)
    return Words("{reserve} repetitions in reserve (RPE {rpe})", values)


def _percent(percent: Decimal) -> Words:
    return Words("{number}%", {"number": plain(percent)})


def _weight(kg: Fraction, unit: Unit) -> Words:
    if unit == "kg":
        return Words("{number} kg", {"number": _number(kg, KG_PLACES)})
    return Words("{number} lb", {"number": _number(kg / Fraction(KG_PER_LB), LB_PLACES)})


def _made(load_kg: Decimal, unit: Unit) -> Words:
    if unit == "lb":
        return _weight(Fraction(load_kg), unit)
    return Words("{number} kg", {"number": plain(load_kg)})


@lru_cache(maxsize=4096)
def _number(value: Fraction, places: int) -> Decimal:
    return plain(rounded(value, places=places))
