"""The session page's rows as they are typed into: prefilled, or as they were refused."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby, zip_longest
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from athletes.forms.log_set_form import RESERVES
from athletes.models import uuid7
from athletes.models.pain import NOT_SAID
from athletes.queries.session_blocks import ExerciseBlock, GroupBlock, SessionPage, SetRow
from athletes.templatetags.training import number, typeset
from athletes.views.faces import ExerciseFace, GroupFace, face_of_exercise, face_of_group
from athletes.views.row_form import Refused, RowForm, reserves

# Prescriptions in time or distance end in their unit: "60s", "20m".
COUNTED_IN = {"s": gettext_lazy("seconds"), "m": gettext_lazy("meters")}
UNLOADED = frozenset({"bodyweight", "band"})
# Where the page goes on once every set is done.
END = "session-count"
NO_SET = UUID(int=0)

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A group with its rows, and the row of one set more; ``plates`` are those of one side."""

    face: GroupFace
    plates: tuple[Decimal, ...]
    rows: tuple[RowForm, ...]
    extra: RowForm | None


@dataclass(frozen=True, slots=True)
class ExerciseCard:
    """An exercise with its groups."""

    block: ExerciseBlock
    face: ExerciseFace
    unit: str
    groups: tuple[GroupCard, ...]


@dataclass(frozen=True, slots=True)
class _Turns:
    """All sets in the order they are trained, those still to do, and what every row needs.

    ``undo_url`` takes back the set ``NO_SET``.
    """

    places: Mapping[Key, int]
    to_do: tuple[Key, ...]
    refused: Refused | None
    unit: str
    log_url: str
    undo_url: str

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
    turns = _turns(page, blocks=page.blocks, refused=refused)
    befores = ["", *(block.superset for block in page.blocks)]
    return tuple(
        ExerciseCard(
            block=block,
            face=face_of_exercise(
                block,
                page=page,
                anchor=f"exercise-{place}",
                partner=_partners(page, block),
                is_joined=bool(block.superset) and block.superset == befores[place - 1],
            ),
            unit=page.unit,
            groups=tuple(_group(group, block=block, turns=turns) for group in block.groups),
        )
        for place, block in enumerate(page.blocks, start=1)
    )


def extra_cards(page: SessionPage, *, refused: Refused | None = None) -> tuple[ExerciseCard, ...]:
    """Return the exercises beyond the plan with a form for each set."""
    turns = _turns(page, blocks=(), refused=refused)
    return tuple(
        ExerciseCard(
            block=block,
            face=face_of_exercise(
                block, page=page, anchor=f"extra-{place}", partner="", is_joined=False
            ),
            unit=page.unit,
            groups=tuple(_group(group, block=block, turns=turns) for group in block.groups),
        )
        for place, block in enumerate(page.extras, start=1)
    )


def anchor_of(group_id: int, number: int) -> str:
    """Return the place of a set on the page."""
    return f"set-{group_id}-{number}"


def _turns(
    page: SessionPage, *, blocks: Sequence[ExerciseBlock], refused: Refused | None
) -> _Turns:
    order = list(_in_order(blocks))
    return _Turns(
        places={key: place for place, (key, _) in enumerate(order)},
        to_do=tuple(key for key, row in order if row.performed is None),
        refused=refused,
        unit=page.unit,
        log_url=reverse("session_log_set", args=[page.id]),
        undo_url=reverse("session_undo_set", args=[page.id, NO_SET]),
    )


def _in_order(blocks: Sequence[ExerciseBlock]) -> Iterator[tuple[Key, SetRow]]:
    """Yield all sets but those skipped; exercises done in turn take turns: A1, A2, A1, A2."""
    kept = (block for block in blocks if not block.skip_reason)
    for superset, found in groupby(kept, key=lambda block: block.superset):
        lines = [list(_keyed(block)) for block in found]
        if superset:
            yield from (one for turn in zip_longest(*lines) for one in turn if one)
        else:
            yield from (one for line in lines for one in line)


def _keyed(block: ExerciseBlock) -> Iterator[tuple[Key, SetRow]]:
    for group in block.groups:
        for row in group.rows:
            yield (group.id, row.number), row


def _partners(page: SessionPage, block: ExerciseBlock) -> str:
    if not block.superset:
        return ""
    others = [
        other.exercise_name
        for other in page.blocks
        if other.superset == block.superset and other is not block
    ]
    return ", ".join(others)


def _group(group: GroupBlock, *, block: ExerciseBlock, turns: _Turns) -> GroupCard:
    return GroupCard(
        face=face_of_group(group, block=block, unit=turns.unit),
        plates=group.plates or (),
        rows=tuple(_row(row, group=group, block=block, turns=turns) for row in group.rows),
        extra=_row(_one_more(group), group=group, block=block, turns=turns) if group.rows else None,
    )


def _one_more(group: GroupBlock) -> SetRow:
    """Return the row of a set beyond those there are, prefilled as the last of them."""
    last = group.rows[-1]
    return replace(
        last,
        number=last.number + 1,
        performed=None,
        last=None,
        asks_effort=False,
        is_next=False,
        is_extra=True,
    )


def _row(row: SetRow, *, group: GroupBlock, block: ExerciseBlock, turns: _Turns) -> RowForm:
    key = (group.id, row.number)
    done, set_id = row.performed, str(uuid7())
    logged_id = str(done.id) if done else set_id
    refused = turns.refused
    if refused is not None and key != (refused.group_id, refused.number):
        refused = None
    typed = refused.typed if refused else _prefilled(row)
    is_open_ended = group.reps.startswith("max") or done is not None
    return RowForm(
        anchor=anchor_of(*key),
        after=turns.after(key),
        turn=str(turns.places.get(key, len(turns.places))),
        number=str(row.number),
        group_id=str(group.id),
        exercise_name=block.exercise_name,
        set_id=set_id,
        logged_id=logged_id,
        log_url=turns.log_url,
        undo_url=turns.undo_url.replace(str(NO_SET), logged_id),
        target=_times(typeset(row.target_reps), row.target_load),
        last=_times(row.last.reps, row.last.load) if row.last else "",
        last_on=date_format(row.last.on, "LONG_DATE_FORMAT") if row.last else "",
        asked_reps="" if is_open_ended or not group.reps or row.reps is None else str(row.reps),
        asked_kg="" if row.load_kg is None else str(row.load_kg),
        load=typed["load"],
        reps=typed["reps"],
        unit=turns.unit,
        counted_in=str(COUNTED_IN.get(group.reps[-1:]) or _("reps")),
        rest_s="" if group.rest_s is None else str(group.rest_s),
        done_reps=str(done.reps) if done else "",
        done_load=number(done.load) if done else "",
        done_rir=number(done.rir) if done else "",
        note=done.note if done else "",
        is_done=done is not None,
        is_extra=row.is_extra,
        is_owed=not (group.is_optional or group.is_warmup or row.is_extra),
        is_next=turns.is_next(key),
        is_open=refused is not None,
        has_load=block.load_convention not in UNLOADED,
        asks_effort=row.asks_effort,
        has_pain=done is not None and done.has_pain,
        pain=done.pain if done else NOT_SAID,
        reserves=reserves(typed["rir"]),
        wrong=tuple(refused.errors) if refused else (),
        sentences=tuple(one for said in refused.errors.values() for one in said) if refused else (),
    )


def _times(reps: str | int, load: Decimal | None) -> str:
    return str(reps) if load is None else f"{reps} × {number(load)}"


def _prefilled(row: SetRow) -> dict[str, str]:
    rir = row.performed.rir if row.performed else None
    return {
        "load": "" if row.load is None else number_format(row.load),
        "reps": "" if row.reps is None else str(row.reps),
        "rir": "" if rir is None else str(min(int(rir), RESERVES[-1])),
    }
