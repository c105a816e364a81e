"""Do what a request asks once for its key, and answer every repeat of it alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from coaching.models import KeptAnswer
from programs.engine.errors import TrainingError

# Held until the transaction ends, whatever ends it: a server that dies leaves no key behind.
CLAIM = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))"
# What the state of things refuses is refused to each repeat. Whatever else went wrong did nothing
# and was mended or allowed since, perhaps.
KEPT_REFUSALS = frozenset({409, 412, 422})
REFUSED, BROKEN = 400, 500


class StillRunning(TrainingError):
    """The first request with this key hasn't been answered yet."""

    retry_after_s = 1

    def __init__(self) -> None:
        super().__init__(
            _("The first request with this key is still at work: send it again in a second.")
        )


class KeyUsedOtherwise(TrainingError):
    """A key that came with another request before."""

    def __init__(self) -> None:
        super().__init__(
            _("This key came with another request before: make a new one for each request.")
        )


class AnswerShownOnce(TrainingError):
    """A repeat of a request whose answer held a secret."""

    def __init__(self) -> None:
        super().__init__(
            _("This was done, and its answer is shown only once: undo it and begin again.")
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered; ``is_repeat`` when it was done by an earlier request."""

    status: int
    headers: Mapping[str, str]
    body: str
    is_repeat: bool = False


def answer_once(
    *,
    user: Any,
    key: str,
    request_hash: str,
    is_secret: bool,
    act: Callable[[], Answer],
    now: datetime,
) -> Answer:
    """Act, keep the answer in the same transaction, and return it; return it again to repeats.

    ``request_hash`` tells a repeat from another request. An answer that ``is_secret`` is kept
    without its body. 3 queries besides the act's. Raises StillRunning, KeyUsedOtherwise and
    AnswerShownOnce. Reliability 5.3.
    """
    with transaction.atomic():
        _claim(user=user, key=key)
        kept = KeptAnswer.objects.filter(user=user, key=key).first()
        if kept is not None:
            return _repeat(kept, request_hash=request_hash)
        answer = act()
        is_done = answer.status < REFUSED
        if is_done or answer.status in KEPT_REFUSALS:
            KeptAnswer.objects.create(
                user=user,
                key=key,
                request_hash=request_hash,
                status=answer.status,
                headers=dict(answer.headers),
                body="" if is_secret and is_done else answer.body,
                is_secret=is_secret and is_done,
                kept_at=now,
            )
        elif answer.status >= BROKEN:
            transaction.set_rollback(True)
    return answer


def _claim(*, user: Any, key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [f"answer {user.pk} {key}"])
        if not cursor.fetchone()[0]:
            raise StillRunning


def _repeat(kept: KeptAnswer, *, request_hash: str) -> Answer:
    if kept.request_hash != request_hash:
        raise KeyUsedOtherwise
    if kept.is_secret:
        raise AnswerShownOnce
    return Answer(kept.status, kept.headers, kept.body, is_repeat=True)
