"""Reading the operations of a push, each for itself: one that can't be read stops no other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from athletes.models import SyncOperation
from athletes.models.pain import WORST, PainPlace, PainSide
from athletes.models.reasons import reason_as_code
from athletes.sync import values as v
from athletes.sync.clock import NEVER, Stamp, clamped, is_ahead
from athletes.sync.merge import IS_DELETED
from athletes.sync.operation import Entity, Kind, Operation
from programs.engine.errors import TrainingError

LATEST_MS = 2**47
LONGEST_KEY = 200

PAIN_VALUES: dict[str, v.Reader] = {
    "has_pain": v.flag,
    "pain_place": v.one_of(PainPlace.values),
    "pain_side": v.one_of(PainSide.values),
    "pain_severity": v.optional(v.whole(0, WORST)),
}
SET_VALUES: dict[str, v.Reader] = {
    "reps": v.whole(-v.LARGEST_NUMBER, v.LARGEST_NUMBER),
    "load_kg": v.optional(v.number(3)),
    "rpe": v.optional(v.number(1)),
    "is_to_failure": v.flag,
    "is_warmup": v.flag,
    "rest_s": v.optional(v.whole(0, 7200)),
    "note": v.text(500),
    **PAIN_VALUES,
    "exercise_name": v.text(200),
    "performed_at": v.instant,
}
# Said once, with the set itself.
SET_PLACE: dict[str, v.Reader] = {
    "planned_group": v.optional(v.whole(1, v.LARGEST_KEY)),
    "planned_session": v.optional(v.whole(1, v.LARGEST_KEY)),
    "slot_key": v.optional(v.text(100)),
    "position": v.whole(1, 99),
    "is_accepted": v.flag,
    "prescribed_reps": v.optional(v.text(20)),
    "prescribed_kg": v.optional(v.number(3)),
    "prescribed_rpe": v.optional(v.number(2)),
}
# A comment is said once; its text is no register, since nobody edits it.
COMMENT_VALUES: dict[str, v.Reader] = {"text": v.text(2000)}
COMMENT_PLACE: dict[str, v.Reader] = {"about": v.text(10), "about_id": v.text(LONGEST_KEY)}
# What a put may leave out.
SET_DEFAULTS: Mapping[str, Any] = {
    "load_kg": None, "rpe": None, "is_to_failure": False, "is_warmup": False, "rest_s": None,
    "note": "", "has_pain": False, "pain_place": "", "pain_side": "", "pain_severity": None,
    "exercise_name": "",
}  # fmt: skip


def _reason(given: Any) -> str:
    """Read why something is left out; pages of before say it in their words."""
    return reason_as_code(v.text(200)(given))


PATCHES: Mapping[Entity, Mapping[str, v.Reader]] = {
    Entity.SET: SET_VALUES,
    Entity.SESSION: {
        "started_at": v.instant,
        "completed_at": v.optional(v.instant),
        "session_rpe": v.optional(v.number(1)),
        "note": v.text(2000),
        "skip_reason": _reason,
    },
    Entity.SLOT: {"exercise_name": v.text(200), "skip_reason": _reason},
    Entity.CHECK_IN: {
        "body_weight_kg": v.optional(v.number(3)),
        "sleep": v.optional(v.whole(-v.LARGEST_NUMBER, v.LARGEST_NUMBER)),
        "soreness": v.optional(v.whole(-v.LARGEST_NUMBER, v.LARGEST_NUMBER)),
        "readiness": v.optional(v.whole(-v.LARGEST_NUMBER, v.LARGEST_NUMBER)),
        **PAIN_VALUES,
        "note": v.text(2000),
    },
}
# Sets and comments are made on the phone; the others are there as soon as something is said.
KINDS: Mapping[Entity, frozenset[Kind]] = {
    Entity.SET: frozenset(Kind),
    Entity.SESSION: frozenset({Kind.PATCH}),
    Entity.SLOT: frozenset({Kind.PATCH}),
    Entity.CHECK_IN: frozenset({Kind.PATCH}),
    Entity.COMMENT: frozenset({Kind.PUT}),
}


class OperationUnreadable(TrainingError):
    """An operation that isn't written as one."""

    def __init__(self) -> None:
        super().__init__(_("This entry couldn't be read: log it once more."))


class UnknownEntity(TrainingError):
    """An operation on something that can't be changed this way."""

    def __init__(self) -> None:
        super().__init__(_("This can't be sent from here yet: reload the page and try again."))


@dataclass(frozen=True, slots=True)
class Envelope:
    """What every operation says of itself, whatever it is about; all of it can be stored."""

    op_id: UUID
    stamp: Stamp
    is_ahead: bool
    entity: str
    entity_id: str
    kind: str
    base: Mapping[str, Any]
    fields: Mapping[str, Any]


def read_envelope(given: Any, *, device: str, now: datetime) -> Envelope:
    """Return the operation's envelope, its clock clamped; raise OperationUnreadable."""
    try:
        ms, n = given["hlc"]
        stamp = Stamp(
            ms=v.read_value("hlc", ms, read=v.whole(0, LATEST_MS)),
            n=v.read_value("hlc", n, read=v.whole(0, v.LARGEST_KEY)),
            device=device,
            seq=v.read_value("seq", given["seq"], read=v.whole(0, v.LARGEST_KEY)),
        )
        envelope = Envelope(
            op_id=UUID(given["op_id"]),
            stamp=clamped(stamp, now=now),
            is_ahead=is_ahead(stamp, now=now),
            entity=v.read_value("entity", given["entity"], read=v.text(20)),
            entity_id=v.read_value("entity_id", given["entity_id"], read=v.text(LONGEST_KEY)),
            kind=v.read_value("type", given["type"], read=v.text(10)),
            base=given.get("base") or {},
            fields=given.get("fields") or {},
        )
    except (AttributeError, KeyError, TypeError, ValueError, v.ValueUnreadable) as error:
        raise OperationUnreadable from error
    if not isinstance(envelope.fields, dict) or not isinstance(envelope.base, dict):
        raise OperationUnreadable
    return envelope


def unreadable_envelope(given: Any, *, device: str) -> Envelope | None:
    """Return what can be kept of an operation that isn't written as one; None without an id."""
    try:
        op_id = UUID(given["op_id"])
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    return Envelope(
        op_id=op_id,
        stamp=NEVER._replace(device=device),
        is_ahead=False,
        entity="",
        entity_id="",
        kind="",
        base={},
        fields={"given": given},
    )


def envelope_of(row: SyncOperation) -> Envelope:
    """Return the envelope of an operation as it is kept."""
    return Envelope(
        op_id=row.op_id,
        stamp=Stamp(ms=row.ms, n=row.n, device=str(row.device_id), seq=row.seq),
        is_ahead=False,
        entity=row.entity,
        entity_id=row.entity_id,
        kind=row.kind,
        base=row.base,
        fields=row.fields,
    )


def read_operation(envelope: Envelope) -> Operation:
    """Return the operation.

    Raises UnknownEntity, OperationUnreadable, FieldUnknown and ValueUnreadable.
    """
    try:
        entity = Entity(envelope.entity)
    except ValueError as error:
        raise UnknownEntity from error
    if envelope.kind not in KINDS[entity]:
        raise UnknownEntity
    kind = Kind(envelope.kind)
    values, place = _said(entity, kind, envelope.fields)
    return Operation(
        op_id=envelope.op_id,
        entity=entity,
        entity_id=envelope.entity_id,
        kind=kind,
        stamp=envelope.stamp,
        key=_key(entity, envelope.entity_id),
        values=values,
        place=place,
    )


def _said(
    entity: Entity, kind: Kind, fields: Mapping[str, Any]
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    if kind in (Kind.DELETE, Kind.RESTORE):
        return {IS_DELETED: kind == Kind.DELETE}, {}
    if kind == Kind.PUT:
        return _put_comment(fields) if entity == Entity.COMMENT else _put(fields)
    if not fields:
        raise OperationUnreadable
    return {name: _value(name, given, PATCHES[entity]) for name, given in fields.items()}, {}


def _put(fields: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    read = {name: _value(name, given, SET_VALUES | SET_PLACE) for name, given in fields.items()}
    if "reps" not in read or "performed_at" not in read:
        raise OperationUnreadable
    values = {name: value for name, value in read.items() if name in SET_VALUES}
    place = {name: value for name, value in read.items() if name in SET_PLACE}
    return {**SET_DEFAULTS, **values}, place


def _put_comment(fields: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    readers = COMMENT_VALUES | COMMENT_PLACE
    read = {name: _value(name, given, readers) for name, given in fields.items()}
    if len(read) < len(readers) or read["about"] not in _ABOUT:
        raise OperationUnreadable
    try:
        read["about_id"] = _ABOUT[read["about"]](read["about_id"])
    except ValueError as error:
        raise OperationUnreadable from error
    return {"text": read.pop("text")}, read


def _value(name: str, given: Any, readers: Mapping[str, v.Reader]) -> Any:
    if name not in readers:
        raise v.FieldUnknown(name=name)
    return v.read_value(name, given, read=readers[name])


def _key(entity: Entity, written: str) -> Any:
    readers: Mapping[Entity, Callable[[str], Any]] = {
        Entity.SET: _set_key,
        Entity.SESSION: _session_key,
        Entity.SLOT: _slot_key,
        Entity.CHECK_IN: lambda text: v.read_value("entity_id", text, read=v.day),
        Entity.COMMENT: _set_key,
    }
    try:
        return readers[entity](written)
    except (ValueError, v.ValueUnreadable) as error:
        raise OperationUnreadable from error


def _set_key(written: str) -> UUID:
    key = UUID(written)
    if str(key) != written:
        raise ValueError(written)
    return key


def _session_key(written: str) -> int:
    if not written.isascii() or not written.isdecimal() or len(written) > 18:
        raise ValueError(written)
    return int(written)


def _slot_key(written: str) -> tuple[int, str]:
    session, _colon, slot = written.partition(":")
    if not slot or len(slot) > 100:
        raise ValueError(written)
    return _session_key(session), slot


# What a comment is about, and how it is named.
_ABOUT: Mapping[str, Callable[[str], Any]] = {
    "set": _set_key,
    "session": _session_key,
    "phase": _session_key,
}
