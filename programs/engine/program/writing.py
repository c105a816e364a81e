"""Writing a program back: the canonical body, its text, its hash."""

import hashlib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from programs.engine.program.parts import (
    Amount,
    Band,
    Branch,
    Change,
    Condition,
    Day,
    Derived,
    Group,
    Load,
    Mesocycle,
    Program,
    Result,
    Rounding,
    Rule,
    Slot,
    Span,
)
from programs.engine.program.writing_json import json_text

FORMAT = "program/1"
Body = dict[str, object]


def program_to_dict(program: Program) -> Body:
    """Return the canonical body: defaults left out, free names sorted, numbers int or Decimal.

    ``json_text`` writes it; ``read_program`` gives an equal program back.
    """
    return {
        "format": FORMAT,
        "name": program.name,
        **_given(summary=program.summary, source=program.source, notes=program.notes),
        "rounding": _rounding(program.rounding),
        **_given(
            anchors={name: _number(program.anchors[name]) for name in sorted(program.anchors)},
            derived={name: _derived(program.derived[name]) for name in sorted(program.derived)},
            default_anchor=dict(sorted(program.default_anchor.items())),
        ),
        "mesocycles": [mesocycle_to_dict(mesocycle) for mesocycle in program.mesocycles],
        **_given(
            rules=[_rule(rule) for rule in program.rules],
            example_results={
                key: [_result(result) for result in program.example_results[key]]
                for key in sorted(program.example_results)
            },
        ),
    }


def program_to_json(program: Program) -> str:
    """Return the canonical text of a program file, ending in a newline."""
    return json_text(program_to_dict(program), indent=1) + "\n"


def content_hash(program: Program) -> str:
    """Return the SHA-256 of the canonical text in hex; equal programs have equal hashes."""
    return hashlib.sha256(canonical_text(program).encode()).hexdigest()


def canonical_text(program: Program) -> str:
    """Return the canonical body on one line, as it is stored."""
    return json_text(program_to_dict(program), separators=(",", ":"))


def group_to_dict(group: Group) -> Body:
    """Return the canonical body of one group."""
    body: Body = {"sets": group.sets} if group.sets != 1 else {}
    body |= _given(
        reps=group.reps.text if group.reps else None,
        reps_from=group.reps_from,
        load=_load(group.load) if group.load else None,
    )
    if group.ladder:
        ladder = group.ladder
        body["ladder"] = {
            "anchor": ladder.anchor,
            "sets": ladder.sets,
            "low": ladder.low,
            "high": ladder.high,
        }
    body |= _numbers(rpe=group.rpe, rir=group.rir)
    if group.rest_s is not None:
        body["rest_s"] = group.rest_s
    body |= _given(
        tempo=group.tempo,
        intent=group.intent if group.intent != "work" else None,
        optional=group.is_optional,
        result=group.is_result,
    )
    if group.has_shown_percent:
        shown = group.shown_percent
        body["shown_percent"] = None if shown is None else _number(shown)
    return body | _given(report=group.report, then=[_branch(branch) for branch in group.then])


def _given(**fields: object) -> Body:
    return {key: value for key, value in fields.items() if value}


def _number(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


def _numbers(**fields: Decimal | None) -> Body:
    return {key: _number(value) for key, value in fields.items() if value is not None}


def _amounts(**fields: Amount | None) -> Body:
    return {
        key: value if isinstance(value, str) else _number(value)
        for key, value in fields.items()
        if value is not None
    }


def _rounding(rounding: Rounding) -> Body:
    body: Body = {"step_kg": _number(rounding.step_kg)}
    # Left out when usual: what programs hashed to before pounds had a step stays true.
    if rounding.step_lb != Rounding().step_lb:
        body["step_lb"] = _number(rounding.step_lb)
    return body | {"mode": rounding.mode, "ties": rounding.ties}


def _derived(derived: Derived) -> Body:
    body: Body = {"of": derived.of, "percent": _number(derived.percent)}
    return body | _given(rounded=derived.is_rounded)


def mesocycle_to_dict(mesocycle: Mesocycle) -> Body:
    """Return the canonical body of one phase."""
    body: Body = {"name": mesocycle.name, "goal": mesocycle.goal.value}
    if mesocycle.kind == "calendar":
        body["schedule"] = {"kind": "calendar"}
        body["weeks"] = [
            {
                "week": week.week,
                "days": [_day(day) for day in week.days],
                **_given(deload=week.is_deload),
            }
            for week in mesocycle.weeks
        ]
    else:
        body["schedule"] = {
            "kind": "rotation",
            "sessions_per_week": mesocycle.rotation_per_week,
            "sessions": mesocycle.sessions,
        }
        body["days"] = [_day(day) for day in mesocycle.days]
    ends = mesocycle.ends if mesocycle.ends != "weeks" else None
    return body | _given(ends=ends, priority=list(mesocycle.priority))


def _day(day: Day) -> Body:
    return {**_given(day=day.day, name=day.name), "slots": [_slot(slot) for slot in day.slots]}


def _slot(slot: Slot) -> Body:
    body: Body = {"key": slot.key}
    if slot.pick:
        body |= {"exercises": list(slot.exercises), "pick": slot.pick}
    else:
        body["exercise"] = slot.exercise
    body |= _given(substitutes=list(slot.substitutes), superset=slot.superset, main=slot.is_main)
    if slot.rest_s is not None:
        body["rest_s"] = slot.rest_s
    body |= _given(tempo=slot.tempo, note=slot.note)
    if slot.stage:
        stages = [[group_to_dict(group) for group in stage] for stage in slot.stages]
        return body | {"stage": slot.stage, "stages": stages}
    return body | {"groups": [group_to_dict(group) for group in slot.groups]}


def _load(load: Load) -> Body:
    if load.kg is not None:
        return {"kg": _number(load.kg)}
    body: Body = {"of": load.of, **_numbers(percent=load.percent)}
    body |= _numbers(pre=load.pre or None, post=load.post or None)
    return body | _amounts(step=load.step)


def _branch(branch: Branch) -> Body:
    return {
        "when": _span(branch.when),
        **_given(do=_changes(branch.do)),
        "groups": [group_to_dict(group) for group in branch.groups],
        **_given(after=_changes(branch.after)),
    }


def _span(span: Span) -> list[int | Decimal | None]:
    return [None if end is None else _number(end) for end in span]


def _changes(changes: Iterable[Change]) -> list[Body]:
    return [
        {
            "verb": change.verb,
            "anchor": change.anchor,
            **_amounts(value=change.value, times=change.times),
            **({"from": change.source} if change.source else {}),
            **_amounts(at_most=change.at_most),
        }
        for change in changes
    ]


def _rule(rule: Rule) -> Body:
    body: Body = {"on": rule.on}
    body |= _given(slot=rule.slot)
    if rule.weeks is not None:
        body["weeks"] = sorted(rule.weeks)
    body |= _given(read=rule.read, minimum=_weekly(rule.minimum), target=_weekly(rule.target))
    if isinstance(rule.apply, tuple):
        body["apply"] = {"end_of_weeks": list(rule.apply)}
    elif rule.apply != "now":
        body["apply"] = rule.apply
    return body | {"bands": [_band(band) for band in rule.bands]}


def _weekly(weekly: Mapping[int, Decimal]) -> Body:
    return {str(week): _number(weekly[week]) for week in sorted(weekly)}


def _band(band: Band) -> Body:
    body: Body = {} if band.when is None else {"when": _span(band.when)}
    if band.conditions:
        body["if"] = [_condition(condition) for condition in band.conditions]
    return body | {"do": _changes(band.changes)}


def _condition(condition: Condition) -> Body:
    return {
        "anchor": condition.anchor,
        "is": condition.relation,
        **_amounts(value=condition.value),
    }


def _result(result: Result | None) -> Body | None:
    if result is None:
        return None
    body: Body = {} if result.ok is None else {"ok": result.ok}
    if result.reps is not None:
        body["reps"] = result.reps
    fields = {"load": result.load, "test": result.test, **result.fields}
    return body | {
        name: _number(_decimal(value)) for name, value in fields.items() if value is not None
    }


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
