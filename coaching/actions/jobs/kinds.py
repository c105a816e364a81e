"""Every long action by the word that its job's row keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from athletes.models import Job
from coaching.actions.jobs.assign_each import assign_each
from coaching.actions.jobs.merge_each import merge_each
from coaching.actions.roster.each import (
    comment_each,
    hand_over_each,
    invite_each,
    pause_each,
    tag_each,
)


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


def _named(path: str) -> Each:
    """Return what lies above this package, looked up when it is needed."""

    def each(*, job: Job, item: Mapping[str, Any], now: datetime) -> Mapping[str, Any]:
        done: Mapping[str, Any] = import_string(path)(job=job, item=item, now=now)
        return done

    return each


KINDS: dict[str, Kind] = {
    "assign": Kind(_("Assign a program"), assign_each),
    "merge": Kind(_("Bring running plans to a version"), merge_each),
    "pause": Kind(_("Pause plans"), pause_each),
    "comment": Kind(_("Comment to many"), comment_each),
    "invite": Kind(_("Invite by e-mail"), invite_each),
    "hand_over": Kind(_("Hand over to another coach"), hand_over_each),
    "tag": Kind(_("Tag athletes"), tag_each),
    "reports": Kind(
        _("Reports of the last phase"), _named("coaching.exporters.report_archive.archive_each")
    ),
}
