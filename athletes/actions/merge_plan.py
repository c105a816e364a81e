"""Bring a running plan to another version of its program."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from athletes.actions.assign_program import VersionNotPublished
from athletes.actions.keep_own_program import keep_own_program
from athletes.actions.set_anchor import PlanIsOver
from athletes.actions.sync_rev import advance_rev
from athletes.actions.tweak_plan import PlanChangedMeanwhile
from athletes.models import Plan, PlanDelta
from athletes.queries.merged_program import Choices, merged_plans
from programs.engine.errors import TrainingError
from programs.models import ProgramVersion


class OtherProgram(TrainingError):
    """A version of a program that the athlete doesn't follow."""

    def __init__(self) -> None:
        super().__init__(
            _("This athlete follows another program: assign the version instead of merging it.")
        )


class CannotMerge(TrainingError):
    """A version that doesn't fit what the athlete has trained."""


def merge_plan(
    *,
    plan: Plan,
    version: ProgramVersion,
    choices: Choices,
    expected_version: int,
    by: Any,
    now: datetime,
) -> PlanDelta:
    """Let the plan follow the version from the sessions to come on; return what is kept of it.

    Days behind the athlete and the coach's own changes stay; ``choices`` decide where those and
    the version disagree. ``expected_version`` is the plan's when it was shown. Raises
    VersionNotPublished, PlanIsOver, PlanChangedMeanwhile, OtherProgram, CannotMerge and
    NothingChanges.
    """
    if not version.is_published:
        raise VersionNotPublished(version)
    with transaction.atomic():
        advance_rev(plan.athlete)
        rows = Plan.objects.select_related("program_version", "athlete")
        held = rows.select_for_update(of=("self",)).get(pk=plan.pk)
        if not held.is_running:
            raise PlanIsOver
        if held.version != expected_version:
            raise PlanChangedMeanwhile
        if held.program_version.template_id != version.template_id:
            raise OtherProgram
        (merged,) = merged_plans(plans=[held], version=version, now=now, choices={held.pk: choices})
        if merged.program is None:
            raise CannotMerge(merged.refusal)
        return keep_own_program(
            plan=held,
            program=merged.program,
            version=version,
            kind=PlanDelta.Kind.MERGE,
            reason=str(version),
            by=by,
            now=now,
        )
