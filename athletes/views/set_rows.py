"""The session page's rows as they are typed into: prefilled, or as they were refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from athletes.models import uuid7
from athletes.queries.session_page import ExerciseBlock, GroupBlock, SessionPage, SetRow

# RIR 5 stands for five or more: beyond that nobody can tell.
RESERVES = (0, 1, 2, 3, 4, 5)
# Prescriptions in time or distance end in their unit: "60s", "20m".
COUNTED_IN = {"s": _("seconds"), "m": _("meters")}
UNLOADED = frozenset({"bodyweight", "band"})


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
    """One set's form. ``set_id`` is made here, so that sending it twice is one set."""

    row: SetRow
    anchor: str
    set_id: UUID
    load: str
    reps: str
    counted_in: str
    reserves: tuple[Reserve, ...]
    errors: Mapping[str, Sequence[str]]
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


def exercise_cards(
    page: SessionPage, *, refused: Refused | None = None
) -> tuple[ExerciseCard, ...]:
    """Return the session's exercises with a form for each set."""
    befores = ["", *(block.superset for block in page.blocks)][: len(page.blocks)]
    return tuple(
        ExerciseCard(
            block=block,
            anchor=f"exercise-{place}",
            partner=_partners(page, block),
            is_joined=bool(block.superset) and block.superset == before,
            has_load=block.load_convention not in UNLOADED,
            groups=tuple(_group(group, refused=refused) for group in block.groups),
        )
        for place, (before, block) in enumerate(zip(befores, page.blocks, strict=True), start=1)
    )


def anchor_of(*, group_id: int, number: int) -> str:
    """Return the place of a set on the page."""
    return f"set-{group_id}-{number}"


def next_anchor(page: SessionPage) -> str:
    """Return the place of the set that is to be done next; of the bar when none is left."""
    for block in page.blocks:
        for group in block.groups:
            for row in group.rows:
                if row.is_next:
                    return anchor_of(group_id=group.id, number=row.number)
    return "session-count"


def _partners(page: SessionPage, block: ExerciseBlock) -> str:
    if not block.superset:
        return ""
    others = [
        other.exercise_name
        for other in page.blocks
        if other.superset == block.superset and other is not block
    ]
    return ", ".join(others)


def _group(group: GroupBlock, *, refused: Refused | None) -> GroupCard:
    rows = (_row(row, group=group, refused=refused) for row in group.rows)
    return GroupCard(block=group, rows=tuple(rows))


def _row(row: SetRow, *, group: GroupBlock, refused: Refused | None) -> RowForm:
    is_refused = refused is not None and (refused.group_id, refused.number) == (
        group.id,
        row.number,
    )
    typed = refused.typed if refused and is_refused else _prefilled(row)
    return RowForm(
        row=row,
        anchor=anchor_of(group_id=group.id, number=row.number),
        set_id=uuid7(),
        load=typed["load"],
        reps=typed["reps"],
        counted_in=COUNTED_IN.get(group.reps[-1:], _("reps")),
        reserves=tuple(
            Reserve(
                value=rir,
                label=f"{rir}+" if rir == RESERVES[-1] else str(rir),
                is_chosen=typed["rir"] == str(rir),
            )
            for rir in RESERVES
        ),
        errors=refused.errors if refused and is_refused else {},
        is_open=is_refused,
    )


def _prefilled(row: SetRow) -> dict[str, str]:
    done = row.performed
    rir = done.rir if done else None
    return {
        "load": "" if row.load is None else number_format(row.load),
        "reps": "" if row.reps is None else str(row.reps),
        "rir": "" if rir is None else str(min(int(rir), RESERVES[-1])),
    }
