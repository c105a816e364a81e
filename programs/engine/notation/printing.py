"""Printing groups as a cell of the builder's grid."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from programs.engine.notation.terms import (
    KG_PER_LB,
    NO_EXERCISE,
    PLAIN_DEFAULT,
    name_of,
    top_anchor,
)
from programs.engine.program.parts import BODY_WEIGHT, Group, Load, Rounding
from programs.engine.program.writing import group_to_dict
from programs.engine.program.writing_json import json_text

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Terms:
    rounding: Rounding
    default_anchor: str | None
    slot: str


def print_cell(
    groups: Iterable[Group],
    *,
    rounding: Rounding,
    default_anchor: str | None = None,
    slot: str = "",
) -> str:
    """Return the cell that ``parse_cell`` reads back as exactly these groups, “-” for none.

    A group without notation (branches, ladders, counters) prints as its JSON object in braces.
    """
    terms = _Terms(rounding, default_anchor, slot)
    return ", ".join(_group(group, terms) for group in groups) or NO_EXERCISE


def _group(group: Group, terms: _Terms) -> str:
    load = "" if group.load is None else _load(group.load, terms)
    if group.reps is None or load is None or _has_no_notation(group):
        return json_text(group_to_dict(group))
    effort = _effort(group)
    words = _words(group)
    is_bare = group.sets == 1 and not (effort and not load)
    work = group.reps.text if is_bare else f"{group.sets}x{group.reps.text}"
    if load:
        return " ".join([f"{work}@{load}", *([f"@{effort}"] if effort else []), *words])
    if effort and not words:
        return f"{work}@{effort}"
    return " ".join([work, *([f"@{effort}"] if effort else []), *words])


def _has_no_notation(group: Group) -> bool:
    return bool(group.has_shown_percent or group.report or group.then)


def _effort(group: Group) -> str:
    if group.rpe is not None:
        return f"RPE{_plain(group.rpe)}"
    return "" if group.rir is None else f"RIR{_plain(group.rir)}"


def _words(group: Group) -> list[str]:
    words = []
    if group.rest_s is not None:
        words.append(f"rest{group.rest_s}")
    if group.tempo is not None:
        words.append(f"tempo{group.tempo}")
    if group.intent != "work":
        words.append(group.intent)
    if group.is_optional:
        words.append("optional")
    if group.is_result:
        words.append("result")
    return words


def _load(load: Load, terms: _Terms) -> str | None:
    if load.kg is not None:
        return _weight(load.kg)
    addition = _addition(load, terms)
    base = _base(load, terms)
    return None if base is None or addition is None else base + addition


def _weight(kg: Decimal) -> str:
    pounds = kg / KG_PER_LB
    is_pounds = pounds == round(pounds, 2) and round(pounds, 2) * KG_PER_LB == kg
    if is_pounds and kg != round(kg, 3):
        return f"{_plain(round(pounds, 2))}lb"
    return f"{_plain(kg)}kg"


def _base(load: Load, terms: _Terms) -> str | None:
    anchor = load.of or ""
    if anchor == BODY_WEIGHT and load.percent == HUNDRED:
        return "bw"
    if anchor == top_anchor(terms.slot) and load.percent != HUNDRED:
        return "top" if load.percent is None else f"top{_difference(load.percent)}%"
    name = name_of(anchor, default_anchor=terms.default_anchor, slot=terms.slot)
    if load.percent is None:
        return name
    if anchor == (terms.default_anchor or PLAIN_DEFAULT):
        return f"{_plain(load.percent)}%"
    return None if name is None else f"{_plain(load.percent)}%{name}"


def _difference(percent: Decimal) -> str:
    difference = percent - HUNDRED
    return f"{'-' if difference < 0 else '+'}{_plain(abs(difference))}"


def _addition(load: Load, terms: _Terms) -> str | None:
    if load.pre:
        return None
    if not load.post:
        return None if load.step is not None else ""
    sign = "-" if load.post < 0 else "+"
    if load.step == terms.rounding.step_kg:
        return f"{sign}{_plain(abs(load.post))}inc"
    return f"{sign}{_plain(abs(load.post))}kg" if load.step == 1 else None


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
