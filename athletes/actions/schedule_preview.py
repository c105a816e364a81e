"""What a coach's change of many days would do, before anybody carries it out."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from django.utils.translation import gettext as _

from athletes.models import Plan, PlanPhase, ScheduleChange
from athletes.queries.plan_schedule import get_plan_schedule
from programs.engine.errors import TrainingError
from programs.engine.planning.compressing import compress
from programs.engine.planning.preview import Preview, preview
from programs.engine.planning.repeating import repeat
from programs.engine.planning.schedule import Schedule, ScheduledSession, ScheduledWeek
from programs.engine.planning.shifting import shift
from programs.engine.timeline import local_date

Kind = ScheduleChange.Kind


class NothingToChange(TrainingError):
    """A change that moves no day."""

    def __init__(self) -> None:
        super().__init__(_("Nothing would change: choose another day, or more days."))


class IntoThePast(TrainingError):
    """A session would move onto a day that is over."""

    def __init__(self, to_on: date) -> None:
        super().__init__(
            _("A session would move to %(on)s, which is over: move by fewer days.")
            % {"on": to_on.isoformat()}
        )


class NoSessionsLeft(TrainingError):
    """The running phase has no sessions on days."""

    def __init__(self) -> None:
        super().__init__(_("The running phase has no sessions: there is nothing to move."))


@dataclass(frozen=True, slots=True)
class DaysChange:
    """What the coach wants. ``from_on``: where the shift or absence begins, a day of the week to
    repeat, or the day by which the phase is to end. ``to_on`` of an absence only, both inside it.
    """

    kind: str
    from_on: date
    days: int = 0
    to_on: date | None = None
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChangePreview:
    """The change with its effects; ``mark`` tells them from other effects of the same change."""

    change: DaysChange
    preview: Preview
    phase: PlanPhase
    mark: str

    @property
    def words(self) -> tuple[str, ...]:
        """What would happen, a sentence each."""
        return self.preview.words


def preview_change(*, plan: Plan, change: DaysChange, now: datetime) -> ChangePreview:
    """Return what the change would do to the running phase. 5 queries.

    Raises NothingToChange, IntoThePast, NoSessionsLeft, DaysTaken, TooTight and NoSuchWeek.
    """
    today = local_date(now, zone=plan.time_zone)
    phases = PlanPhase.objects.select_related("plan__program_version")
    phase = phases.get(plan=plan, seq=plan.phase_seq)
    schedule = get_plan_schedule(plan=plan, phase=phase, today=today)
    if schedule is None:
        raise NoSessionsLeft
    found = _previewed(schedule, change=change, today=today)
    if found.before == found.after:
        raise NothingToChange
    _check_past(found, today=today)
    return ChangePreview(change, found, phase, mark=_mark(found))


def _previewed(schedule: Schedule, *, change: DaysChange, today: date) -> Preview:
    if change.kind == Kind.SHIFT:
        return shift(schedule, from_on=max(change.from_on, today), days=change.days)
    if change.kind == Kind.COMPRESS:
        return compress(schedule, end_on=change.from_on, today=today)
    if change.kind == Kind.REPEAT:
        return repeat(schedule, week_on=change.from_on)
    return _excused(schedule, change=change)


def _excused(schedule: Schedule, *, change: DaysChange) -> Preview:
    """Preview the sessions of these days as owed no more."""
    weeks = tuple(_week_excused(week, change=change) for week in schedule.weeks)
    count = sum(_is_in(one, change) for one in schedule.sessions)
    said = "1 session is excused." if count == 1 else f"{count} sessions are excused."
    return preview(before=schedule, after=Schedule(weeks), said=(said,))


def _week_excused(week: ScheduledWeek, *, change: DaysChange) -> ScheduledWeek:
    sessions = (
        replace(one, state="excused") if _is_in(one, change) else one for one in week.sessions
    )
    return replace(week, sessions=tuple(sessions))


def _is_in(one: ScheduledSession, change: DaysChange) -> bool:
    is_owed = one.state in {"pending", "missed"}
    return is_owed and change.from_on <= one.on and (not change.to_on or one.on <= change.to_on)


def _check_past(found: Preview, *, today: date) -> None:
    earliest = min((one.to_on for one in found.effects.moved), default=today)
    if earliest < today:
        raise IntoThePast(earliest)


def _mark(found: Preview) -> str:
    return sha256(repr((found.after, found.words)).encode()).hexdigest()[:32]
