"""Change one athlete's session, or the same day from there on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from athletes.actions.keep_own_program import keep_own_program
from athletes.actions.set_anchor import PlanIsOver, ReasonMissing
from athletes.actions.swap_exercise import ExerciseUnknown
from athletes.actions.sync_rev import advance_rev
from athletes.models import Plan, PlanDelta, PlannedSession
from athletes.queries.named_exercises import find_exercises
from athletes.queries.own_program import own_program
from athletes.queries.trained_days import is_to_come, place_in_program, trained_places
from programs.engine.building.slot_edits import SlotEdit, edit_slots
from programs.engine.errors import TrainingError
from programs.engine.program import Program
from programs.engine.versions.compare import compare
from programs.engine.versions.trained import same_day_later
from programs.engine.versions.words import diff_lines


class SessionBegun(TrainingError):
    """A session that was begun, or whose day is over."""

    def __init__(self) -> None:
        super().__init__(
            _("This session is begun or over and stays as it is: choose one that is to come.")
        )


class TrainedBefore(TrainingError):
    """A session made from a week that the athlete has trained, which would change with it."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This session repeats one that is trained already, and both follow one page of "
                "the program: exchange exercises on the day itself, or set a training number."
            )
        )


class PlanChangedMeanwhile(TrainingError):
    """Somebody else changed the plan since it was shown."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else changed this plan meanwhile: see what it says now, then try again.")
        )


@dataclass(frozen=True, slots=True)
class Tweak:
    """A change not made yet: the program after it, and a line for each change."""

    program: Program
    words: tuple[str, ...]


def preview_tweak(
    *,
    plan: Plan,
    session: PlannedSession,
    edits: Sequence[SlotEdit],
    from_here: bool,
    now: datetime,
) -> Tweak:
    """Return what the edits would make of the plan's program.

    ``from_here`` makes them on the same day of the phase's later weeks, too, light weeks left
    out. ``plan`` comes with ``program_version`` and ``athlete`` selected. 2 queries, 3 where an
    exercise is named. Raises SessionBegun, TrainedBefore, ExerciseUnknown and the errors of
    ``edit_slots``.
    """
    sessions = {
        one.pk: one
        for one in PlannedSession.objects.filter(plan=plan).select_related("log", "phase")
    }
    own = sessions[session.pk]
    program = own_program(plan)
    place = place_in_program(own, program=program)
    if place is None or not is_to_come(own, plan=plan, now=now):
        raise SessionBegun
    trained = trained_places(sessions.values(), plan=plan, program=program, now=now)
    if place in trained:
        raise TrainedBefore
    _check_exercises(plan, edits=edits)
    later = same_day_later(program, place) if from_here else ()
    places = [place, *(one for one in later if one not in trained)]
    changed = edit_slots(program, places=places, edits=edits)
    return Tweak(changed, diff_lines(compare(program, changed), base=program))


def tweak_plan(
    *,
    plan: Plan,
    session: PlannedSession,
    edits: Sequence[SlotEdit],
    from_here: bool,
    reason: str,
    expected_version: int,
    by: Any,
    now: datetime,
) -> PlanDelta:
    """Make the edits for this athlete only and return what is kept of them.

    ``expected_version`` is the plan's when its page was made. Raises ReasonMissing, PlanIsOver,
    PlanChangedMeanwhile, NothingChanges and what ``preview_tweak`` raises.
    """
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        advance_rev(plan.athlete)
        rows = Plan.objects.select_related("program_version", "athlete")
        held = rows.select_for_update(of=("self",)).get(pk=plan.pk)
        if not held.is_running:
            raise PlanIsOver
        if held.version != expected_version:
            raise PlanChangedMeanwhile
        tweak = preview_tweak(plan=held, session=session, edits=edits, from_here=from_here, now=now)
        return keep_own_program(
            plan=held,
            program=tweak.program,
            version=held.program_version,
            kind=PlanDelta.Kind.TWEAK,
            reason=reason.strip(),
            by=by,
            now=now,
        )


def _check_exercises(plan: Plan, *, edits: Sequence[SlotEdit]) -> None:
    names = {edit.exercise for edit in edits if edit.exercise}
    if len(find_exercises(plan.athlete, names=names)) < len(names):
        raise ExerciseUnknown
