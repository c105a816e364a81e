"""A planned year as the page draws it: bars, months and marks on one scale of days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

from programs.engine.planning.year import PlannedPhase, YearPlan
from programs.engine.timeline import DAYS_A_WEEK

NARROW_WEEKS, NARROW_DAYS = 3, 10


@dataclass(frozen=True, slots=True)
class YearBar:
    """One phase on the board; ``left`` and ``width`` are percents of its width."""

    phase: PlannedPhase
    look: str
    left: str
    width: str
    is_narrow: bool
    is_changed: bool


@dataclass(frozen=True, slots=True)
class YearMark:
    """Something on the board's scale: a month, a tenth week, an event, days without sessions."""

    label: str
    left: str
    width: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class YearBoard:
    """A year on one scale of days. ``before`` is what it was where a change is tried."""

    bars: tuple[YearBar, ...]
    before: tuple[YearBar, ...]
    months: tuple[YearMark, ...]
    weeks: tuple[YearMark, ...]
    events: tuple[YearMark, ...]
    blackouts: tuple[YearMark, ...]
    today_left: str | None
    first_on: date
    last_on: date
    week_count: int


def year_board(year: YearPlan, *, before: YearPlan | None = None, today: date) -> YearBoard:
    """Return the year as a board, on the scale of the longer of both. No query."""
    scale = _Scale.of(year, *([before] if before else []))
    old = {phase.key: phase for phase in before.phases} if before else None
    wishes = year.wishes
    is_within = scale.first_on <= today < scale.until
    return YearBoard(
        bars=tuple(_bars(year, scale, old=old)),
        before=tuple(_bars(before, scale, old=None)) if before else (),
        months=tuple(_months(scale)),
        weeks=tuple(_weeks(scale)),
        events=tuple(scale.mark("", on, on) for on in wishes.events),
        blackouts=tuple(
            scale.mark(one.why, one.from_on, one.to_on)
            for one in wishes.blackouts
            if one.to_on >= scale.first_on and one.from_on < scale.until
        ),
        today_left=scale.left(today) if is_within else None,
        first_on=year.phases[0].starts_on,
        last_on=year.phases[-1].ends_on,
        week_count=sum(phase.weeks for phase in year.phases),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """The days that the board shows, ``until`` not included."""

    first_on: date
    until: date

    @classmethod
    def of(cls, *years: YearPlan) -> "_Scale":
        day = timedelta(days=1)
        return cls(
            min(year.phases[0].starts_on for year in years),
            max(year.phases[-1].ends_on for year in years) + day,
        )

    def left(self, on: date) -> str:
        return self._percent((on - self.first_on).days)

    def mark(self, label: str, first_on: date, last_on: date) -> YearMark:
        """Return a mark cut to the board."""
        first = max(first_on, self.first_on)
        until = min(last_on + timedelta(days=1), self.until)
        width = self._percent(max((until - first).days, 0))
        return YearMark(label, self.left(first), width, first_on, last_on)

    def _percent(self, days: int) -> str:
        return f"{100 * days / (self.until - self.first_on).days:.3f}"


def _bars(
    year: YearPlan, scale: _Scale, *, old: Mapping[str, PlannedPhase] | None
) -> Iterator[YearBar]:
    for phase in year.phases:
        place = scale.mark(phase.name, phase.starts_on, phase.ends_on)
        was = old.get(phase.key) if old is not None else phase
        yield YearBar(
            phase=phase,
            look="pause" if phase.is_pause else phase.goal.value,
            left=place.left,
            width=place.width,
            is_narrow=phase.weeks < NARROW_WEEKS,
            is_changed=was is None or (was.starts_on, was.weeks) != (phase.starts_on, phase.weeks),
        )


def _months(scale: _Scale) -> Iterator[YearMark]:
    on = scale.first_on
    while on < scale.until:
        following = (on.replace(day=1) + timedelta(days=32)).replace(day=1)
        until = min(following, scale.until)
        label = date_format(on, "M") if (until - on).days >= NARROW_DAYS else ""
        yield scale.mark(label, on, until - timedelta(days=1))
        on = following


def _weeks(scale: _Scale) -> Iterator[YearMark]:
    weeks = (scale.until - scale.first_on).days // DAYS_A_WEEK
    for week in range(weeks):
        first_on = scale.first_on + timedelta(weeks=week)
        yield scale.mark(str(week + 1), first_on, first_on + timedelta(days=DAYS_A_WEEK - 1))
