"""Planning a year: hypertrophy and strength in turn around everything that can't be moved.

Whatever the calendar holds is set first; the free weeks between are filled run by run.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from programs.engine.errors import TrainingError
from programs.engine.goals import Goal
from programs.engine.planning.filling import OTHER, Filling, Space, fill
from programs.engine.planning.week_marks import EventMisplaced, Mark, Run, runs, week_first_on
from programs.engine.planning.wishes import YearWishes, check_wishes
from programs.engine.planning.year import PlannedPhase, YearPlan
from programs.engine.tables import phase_rules


class EventTooSoon(EventMisplaced):
    """No strength phase fits before the peak of an event."""

    def __init__(self, *, event: str, weeks: int, needed: int) -> None:
        super().__init__(
            f"Before the peak for the event on {event} {weeks} weeks are free, and strength needs "
            f"{needed}: start earlier, move the event, or shorten the peak.",
            on=date.fromisoformat(event),
        )


class NoPhaseFits(TrainingError):
    """A run of free weeks is too short for any phase and too long for easy weeks."""

    def __init__(self, *, run: Run, wishes: YearWishes, easy: int, most: int) -> None:
        super().__init__(
            f"Of the {run.weeks} weeks from {week_first_on(wishes, run.first).isoformat()} on, "
            f"{easy} would hold no phase, and easy training takes at most {most}: let phases be "
            "shorter or longer, or move what stands around them."
        )


@dataclass(frozen=True, slots=True)
class _Draft:
    """A phase before it has a key and days."""

    goal: Goal
    weeks: int
    why: str
    is_pause: bool = False
    is_fixed: bool = False


def plan_year(wishes: YearWishes) -> YearPlan:
    """Return the year; equal wishes give equal years.

    Goals alternate, each phase lasts as long as its bounds allow (H33, ST38), a light week follows
    it (M03) and, if wished, a test week. A shortened week becomes the light week of the phase that
    it ends, a closed one a pause. Before an event stands strength, then the peak. Raises
    ``WishesInvalid``, ``EventOutside``, ``EventInBlackout``, ``PeakBlocked``, ``EventTooSoon``
    and ``NoPhaseFits``.
    """
    check_wishes(wishes)
    return YearPlan(wishes=wishes, phases=tuple(_placed(wishes, _Planner(wishes).drafts())))


class _Planner:
    """What carries over from one run of weeks to the next."""

    def __init__(self, wishes: YearWishes) -> None:
        self._wishes = wishes
        self._runs = runs(wishes)
        self._last_goal: Goal | None = None
        self._needs_deload = False
        self._owes_test = False

    def drafts(self) -> Iterator[_Draft]:
        """Yield the phases in order."""
        for place, run in enumerate(self._runs):
            if run.mark is Mark.OPEN:
                following = self._runs[place + 1] if place + 1 < len(self._runs) else None
                yield from self._free(run, following)
            else:
                yield from self._held(run)

    def _free(self, run: Run, following: Run | None) -> Iterator[_Draft]:
        owed = [_test(self._last_goal)] if self._owes_test and self._last_goal else []
        self._owes_test = False
        yield from owed
        filling = self._filling(run, run.weeks - len(owed), following)
        easy = [_Draft(Goal.TRANSITION, filling.easy_weeks, _LEFT)] if filling.easy_weeks else []
        leads_to_peak = following is not None and following.mark is Mark.PEAK
        yield from easy if leads_to_peak else ()
        for place, (goal, weeks) in enumerate(filling.phases, start=1):
            is_last = place == len(filling.phases)
            yield self._loading(goal, weeks, leads_to_peak=is_last and leads_to_peak)
            if not is_last or filling.last_has_deload:
                yield _Draft(Goal.DELOAD, 1, f"A light week after {goal}.")
                self._needs_deload = False
            if self._wishes.has_tests and (not is_last or filling.last_has_test):
                yield _test(goal)
        yield from () if leads_to_peak else easy

    def _filling(self, run: Run, weeks: int, following: Run | None) -> Filling:
        wishes = self._wishes
        mark = following.mark if following else None
        peaking = wishes.peaking_weeks if mark is Mark.PEAK else 0
        filling = fill(
            Space(
                weeks=weeks,
                next_goal=OTHER[self._last_goal] if self._last_goal else wishes.first_goal,
                lengths=wishes.lengths,
                has_tests=wishes.has_tests,
                peaking_weeks=peaking,
                ends_short=mark is Mark.SHORT,
            )
        )
        most = _most_easy_weeks()
        if filling is None:
            raise self._too_soon(following.why if following else "", weeks=weeks)
        if filling.easy_weeks > most:
            raise NoPhaseFits(run=run, wishes=wishes, easy=filling.easy_weeks, most=most)
        return filling

    def _too_soon(self, event: str, *, weeks: int) -> EventTooSoon:
        needed = self._wishes.lengths[Goal.STRENGTH].fewest
        return EventTooSoon(event=event, weeks=weeks, needed=needed)

    def _loading(self, goal: Goal, weeks: int, *, leads_to_peak: bool) -> _Draft:
        length = self._wishes.lengths[goal]
        bounds = f"{length.fewest} to {length.most} weeks"
        if leads_to_peak:
            turn = "Strength leads into the peak"
        elif self._last_goal is None:
            turn = f"{goal.capitalize()} comes first"
        elif goal is self._last_goal:
            turn = f"{goal.capitalize()} once more, so that strength comes before the peak"
        else:
            turn = f"{goal.capitalize()} takes its turn after {self._last_goal}"
        self._last_goal = goal
        self._needs_deload = True
        return _Draft(goal, weeks, f"{turn}; it may load {bounds}.")

    def _held(self, run: Run) -> Iterator[_Draft]:
        match run.mark:
            case Mark.SHORT:
                yield from self._short(run)
            case Mark.CLOSED:
                yield _Draft(
                    Goal.TRANSITION,
                    run.weeks,
                    f"No session is possible: {run.why}.",
                    is_pause=True,
                    is_fixed=True,
                )
                self._owes_test = self._needs_deload = False
            case Mark.PEAK:
                if not self._needs_deload:
                    raise self._too_soon(run.why, weeks=0)
                why = f"Fewer and heavier sets toward the event on {run.why}."
                yield _Draft(Goal.PEAKING, run.weeks, why, is_fixed=True)
            case Mark.EVENT:
                yield _Draft(Goal.TEST, run.weeks, f"The event on {run.why}.", is_fixed=True)
                self._needs_deload = False
            case _:
                why = f"Easy training after the event on {run.why}."
                yield _Draft(Goal.TRANSITION, run.weeks, why, is_fixed=True)

    def _short(self, run: Run) -> Iterator[_Draft]:
        """A shortened week ends a phase as its light week; any more of them are easy ones."""
        weeks = run.weeks
        if self._needs_deload:
            why = f"Too few days are free ({run.why}), so the light week falls here."
            yield _Draft(Goal.DELOAD, 1, why, is_fixed=True)
            self._needs_deload = False
            self._owes_test = self._wishes.has_tests and weeks == 1
            weeks -= 1
        if weeks:
            why = f"Too few days are free for a phase: {run.why}."
            yield _Draft(Goal.TRANSITION, weeks, why, is_fixed=True)


def _placed(wishes: YearWishes, drafts: Iterable[_Draft]) -> Iterator[PlannedPhase]:
    """Give each draft its key and its days."""
    counts: Counter[str] = Counter()
    week = 0
    for draft in drafts:
        kind = "pause" if draft.is_pause else draft.goal.value
        counts[kind] += 1
        yield PlannedPhase(
            key=f"{kind}-{counts[kind]}",
            goal=draft.goal,
            starts_on=week_first_on(wishes, week),
            weeks=draft.weeks,
            why=draft.why,
            is_pause=draft.is_pause,
            is_fixed=draft.is_fixed,
        )
        week += draft.weeks


def _test(after: Goal) -> _Draft:
    return _Draft(Goal.TEST, 1, _TESTS[after])


def _most_easy_weeks() -> int:
    """X02."""
    return int(phase_rules()["X02"].upper or 0)


_LEFT = "Easy training: too few weeks are left for another phase."
_TESTS = {
    Goal.HYPERTROPHY: "Repetitions at the load that hypertrophy began with, and body measures.",
    Goal.STRENGTH: "The maximum of the main lifts, or a top set that it is estimated from.",
}
