"""What a coach asks of a year: how long phases may last, what is in the way, what to peak for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from programs.engine.errors import TrainingError
from programs.engine.goals import Goal
from programs.engine.tables import phase_rules
from programs.engine.timeline import DAYS_A_WEEK, MONDAY, week_of

FEWEST_WEEKS, MOST_WEEKS = 4, 104
# Heuristic: with its light week the phase comes near the reported deload spacing of 5.6 weeks.
USUAL_WEEKS: Mapping[Goal, int] = MappingProxyType({Goal.HYPERTROPHY: 5, Goal.STRENGTH: 4})
# The warning and error bands of a phase's length: H33 and H34, ST38 and ST33.
LENGTH_RULES: Mapping[Goal, tuple[str, str]] = MappingProxyType(
    {Goal.HYPERTROPHY: ("H33", "H34"), Goal.STRENGTH: ("ST38", "ST33")}
)


class WishesInvalid(TrainingError):
    """Wishes that make no year; ``field`` names the one to change, ``goal`` whose length it is."""

    def __init__(self, field: str, sentence: str, *, goal: Goal | None = None) -> None:
        super().__init__(sentence)
        self.field, self.goal = field, goal


@dataclass(frozen=True, slots=True)
class Length:
    """How many weeks a phase may load: fewest and most, both included, and what is usual."""

    fewest: int
    usual: int
    most: int


@dataclass(frozen=True, slots=True)
class Blackout:
    """Days on which no session is possible, both ends included."""

    from_on: date
    to_on: date
    why: str = "holiday"


def usual_lengths() -> Mapping[Goal, Length]:
    """Return the bounds of both loading phases as the rule table warns of them. H33, ST38."""
    rules = phase_rules()
    return MappingProxyType(
        {
            goal: Length(
                fewest=int(rules[warning].lower or 0),
                usual=USUAL_WEEKS[goal],
                most=int(rules[warning].upper or 0),
            )
            for goal, (warning, _) in LENGTH_RULES.items()
        }
    )


@dataclass(frozen=True, slots=True)
class YearWishes:
    """What a year is planned from. The first week begins on or after ``start_on``.

    ``events`` are days to peak for: competitions or tests of the maximum. ``week_start`` counts
    from Monday = 0. ``has_tests`` puts a test week after every light week.
    """

    start_on: date
    weeks: int = 52
    first_goal: Goal = Goal.HYPERTROPHY
    week_start: int = MONDAY
    lengths: Mapping[Goal, Length] = field(default_factory=usual_lengths)
    has_tests: bool = False
    blackouts: tuple[Blackout, ...] = ()
    events: tuple[date, ...] = ()
    peaking_weeks: int = 2

    @property
    def first_on(self) -> date:
        """The first day of the first week."""
        return week_of(self.start_on + timedelta(days=DAYS_A_WEEK - 1), week_start=self.week_start)

    @property
    def last_on(self) -> date:
        """The last day of the last week."""
        return self.first_on + timedelta(days=self.weeks * DAYS_A_WEEK - 1)


def check_wishes(wishes: YearWishes) -> None:
    """Raise ``WishesInvalid`` for wishes that no year can fulfil."""
    for name, is_bad, sentence in _faults(wishes):
        if is_bad:
            raise WishesInvalid(name, sentence)
    for goal in LENGTH_RULES:
        _check_length(goal, wishes.lengths.get(goal))
    if wishes.events:
        _check_peak(wishes)
    for blackout in wishes.blackouts:
        if blackout.to_on < blackout.from_on:
            sentence = (
                f"The {blackout.why} ends on {blackout.to_on.isoformat()} before it begins on "
                f"{blackout.from_on.isoformat()}: swap the days."
            )
            raise WishesInvalid("blackouts", sentence)


def peaking_weeks() -> tuple[int, int]:
    """Return the fewest and most weeks of a peak. P01."""
    row = phase_rules()["P01"]
    return int(row.lower or 0), int(row.upper or 0)


def _check_peak(wishes: YearWishes) -> None:
    most = int(phase_rules()["M04"].upper or 0)
    if wishes.lengths[Goal.STRENGTH].fewest + wishes.peaking_weeks > most:
        sentence = (
            f"Strength and the peak after it may load {most} weeks together: peak for fewer weeks, "
            "or let strength be shorter."
        )
        raise WishesInvalid("peaking_weeks", sentence)


def _faults(wishes: YearWishes) -> tuple[tuple[str, bool, str], ...]:
    least, most = peaking_weeks()
    return (
        (
            "first_goal",
            wishes.first_goal not in LENGTH_RULES,
            "Begin with hypertrophy or with strength.",
        ),
        (
            "weeks",
            not FEWEST_WEEKS <= wishes.weeks <= MOST_WEEKS,
            f"Plan {FEWEST_WEEKS} to {MOST_WEEKS} weeks.",
        ),
        (
            "week_start",
            not 0 <= wishes.week_start < DAYS_A_WEEK,
            "Choose the day that weeks begin on, from Monday to Sunday.",
        ),
        (
            "peaking_weeks",
            not least <= wishes.peaking_weeks <= most,
            f"Peak for {least} to {most} weeks.",
        ),
    )


def _check_length(goal: Goal, length: Length | None) -> None:
    warning, error = (phase_rules()[key] for key in LENGTH_RULES[goal])
    # M04 allows no more loading weeks in a row than the warning band's upper end.
    low, high = int(error.lower or 0), int(warning.upper or 0)
    if length is None or not low <= length.fewest <= length.usual <= length.most <= high:
        sentence = (
            f"Let a {goal} phase last {low} to {high} weeks, the usual number between the fewest "
            "and the most."
        )
        raise WishesInvalid("lengths", sentence, goal=goal)
