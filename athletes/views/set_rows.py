"""The session page's rows as they are typed into: prefilled, or as they were refused."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from athletes.forms.log_set_form import RESERVES
from athletes.models import uuid7
from athletes.queries.session_page import ExerciseBlock, GroupBlock, SessionPage, SetRow

# Prescriptions in time or distance end in their unit: "60s", "20m".
COUNTED_IN = {"s": _("seconds"), "m": _("meters")}
UNLOADED = frozenset({"bodyweight", "band"})
# Where the page goes on once every set is done.
END = "session-count"

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reserve:
    """One choice of reps left in reserve."""

    value: int
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that was refused: which row, what was typed, and what is wrong with each field."""

    group_id: int
    number: int
    typed: Mapping[str, str]
    errors: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class RowForm:
    """One set's form. ``set_id`` is made here, so that sending it twice is one set.

    ``asked_reps`` is empty where the prescription leaves the number open. ``after`` is the place
    of the set that comes next.
    """

    row: SetRow
    anchor: str
    after: str
    set_id: UUID
    asked_reps: str
    asked_kg: str
    load: str
    reps: str
    counted_in: str
    reserves: tuple[Reserve, ...]
    errors: Mapping[str, Sequence[str]]
    is_next: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A group with its rows."""

    block: GroupBlock
    rows: tuple[RowForm, ...]


@dataclass(frozen=True, slots=True)
class ExerciseCard:
    """An exercise with its groups; ``partner`` names the others of its superset.

    ``is_joined`` to the exercise above it, which it is done in turn with.
    """

    block: ExerciseBlock
    anchor: str
    partner: str
    is_joined: bool
    has_load: bool
    groups: tuple[GroupCard, ...]


@dataclass(frozen=True, slots=True)
class _Turns:
    """The sets still to do, in the order they are trained, and the form that was refused."""

    to_do: tuple[Key, ...]
    refused: Refused | None

    def is_next(self, key: Key) -> bool:
        return self.to_do[:1] == (key,)

    def after(self, key: Key) -> str:
        left = [one for one in self.to_do if one != key]
        place = self.to_do.index(key) if key in self.to_do else 0
        if not left:
            return END
        return anchor_of(*left[place % len(left)])


def exercise_cards(
    page: SessionPage, *, refused: Refused | None = None
) -> tuple[ExerciseCard, ...]:
    """Return the session's exercises with a form for each set."""
    turns = _Turns(to_do=tuple(_to_do(page.blocks)), refused=refused)
    befores = ["", *(block.superset for block in page.blocks)]
    return tuple(
        ExerciseCard(
            block=block,
            anchor=f"exercise-{place}",
            partner=_partners(page, block),
            is_joined=bool(block.superset) and block.superset == befores[place - 1],
            has_load=block.load_convention not in UNLOADED,
            groups=tuple(_group(group, turns=turns) for group in block.groups),
        )
        for place, block in enumerate(page.blocks, start=1)
    )


def anchor_of(group_id: int, number: int) -> str:
    """Return the place of a set on the page."""
    return f"set-{group_id}-{number}"


def _to_do(blocks: Sequence[ExerciseBlock]) -> Iterator[Key]:
    """Yield the sets still to do; exercises done in turn take them by turns: A1, A2, A1, A2."""
    for superset, found in groupby(blocks, key=lambda block: block.superset):
        lines = [list(_keys(block)) for block in found]
        if superset:
            # Each exercise starts at its first set, so that what is done keeps its turn.
            yield from (key for turn in zip_longest(*lines) for key in turn if key and key[1])
        else:
            yield from (key for line in lines for key in line if key[1])


def _keys(block: ExerciseBlock) -> Iterator[Key]:
    """Yield each set's key, with number 0 in place of one that is done."""
    for group in block.groups:
        for row in group.rows:
            yield (group.id, 0 if row.performed else row.number)


def _partners(page: SessionPage, block: ExerciseBlock) -> str:
    if not block.superset:
        return ""
    others = [
        other.exercise_name
        for other in page.blocks
        if other.superset == block.superset and other is not block
    ]
    return ", ".join(others)


def _group(group: GroupBlock, *, turns: _Turns) -> GroupCard:
    return GroupCard(
        block=group, rows=tuple(_row(row, group=group, turns=turns) for row in group.rows)
    )


def _row(row: SetRow, *, group: GroupBlock, turns: _Turns) -> RowForm:
    key = (group.id, row.number)
    refused = turns.refused
    is_refused = refused is not None and key == (refused.group_id, refused.number)
    typed = refused.typed if refused and is_refused else _prefilled(row)
    is_open_ended = group.reps.startswith("max") or row.performed is not None
    return RowForm(
        row=row,
        anchor=anchor_of(*key),
        after=turns.after(key),
        set_id=uuid7(),
        asked_reps="" if is_open_ended or row.reps is None else str(row.reps),
        asked_kg="" if row.load_kg is None else str(row.load_kg),
        load=typed["load"],
        reps=typed["reps"],
        counted_in=COUNTED_IN.get(group.reps[-1:], _("reps")),
        reserves=_reserves(typed["rir"]),
        errors=refused.errors if refused and is_refused else {},
        is_next=turns.is_next(key),
        is_open=is_refused,
    )


def _reserves(chosen: str) -> tuple[Reserve, ...]:
    return tuple(
        Reserve(
            value=rir,
            label=f"{rir}+" if rir == RESERVES[-1] else str(rir),
            is_chosen=chosen == str(rir),
        )
        for rir in RESERVES
    )


def _prefilled(row: SetRow) -> dict[str, str]:
    rir = row.performed.rir if row.performed else None
    return {
        "load": "" if row.load is None else number_format(row.load),
        "reps": "" if row.reps is None else str(row.reps),
        "rir": "" if rir is None else str(min(int(rir), RESERVES[-1])),
    }
