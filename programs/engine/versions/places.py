"""Where in a program a change is, for a reader who knows weeks, days and exercises."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from programs.engine.versions.tree import Path, Step, Value, fields_of, items_of


@dataclass(frozen=True, slots=True)
class Place:
    """Where a change is; None where it is about more than one of the kind, or about none.

    ``mesocycle`` and ``group`` count from 0, ``week`` from 1 over the whole program, ``day`` from 1
    within its week or rotation. What is new has the number it would have in the newer version.
    """

    mesocycle: int | None = None
    phase: str = ""
    is_rotation: bool = False
    week: int | None = None
    day: int | None = None
    day_name: str = ""
    slot: str | None = None
    exercise: str = ""
    stage: int | None = None
    group: int | None = None
    field: str = ""

    @property
    def words(self) -> str:
        """Return phase, week, day and exercise, as far as the place has them."""
        parts = (self.when, self.day_words, self.exercise)
        return ", ".join(part for part in parts if part)

    @property
    def when(self) -> str:
        """Return the week, or the phase where no week is meant."""
        return self.phase if self.week is None else f"Week {self.week}"

    @property
    def day_words(self) -> str:
        """Return the day's name, or its number where it has none of its own."""
        if self.day is None or (self.day_name and not self.day_name.isdigit()):
            return self.day_name if self.day is not None else ""
        return f"day {self.day}"


def place_of(tree: Mapping[str, Value], path: Path, *, item: Value = None) -> Place:
    """Return where ``path`` leads in the tree of the older version; ``item`` is what is new there.

    The fields of a phase, a week or a day are its own: its place ends with it.
    """
    if path[0] != "mesocycles" or len(path) == 1:
        return Place(field=str(path[0]))
    mesocycles = items_of(tree["mesocycles"])
    index = _number(path[1])
    phase = fields_of(_item(mesocycles, path[1], item))
    is_rotation = "days" in phase
    found = Place(mesocycle=index, phase=str(phase.get("name", "")), is_rotation=is_rotation)
    if len(path) == 2:
        return found
    if is_rotation:
        return _in_days(found, phase, path[2:], item=item)
    if path[2] != "weeks" or len(path) == 3:
        return replace(found, field=".".join(map(str, path[2:])))
    before = sum(_weeks(fields_of(earlier)) for earlier in mesocycles[:index])
    found = replace(found, week=before + _number(path[3]) + 1)
    week = fields_of(_item(items_of(phase.get("weeks")), path[3], item))
    return found if len(path) == 4 else _in_days(found, week, path[4:], item=item)


def _in_days(found: Place, parent: Mapping[str, Value], path: Path, *, item: Value) -> Place:
    if path[0] != "days" or len(path) == 1:
        return replace(found, field=".".join(map(str, path)))
    day = fields_of(_item(items_of(parent.get("days")), path[1], item))
    number = day.get("day", _number(path[1]) + 1)
    found = replace(
        found,
        day=number if isinstance(number, int) else _number(path[1]) + 1,
        day_name=str(day.get("name", "")),
    )
    if len(path) == 2:
        return found
    if path[2] != "slots" or len(path) == 3:
        return replace(found, field=str(path[2]))
    slots = {fields_of(slot).get("key"): slot for slot in items_of(day.get("slots"))}
    slot = fields_of(slots.get(str(path[3]), item))
    found = replace(found, slot=str(path[3]), exercise=exercise_of(slot) or str(path[3]))
    return _in_slot(found, path[4:])


def _in_slot(found: Place, path: Path) -> Place:
    if len(path) < 2 or path[0] != "stages":
        return replace(found, field=str(path[0]) if path else "")
    found = replace(found, stage=_number(path[1]))
    if len(path) < 3:
        return found
    return replace(found, group=_number(path[2]), field=".".join(map(str, path[3:])))


def exercise_of(slot: Mapping[str, Value]) -> str:
    """Return the movements of a slot, parted by a stroke where a counter chooses."""
    movement = fields_of(slot.get("movement"))
    names = items_of(movement.get("exercises")) or (movement.get("exercise", ""),)
    return " / ".join(str(name) for name in names)


def _number(step: Step) -> int:
    """Return the place in a list that a step stands for, a new item's in the newer list."""
    return step if isinstance(step, int) else int(step.lstrip("+") or 0)


def _item(items: tuple[Value, ...], step: Step, item: Value) -> Value:
    return items[step] if isinstance(step, int) and step < len(items) else item


def _weeks(mesocycle: Mapping[str, Value]) -> int:
    if "weeks" in mesocycle:
        return len(items_of(mesocycle["weeks"]))
    schedule = fields_of(mesocycle.get("schedule"))
    sessions, per_week = schedule.get("sessions"), schedule.get("sessions_per_week")
    if not isinstance(sessions, int) or not isinstance(per_week, int):
        return 0
    return -(-sessions // per_week)
