"""Reading one slot's groups: repetitions, loads, ladders, branches."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import get_args

from programs.engine.program.parts import (
    TOP_PREFIX,
    Amount,
    Branch,
    Change,
    Group,
    Intent,
    Ladder,
    Load,
    Span,
    Verb,
)
from programs.engine.program.prescription import Reps, RepsInvalid, fixed_reps, parse_reps
from programs.engine.program.reading import Reader, describe, join

MOST_SETS = 100
MOST_GROUPS = 60
MOST_REST_S = 3600
DEEPEST_BRANCH = 4
PERCENT = (Decimal(0), Decimal(1000))
KILOGRAMS = (Decimal(0), Decimal(2000))
STEPS = (Decimal(-1000), Decimal(1000))
AMOUNT = (Decimal(-100_000), Decimal(100_000))

_TEMPO = re.compile(r"[0-9Xx]{4}")
_INTENTS: tuple[Intent, ...] = get_args(Intent)
_VERBS: tuple[Verb, ...] = get_args(Verb)

_GROUP_KEYS = dict.fromkeys(
    (
        "sets",
        "reps",
        "reps_from",
        "ladder",
        "load",
        "rpe",
        "rir",
        "rest_s",
        "tempo",
        "intent",
        "optional",
        "result",
        "shown_percent",
        "report",
        "then",
    ),
    False,
)
_LOAD_KEYS = dict.fromkeys(["of", "percent", "pre", "post", "step", "kg"], False)
_LADDER_KEYS = dict.fromkeys(["anchor", "sets", "low", "high"], True)
_BRANCH_KEYS = {"when": True, "do": False, "groups": False, "after": False}

_VERB_KEYS: dict[Verb, dict[str, bool]] = {
    "add": {"value": True},
    "add_per": {"value": True, "at_most": False},
    "multiply": {"value": True},
    "set": {"value": True},
    "set_from_result": {"times": False},
    "copy": {"from": True},
    "round": {},
}
_NEEDS_READING: frozenset[Verb] = frozenset({"add_per", "set_from_result"})


def read_groups(
    reader: Reader, value: object, at: str, *, depth: int = 0, least: int = 1
) -> tuple[Group, ...]:
    """Return a list of groups; ``depth`` counts the branches around it."""
    items = reader.listed(value, at, most=MOST_GROUPS, least=least)
    return tuple(read_group(reader, item, here, depth=depth) for item, here in items)


def read_group(reader: Reader, value: object, at: str, *, depth: int = 0) -> Group:
    """Return one group; parts at fault are replaced so that reading can go on."""
    fields = reader.fields_of(value, at, known=_GROUP_KEYS, what="a group")
    reps, reps_from, ladder = _read_work(reader, fields, at, is_object=isinstance(value, Mapping))
    rpe, rir = _read_effort(reader, fields, at)
    return Group(
        sets=reader.whole(fields, "sets", at, low=1, high=MOST_SETS, default=1),
        reps=reps,
        reps_from=reps_from,
        ladder=ladder,
        load=_read_load(reader, fields["load"], join(at, "load")) if "load" in fields else None,
        rpe=rpe,
        rir=rir,
        rest_s=read_rest(reader, fields, at),
        tempo=read_tempo(reader, fields, at),
        intent=reader.choice(fields, "intent", at, among=_INTENTS, default="work"),
        is_optional=reader.flag(fields, "optional", at),
        is_result=reader.flag(fields, "result", at),
        has_shown_percent="shown_percent" in fields,
        shown_percent=_read_shown_percent(reader, fields, at),
        report=reader.text(fields, "report", at, most=40, least=1) or None,
        then=_read_branches(reader, fields, at, depth=depth),
    )


def read_rest(reader: Reader, fields: Mapping[str, object], at: str) -> int | None:
    """Return the rest in seconds, None when absent."""
    if "rest_s" not in fields:
        return None
    return reader.whole(fields, "rest_s", at, low=0, high=MOST_REST_S, default=0)


def read_tempo(reader: Reader, fields: Mapping[str, object], at: str) -> str | None:
    """Return the four characters of the tempo, None when absent."""
    if "tempo" not in fields:
        return None
    value = fields["tempo"]
    if not isinstance(value, str) or not _TEMPO.fullmatch(value):
        remedy = "give four characters, digits or X: lowering, pause, lifting, pause (“3010”)"
        reader.fault(join(at, "tempo"), f"is {describe(value)}", remedy)
        return None
    return value.upper()


def read_changes(
    reader: Reader, fields: Mapping[str, object], key: str, at: str, *, has_reading: bool
) -> tuple[Change, ...]:
    """Return the steps under ``key``; those that use a reading need one."""
    items = reader.items(fields, key, at, most=100, least=0)
    return tuple(_read_change(reader, item, here, has_reading=has_reading) for item, here in items)


def read_amount(reader: Reader, fields: Mapping[str, object], key: str, at: str) -> Amount | None:
    """Return a number or the name of an anchor, None when absent."""
    if key not in fields:
        return None
    value = fields[key]
    if isinstance(value, str):
        reader.anchor_uses.append((join(at, key), value))
        return value
    low, high = AMOUNT
    return reader.decimal(value, join(at, key), low=low, high=high)


def read_span(reader: Reader, value: object, at: str) -> Span:
    """Return [low, high], null for an open end."""
    if not isinstance(value, list | tuple) or len(value) != 2:
        reader.fault(at, f"is {describe(value)}", "give [low, high], null for an open end")
        return (None, None)
    low, high = (
        None if end is None else reader.decimal(end, f"{at}[{i}]", low=AMOUNT[0], high=AMOUNT[1])
        for i, end in enumerate(value)
    )
    if low is not None and high is not None and low > high:
        reader.fault(at, f"runs from {low:f} down to {high:f}", "put the lower number first")
    return (low, high)


def _read_work(
    reader: Reader, fields: Mapping[str, object], at: str, *, is_object: bool
) -> tuple[Reps | None, str | None, Ladder | None]:
    given = [key for key in ("reps", "reps_from", "ladder") if key in fields]
    # What is no object at all was faulted when its fields were read.
    if len(given) != 1 and is_object:
        problem = f"has {' and '.join(given)}" if given else "has no repetitions"
        reader.fault(at, problem, "give exactly one of reps, reps_from, ladder")
    if "ladder" in fields and "sets" in fields:
        reader.fault(join(at, "sets"), "stands beside a ladder", "the ladder counts its own sets")
    reps = _read_reps(reader, fields["reps"], join(at, "reps")) if "reps" in fields else None
    reps_from = reader.text(fields, "reps_from", at, least=1) or None
    if reps_from:
        reader.anchor_uses.append((join(at, "reps_from"), reps_from))
    ladder = None
    if "ladder" in fields:
        ladder = _read_ladder(reader, fields["ladder"], join(at, "ladder"))
    if reps is None and reps_from is None and ladder is None:
        reps = fixed_reps(1)
    return reps, reps_from, ladder


def _read_reps(reader: Reader, value: object, at: str) -> Reps:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        reader.fault(at, f"is the number {describe(value)}", f'write it as text: "{value}"')
        return fixed_reps(1)
    try:
        return parse_reps(value if isinstance(value, str) else "")
    except RepsInvalid:
        remedy = "write 5, 8-12, 5+, max, max10, 60s or 20m"
        reader.fault(at, f"is {describe(value)}", remedy)
        return fixed_reps(1)


def _read_effort(
    reader: Reader, fields: Mapping[str, object], at: str
) -> tuple[Decimal | None, Decimal | None]:
    if "rpe" in fields and "rir" in fields:
        reader.fault(at, "has both rpe and rir", "keep one; RIR is 10 - RPE")
    rpe = reader.number(fields, "rpe", at, low=Decimal(1), high=Decimal(10))
    rir = reader.number(fields, "rir", at, low=Decimal(0), high=Decimal(9))
    return rpe, rir


def _read_shown_percent(reader: Reader, fields: Mapping[str, object], at: str) -> Decimal | None:
    if fields.get("shown_percent") is None:
        return None
    return reader.number(fields, "shown_percent", at, low=PERCENT[0], high=PERCENT[1])


def _read_load(reader: Reader, value: object, at: str) -> Load:
    fields = reader.fields_of(value, at, known=_LOAD_KEYS, what="a load")
    if "kg" in fields:
        for key in fields:
            if key != "kg" and key in _LOAD_KEYS:
                reader.fault(join(at, key), "stands beside kg", "a load in kg stands alone")
        return Load(kg=reader.number(fields, "kg", at, low=KILOGRAMS[0], high=KILOGRAMS[1]))
    if "of" not in fields and isinstance(value, Mapping):
        reader.fault(at, "names no anchor", 'add "of" with an anchor, or "kg"')
    of = reader.text(fields, "of", at, least=1)
    if of:
        _note_load_anchor(reader, of, join(at, "of"))
    return Load(
        of=of,
        percent=reader.number(fields, "percent", at, low=PERCENT[0], high=PERCENT[1]),
        pre=reader.number(fields, "pre", at, low=STEPS[0], high=STEPS[1]) or Decimal(0),
        post=reader.number(fields, "post", at, low=STEPS[0], high=STEPS[1]) or Decimal(0),
        step=read_amount(reader, fields, "step", at),
    )


def _note_load_anchor(reader: Reader, name: str, at: str) -> None:
    if not name.startswith(TOP_PREFIX):
        reader.anchor_uses.append((at, name))
        return
    slot = name.removeprefix(TOP_PREFIX)
    if slot and reader.knows_the_day and slot not in reader.keys_today:
        remedy = "name this slot or one before it on the same day"
        reader.fault(at, f"names the slot “{slot[:40]}”, which has not come yet", remedy)


def _read_ladder(reader: Reader, value: object, at: str) -> Ladder:
    fields = reader.fields_of(value, at, known=_LADDER_KEYS, what="a ladder")
    anchor = reader.text(fields, "anchor", at, least=1)
    if anchor:
        reader.anchor_uses.append((join(at, "anchor"), anchor))
    low = reader.whole(fields, "low", at, low=1, high=1000, default=1)
    high = reader.whole(fields, "high", at, low=1, high=1000, default=low)
    if high < low:
        reader.fault(join(at, "high"), f"is {high}", f"give at least low, {low}")
    sets = reader.whole(fields, "sets", at, low=1, high=MOST_SETS, default=1)
    return Ladder(anchor=anchor, sets=sets, low=low, high=high)


def _read_branches(
    reader: Reader, fields: Mapping[str, object], at: str, *, depth: int
) -> tuple[Branch, ...]:
    if "then" not in fields:
        return ()
    here = join(at, "then")
    if "report" not in fields:
        reader.fault(here, "has nothing to go by", 'add "report" to the group: top, load, reps')
    if depth >= DEEPEST_BRANCH:
        reader.fault(here, "is nested too deeply", f"keep to {DEEPEST_BRANCH} levels")
        return ()
    items = reader.listed(fields["then"], here, most=50)
    return tuple(_read_branch(reader, item, path, depth=depth + 1) for item, path in items)


def _read_branch(reader: Reader, value: object, at: str, *, depth: int) -> Branch:
    fields = reader.fields_of(value, at, known=_BRANCH_KEYS, what="a branch")
    when: Span = (None, None)
    if "when" in fields:
        when = read_span(reader, fields["when"], join(at, "when"))
    do = read_changes(reader, fields, "do", at, has_reading=True)
    groups: tuple[Group, ...] = ()
    if "groups" in fields:
        here = join(at, "groups")
        groups = read_groups(reader, fields["groups"], here, depth=depth, least=0)
    after = read_changes(reader, fields, "after", at, has_reading=True)
    return Branch(when=when, do=do, groups=groups, after=after)


def _read_change(reader: Reader, value: object, at: str, *, has_reading: bool) -> Change:
    verb: Verb = "add"
    if isinstance(value, Mapping):
        verb = reader.choice(value, "verb", at, among=_VERBS, default="add")
    known = {"verb": True, "anchor": True, **_VERB_KEYS[verb]}
    fields = reader.fields_of(value, at, known=known, what=f"the step “{verb}”")
    if verb in _NEEDS_READING and not has_reading:
        reader.fault(join(at, "verb"), f"“{verb}” needs a reading", 'add "read" to the rule')
    anchor = reader.text(fields, "anchor", at, least=1)
    if anchor:
        reader.anchor_writes.append((join(at, "anchor"), anchor))
    source = reader.text(fields, "from", at, least=1) or None
    if source:
        reader.anchor_uses.append((join(at, "from"), source))
    return Change(
        verb=verb,
        anchor=anchor,
        value=read_amount(reader, fields, "value", at),
        times=read_amount(reader, fields, "times", at),
        source=source,
        at_most=read_amount(reader, fields, "at_most", at),
    )
