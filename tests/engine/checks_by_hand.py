"""Checking small programs written out by hand."""

from programs.engine.checks.check import check_program
from programs.engine.checks.finding import Finding
from programs.engine.program import Program, read_program
from tests.engine.programs_by_hand import body_of

ANCHORS = {"tm": 100, "rm:bench": 100, "tm:bench": 90, "w:bench": 60}


def phase(*days, goal, count=1, first=1, name="Build", **fields):
    """A calendar phase of ``count`` equal weeks; each day is a list of slots."""
    week = [{"day": place, "slots": slots} for place, slots in enumerate(days, start=1)]
    return {
        "name": name,
        "goal": goal,
        "schedule": {"kind": "calendar"},
        "weeks": [{"week": first + place, "days": week} for place in range(count)],
        **fields,
    }


def program(*phases, **fields) -> Program:
    """A program of these phases."""
    return read_program(body_of(*phases, **{"anchors": ANCHORS, **fields}))


def found(rule: str, *phases, **fields) -> list[Finding]:
    """The findings of one rule in a program of these phases."""
    return [one for one in check_program(program(*phases, **fields)) if one.rule == rule]


def is_found(rule: str, *phases, **fields) -> bool:
    """Whether the rule is broken anywhere."""
    return bool(found(rule, *phases, **fields))
