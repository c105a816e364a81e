"""Give a published version to athletes: their plans, and the first phase's sessions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from athletes.actions.bulk_rows import insert_rows
from athletes.actions.check_instant import check_start
from athletes.actions.materialize_phases import materialize_phases
from athletes.actions.opening_values import Given, OpeningValue, opening_values
from athletes.actions.planned_rows import sessions_per_week
from athletes.models import AnchorValue, Athlete, Plan, PlanPhase
from programs.engine.errors import TrainingError
from programs.engine.phases.ending import asks_on
from programs.engine.program import Program
from programs.engine.timeline import (
    DAYS_A_WEEK,
    TABLE_VERSION,
    due_at,
    last_day,
    local_date,
    weekdays_for,
)
from programs.models import ProgramVersion
from programs.queries.program_of import program_of

DAYS_BACK = 28
NAMES_SHOWN = 5

Weekdays = Mapping[int, Sequence[int]]

PLAN_FIELDS = (
    "organization", "athlete", "program_version", "starts_on", "weekdays", "roll_mode",
    "asks_before_advancing", "confirms_after_h", "time_zone", "zone_table", "due_at",
    "assigned_by", "assigned_at",
)  # fmt: skip
PHASE_FIELDS = (
    "organization", "athlete", "plan", "seq", "mesocycle", "name", "goal", "starts_on", "ends_on",
    "ends", "first_ordinal",
)  # fmt: skip
ANCHOR_FIELDS = (
    "organization", "athlete", "plan", "name", "exercise", "value", "source", "reason", "set_at",
    "set_by",
)  # fmt: skip


class VersionNotPublished(TrainingError):
    """A draft was to be assigned."""

    field = "version"

    def __init__(self, version: ProgramVersion) -> None:
        super().__init__(
            _("%(version)s is a draft: publish it first, then assign it.") % {"version": version}
        )


class AlreadyOnAPlan(TrainingError):
    """Athletes who have a running plan."""

    field = "athletes"

    def __init__(self, athletes: Sequence[Athlete]) -> None:
        super().__init__(
            ngettext(
                "%(names)s follows a plan already: end the running plan first, or leave this "
                "athlete out.",
                "%(names)s follow a plan already: end the running plan first, or leave these "
                "athletes out.",
                len(athletes),
            )
            % {"names": _named(athletes)}
        )
        self.athletes = tuple(athletes)


class AthletesArchived(TrainingError):
    """Athletes who left the roster."""

    field = "athletes"

    def __init__(self, athletes: Sequence[Athlete]) -> None:
        super().__init__(
            ngettext(
                "%(names)s is archived: put them back on the roster first, or leave them out.",
                "%(names)s are archived: put them back on the roster first, or leave them out.",
                len(athletes),
            )
            % {"names": _named(athletes)}
        )


class StartTooEarly(TrainingError):
    """A first day too far in the past."""

    field = "starts_on"

    def __init__(self, *, starts_on: date, earliest_on: date) -> None:
        super().__init__(
            ngettext(
                "%(day)s is more than %(count)d day ago: choose %(earliest)s or later.",
                "%(day)s is more than %(count)d days ago: choose %(earliest)s or later.",
                DAYS_BACK,
            )
            % {
                "day": starts_on.isoformat(),
                "count": DAYS_BACK,
                "earliest": earliest_on.isoformat(),
            }
        )


class WeekdaysMismatch(TrainingError):
    """Training days that don't fit the sessions a week."""

    field = "weekdays"

    def __init__(self, *, sessions: int) -> None:
        super().__init__(
            ngettext(
                "A week of %(count)d session needs %(count)d training day: choose %(count)d.",
                "A week of %(count)d sessions needs %(count)d different training days: "
                "choose %(count)d.",
                sessions,
            )
            % {"count": sessions}
        )
        self.sessions = sessions


def assign_program(
    *,
    version: ProgramVersion,
    athletes: Iterable[Athlete],
    starts_on: date,
    by: Any,
    now: datetime,
    weekdays: Weekdays | None = None,
    anchors: Given | None = None,
    roll_mode: str = Plan.RollMode.ADHERENCE,
    asks_before_advancing: bool = False,
    confirms_after_h: int | None = None,
) -> list[Plan]:
    """Start the version for each athlete and return the plans, in order of the athletes' keys.

    ``weekdays`` are the training days, Monday = 0, for each number of sessions a week; those not
    named are as usual. ``anchors`` are the athletes' numbers by primary key, None for unknown.
    ``confirms_after_h`` as on ``Plan``. All or nothing. 21 queries up to 50 athletes, 12 more for
    each 50 beyond. Raises VersionNotPublished, AthletesArchived, AlreadyOnAPlan, StartTooEarly,
    StartTooFarAhead, WeekdaysMismatch and AnchorInvalid.
    """
    chosen = sorted({athlete.pk: athlete for athlete in athletes}.values(), key=lambda one: one.pk)
    if not version.is_published:
        raise VersionNotPublished(version)
    archived = [athlete for athlete in chosen if athlete.is_archived]
    if archived:
        raise AthletesArchived(archived)
    check_start(starts_on, now=now)
    check_not_early(starts_on, athletes=chosen, now=now)
    program = program_of(version)
    days = training_days(program, chosen=weekdays or {})
    _check_free(chosen)
    openings = opening_values(version=version, athletes=chosen, given=anchors or {}, now=now)
    settings = (days, roll_mode, asks_before_advancing, confirms_after_h)
    try:
        with transaction.atomic():
            keys = _insert_plans(
                version, program, chosen, starts_on=starts_on, settings=settings, by=by, now=now
            )
            phases = _insert_phases(program, chosen, keys=keys, starts_on=starts_on)
            _insert_openings(chosen, keys=keys, openings=openings, by=by, now=now)
            materialize_phases(phases=phases, now=now)
    except IntegrityError as error:
        # Somebody else assigned a plan between the check and here.
        _check_free(chosen)
        raise error
    return list(Plan.objects.filter(pk__in=keys.values()).order_by("athlete_id"))


def training_days(program: Program, *, chosen: Weekdays) -> dict[str, list[int]]:
    """Return the training days for each number of sessions a week that the program has.

    Raises WeekdaysMismatch. Decision 20.
    """
    days = {}
    for count in sessions_per_week(program):
        weekdays = sorted(set(chosen[count])) if chosen.get(count) else list(weekdays_for(count))
        if len(weekdays) != count or not set(weekdays) <= set(range(DAYS_A_WEEK)):
            raise WeekdaysMismatch(sessions=count)
        days[str(count)] = weekdays
    return days


def check_not_early(starts_on: date, *, athletes: Sequence[Athlete], now: datetime) -> None:
    """Raise StartTooEarly for a first day more than 28 days ago where any athlete is."""
    for zone in {athlete.time_zone for athlete in athletes}:
        earliest_on = local_date(now, zone=zone) - timedelta(days=DAYS_BACK)
        if starts_on < earliest_on:
            raise StartTooEarly(starts_on=starts_on, earliest_on=earliest_on)


def _named(athletes: Sequence[Athlete]) -> str:
    names = ", ".join(athlete.name for athlete in athletes[:NAMES_SHOWN])
    more = len(athletes) - NAMES_SHOWN
    if more <= 0:
        return names
    return ngettext("%(names)s and %(more)d more", "%(names)s and %(more)d more", more) % {
        "names": names,
        "more": more,
    }


def _check_free(athletes: Sequence[Athlete]) -> None:
    running = Plan.objects.running().filter(athlete__in=athletes)
    busy = set(running.values_list("athlete_id", flat=True))
    if busy:
        raise AlreadyOnAPlan([athlete for athlete in athletes if athlete.pk in busy])


def _insert_plans(
    version: ProgramVersion,
    program: Program,
    athletes: Sequence[Athlete],
    *,
    starts_on: date,
    settings: tuple[dict[str, list[int]], str, bool, int | None],
    by: Any,
    now: datetime,
) -> dict[int, int]:
    """Insert the plans and return their primary keys by athlete."""
    first = program.mesocycles[0]
    ends_on = last_day(start_on=starts_on, weeks=first.week_count)
    asked_on = asks_on(first.ends, starts_on=starts_on, last_on=ends_on, after=starts_on)
    rows = (
        (
            athlete.organization_id,
            athlete.pk,
            version.pk,
            starts_on,
            *settings,
            athlete.time_zone,
            TABLE_VERSION,
            due_at(asked_on, zone=athlete.time_zone),
            by.pk if by else None,
            now,
        )
        for athlete in athletes
    )
    return dict(insert_rows(Plan, rows, fields=PLAN_FIELDS, returning=("athlete", "pk")))


def _insert_phases(
    program: Program, athletes: Sequence[Athlete], *, keys: Mapping[int, int], starts_on: date
) -> list[PlanPhase]:
    first = program.mesocycles[0]
    ends_on = last_day(start_on=starts_on, weeks=first.week_count)
    rows = insert_rows(
        PlanPhase,
        (
            (
                athlete.organization_id,
                athlete.pk,
                keys[athlete.pk],
                1,
                0,
                first.name,
                str(first.goal),
                starts_on,
                ends_on,
                first.ends.upper(),
                1,
            )
            for athlete in athletes
        ),
        fields=PHASE_FIELDS,
        returning=("pk", "plan"),
    )
    return [PlanPhase(pk=key, plan_id=plan_id) for key, plan_id in rows]


def _insert_openings(
    athletes: Sequence[Athlete],
    *,
    keys: Mapping[int, int],
    openings: Mapping[int, Sequence[OpeningValue]],
    by: Any,
    now: datetime,
) -> None:
    insert_rows(
        AnchorValue,
        (
            (
                athlete.organization_id,
                athlete.pk,
                keys[athlete.pk],
                opening.name,
                opening.exercise_id,
                opening.value,
                AnchorValue.Source.INITIAL,
                opening.reason,
                now,
                by.pk if by else None,
            )
            for athlete in athletes
            for opening in openings[athlete.pk]
        ),
        fields=ANCHOR_FIELDS,
    )
