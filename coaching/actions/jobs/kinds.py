"""Every long action by the word that its job's row keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils.functional import Promise

from athletes.models import Job


class Each(Protocol):
    """Do one item in the transaction that also counts it, checking the owner's rights anew.

    An item holds its ``label``. What is returned is kept beside it: ``words`` say what was done,
    ``url`` leads there. A TrainingError refuses this item and the job goes on.
    """

    def __call__(
        self, *, job: Job, item: Mapping[str, Any], now: datetime
    ) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """A long action: its name for people, and what it does with one item."""

    label: str | Promise
    each: Each


KINDS: dict[str, Kind] = {}
