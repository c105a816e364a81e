"""Note something about an athlete that only coaches read, pin it, and take it away again."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from athletes.models import Athlete
from coaching.models import CoachNote
from programs.engine.errors import TrainingError

LONGEST = 4000


class NoteEmpty(TrainingError):
    """A note without a word."""

    def __init__(self) -> None:
        super().__init__(_("Write a few words first."))


class NoteTooLong(TrainingError):
    """A note of more characters than are kept."""

    def __init__(self) -> None:
        super().__init__(
            _("A note has at most %(most)s characters: make two of it.") % {"most": LONGEST}
        )


def write_note(*, athlete: Athlete, text: str, by: Any, now: datetime) -> CoachNote:
    """Write the note and return it. Raises NoteEmpty and NoteTooLong."""
    note: CoachNote = CoachNote.objects.create(
        organization_id=athlete.organization_id,
        athlete=athlete,
        author=by,
        text=_checked(text),
        written_at=now,
    )
    return note


def change_note(*, note: CoachNote, text: str, now: datetime) -> None:
    """Say it otherwise; when it was changed is kept. Raises NoteEmpty and NoteTooLong."""
    note.text, note.edited_at = _checked(text), now
    note.save(update_fields=["text", "edited_at"])


def pin_note(*, note: CoachNote, is_pinned: bool) -> None:
    """Keep the note above the others, or no more."""
    note.is_pinned = is_pinned
    note.save(update_fields=["is_pinned"])


def delete_note(*, note: CoachNote) -> None:
    """Take the note away for good."""
    note.delete()


def _checked(text: str) -> str:
    words = text.replace("\x00", "").strip()
    if not words:
        raise NoteEmpty
    if len(words) > LONGEST:
        raise NoteTooLong
    return words
