"""Reading a virtual athlete's profile, format athlete/1; every fault with its path."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from programs.engine.errors import TrainingError
from programs.engine.phases.decision import RollMode
from programs.engine.program.reading import Fault, ProgramInvalid, Reader, describe
from programs.engine.program.reading_json import parse_json
from programs.engine.simulating.athlete import (
    GAIN_PERCENT,
    LOSS_PERCENT,
    START_ON,
    Athlete,
    Break,
    LiftProfile,
)
from programs.engine.substitution.equipment import GYM, Equipment

FORMAT = "athlete/1"
MOST_SESSIONS = 5000
MOST_WEEKS = 520
KILOGRAMS = (Decimal(0), Decimal(2000))
WEEKLY_PERCENT = (Decimal(0), Decimal(10))
RPE_BIAS = (Decimal(-3), Decimal(3))

_KEYS = {
    "format": True,
    "name": True,
    "lifts": True,
    **dict.fromkeys(
        (
            "gain_percent",
            "loss_percent",
            "body_weight_kg",
            "missed",
            "miss_percent",
            "breaks",
            "rpe_bias",
            "anchors",
            "equipment",
            "start_on",
            "mode",
        ),
        False,
    ),
}
_LIFT_KEYS = {"max_kg": True, "gain_percent": False, "loss_percent": False, "stalls": False}
_BREAK_KEYS = {"after_week": True, "weeks": True}
_EQUIPMENT_KEYS = {
    "items": True,
    **dict.fromkeys(
        ("dumbbells_kg", "bar_kg", "collars_kg", "plate_pairs", "machine_step_kg"), False
    ),
}


class ProfileInvalid(TrainingError):
    """A profile that can't be used; ``faults`` lists everything wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def read_athlete(source: str | bytes | Mapping[str, object]) -> Athlete:
    """Return the athlete in a JSON text or a decoded body; raise ProfileInvalid with all faults."""
    try:
        body = source if isinstance(source, Mapping) else parse_json(source)
    except ProgramInvalid as error:
        raise ProfileInvalid(error.faults) from error
    reader = Reader()
    athlete = _read(reader, body)
    if reader.faults:
        raise ProfileInvalid(reader.faults)
    return athlete


def _read(reader: Reader, body: object) -> Athlete:
    fields = reader.fields_of(body, "", known=_KEYS, what="the profile")
    if fields.get("format", FORMAT) != FORMAT:
        problem = f"is {describe(fields['format'])}"
        reader.fault("format", problem, f"this version reads “{FORMAT}”")
    return Athlete(
        name=reader.text(fields, "name", "", least=1),
        lifts={
            name: _lift(reader, value, at)
            for name, value, at in reader.names(fields, "lifts", "", most=100)
        },
        gain_percent=_percent(reader, fields, "gain_percent", "", default=GAIN_PERCENT),
        loss_percent=_percent(reader, fields, "loss_percent", "", default=LOSS_PERCENT),
        body_weight_kg=_number(reader, fields, "body_weight_kg", "", bounds=KILOGRAMS),
        missed=frozenset(_missed(reader, fields)),
        miss_percent=_number(reader, fields, "miss_percent", "", bounds=(Decimal(0), Decimal(100)))
        or Decimal(0),
        breaks=_breaks(reader, fields),
        rpe_bias=_number(reader, fields, "rpe_bias", "", bounds=RPE_BIAS) or Decimal(0),
        anchors=_anchors(reader, fields),
        equipment=_equipment(reader, fields["equipment"]) if "equipment" in fields else None,
        start_on=_day(reader, fields),
        mode=reader.choice(fields, "mode", "", among=tuple(RollMode), default=RollMode.ADHERENCE),
    )


def _lift(reader: Reader, value: object, at: str) -> LiftProfile:
    fields = reader.fields_of(value, at, known=_LIFT_KEYS, what="a lift")
    low, high = Decimal("0.5"), KILOGRAMS[1]
    return LiftProfile(
        max_kg=reader.number(fields, "max_kg", at, low=low, high=high) or Decimal(1),
        gain_percent=_number(reader, fields, "gain_percent", at, bounds=WEEKLY_PERCENT),
        loss_percent=_number(reader, fields, "loss_percent", at, bounds=WEEKLY_PERCENT),
        stalls=tuple(
            _span(reader, item, here)
            for item, here in reader.items(fields, "stalls", at, most=50, least=0)
        ),
    )


def _span(reader: Reader, value: object, at: str) -> tuple[int, int]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        reader.fault(at, f"is {describe(value)}", "give first and last week, [5, 8]")
        return (1, 1)
    weeks = [
        reader.whole_number(end, f"{at}[{place}]", low=1, high=MOST_WEEKS) or 1
        for place, end in enumerate(value)
    ]
    if weeks[0] > weeks[1]:
        reader.fault(at, f"runs from {weeks[0]} down to {weeks[1]}", "put the first week first")
    return (weeks[0], weeks[1])


def _breaks(reader: Reader, fields: Mapping[str, object]) -> tuple[Break, ...]:
    breaks = []
    for item, at in reader.items(fields, "breaks", "", most=50, least=0):
        one = reader.fields_of(item, at, known=_BREAK_KEYS, what="a break")
        after = reader.whole(one, "after_week", at, low=1, high=MOST_WEEKS, default=1)
        weeks = reader.whole(one, "weeks", at, low=1, high=MOST_WEEKS, default=1)
        breaks.append(Break(after_week=after, weeks=weeks))
    return tuple(breaks)


def _missed(reader: Reader, fields: Mapping[str, object]) -> Iterable[int]:
    for item, at in reader.items(fields, "missed", "", most=MOST_SESSIONS, least=0):
        ordinal = reader.whole_number(item, at, low=1, high=MOST_SESSIONS)
        if ordinal is not None:
            yield ordinal


def _anchors(reader: Reader, fields: Mapping[str, object]) -> dict[str, Decimal]:
    anchors = {}
    for name, value, at in reader.names(fields, "anchors", "", most=1000):
        number = reader.decimal(value, at, low=Decimal(-100_000), high=Decimal(100_000))
        anchors[name] = number or Decimal(0)
    return anchors


def _equipment(reader: Reader, value: object) -> Equipment:
    at = "equipment"
    fields = reader.fields_of(value, at, known=_EQUIPMENT_KEYS, what="equipment")
    known = tuple(sorted(GYM.items))
    items = reader.items(fields, "items", at, most=len(known), least=0)
    names = {reader.words(item, here): here for item, here in items}
    for name, here in names.items():
        if name and name not in known:
            reader.fault(here, f"is {describe(name)}", f"use some of {', '.join(known)}")
    weights = [
        reader.decimal(item, here, low=Decimal("0.1"), high=KILOGRAMS[1])
        for item, here in reader.items(fields, "dumbbells_kg", at, most=200, least=0)
    ]
    return Equipment(
        items=frozenset(names),
        dumbbells_kg=tuple(sorted({one for one in weights if one is not None})),
        bar_kg=_kilograms(reader, fields, "bar_kg", default=Decimal(20)),
        collars_kg=_kilograms(reader, fields, "collars_kg", default=Decimal(0)),
        plate_pairs=tuple(
            _pair(reader, item, here)
            for item, here in reader.items(fields, "plate_pairs", at, most=40, least=0)
        ),
        machine_step_kg=_kilograms(reader, fields, "machine_step_kg", default=Decimal("2.5"))
        or Decimal("2.5"),
    )


def _pair(reader: Reader, value: object, at: str) -> tuple[Decimal, int]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        reader.fault(at, f"is {describe(value)}", "give weight and number of pairs, [20, 2]")
        return (Decimal(1), 0)
    weight = reader.decimal(value[0], f"{at}[0]", low=Decimal("0.1"), high=Decimal(100))
    pairs = reader.whole_number(value[1], f"{at}[1]", low=0, high=20)
    return (weight or Decimal(1), pairs or 0)


def _kilograms(
    reader: Reader, fields: Mapping[str, object], key: str, *, default: Decimal
) -> Decimal:
    number = _number(reader, fields, key, "equipment", bounds=(Decimal(0), Decimal(100)))
    return default if number is None else number


def _day(reader: Reader, fields: Mapping[str, object]) -> date:
    if "start_on" not in fields:
        return START_ON
    text = reader.text(fields, "start_on", "", least=1)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        reader.fault("start_on", f"is {describe(text)}", "give a day as 2024-01-01")
        return START_ON
    if not 1900 <= day.year <= 2200:
        reader.fault("start_on", f"is {describe(text)}", "give a day from 1900 to 2200")
        return START_ON
    return day


def _percent(
    reader: Reader, fields: Mapping[str, object], key: str, at: str, *, default: Decimal
) -> Decimal:
    number = _number(reader, fields, key, at, bounds=WEEKLY_PERCENT)
    return default if number is None else number


def _number(
    reader: Reader,
    fields: Mapping[str, object],
    key: str,
    at: str,
    *,
    bounds: tuple[Decimal, Decimal],
) -> Decimal | None:
    return reader.number(fields, key, at, low=bounds[0], high=bounds[1])
