"""One row of the session page as it is typed into, and the choices it offers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from athletes.forms.log_set_form import RESERVES
from athletes.models.pain import Pain


@dataclass(frozen=True, slots=True)
class Reserve:
    """One choice of reps left in reserve."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that was refused: which row, what was typed, and what is wrong with each field."""

    group_id: int
    number: int
    typed: Mapping[str, str]
    errors: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowForm:
    """One set's form: texts to fill in, and what decides the row's shape (``filled``).

    ``set_id`` is made here, so that sending it twice is one set. ``asked_reps`` is empty where the
    prescription leaves the number open. ``after`` is the place of the set that comes next,
    ``turn`` its own place among all sets. ``logged_id`` is the set that the row shows, or would
    show once this form is sent. ``is_owed`` counts towards the whole. ``done_`` is what was
    logged; ``wrong`` names the fields that the ``sentences`` speak of.
    """

    anchor: str
    after: str
    turn: str
    number: str
    group_id: str
    exercise_name: str
    set_id: str
    logged_id: str
    log_url: str
    undo_url: str
    target: str
    last: str
    last_on: str
    asked_reps: str
    asked_kg: str
    load: str
    reps: str
    unit: str
    counted_in: str
    rest_s: str
    done_reps: str
    done_load: str
    done_rir: str
    note: str
    is_done: bool
    is_extra: bool
    is_owed: bool
    is_next: bool
    is_open: bool
    has_load: bool
    asks_effort: bool
    has_pain: bool
    pain: Pain
    reserves: tuple[Reserve, ...]
    wrong: tuple[str, ...]
    sentences: tuple[str, ...]


def reserves(chosen: str) -> tuple[Reserve, ...]:
    """Return the choices of reps left, with the one chosen, if any."""
    return tuple(
        Reserve(
            value=str(rir),
            label=f"{rir}+" if rir == RESERVES[-1] else str(rir),
            is_chosen=chosen == str(rir),
        )
        for rir in RESERVES
    )
