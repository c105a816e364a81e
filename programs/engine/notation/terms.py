"""What the names in a cell stand for: anchors, the top set, pounds."""

import re
from decimal import Decimal

from programs.engine.notation.suggesting import slip_of
from programs.engine.program.parts import BODY_WEIGHT, TOP_PREFIX

NO_EXERCISE = "-"
PLAIN_DEFAULT = "rm"
KG_PER_LB = Decimal("0.45359237")

_SHORT_NAME = re.compile(r"[a-z][a-z0-9_]*")
_LONG_NAME = re.compile(r"[^()\s](?:[^()]*[^()\s])?")
# These letters begin another term, so an anchor of this name is written in parentheses.
_TAKEN = re.compile(r"(?:top|bw|max|optional|result)|(?:rpe|rir|rest|tempo)\d*x*")


def top_anchor(slot: str) -> str:
    """Return the name of the load of a slot's first group today."""
    return TOP_PREFIX + slot


def anchor_named(name: str | None, *, default_anchor: str | None, slot: str) -> str:
    """Return the anchor that ``tm``, ``(w:row)`` or nothing after a % stands for.

    A short name takes over what follows the colon in the default anchor: with ``rm:squat``,
    ``tm`` is ``tm:squat``.
    """
    default = default_anchor or PLAIN_DEFAULT
    if name is None:
        return default
    if name.startswith("("):
        return name[1:-1].strip()
    short = name.lower()
    if short == "top":
        return top_anchor(slot)
    if short == BODY_WEIGHT:
        return BODY_WEIGHT
    _, colon, exercise = default.partition(":")
    return f"{short}{colon}{exercise}"


def name_of(anchor: str, *, default_anchor: str | None, slot: str) -> str | None:
    """Return how a cell names ``anchor``, None where it cannot."""
    default = default_anchor or PLAIN_DEFAULT
    if anchor == top_anchor(slot):
        return "top"
    short = anchor.partition(":")[0]
    is_taken = _TAKEN.fullmatch(short) or slip_of(short)
    is_short = _SHORT_NAME.fullmatch(short) and not is_taken
    if is_short and anchor == anchor_named(short, default_anchor=default, slot=slot):
        return short
    return f"({anchor})" if _LONG_NAME.fullmatch(anchor) else None
