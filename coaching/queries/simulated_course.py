"""A simulation as a coach reads it: phases and why they ended, weeks, rules that ran, lifts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from athletes.queries.loads import Loads
from programs.engine.goals import Goal
from programs.engine.program import BODY_WEIGHT
from programs.engine.resolving.preview import plain_number
from programs.engine.resolving.resolved import AnchorChange, RuleRun
from programs.engine.simulating.lifting import LiftedSlot
from programs.engine.simulating.simulated import (
    SimulatedDecision,
    SimulatedSession,
    SimulatedWeek,
    Simulation,
)
from programs.engine.units import plain, rounded

DAYS_A_WEEK = 7
PLACES = 2
Labels = Mapping[str, str]
"""What a number that becomes a load is called, by its name in the program."""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """What rules did to one number; ``is_up`` None where it was set anew from nothing."""

    label: str
    before: str
    after: str
    when: str
    is_up: bool | None


@dataclass(frozen=True, slots=True)
class LivedSession:
    """One session: what was done of it, exercise by exercise, and what the rules made of that."""

    on: date
    name: str
    is_done: bool
    lines: tuple[tuple[str, str], ...]
    rules: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class LivedWeek:
    """One week of training with its sets, done and asked, warm-ups apart."""

    number: int
    starts_on: date
    phase: str
    goal: str
    done: int
    sessions: tuple[LivedSession, ...]
    sets_done: int
    sets_asked: int
    break_weeks: int
    ramp: Decimal

    @property
    def missed(self) -> tuple[LivedSession, ...]:
        """Sessions that weren't done."""
        return tuple(one for one in self.sessions if not one.is_done)

    @property
    def rules(self) -> tuple[RuleLine, ...]:
        """What the rules changed in it."""
        return tuple(rule for one in self.sessions for rule in one.rules)

    @property
    def ramp_percent(self) -> Decimal | None:
        """The least share of a load that was lifted, None where nothing was made lighter."""
        return None if self.ramp == 1 else plain(self.ramp * 100)


@dataclass(frozen=True, slots=True)
class LivedPhase:
    """One phase with its weeks and what was decided at its ends, each with its week's number."""

    name: str
    goal: str
    weeks: tuple[LivedWeek, ...]
    decisions: tuple[tuple[int, SimulatedDecision], ...]

    @property
    def starts_on(self) -> date:
        """Its first day."""
        return self.weeks[0].starts_on

    @property
    def ends_on(self) -> date:
        """Its last day."""
        return self.weeks[-1].starts_on + timedelta(days=DAYS_A_WEEK - 1)

    @property
    def done(self) -> int:
        """Sessions done."""
        return sum(week.done for week in self.weeks)

    @property
    def asked(self) -> int:
        """Sessions that there were."""
        return sum(len(week.sessions) for week in self.weeks)


def lived_phases(simulation: Simulation, *, labels: Labels, loads: Loads) -> tuple[LivedPhase, ...]:
    """Return the course phase by phase, loads in the reader's unit. No query."""
    teller = _Teller(simulation.resolution.runs, labels=labels, loads=loads)
    runs = groupby(simulation.weeks, key=lambda week: week.sessions[0].session.course_index)
    return tuple(_phase(list(weeks), teller=teller) for _, weeks in runs)


def _phase(weeks: Sequence[SimulatedWeek], *, teller: "_Teller") -> LivedPhase:
    decisions = [(week.number, week.decision) for week in weeks if week.decision is not None]
    # An inserted deload is judged as one, whatever phase its sessions were made from.
    goal = decisions[-1][1].evidence.goal
    return LivedPhase(
        name=weeks[0].phase,
        goal=str(goal),
        weeks=tuple(teller.week(week, goal=goal) for week in weeks),
        decisions=tuple(decisions),
    )


class _Teller:
    """Puts weeks into words."""

    def __init__(self, runs: Sequence[RuleRun], *, labels: Labels, loads: Loads) -> None:
        self._labels, self._loads = labels, loads
        self._runs: dict[int, list[RuleRun]] = defaultdict(list)
        for run in runs:
            self._runs[run.ordinal].append(run)

    def week(self, week: SimulatedWeek, *, goal: Goal) -> LivedWeek:
        return LivedWeek(
            number=week.number,
            starts_on=week.starts_on,
            phase=week.phase,
            goal=str(goal),
            done=week.done,
            sessions=tuple(map(self._session, week.sessions)),
            sets_done=sum(_sets_done(one) for one in week.sessions),
            sets_asked=sum(_sets_asked(one) for one in week.sessions),
            break_weeks=week.break_weeks,
            ramp=week.ramp,
        )

    def _session(self, one: SimulatedSession) -> LivedSession:
        return LivedSession(
            on=one.on,
            name=one.session.name or str(one.session.day),
            is_done=one.is_done,
            lines=tuple((lifted.slot.exercise, self._sets(lifted)) for lifted in one.lifted),
            rules=tuple(self._rules(self._runs[one.session.ordinal])),
        )

    def _sets(self, lifted: LiftedSlot) -> str:
        runs = [(text, len(list(same))) for text, same in groupby(self._each_set(lifted))]
        return ", ".join(text if count == 1 else f"{count}x {text}" for text, count in runs)

    def _each_set(self, lifted: LiftedSlot) -> Iterator[str]:
        for one in lifted.sets:
            asked = lifted.slot.groups[one.group].reps
            text = f"{one.reps}{' s' if asked.kind == 'seconds' else ''}"
            if one.load_kg is not None:
                text += f" x {plain_number(self._loads.shown(one.load_kg))} {self._loads.unit}"
            if one.rpe is not None:
                text += f" @{plain_number(one.rpe)}"
            yield text if one.reps >= asked.floor else f"{text} (of {asked.text})"

    def _rules(self, runs: Sequence[RuleRun]) -> Iterator[RuleLine]:
        for run in runs:
            when = "" if run.applied_at == "now" else str(run.applied_at)
            for change in run.changes:
                if change.before != change.after:
                    yield self._rule(change, when=when)

    def _rule(self, change: AnchorChange, *, when: str) -> RuleLine:
        before, after = change.before, change.after
        is_up = None if before is None or after is None else after > before
        return RuleLine(
            label=self._labels.get(change.anchor, change.anchor),
            before=self._number(change.anchor, before),
            after=self._number(change.anchor, after),
            when=when,
            is_up=is_up,
        )

    def _number(self, anchor: str, value: Fraction | None) -> str:
        if value is None:
            return "?"
        number = plain(rounded(value, places=PLACES))
        if anchor in self._labels or anchor == BODY_WEIGHT:
            return f"{plain_number(self._loads.shown(number))} {self._loads.unit}"
        return plain_number(number)


def _sets_done(one: SimulatedSession) -> int:
    return sum(
        done.reps > 0 and not done.is_warmup for lifted in one.lifted for done in lifted.sets
    )


def _sets_asked(one: SimulatedSession) -> int:
    lifted = {found.slot.key: found.slot for found in one.lifted}
    return sum(
        group.sets
        for slot in one.session.slots
        for group in lifted.get(slot.key, slot).groups
        if group.intent != "warmup"
    )
