"""Reading mesocycles: schedules, weeks, days and slots."""

from collections.abc import Mapping
from typing import Literal, get_args

from programs.engine.goals import Goal
from programs.engine.program.parts import TOP_PREFIX, Day, Ends, Group, Mesocycle, Slot, Week
from programs.engine.program.reading import Reader, describe, join
from programs.engine.program.reading_groups import read_groups, read_rest, read_tempo
from programs.engine.program.reading_rules import MOST_WEEKS
from programs.engine.tables import muscle_groups
from programs.engine.tables.muscle_words import muscle_remedy

MOST_MESOCYCLES = 60
MOST_DAYS = 21
MOST_SLOTS = 60
MOST_SESSIONS = 2000
MOST_SUBSTITUTES = 10

_MESOCYCLE_KEYS = {
    "name": True,
    "goal": True,
    "schedule": True,
    "weeks": False,
    "days": False,
    "ends": False,
    "priority": False,
}
_SLOT_KEYS = {
    "key": True,
    "exercise": False,
    "exercises": False,
    "pick": False,
    "substitutes": False,
    "superset": False,
    "main": False,
    "rest_s": False,
    "tempo": False,
    "note": False,
    "groups": False,
    "stage": False,
    "stages": False,
}
_ENDS: tuple[Ends, ...] = get_args(Ends)


def read_mesocycles(reader: Reader, fields: Mapping[str, object]) -> tuple[Mesocycle, ...]:
    """Return the phases of a program, their weeks numbered over the whole of it."""
    mesocycles = []
    weeks_before = 0
    for item, at in reader.items(fields, "mesocycles", "", most=MOST_MESOCYCLES):
        mesocycle = read_mesocycle(reader, item, at, weeks_before=weeks_before)
        weeks_before += mesocycle.week_count
        mesocycles.append(mesocycle)
    if weeks_before > MOST_WEEKS:
        problem = f"have {weeks_before} weeks together"
        reader.fault("mesocycles", problem, f"keep a program to {MOST_WEEKS}")
    return tuple(mesocycles)


def read_mesocycle(reader: Reader, value: object, at: str, *, weeks_before: int) -> Mesocycle:
    """Return one phase; its weeks are numbered on from ``weeks_before``."""
    fields = reader.fields_of(value, at, known=_MESOCYCLE_KEYS, what="a mesocycle")
    kind, per_week, sessions = _read_schedule(reader, fields, at)
    wanted, unwanted = ("weeks", "days") if kind == "calendar" else ("days", "weeks")
    if unwanted in fields:
        reader.fault(join(at, unwanted), f"stands in a {kind}", f"give {wanted} instead")
    if wanted not in fields and "schedule" in fields:
        reader.fault(join(at, wanted), "is missing", f"a {kind} needs {wanted}")
    return Mesocycle(
        name=reader.text(fields, "name", at, least=1),
        goal=reader.choice(fields, "goal", at, among=tuple(Goal), default=Goal.STRENGTH),
        kind=kind,
        weeks=_read_weeks(reader, fields, at, weeks_before=weeks_before),
        days=_read_days(reader, fields, at, is_rotation=True),
        rotation_per_week=per_week,
        sessions=sessions,
        ends=reader.choice(fields, "ends", at, among=_ENDS, default="weeks"),
        priority=_read_priority(reader, fields, at),
    )


def _read_priority(reader: Reader, fields: Mapping[str, object], at: str) -> tuple[str, ...]:
    muscles = []
    for item, here in reader.items(fields, "priority", at, most=30, least=0):
        word = reader.words(item, here, most=60)
        if word.strip() and word not in muscle_groups():
            reader.fault(here, f"is {describe(word)}, which is no muscle", muscle_remedy(word))
        muscles.append(word)
    return tuple(muscles)


def _read_schedule(
    reader: Reader, fields: Mapping[str, object], at: str
) -> tuple[Literal["calendar", "rotation"], int, int]:
    here = join(at, "schedule")
    value = fields.get("schedule", {"kind": "rotation" if "days" in fields else "calendar"})
    is_rotation = isinstance(value, Mapping) and value.get("kind") == "rotation"
    known = {"kind": True}
    if is_rotation:
        known |= {"sessions_per_week": "schedule" in fields, "sessions": "schedule" in fields}
    schedule = reader.fields_of(value, here, known=known, what="a schedule")
    kinds: tuple[Literal["calendar", "rotation"], ...] = ("calendar", "rotation")
    kind = reader.choice(schedule, "kind", here, among=kinds, default="calendar")
    if not is_rotation:
        return kind, 0, 0
    per_week = reader.whole(schedule, "sessions_per_week", here, low=1, high=MOST_DAYS, default=1)
    sessions = reader.whole(schedule, "sessions", here, low=1, high=MOST_SESSIONS, default=1)
    return kind, per_week, sessions


def _read_weeks(
    reader: Reader, fields: Mapping[str, object], at: str, *, weeks_before: int
) -> tuple[Week, ...]:
    known = {"week": False, "days": True, "deload": False}
    weeks: list[Week] = []
    items = reader.items(fields, "weeks", at, most=MOST_WEEKS)
    for item, here in items:
        number = weeks_before + len(weeks) + 1
        week = reader.fields_of(item, here, known=known, what="a week")
        written = reader.whole(week, "week", here, low=1, high=MOST_WEEKS, default=number)
        if written != number:
            remedy = f"weeks are numbered over the whole program: {number}"
            reader.fault(join(here, "week"), f"is {written}", remedy)
        days = _read_days(reader, week, here, is_rotation=False)
        is_deload = reader.flag(week, "deload", here)
        weeks.append(Week(week=number, days=days, is_deload=is_deload))
    if weeks and all(_is_rest(item) for item, _ in items):
        reader.fault(join(at, "weeks"), "have no session", "give one of the weeks a day")
    return tuple(weeks)


def _is_rest(week: object) -> bool:
    """Tell whether a week as written has no day; what it may have instead is faulted elsewhere."""
    return isinstance(week, Mapping) and week.get("days") in ([], ())


def _read_days(
    reader: Reader, fields: Mapping[str, object], at: str, *, is_rotation: bool
) -> tuple[Day, ...]:
    days: list[Day] = []
    numbers: set[int] = set()
    known = {"day": not is_rotation, "name": False, "slots": True}
    least = 1 if is_rotation else 0
    for item, here in reader.items(fields, "days", at, most=MOST_DAYS, least=least):
        day = reader.fields_of(item, here, known=known, what="a day")
        number = reader.whole(day, "day", here, low=1, high=MOST_DAYS, default=0) or None
        if number in numbers:
            reader.fault(join(here, "day"), f"is {number} again", "number each day once a week")
        if number:
            numbers.add(number)
        slots = _read_slots(reader, day, here)
        days.append(Day(day=number, name=_read_day_name(reader, day, here), slots=slots))
    return tuple(days)


def _read_day_name(reader: Reader, fields: Mapping[str, object], at: str) -> str:
    value = fields.get("name")
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 999:
        return str(value)
    return reader.text(fields, "name", at)


def _read_slots(reader: Reader, fields: Mapping[str, object], at: str) -> tuple[Slot, ...]:
    reader.keys_today = {}
    items = reader.items(fields, "slots", at, most=MOST_SLOTS)
    return tuple(_read_slot(reader, item, here) for item, here in items)


def _read_slot(reader: Reader, value: object, at: str) -> Slot:
    fields = reader.fields_of(value, at, known=_SLOT_KEYS, what="a slot")
    key = reader.text(fields, "key", at, most=100, least=1)
    if key in reader.keys_today:
        problem = f"is “{key}” again on this day"
        reader.fault(join(at, "key"), problem, "give each slot of a day its own key")
    reader.keys_today[key] = None
    stages = _read_stages(reader, fields, at)
    _refuse_own_top(reader, stages, key=key, at=at, is_staged="stages" in fields)
    return Slot(
        key=key,
        exercises=_read_exercises(reader, fields, at),
        pick=_read_counter(reader, fields, "pick", at, beside="exercises"),
        stages=stages,
        stage=_read_counter(reader, fields, "stage", at, beside="stages"),
        superset=reader.text(fields, "superset", at, most=20, least=1) or None,
        is_main=reader.flag(fields, "main", at),
        rest_s=read_rest(reader, fields, at),
        tempo=read_tempo(reader, fields, at),
        note=reader.text(fields, "note", at, most=2000),
        substitutes=_read_substitutes(reader, fields, at),
    )


def _read_substitutes(reader: Reader, fields: Mapping[str, object], at: str) -> tuple[str, ...]:
    items = reader.items(fields, "substitutes", at, most=MOST_SUBSTITUTES, least=0)
    names: dict[str, None] = {}
    for item, here in items:
        name = reader.words(item, here)
        if name in names:
            reader.fault(here, f"is “{name}” again", "name each substitute once")
        names[name] = None
    return tuple(names)


def _refuse_own_top(
    reader: Reader, stages: tuple[tuple[Group, ...], ...], *, key: str, at: str, is_staged: bool
) -> None:
    """A slot's first group has no first group before it to take its load from."""
    for index, groups in enumerate(stages):
        load = groups[0].load if groups else None
        if load is None or load.of not in {TOP_PREFIX, f"{TOP_PREFIX}{key}"}:
            continue
        here = f"stages[{index}][0]" if is_staged else "groups[0]"
        remedy = "name an anchor, or a slot before it on the same day"
        problem = "is the load of the slot's first group, which this is"
        reader.fault(join(at, f"{here}.load.of"), problem, remedy)


def _read_counter(
    reader: Reader, fields: Mapping[str, object], key: str, at: str, *, beside: str
) -> str | None:
    if (key in fields) != (beside in fields):
        absent, present = (key, beside) if beside in fields else (beside, key)
        reader.fault(join(at, absent), "is missing", f"“{present}” needs it")
    name = reader.text(fields, key, at, least=1) or None
    if name:
        reader.anchor_uses.append((join(at, key), name))
    return name


def _read_exercises(reader: Reader, fields: Mapping[str, object], at: str) -> tuple[str, ...]:
    if fields and ("exercise" in fields) == ("exercises" in fields):
        problem = "has both exercise and exercises" if "exercise" in fields else "has no exercise"
        reader.fault(at, problem, "give exercise, or exercises with pick")
    items = reader.items(fields, "exercises", at, most=30)
    names = tuple(reader.words(item, here) for item, here in items)
    return names or (reader.text(fields, "exercise", at, least=1),)


def _read_stages(
    reader: Reader, fields: Mapping[str, object], at: str
) -> tuple[tuple[Group, ...], ...]:
    if fields and ("groups" in fields) == ("stages" in fields):
        problem = "has both groups and stages" if "groups" in fields else "has no groups"
        reader.fault(at, problem, "give groups, or stages with stage")
    items = reader.items(fields, "stages", at, most=50)
    stages = tuple(read_groups(reader, item, here) for item, here in items)
    if stages:
        return stages
    if "groups" not in fields:
        return ((),)
    return (read_groups(reader, fields["groups"], join(at, "groups")),)
