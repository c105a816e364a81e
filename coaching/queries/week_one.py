"""An athlete's first week on a program before it is assigned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from athletes.models import Athlete
from athletes.queries.loads import Loads
from coaching.queries.opening_loads import resolve_for
from programs.engine.program import Program
from programs.engine.resolving.resolve import ResolvedGroup, ResolvedSlot
from programs.engine.timeline import session_dates
from programs.engine.units import plain
from programs.models import ProgramVersion


@dataclass(frozen=True, slots=True)
class FirstSession:
    """One session with a row an exercise: its name and its sets."""

    on: date
    name: str
    rows: tuple[tuple[str, str], ...]


def get_week_one(
    athlete: Athlete,
    *,
    version: ProgramVersion,
    own: Program | None,
    given: Mapping[str, Decimal | None],
    starts_on: date,
    weekdays: Mapping[int, list[int]],
    now: datetime,
) -> tuple[FirstSession, ...]:
    """Return the sessions of the first week with loads that the athlete can make.

    5 queries, 7 with ``own``. Raises AnchorInvalid and AnchorRunsAway.
    """
    resolution = resolve_for(athlete, version=version, own=own, given=given, now=now)
    first = [one for one in resolution.sessions if one.course_index == 0]
    weeks = max((one.week_in_phase for one in first), default=0)
    counts = [sum(one.week_in_phase == week for one in first) for week in range(1, weeks + 1)]
    days = session_dates(
        start_on=starts_on, weekdays=weekdays[max(counts)], sessions_by_week=counts
    )
    loads = Loads.of(athlete)
    return tuple(
        FirstSession(
            on=on,
            name=session.name or _("Day %(number)d") % {"number": session.day},
            rows=tuple((slot.exercise, _sets(slot, loads=loads)) for slot in session.slots),
        )
        for session, on in zip(first, days[0], strict=False)
    )


def _sets(slot: ResolvedSlot, *, loads: Loads) -> str:
    return ", ".join(_group(group, loads=loads) for group in slot.groups)


def _group(group: ResolvedGroup, *, loads: Loads) -> str:
    text = f"{group.sets}x{group.reps.text}"
    if group.load_kg is not None:
        text += f" @{plain(loads.shown(group.load_kg))} {loads.unit}"
    elif group.rpe is not None:
        text += f" @RPE {plain(group.rpe)}"
    return text
