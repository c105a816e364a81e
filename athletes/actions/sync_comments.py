"""Take in the comments that phones send."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from athletes.actions.sync_outcomes import comment_place_gone, refused
from athletes.actions.write_comment import (
    About,
    CommentIdTaken,
    NothingToCommentOn,
    checked_text,
    is_side_of_athlete,
    place_of,
)
from athletes.models import Athlete, Comment
from athletes.sync.clock import time_of
from athletes.sync.operation import APPLIED, SUPERSEDED, Operation, Outcome


def merge_comments(
    *, athlete: Athlete, ops: Sequence[Operation], by: Any, now: datetime
) -> Mapping[UUID, Outcome]:
    """Write the comments, each once; one whose session or phase is gone stays with its operation.

    2 queries and 1 for each place that is commented on; 0 without operations. The sets of the same
    push are there already.
    """
    if not ops:
        return {}
    there = dict(
        Comment.objects.filter(pk__in=[op.key for op in ops]).values_list("pk", "athlete_id")
    )
    places: dict[tuple[str, Any], dict[str, Any] | None] = {}
    outcomes: dict[UUID, Outcome] = {}
    fresh: dict[UUID, Comment] = {}
    for op in ops:
        place = _place(op, athlete=athlete, known=places)
        if op.key in there:
            is_own = there[op.key] == athlete.pk
            outcomes[op.op_id] = SUPERSEDED if is_own else refused(CommentIdTaken())
        elif op.key in fresh:
            outcomes[op.op_id] = SUPERSEDED
        elif place is None:
            outcomes[op.op_id] = comment_place_gone()
        else:
            fresh[op.key] = _comment(op, athlete=athlete, place=place, by=by, now=now)
            outcomes[op.op_id] = APPLIED
    if fresh:
        Comment.objects.bulk_create(fresh.values())
    return outcomes


def _place(
    op: Operation, *, athlete: Athlete, known: dict[tuple[str, Any], dict[str, Any] | None]
) -> dict[str, Any] | None:
    key = (op.place["about"], op.place["about_id"])
    if key not in known:
        try:
            known[key] = place_of(athlete=athlete, about=About(key[0]), about_id=key[1])
        except NothingToCommentOn:
            known[key] = None
    return known[key]


def _comment(
    op: Operation, *, athlete: Athlete, place: dict[str, Any], by: Any, now: datetime
) -> Comment:
    return Comment(
        id=op.key,
        organization_id=athlete.organization_id,
        athlete=athlete,
        **place,
        author=by,
        is_by_athlete=is_side_of_athlete(athlete, by=by),
        text=checked_text(op.values["text"]),
        # A phone's clock may be ahead, a comment can't be.
        written_at=min(time_of(op.stamp), now),
    )
