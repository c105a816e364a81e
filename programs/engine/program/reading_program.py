"""Reading a whole program: mesocycles, weeks, days, slots, and what they refer to."""

from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Literal

from programs.engine.program.parts import (
    BODY_WEIGHT,
    Derived,
    Program,
    Result,
    Rounding,
    Rule,
)
from programs.engine.program.reading import Fault, ProgramInvalid, Reader, describe, join, join_name
from programs.engine.program.reading_groups import AMOUNT, PERCENT
from programs.engine.program.reading_json import parse_json
from programs.engine.program.reading_mesocycles import read_mesocycles
from programs.engine.program.reading_rules import read_results, read_rules

FORMAT = "program/1"

_PROGRAM_KEYS = {
    "format": True,
    "name": True,
    "summary": False,
    "source": False,
    "notes": False,
    "rounding": False,
    "anchors": False,
    "derived": False,
    "default_anchor": False,
    "mesocycles": True,
    "rules": False,
    "example_results": False,
}
_ROUNDING_KEYS = dict.fromkeys(("step_kg", "step_lb", "mode", "ties"), False)


def read_program(source: str | bytes | Mapping[str, object]) -> Program:
    """Return the program in a JSON text or a decoded body; raise ProgramInvalid with all faults."""
    body = source if isinstance(source, Mapping) else parse_json(source)
    if not isinstance(body, Mapping):
        problem = f"the file holds {describe(body)}"
        raise ProgramInvalid([Fault("", problem, "give one program as an object {...}")])
    reader = Reader()
    program = _read_body(reader, body)
    _check_references(reader, program)
    _check_deferrals(reader, program)
    if reader.faults:
        raise ProgramInvalid(reader.faults)
    return program


def read_results_file(
    source: str | bytes | Mapping[str, object], *, program: Program
) -> dict[str, tuple[Result | None, ...]]:
    """Return results shaped like ``example_results``; raise ProgramInvalid with every fault."""
    body = source if isinstance(source, Mapping) else parse_json(source)
    reader = Reader()
    results = read_results(reader, {"results": body}, "results")
    _check_slots(reader, program)
    if reader.faults:
        raise ProgramInvalid(reader.faults)
    return results


def _read_body(reader: Reader, body: Mapping[str, object]) -> Program:
    fields = reader.fields_of(body, "", known=_PROGRAM_KEYS, what="the program")
    if fields.get("format", FORMAT) != FORMAT:
        problem = f"is {describe(fields['format'])}"
        reader.fault("format", problem, f"this version reads “{FORMAT}”")
    return Program(
        name=reader.text(fields, "name", "", least=1),
        summary=reader.text(fields, "summary", "", most=2000),
        source=reader.text(fields, "source", "", most=2000),
        notes=reader.text(fields, "notes", "", most=20_000),
        rounding=_read_rounding(reader, fields),
        anchors=_read_anchors(reader, fields),
        derived=_read_derived(reader, fields),
        default_anchor=_read_default_anchor(reader, fields),
        mesocycles=read_mesocycles(reader, fields),
        rules=read_rules(reader, fields),
        example_results=read_results(reader, fields, "example_results"),
    )


def _read_rounding(reader: Reader, fields: Mapping[str, object]) -> Rounding:
    if "rounding" not in fields:
        return Rounding()
    rounding = reader.fields_of(
        fields["rounding"], "rounding", known=_ROUNDING_KEYS, what="rounding"
    )
    low, high = Decimal("0.001"), Decimal(100)
    step_kg = reader.number(rounding, "step_kg", "rounding", low=low, high=high)
    step_lb = reader.number(rounding, "step_lb", "rounding", low=low, high=high)
    modes: tuple[Literal["nearest", "down"], ...] = ("nearest", "down")
    ties: tuple[Literal["up", "down"], ...] = ("up", "down")
    return Rounding(
        step_kg=step_kg or Decimal("2.5"),
        step_lb=step_lb or Decimal(5),
        mode=reader.choice(rounding, "mode", "rounding", among=modes, default="nearest"),
        ties=reader.choice(rounding, "ties", "rounding", among=ties, default="down"),
    )


def _read_anchors(reader: Reader, fields: Mapping[str, object]) -> dict[str, Decimal]:
    anchors = {}
    for name, value, at in reader.names(fields, "anchors", "", most=1000):
        number = reader.decimal(value, at, low=AMOUNT[0], high=AMOUNT[1])
        anchors[name] = number or Decimal(0)
    return anchors


def _read_derived(reader: Reader, fields: Mapping[str, object]) -> dict[str, Derived]:
    known = {"of": True, "percent": False, "rounded": False}
    derived = {}
    for name, value, at in reader.names(fields, "derived", "", most=1000):
        inner = reader.fields_of(value, at, known=known, what="a derived anchor")
        of = reader.text(inner, "of", at, least=1)
        if of:
            reader.anchor_uses.append((join(at, "of"), of))
        percent = reader.number(inner, "percent", at, low=PERCENT[0], high=PERCENT[1])
        derived[name] = Derived(
            of=of,
            percent=Decimal(100) if percent is None else percent,
            is_rounded=reader.flag(inner, "rounded", at),
        )
    return derived


def _read_default_anchor(reader: Reader, fields: Mapping[str, object]) -> dict[str, str]:
    defaults = {}
    for exercise, value, at in reader.names(fields, "default_anchor", "", most=1000):
        defaults[exercise] = reader.words(value, at)
        if defaults[exercise]:
            reader.anchor_uses.append((at, defaults[exercise]))
    return defaults


def _check_references(reader: Reader, program: Program) -> None:
    readable = {*program.anchors, *program.derived, BODY_WEIGHT}
    for at, name in reader.anchor_uses:
        if name not in readable:
            reader.fault(
                at, f"names the anchor “{name[:60]}”, which does not exist", _add(name, readable)
            )
    for at, name in reader.anchor_writes:
        if name in program.derived:
            reader.fault(at, f"changes “{name}”, which is derived", "change what it derives from")
        elif name not in program.anchors:
            problem = f"changes the anchor “{name[:60]}”, which does not exist"
            reader.fault(at, problem, _add(name, set(program.anchors)))
    for name in program.derived:
        if name in program.anchors:
            reader.fault(join_name("derived", name), "is also an anchor", "give it another name")
        if _is_circular(program, name):
            reader.fault(join_name("derived", name), "derives from itself", "break the circle")
    _check_slots(reader, program)


def _check_slots(reader: Reader, program: Program) -> None:
    keys = {slot.key for slot in program.slots}
    for at, key in reader.slot_uses:
        if key not in keys:
            close = get_close_matches(key[:100], keys, n=1)
            remedy = f"did you mean “{close[0]}”" if close else "name a slot by its key"
            reader.fault(at, f"names the slot “{key[:60]}”, which does not exist", remedy)


def _add(name: str, known: set[str]) -> str:
    close = get_close_matches(name[:100], sorted(known), n=1, cutoff=0.5)
    return f"did you mean “{close[0]}”" if close else "add it to “anchors”"


def _is_circular(program: Program, name: str) -> bool:
    seen = {name}
    step = program.derived[name].of
    while step in program.derived:
        if step in seen:
            return step == name
        seen.add(step)
        step = program.derived[step].of
    return False


def _check_deferrals(reader: Reader, program: Program) -> None:
    for index, rule in enumerate(program.rules):
        if not isinstance(rule.apply, tuple):
            continue
        late = [week for week in _weeks_run(program, rule) if week > rule.apply[-1]]
        if late:
            problem = f"has no week for what is decided in week {min(late)}"
            remedy = f"add a week from {min(late)} on, or limit the rule's weeks"
            reader.fault(f"rules[{index}].apply.end_of_weeks", problem, remedy)


def _weeks_run(program: Program, rule: Rule) -> set[int]:
    weeks: set[int] = set()
    before = 0
    for mesocycle in program.mesocycles:
        for week in mesocycle.weeks:
            if any(rule.slot in {None, s.key} for d in week.days for s in d.slots):
                weeks.add(week.week)
        for session in range(mesocycle.sessions if mesocycle.days else 0):
            day = mesocycle.days[session % len(mesocycle.days)]
            if rule.slot is None or any(slot.key == rule.slot for slot in day.slots):
                weeks.add(before + session // mesocycle.rotation_per_week + 1)
        before += mesocycle.week_count
    return weeks if rule.weeks is None else weeks & rule.weeks
