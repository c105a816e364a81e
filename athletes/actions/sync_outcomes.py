"""What becomes of operations that don't simply apply, in words for the athlete."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from athletes.actions.check_in import check_feeling
from athletes.actions.check_instant import CLOCKS_DIFFER, EARLIEST_YEAR, InstantImplausible
from athletes.actions.check_set import check_effort, check_set
from athletes.actions.finish_sessions import check_body_weight, check_readiness
from athletes.actions.log_sets import ExerciseMissing
from athletes.actions.write_comment import checked_text
from athletes.sync.merge import Registers, newer
from athletes.sync.operation import APPLIED, SUPERSEDED, Entity, Kind, Operation, Outcome, Status
from programs.engine.errors import TrainingError

WORD_STARTS = re.compile(r"(?<=[a-z])(?=[A-Z])")
INSTANTS = ("performed_at", "started_at", "completed_at")
WAITS_FOR_SET = "waits_for_set"


def code_of(error: type[TrainingError]) -> str:
    """Return the error's name as an answer gives it: "negative_reps"."""
    return WORD_STARTS.sub("_", error.__name__).lower()


def refused(error: TrainingError) -> Outcome:
    """Return the refusal of one operation, the error's name as its code."""
    return Outcome(Status.REFUSED, code=code_of(type(error)), message=str(error))


def kept_beside_plan() -> Outcome:
    """Return what is said of a set whose place in the plan is gone."""
    words = _("The plan has changed since: this set is kept as an extra of its day.")
    return Outcome(Status.PARKED, code="place_gone", message=words)


def session_gone() -> Outcome:
    """Return what is said of an entry about a session that is gone."""
    words = _("This session isn't in your plan any more: the entry is kept here.")
    return Outcome(Status.PARKED, code="session_gone", message=words)


def comment_place_gone() -> Outcome:
    """Return what is said of a comment whose set, session or phase is gone."""
    words = _("What this comment is about isn't in your plan any more: it is kept here.")
    return Outcome(Status.PARKED, code="comment_place_gone", message=words)


def waits_for_set() -> Outcome:
    """Return what is said of a change whose set hasn't arrived."""
    words = _("The set that this changes hasn't arrived yet: it follows by itself.")
    return Outcome(Status.PARKED, code=WAITS_FOR_SET, message=words)


def merged_outcome(state: Registers, op: Operation) -> Outcome:
    """Tell whether any value of the operation is said later than what stands."""
    return APPLIED if newer(state, op.change) else SUPERSEDED


def possible(op: Operation, *, now: datetime) -> Operation:
    """Return the operation with its instants not ahead: a phone whose clock is did it by now."""
    moments = {
        name: now
        for name in INSTANTS
        if (said := op.values.get(name)) is not None and said > now + CLOCKS_DIFFER
    }
    return replace(op, values={**op.values, **moments}) if moments else op


def check_operation(op: Operation, *, now: datetime) -> None:
    """Raise what a form would say of the same values; each value is judged for itself."""
    said = op.values
    if op.entity == Entity.SET and op.kind in (Kind.PUT, Kind.PATCH):
        reps, load_kg, rpe = said.get("reps", 0), said.get("load_kg"), said.get("rpe")
        check_set(reps=reps, load_kg=load_kg, rpe=rpe)
    check_effort(said.get("session_rpe"))
    for feeling in ("sleep", "soreness"):
        check_feeling(feeling, said.get(feeling))
    check_readiness(said.get("readiness"))
    check_body_weight(said.get("body_weight_kg"))
    _check_years(said.get(name) for name in INSTANTS)
    if op.entity == Entity.CHECK_IN:
        _check_years([op.key])
        if op.key > (now + CLOCKS_DIFFER).date():
            raise InstantImplausible
    if op.entity == Entity.COMMENT:
        checked_text(said["text"])
    is_beyond_plan = op.entity == Entity.SET and op.place.get("planned_group") is None
    if is_beyond_plan and op.kind == Kind.PUT and not said["exercise_name"]:
        raise ExerciseMissing


def _check_years(moments: Iterable[object]) -> None:
    if any(getattr(moment, "year", EARLIEST_YEAR) < EARLIEST_YEAR for moment in moments):
        raise InstantImplausible
