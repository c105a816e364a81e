"""What changed between two versions, as values and as JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from programs.engine.errors import TrainingError
from programs.engine.program import ProgramInvalid
from programs.engine.program.reading import exact_number
from programs.engine.program.reading_json import parse_json
from programs.engine.program.writing_json import json_text
from programs.engine.versions.tree import Path, Step, Value

FORMAT = "program-diff/1"
Kind = Literal["added", "removed", "moved", "changed"]


class DiffInvalid(TrainingError):
    """A text that is no list of changes."""

    def __init__(self, at: str, problem: str) -> None:
        super().__init__(f"{at} {problem}; compare the two versions again and keep that result.")
        self.at = at


@dataclass(frozen=True, slots=True)
class Change:
    """One change, its ``path`` in the older version's counting.

    Steps are names of fields, keys of slots, or places from 0 in a list; “+2” is a new item that
    comes third in the newer list. ``after`` is the step that an added or moved item follows, None
    at the start. ``old`` and ``new`` are what stood there and what stands there now.
    """

    kind: Kind
    path: Path
    old: Value = None
    new: Value = None
    after: Step | None = None


@dataclass(frozen=True, slots=True)
class Diff:
    """Every change from one version to another; falsy when there is none."""

    changes: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes)


def diff_to_dict(diff: Diff) -> dict[str, object]:
    """Return the changes for ``json_text``; ``diff_from_dict`` gives an equal diff back."""
    return {"format": FORMAT, "changes": [_written(change) for change in diff.changes]}


def diff_to_json(diff: Diff) -> str:
    """Return the changes as JSON on one line."""
    return json_text(diff_to_dict(diff), separators=(",", ":"))


def diff_from_dict(source: str | bytes | Mapping[str, object]) -> Diff:
    """Return the diff in a JSON text or a decoded body; raise DiffInvalid."""
    try:
        body = source if isinstance(source, Mapping) else parse_json(source)
    except ProgramInvalid as error:
        raise DiffInvalid("The text", error.faults[0].problem) from error
    if not isinstance(body, Mapping) or body.get("format") != FORMAT:
        raise DiffInvalid("The text", f"is not of the format “{FORMAT}”")
    changes = body.get("changes")
    if not isinstance(changes, list | tuple):
        raise DiffInvalid("The text", "holds no list of changes")
    return Diff(tuple(_read(item, f"Change {place}") for place, item in enumerate(changes, 1)))


def _written(change: Change) -> dict[str, object]:
    body: dict[str, object] = {"kind": change.kind, "path": list(change.path)}
    if change.kind in {"removed", "changed"}:
        body["old"] = _plain(change.old)
    if change.kind in {"added", "changed"}:
        body["new"] = _plain(change.new)
    return body if change.after is None else body | {"after": change.after}


def _plain(value: Value) -> object:
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _read(value: object, at: str) -> Change:
    if not isinstance(value, Mapping):
        raise DiffInvalid(at, "is not an object")
    return Change(
        kind=_kind(value.get("kind"), at),
        path=tuple(_steps(value.get("path"), at)),
        old=_value(value.get("old"), at),
        new=_value(value.get("new"), at),
        after=None if value.get("after") is None else _step(value["after"], at),
    )


def _kind(value: object, at: str) -> Kind:
    kinds: tuple[Kind, ...] = get_args(Kind)
    for kind in kinds:
        if value == kind:
            return kind
    raise DiffInvalid(at, f"is of no known kind ({', '.join(kinds)})")


def _steps(value: object, at: str) -> Iterable[Step]:
    if not isinstance(value, list | tuple) or not value:
        raise DiffInvalid(at, "has no path")
    return [_step(step, at) for step in value]


def _step(value: object, at: str) -> Step:
    if isinstance(value, str) or type(value) is int:
        return value
    raise DiffInvalid(at, "has a path of something other than names and places")


def _value(value: object, at: str) -> Value:
    if isinstance(value, Mapping):
        return {str(name): _value(item, at) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_value(item, at) for item in value)
    if value is None or isinstance(value, bool | str):
        return value
    number = exact_number(value)
    if number is None:
        raise DiffInvalid(at, "holds a number that is too long")
    return int(number) if number == number.to_integral_value() else number
