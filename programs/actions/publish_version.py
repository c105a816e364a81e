"""Freeze a draft so that it can be assigned."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.actions.match_names import UnknownExercises, unknown_among
from programs.actions.stale_version import StaleVersion
from programs.actions.unread_cells import refuse_unread
from programs.engine.checks.acknowledging import (
    Acknowledged,
    Reason,
    State,
    acknowledged_to_json,
)
from programs.engine.checks.finding import Finding
from programs.engine.errors import TrainingError
from programs.models import ProgramVersion
from programs.queries.findings import judge_version


class VersionIsPublished(TrainingError):
    """A version that cannot change any more."""

    def __init__(self, version: ProgramVersion) -> None:
        super().__init__(
            _(
                "Version %(number)d of “%(name)s” is published and stays as it is; "
                "start a new draft to change the program."
            )
            % {"number": version.number, "name": version.template.name}
        )


class ErrorsBlock(TrainingError):
    """A program that breaks rules which no reason excuses; ``findings`` are those breaches."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(
            ngettext(
                "%(count)d error keeps this version from being published (%(rules)s): "
                "mend it in the grid.",
                "%(count)d errors keep this version from being published (%(rules)s): "
                "mend them in the grid.",
                len(findings),
            )
            % {"count": len(findings), "rules": _rules(findings)}
        )


class FindingsWait(TrainingError):
    """Findings that nobody has given a reason for; ``findings`` are those."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(
            ngettext(
                "%(count)d finding waits for your reason (%(rules)s): "
                "acknowledge it, or mend it in the grid.",
                "%(count)d findings wait for your reason (%(rules)s): "
                "acknowledge them, or mend them in the grid.",
                len(findings),
            )
            % {"count": len(findings), "rules": _rules(findings)}
        )


def publish_version(
    *,
    version: ProgramVersion,
    by: Any,
    now: datetime,
    reasons: Sequence[Reason] = (),
    notes: str = "",
    expected_version: int | None = None,
) -> ProgramVersion:
    """Return the version, published: its content never changes again.

    ``reasons`` are why the coach stands by findings; they are kept with the version.
    ``expected_version`` is the row's ``version`` when they were read, None to take it as it is.
    Raises VersionIsPublished (also for the second of two clicks), StaleVersion, UnknownExercises,
    CellsUnread, ErrorsBlock, FindingsWait, AnchorRunsAway; DoesNotExist for who may not edit it.
    """
    with transaction.atomic():
        draft = locked_version(version=version, by=by)
        if draft.is_published:
            raise VersionIsPublished(draft)
        if expected_version not in {None, draft.version}:
            raise StaleVersion(draft)
        exercises = {row.name: row.exercise for row in draft.exercises.select_related("exercise")}
        unknown = unknown_among(exercises=exercises, organization=draft.organization)
        if unknown:
            raise UnknownExercises(unknown)
        refuse_unread(draft)
        acknowledged = _acknowledged(draft, reasons)
        _freeze(draft, by=by, now=now, acknowledged=acknowledged, notes=notes)
    return draft


def locked_version(*, version: ProgramVersion, by: Any) -> ProgramVersion:
    """Return the row as it is now, locked, if the person may edit it; one query."""
    found: ProgramVersion = (
        ProgramVersion.objects.editable_by(by)
        .select_related("template", "organization")
        .select_for_update(of=("self",))
        .get(pk=version.pk)
    )
    return found


def _acknowledged(draft: ProgramVersion, reasons: Sequence[Reason]) -> tuple[Acknowledged, ...]:
    judged = judge_version(draft, reasons=reasons)
    for state, refusal in ((State.BLOCKING, ErrorsBlock), (State.WAITING, FindingsWait)):
        found = [one.finding for one in judged if one.state is state]
        if found:
            raise refusal(found)
    return tuple(one.kept for one in judged if one.kept)


def _freeze(
    version: ProgramVersion,
    *,
    by: Any,
    now: datetime,
    acknowledged: Sequence[Acknowledged],
    notes: str,
) -> None:
    version.status = ProgramVersion.Status.PUBLISHED
    version.published_by = by
    version.published_at = now
    version.acknowledged = acknowledged_to_json(acknowledged)
    version.notes = notes
    version.version += 1
    version.save(
        update_fields=[
            "status",
            "published_by",
            "published_at",
            "acknowledged",
            "notes",
            "version",
        ]
    )


def _rules(findings: Sequence[Finding]) -> str:
    return ", ".join(dict.fromkeys(finding.rule for finding in findings))
