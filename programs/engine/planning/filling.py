"""How many phases go into a run of free weeks, and how long each is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from programs.engine.goals import Goal
from programs.engine.planning.wishes import Length
from programs.engine.tables import phase_rules

OTHER: Mapping[Goal, Goal] = {
    Goal.HYPERTROPHY: Goal.STRENGTH,
    Goal.STRENGTH: Goal.HYPERTROPHY,
}


@dataclass(frozen=True, slots=True)
class Filling:
    """Phases for a run of weeks: (goal, loading weeks) in order, and ``easy_weeks``.

    Easy weeks come last, before a peak first.

    Every phase is followed by its light week, and by its test week in a year with tests, except
    the last one where it says otherwise.
    """

    phases: tuple[tuple[Goal, int], ...] = ()
    easy_weeks: int = 0
    last_has_deload: bool = True
    last_has_test: bool = True


@dataclass(frozen=True, slots=True)
class Space:
    """A run of free weeks and what stands at its ends.

    ``leads_to_peak``: the last phase must be strength and hands its weeks to the peak.
    ``ends_short``: a shortened week follows, which is a light week anyway.
    """

    weeks: int
    next_goal: Goal
    lengths: Mapping[Goal, Length]
    has_tests: bool
    peaking_weeks: int = 0
    ends_short: bool = False

    @property
    def leads_to_peak(self) -> bool:
        return self.peaking_weeks > 0


def most_loading_weeks() -> int:
    """Return how many loading weeks may follow each other without a light one. M04."""
    return int(phase_rules()["M04"].upper or 0)


def longest_before_peak(length: Length, *, peaking_weeks: int) -> Length:
    """Return the bounds of a phase that goes on into a peak without a light week. M04."""
    most = max(length.fewest, min(length.most, most_loading_weeks() - peaking_weeks))
    return Length(fewest=length.fewest, usual=min(length.usual, most), most=most)


def fill(space: Space) -> Filling | None:
    """Return the phases for the space, or None where a peak has no room for strength before it.

    The fewest easy weeks win, then tests kept, then goals that alternate, then lengths nearest
    the usual ones, then fewer phases.
    """
    found = [(cost, filling) for cost, filling in _candidates(space)]
    if not found:
        return None
    return min(found, key=lambda pair: pair[0])[1]


def _candidates(space: Space) -> Iterator[tuple[tuple[int, ...], Filling]]:
    if not space.leads_to_peak:
        cost = (space.weeks + int(space.ends_short), 0, 0, 0, 0)
        yield cost, Filling(easy_weeks=space.weeks)
    shortest = min(length.fewest for length in space.lengths.values())
    for count in range(1, space.weeks // shortest + 1):
        goals = _goals(space, count)
        bounds = _bounds(space, goals)
        for has_deload, has_test in _endings(space):
            loading = space.weeks - _light_weeks(space, count, has_deload, has_test)
            if sum(one.fewest for one in bounds) > loading:
                continue
            weeks = share_out(loading, bounds)
            easy = loading - sum(weeks)
            if easy and space.ends_short and not has_deload:
                continue
            cost = (
                # A shortened week that ends no phase is an easy week more.
                easy + int(space.ends_short and has_deload),
                int(space.has_tests and has_deload and not has_test),
                int(goals[0] is not space.next_goal),
                sum(abs(n - one.usual) for n, one in zip(weeks, bounds, strict=True)),
                count,
            )
            yield cost, Filling(tuple(zip(goals, weeks, strict=True)), easy, has_deload, has_test)


def share_out(weeks: int, bounds: Sequence[Length]) -> tuple[int, ...]:
    """Return the length of each phase: the fewest, then week by week to the one furthest short.

    Furthest short of its usual length; the earliest of equals. What exceeds the most is left over.
    """
    given = [one.fewest for one in bounds]
    for _ in range(weeks - sum(given)):
        open_places = [place for place, one in enumerate(bounds) if given[place] < one.most]
        if not open_places:
            break
        place = max(open_places, key=lambda one: bounds[one].usual - given[one])
        given[place] += 1
    return tuple(given)


def _goals(space: Space, count: int) -> tuple[Goal, ...]:
    """Alternate from the goal whose turn it is; before a peak, backward from strength."""
    first = space.next_goal
    if space.leads_to_peak:
        first = Goal.STRENGTH if count % 2 else Goal.HYPERTROPHY
    return tuple(first if place % 2 == 0 else OTHER[first] for place in range(count))


def _bounds(space: Space, goals: tuple[Goal, ...]) -> list[Length]:
    bounds = [space.lengths[goal] for goal in goals]
    if space.leads_to_peak:
        bounds[-1] = longest_before_peak(bounds[-1], peaking_weeks=space.peaking_weeks)
    return bounds


def _endings(space: Space) -> tuple[tuple[bool, bool], ...]:
    """Return what may follow the last phase: its light week, its test week."""
    if space.leads_to_peak:
        return ((False, False),)
    own = ((True, True), (True, False)) if space.has_tests else ((True, False),)
    return (*own, (False, False)) if space.ends_short else own


def _light_weeks(space: Space, count: int, has_deload: bool, has_test: bool) -> int:
    between = (count - 1) * (2 if space.has_tests else 1)
    return between + int(has_deload) + int(has_test)
