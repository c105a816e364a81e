"""What phones sent and the server couldn't take as it was, as its athlete reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from athletes.actions.sync_reasons import reason_of
from athletes.models import Athlete, SyncOperation
from athletes.models.reasons import reason_in_words
from athletes.queries.loads import Loads
from athletes.queries.sync_changes import get_unresolved

NAMES = {
    "set": gettext_lazy("A set"),
    "session": gettext_lazy("A session"),
    "slot": gettext_lazy("An exercise of a session"),
    "check_in": gettext_lazy("A check-in"),
    "comment": gettext_lazy("A comment"),
}
# In the order they are read; anything else is in the file.
WORDS = ("exercise_name", "skip_reason", "note", "text")


@dataclass(frozen=True, slots=True)
class Unsaved:
    """One operation: what it was about, what was typed, why it isn't saved, when it arrived."""

    op_id: UUID
    name: str
    typed: str
    message: str
    is_refused: bool
    received_at: datetime


def get_unsaved(*, athlete: Athlete) -> list[Unsaved]:
    """Return what was refused or is kept beside the plan, newest first. 1 query."""
    loads = Loads.of(athlete)
    return [
        Unsaved(
            op_id=row.op_id,
            name=str(NAMES.get(row.entity, _("Something"))),
            typed=_typed(row.fields, loads=loads),
            message=reason_of(row),
            is_refused=row.status == SyncOperation.Status.REFUSED,
            received_at=row.received_at,
        )
        for row in get_unresolved(athlete=athlete)
    ]


def _typed(fields: Mapping[str, Any], *, loads: Loads) -> str:
    """Return the values that a person knows again: "Bench Press, 5 × 70 kg, Felt heavy"."""
    words = [reason_in_words(str(fields[name])) for name in WORDS if fields.get(name)]
    work = [str(fields["reps"])] if "reps" in fields else []
    work += [_load(fields["load_kg"], loads=loads)] if fields.get("load_kg") else []
    return ", ".join([*words[:1], *filter(None, [" × ".join(work)]), *words[1:]])


def _load(given: Any, *, loads: Loads) -> str:
    """Return the load in the athlete's unit; what is no number as it came."""
    try:
        shown = loads.shown(Decimal(str(given)))
    except InvalidOperation:
        return str(given)
    return f"{number_format(shown)} {loads.unit}"
