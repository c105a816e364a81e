"""A program taken apart into named fields and lists, so that versions can be told apart."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from programs.engine.program import Program, canonical_text, read_program

Value: TypeAlias = "bool | int | Decimal | str | tuple[Value, ...] | Mapping[str, Value] | None"
Fields: TypeAlias = dict[str, Value]
Step = int | str
Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a part is taken apart: ``whole`` not at all, ``fields`` by name, ``items`` one by one.

    ``fields`` names the parts that are taken further apart. The items of a list are known by
    ``key``, else by their place; ``what`` says what they are.
    """

    kind: Literal["whole", "fields", "items"] = "whole"
    fields: Mapping[str, "Shape"] = field(default_factory=dict)
    of: "Shape | None" = None
    what: str = ""
    key: str = ""

    def part(self, step: Step) -> "Shape":
        """Return the shape of the part that one step of a path leads to."""
        if self.of is not None:
            return self.of
        return self.fields.get(str(step), WHOLE)


WHOLE = Shape()
BY_NAME = Shape("fields")
GROUPS = Shape("items", of=BY_NAME, what="group")
SLOT = Shape("fields", {"stages": Shape("items", of=GROUPS, what="stage")})
SLOTS = Shape("items", of=SLOT, what="slot", key="key")
DAYS = Shape("items", of=Shape("fields", {"slots": SLOTS}), what="day")
WEEKS = Shape("items", of=Shape("fields", {"days": DAYS}), what="week")
MESOCYCLE = Shape("fields", {"schedule": BY_NAME, "weeks": WEEKS, "days": DAYS})
PROGRAM = Shape(
    "fields",
    {
        "rounding": BY_NAME,
        "anchors": BY_NAME,
        "derived": BY_NAME,
        "default_anchor": BY_NAME,
        "mesocycles": Shape("items", of=MESOCYCLE, what="mesocycle"),
        "rules": Shape("items", of=WHOLE, what="rule"),
        "example_results": BY_NAME,
    },
)

# Keys that only make sense together change together.
_OF_A_GROUP = {
    "work": ("reps", "reps_from", "ladder"),
    "effort": ("rpe", "rir"),
    "branches": ("report", "then"),
}
_MOVEMENT = ("exercise", "exercises", "pick")


def tree_of(program: Program) -> Fields:
    """Return the program as a tree of the shape ``PROGRAM``, absent lists and maps empty."""
    body = frozen(json.loads(canonical_text(program), parse_float=Decimal))
    empty: Fields = {"anchors": {}, "derived": {}, "default_anchor": {}, "rules": ()}
    tree: Fields = {**empty, "example_results": {}, **fields_of(body)}
    tree["mesocycles"] = tuple(_mesocycle(item) for item in items_of(tree["mesocycles"]))
    return tree


def program_of(tree: Mapping[str, Value]) -> Program:
    """Return the program that a tree stands for; raise ProgramInvalid where it is none."""
    body = dict(tree)
    body["mesocycles"] = tuple(_mesocycle_body(item) for item in items_of(tree.get("mesocycles")))
    return read_program(body)


def frozen(value: object) -> Value:
    """Return a JSON value with tuples for its lists."""
    if isinstance(value, Mapping):
        return {str(name): frozen(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return tuple(frozen(item) for item in value)
    if value is None or isinstance(value, bool | int | Decimal | str):
        return value
    return Decimal(repr(value))


def fields_of(value: Value) -> Fields:
    """Return the fields of a part, none for what has no fields."""
    return dict(value) if isinstance(value, Mapping) else {}


def items_of(value: Value) -> tuple[Value, ...]:
    """Return the items of a list, none for what is no list."""
    return value if isinstance(value, tuple) else ()


def step_to(shape: Shape, item: Value, index: int) -> Step:
    """Return what an item of a list is known by: its key, else its place from 0."""
    return str(fields_of(item).get(shape.key)) if shape.key else index


def shape_at(path: Path) -> Shape:
    """Return the shape of the part of a program that ``path`` leads to."""
    shape = PROGRAM
    for step in path:
        shape = shape.part(step)
    return shape


def part_at(tree: Value, path: Path) -> Value:
    """Return the part of a program's tree that ``path`` leads to, None where there is none."""
    shape, part = PROGRAM, tree
    for step in path:
        if shape.kind == "items":
            steps = {step_to(shape, item, i): item for i, item in enumerate(items_of(part))}
            part = steps.get(step)
        else:
            part = fields_of(part).get(str(step))
        shape = shape.part(step)
    return part


def _mesocycle(value: Value) -> Value:
    body = fields_of(value)
    for name, part in (("weeks", _week), ("days", _day)):
        if name in body:
            body[name] = tuple(part(item) for item in items_of(body[name]))
    return body


def _week(value: Value) -> Value:
    body = fields_of(value)
    # Weeks are numbered by their order, so a week that is put in renumbers nothing here.
    body.pop("week", None)
    return {**body, "days": tuple(_day(day) for day in items_of(body["days"]))}


def _day(value: Value) -> Value:
    body = fields_of(value)
    return {**body, "slots": tuple(_slot(slot) for slot in items_of(body["slots"]))}


def _slot(value: Value) -> Value:
    body = fields_of(value)
    movement = {name: body.pop(name) for name in _MOVEMENT if name in body}
    groups = body.pop("groups", None)
    stages = items_of(body["stages"]) if groups is None else (groups,)
    lists = tuple(tuple(_group(group) for group in items_of(stage)) for stage in stages)
    return {**body, "movement": movement, "stages": lists}


def _group(value: Value) -> Value:
    body = fields_of(value)
    for name, keys in _OF_A_GROUP.items():
        together = {key: body.pop(key) for key in keys if key in body}
        if together:
            body[name] = together
    return body


def _mesocycle_body(value: Value) -> Value:
    body = fields_of(value)
    for name, part in (("weeks", _week_body), ("days", _day_body)):
        if name in body:
            body[name] = tuple(part(item) for item in items_of(body[name]))
    return body


def _week_body(value: Value) -> Value:
    body = fields_of(value)
    return {**body, "days": tuple(_day_body(day) for day in items_of(body.get("days")))}


def _day_body(value: Value) -> Value:
    body = fields_of(value)
    return {**body, "slots": tuple(_slot_body(slot) for slot in items_of(body.get("slots")))}


def _slot_body(value: Value) -> Value:
    body = fields_of(value)
    movement = fields_of(body.pop("movement", None))
    stages = tuple(
        tuple(group_body(group) for group in items_of(stage))
        for stage in items_of(body.pop("stages", None))
    )
    # Several lists without a counter to choose among them are for the reader to refuse.
    if "stage" in body or len(stages) != 1:
        return {**body, **movement, "stages": stages}
    return {**body, **movement, "groups": stages[0]}


def group_body(value: Value) -> Value:
    """Return a group as the format writes it."""
    body = fields_of(value)
    for name in _OF_A_GROUP:
        body |= fields_of(body.pop(name, None))
    return body
