"""Reading rules and example results."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from programs.engine.program.parts import Band, Condition, Result, Rule
from programs.engine.program.reading import (
    Reader,
    describe,
    exact_number,
    is_unicode,
    join,
    join_name,
)
from programs.engine.program.reading_groups import AMOUNT, read_amount, read_changes, read_span

MOST_RULES = 1000
MOST_WEEKS = 520
MOST_EXPOSURES = 5000

_RULE_KEYS = {
    "on": True,
    "slot": False,
    "weeks": False,
    "read": False,
    "minimum": False,
    "target": False,
    "apply": False,
    "bands": True,
}
_BAND_KEYS = {"when": False, "if": False, "do": True}
_CONDITION_KEYS = {"anchor": True, "is": True, "value": True}
_EVENTS: tuple[Literal["slot", "session", "week"], ...] = ("slot", "session", "week")
_RELATIONS: tuple[Literal["<", ">=", "="], ...] = ("<", ">=", "=")
_TABLE_OF_READ = {"surplus": "minimum", "diff": "target"}


def read_rules(reader: Reader, fields: Mapping[str, object]) -> tuple[Rule, ...]:
    """Return the rules of a program, in file order."""
    items = reader.items(fields, "rules", "", most=MOST_RULES, least=0)
    return tuple(_read_rule(reader, item, at) for item, at in items)


def _read_rule(reader: Reader, value: object, at: str) -> Rule:
    fields = reader.fields_of(value, at, known=_RULE_KEYS, what="a rule")
    on = reader.choice(fields, "on", at, among=_EVENTS, default="slot")
    slot = reader.text(fields, "slot", at, least=1) or None
    if slot:
        reader.slot_uses.append((join(at, "slot"), slot))
    read = reader.text(fields, "read", at, most=40, least=1) or None
    if read and on != "slot" and not slot:
        reader.fault(join(at, "slot"), "is missing", f"say whose “{read}” this rule reads")
    bands = reader.items(fields, "bands", at, most=100)
    return Rule(
        on=on,
        slot=slot,
        weeks=_read_weeks(reader, fields, at),
        read=read,
        minimum=_read_weekly(reader, fields, "minimum", at, read=read),
        target=_read_weekly(reader, fields, "target", at, read=read),
        apply=_read_apply(reader, fields, at),
        bands=tuple(_read_band(reader, item, here, has_reading=bool(read)) for item, here in bands),
    )


def _read_weeks(reader: Reader, fields: Mapping[str, object], at: str) -> frozenset[int] | None:
    if "weeks" not in fields:
        return None
    items = reader.items(fields, "weeks", at, most=MOST_WEEKS)
    return frozenset(_week_numbers(reader, items))


def _week_numbers(reader: Reader, items: list[tuple[object, str]]) -> tuple[int, ...]:
    numbers = (reader.whole_number(item, at, low=1, high=MOST_WEEKS) for item, at in items)
    return tuple(number for number in numbers if number is not None)


def _read_weekly(
    reader: Reader, fields: Mapping[str, object], key: str, at: str, *, read: str | None
) -> dict[int, Decimal]:
    expected = _TABLE_OF_READ.get(read or "")
    if key == expected and key not in fields:
        remedy = f'“{read}” needs {{"week": repetitions}}'
        reader.fault(join(at, key), "is missing", remedy)
    if key in fields and key != expected:
        reader.fault(join(at, key), "is not used by this rule", "take it out, or change “read”")
    weekly: dict[int, Decimal] = {}
    for name, value, here in reader.names(fields, key, at, most=MOST_WEEKS):
        week = int(name) if name.isascii() and name.isdigit() and len(name) <= 3 else 0
        if not 1 <= week <= MOST_WEEKS:
            reader.fault(here, "is not a week", f"name weeks by number, 1 to {MOST_WEEKS}")
            continue
        number = reader.decimal(value, here, low=AMOUNT[0], high=AMOUNT[1])
        if number is not None:
            weekly[week] = number
    return weekly


def _read_apply(
    reader: Reader, fields: Mapping[str, object], at: str
) -> Literal["now", "week_end"] | tuple[int, ...]:
    value = fields.get("apply", "now")
    here = join(at, "apply")
    if value == "now":
        return "now"
    if value == "week_end":
        return "week_end"
    if not isinstance(value, Mapping):
        remedy = 'give "now", "week_end" or {"end_of_weeks": [...]}'
        reader.fault(here, f"is {describe(value)}", remedy)
        return "now"
    ends = reader.fields_of(value, here, known={"end_of_weeks": True}, what="apply")
    items = reader.items(ends, "end_of_weeks", here, most=MOST_WEEKS)
    return tuple(sorted(set(_week_numbers(reader, items)))) or "now"


def _read_band(reader: Reader, value: object, at: str, *, has_reading: bool) -> Band:
    fields = reader.fields_of(value, at, known=_BAND_KEYS, what="a band")
    when = None
    if "when" in fields:
        when = read_span(reader, fields["when"], join(at, "when"))
        if not has_reading:
            remedy = 'add "read" to the rule, or take “when” out'
            reader.fault(join(at, "when"), "has nothing to compare", remedy)
    conditions = reader.items(fields, "if", at, most=20, least=0)
    return Band(
        when=when,
        conditions=tuple(_read_condition(reader, item, here) for item, here in conditions),
        changes=read_changes(reader, fields, "do", at, has_reading=has_reading),
    )


def _read_condition(reader: Reader, value: object, at: str) -> Condition:
    fields = reader.fields_of(value, at, known=_CONDITION_KEYS, what="a condition")
    anchor = reader.text(fields, "anchor", at, least=1)
    if anchor:
        reader.anchor_uses.append((join(at, "anchor"), anchor))
    amount = read_amount(reader, fields, "value", at)
    return Condition(
        anchor=anchor,
        relation=reader.choice(fields, "is", at, among=_RELATIONS, default="="),
        value=Decimal(0) if amount is None else amount,
    )


def read_results(
    reader: Reader, fields: Mapping[str, object], key: str
) -> dict[str, tuple[Result | None, ...]]:
    """Return the results by slot key, one entry per exposure, None where nothing was reported."""
    results: dict[str, tuple[Result | None, ...]] = {}
    for slot, value, at in reader.names(fields, key, "", most=1000):
        reader.slot_uses.append((at, slot))
        items = reader.listed(value, at, most=MOST_EXPOSURES, least=0)
        results[slot] = tuple(_read_result(reader, item, here) for item, here in items)
    return results


def _read_result(reader: Reader, value: object, at: str) -> Result | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        remedy = "give an object of ok, reps, load, test, or null"
        reader.fault(at, f"is {describe(value)}", remedy)
        return None
    reader.refuse_repeated(value, at)
    numbers: dict[str, Fraction] = {}
    for name, item in value.items():
        if not is_unicode(str(name)) or "\x00" in str(name):
            reader.fault(at, "has a name that cannot be stored", "write it in plain letters")
        elif name not in {"ok", "reps"}:
            number = _reported(reader, item, join_name(at, str(name)))
            if number is not None:
                numbers[str(name)] = number
    reps = reader.whole(value, "reps", at, low=0, high=10_000, default=0)
    return Result(
        ok=_read_ok(reader, value.get("ok"), join(at, "ok")),
        reps=reps if "reps" in value else None,
        load=numbers.pop("load", None),
        test=numbers.pop("test", None),
        fields=numbers,
    )


def _read_ok(reader: Reader, value: object, at: str) -> bool | None:
    """Rules read ``ok`` as 1 or 0, so results may say it in numbers too."""
    if value is None or isinstance(value, bool):
        return value
    number = exact_number(value)
    if number not in {0, 1}:
        reader.fault(at, f"is {describe(value)}", "give true or false, or 1 or 0")
        return None
    return number == 1


def _reported(reader: Reader, value: object, at: str) -> Fraction | None:
    number = exact_number(value)
    if number is None or not -AMOUNT[1] <= number <= AMOUNT[1]:
        reader.fault(at, f"is {describe(value)}", "give the number that was reported")
        return None
    return Fraction(number)
