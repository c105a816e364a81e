"""Write a comment on a session, a set or a phase, and read the other side's."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from athletes.models import Athlete, Comment, PlannedSession, PlanPhase, SetLog
from athletes.models.identifiers import uuid7
from programs.engine.errors import TrainingError

LONGEST = 2000


class About(StrEnum):
    """What a comment is written on; a set and a session are told apart by their keys too."""

    SET = "set"
    SESSION = "session"
    PHASE = "phase"


class CommentEmpty(TrainingError):
    """A comment without a word."""

    def __init__(self) -> None:
        super().__init__(_("Write a few words first."))


class CommentTooLong(TrainingError):
    """A comment of more characters than are kept."""

    def __init__(self) -> None:
        super().__init__(
            _("A comment has at most %(most)s characters: make two of it.") % {"most": LONGEST}
        )


class NothingToCommentOn(TrainingError):
    """A set, session or phase that this athlete doesn't have, or has no more."""

    def __init__(self) -> None:
        super().__init__(_("What this comment is about is gone: open the plan again."))


class CommentIdTaken(TrainingError):
    """A comment of that id which says something else."""

    def __init__(self) -> None:
        super().__init__(_("A comment with this id is there already: make a new one."))


def write_comment(
    *,
    athlete: Athlete,
    about: About,
    about_id: Any,
    text: str,
    by: Any,
    now: datetime,
    id: UUID | None = None,
    answered: Iterable[UUID] = (),
) -> Comment:
    """Write the comment, mark those that it answers as read, and return it.

    With the same ``id`` twice it is one comment. At most 4 queries. Raises CommentEmpty,
    CommentTooLong, NothingToCommentOn and CommentIdTaken.
    """
    words = checked_text(text)
    row = Comment(
        id=id or uuid7(),
        organization_id=athlete.organization_id,
        athlete=athlete,
        **place_of(athlete=athlete, about=about, about_id=about_id),
        author=by,
        is_by_athlete=is_side_of_athlete(athlete, by=by),
        text=words,
        written_at=now,
    )
    with transaction.atomic():
        mark_comments_read(athlete=athlete, comments=answered, by=by, now=now)
        Comment.objects.bulk_create([row], ignore_conflicts=True)
        kept = Comment.objects.select_related("author").get(pk=row.pk)
    if (kept.athlete_id, kept.author_id, kept.text) != (athlete.pk, by.pk, words):
        raise CommentIdTaken
    return kept


def mark_comments_read(
    *, athlete: Athlete, comments: Iterable[UUID], by: Any, now: datetime
) -> int:
    """Mark those of the comments that the other side wrote as read; return how many were new.

    Twice is harmless. 1 query; 0 for none.
    """
    keys = set(comments)
    if not keys:
        return 0
    theirs = not is_side_of_athlete(athlete, by=by)
    unread = Comment.objects.filter(
        athlete=athlete, pk__in=keys, is_by_athlete=theirs, read_at=None
    )
    return unread.update(read_at=now)


def is_side_of_athlete(athlete: Athlete, *, by: Any) -> bool:
    """Tell whether the person writes as the athlete, and not as one of the coaches."""
    return by is not None and athlete.user_id == by.pk


def checked_text(text: str) -> str:
    """Return the text as kept; raise CommentEmpty and CommentTooLong."""
    words = text.replace("\x00", "").strip()
    if not words:
        raise CommentEmpty
    if len(words) > LONGEST:
        raise CommentTooLong
    return words


def place_of(*, athlete: Athlete, about: About, about_id: Any) -> dict[str, Any]:
    """Return the comment's keys of what it is about; raise NothingToCommentOn. 1 query."""
    try:
        return _PLACES[about](athlete, about_id)
    except (PlannedSession.DoesNotExist, PlanPhase.DoesNotExist, SetLog.DoesNotExist) as error:
        raise NothingToCommentOn from error


def _set(athlete: Athlete, key: UUID) -> dict[str, Any]:
    row = SetLog.objects.select_related("session_log").get(athlete=athlete, pk=key)
    return {"set_log_id": row.pk, "planned_session_id": row.session_log.planned_session_id}


def _session(athlete: Athlete, key: int) -> dict[str, Any]:
    return {"planned_session_id": PlannedSession.objects.only("pk").get(athlete=athlete, pk=key).pk}


def _phase(athlete: Athlete, key: int) -> dict[str, Any]:
    return {"phase_id": PlanPhase.objects.only("pk").get(athlete=athlete, pk=key).pk}


_PLACES: Mapping[About, Callable[[Athlete, Any], dict[str, Any]]] = {
    About.SET: _set,
    About.SESSION: _session,
    About.PHASE: _phase,
}
