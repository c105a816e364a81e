"""Rules that several schemes share: finding a load, following it, minding the effort."""

from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil

from programs.engine.loads.load_anchors import UNKNOWN
from programs.engine.program.parts import Band, Change, Condition, Rounding, Rule
from programs.engine.schemes.scheme import Place

# Half a step less a ten-thousandth of it: what is taken off so that "nearest" rounds down, and
# a load that is a whole number of steps already stays.
JUST_UNDER_HALF = Decimal("0.4999")

# Format 1 writes numbers of at most 15 digits.
RATIO_PLACES = 12


def set_to(anchor: str, value: Decimal | int) -> Change:
    """Return the change that sets an anchor."""
    return Change(verb="set", anchor=anchor, value=Decimal(value))


def add_to(anchor: str, value: Decimal | int) -> Change:
    """Return the change that adds to an anchor."""
    return Change(verb="add", anchor=anchor, value=Decimal(value))


def copied(anchor: str, *, source: str) -> Change:
    """Return the change that copies one anchor to another."""
    return Change(verb="copy", anchor=anchor, source=source)


def rounded_down(anchor: str, *, rounding: Rounding) -> tuple[Change, ...]:
    """Return the changes that round an anchor down to a step, whatever the program's mode.

    Exact for values with up to three decimals.
    """
    round_it = Change(verb="round", anchor=anchor)
    lead = down_by(rounding)
    return (add_to(anchor, -lead * rounding.step_kg), round_it) if lead else (round_it,)


def down_by(rounding: Rounding) -> Decimal:
    """Return the share of a step to take off, so that the program's rounding goes down."""
    if rounding.mode == "down":
        return Decimal(0)
    return Decimal("0.5") if rounding.ties == "up" else JUST_UNDER_HALF


def found_from_load(place: Place, *, anchor: str) -> tuple[Rule, ...]:
    """Return the rule that takes an unknown number from the first load lifted, if it is needed."""
    if place.opening_kg != UNKNOWN:
        return ()
    # An unknown number meets no condition; a file that never asked an athlete says 0.
    known = Band(
        conditions=(Condition(anchor=anchor, relation=">=", value=Decimal(1)),), changes=()
    )
    found = Band(changes=(Change(verb="set_from_result", anchor=anchor),))
    return (Rule(on="slot", slot=place.key, read="load", bands=(known, found)),)


def follow_load(key: str, *, anchor: str) -> Rule:
    """Return the rule by which the number becomes the load that was really lifted."""
    change = Change(verb="set_from_result", anchor=anchor)
    return Rule(on="slot", slot=key, read="load", bands=(Band(changes=(change,)),))


def too_hard(place: Place, *, flag: str, cap: Decimal) -> tuple[Rule, ...]:
    """Return the rules that raise ``flag`` when the last set went over the RPE cap.

    No effort counts as within it, spec 4.
    """
    lower = Rule(on="slot", slot=place.key, bands=(Band(changes=(set_to(flag, 0),)),))
    within = Band(when=(None, cap), changes=())
    above = Band(changes=(set_to(flag, 1),))
    return (lower, Rule(on="slot", slot=place.key, read="rpe", bands=(within, above)))


def is_lowered(flag: str) -> Condition:
    """Return the guard that holds while a flag is down."""
    return Condition(anchor=flag, relation="<", value=Decimal(1))


def ratio(value: Fraction) -> Decimal:
    """Return a ratio as a decimal that format 1 can write, never below it."""
    scaled = ceil(value * 10**RATIO_PLACES)
    with localcontext() as context:
        context.prec = 28
        return Decimal(scaled).scaleb(-RATIO_PLACES).normalize()
