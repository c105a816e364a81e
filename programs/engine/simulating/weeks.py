"""One week of training after the other: breaks, ramps, sessions done and missed."""

from collections.abc import Container, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from programs.engine.goals import Goal
from programs.engine.loads.load_anchors import load_anchors
from programs.engine.program.parts import Program
from programs.engine.progression.gap import gap_policy
from programs.engine.resolving.course import PlacedDay
from programs.engine.resolving.resolve import Walk
from programs.engine.resolving.resolved import Outcome, ResolvedSession
from programs.engine.simulating.athlete import Athlete
from programs.engine.simulating.lifting import ChooseLoad, LiftedSlot, VirtualLifter
from programs.engine.simulating.simulated import SimulatedSession, SimulatedWeek
from programs.engine.simulating.strength import Strength
from programs.engine.timeline import session_dates, weekdays_for

WEEK = timedelta(days=7)
WHOLE = Decimal(1)


class TrainingWeeks:
    """Lives weeks in their order, keeping what ``resolve`` needs to tell the same.

    ``outcomes`` are the ones that ``walk`` reads: a missed session is put there before it comes.
    """

    def __init__(
        self,
        program: Program,
        *,
        athlete: Athlete,
        missed: Container[int],
        strength: Strength,
        walk: Walk,
        outcomes: dict[int, Outcome],
        choose_load: ChooseLoad,
    ) -> None:
        self.outcomes = outcomes
        self.adjustments: dict[int, dict[str, Fraction | None]] = {}
        self._program = program
        self._athlete = athlete
        self._missed = missed
        self._strength = strength
        self._walk = walk
        self._choose_load = choose_load
        self._breaks = {one.after_week: one.weeks for one in athlete.breaks}
        self._number = 0
        self._starts_on = athlete.start_on
        self._last_done_on: date | None = None
        self._ramp = WHOLE
        self._ramp_weeks = 0
        self._before_ramp: Mapping[str, Fraction | None] = {}

    def live(self, days: Sequence[PlacedDay]) -> SimulatedWeek:
        """Return the next week lived: rest first where a break is due, then its sessions."""
        break_weeks = self._rest()
        self._number += 1
        starts_on = self._starts_on
        self._adjust(days[0], starts_on=starts_on)
        weekdays = weekdays_for(len(days))
        (dates,) = session_dates(
            start_on=starts_on, weekdays=weekdays, sessions_by_week=[len(days)]
        )
        sessions = tuple(
            self._session(placed, on=on) for placed, on in zip(days, dates, strict=True)
        )
        trained = {lifted.slot.exercise for one in sessions for lifted in one.lifted if lifted.sets}
        self._strength.end_week(week=self._number, trained=trained)
        self._starts_on += WEEK
        return SimulatedWeek(
            number=self._number,
            starts_on=starts_on,
            phase=self._phase(days[0]),
            sessions=sessions,
            maxima_kg=self._strength.snapshot(),
            break_weeks=break_weeks,
            ramp=self._ramp,
        )

    def _phase(self, placed: PlacedDay) -> str:
        name = self._program.mesocycles[placed.mesocycle].name
        if placed.is_inserted_deload:
            return f"Deload after {name}"
        return name if placed.occurrence == 1 else f"{name}, extra week"

    def _rest(self) -> int:
        weeks = self._breaks.get(self._number, 0)
        for _ in range(weeks):
            self._strength.end_week(week=self._number, trained=())
            self._starts_on += WEEK
        return weeks

    def _session(self, placed: PlacedDay, *, on: date) -> SimulatedSession:
        is_missed = placed.ordinal in self._athlete.missed or placed.ordinal in self._missed
        if is_missed:
            self.outcomes[placed.ordinal] = Outcome(performed=False)
            session = self._walk.session(placed)
            return SimulatedSession(session=session, on=on, is_done=False, lifted=())
        self._last_done_on = on
        lifter = VirtualLifter(
            self._strength,
            rpe_bias=self._athlete.rpe_bias,
            choose_load=self._choose_load,
            is_tested=placed.goal is Goal.TEST,
        )
        session = self._walk.session(placed, lifter=lifter)
        lifted = _deloaded(session, lifter) if placed.is_inserted_deload else lifter.lifted
        results = {one.slot.key: one.result for one in lifter.lifted}
        if not placed.is_inserted_deload:
            self.outcomes[placed.ordinal] = Outcome(performed=True, results=results)
        return SimulatedSession(session=session, on=on, is_done=True, lifted=tuple(lifted))

    def _adjust(self, first: PlacedDay, *, starts_on: date) -> None:
        """Lower the loads for the ramp weeks after a gap, and restore them after it. Spec 4."""
        if self._ramp != WHOLE:
            self._ramp_weeks -= 1
            if self._ramp_weeks == 0:
                self._put(first.ordinal, self._before_ramp)
                self._ramp = WHOLE
        if self._last_done_on is None:
            return
        policy = gap_policy((starts_on - self._last_done_on).days)
        if not policy.ramp_weeks or self._ramp != WHOLE:
            return
        names = [one.name for one in load_anchors(self._program)]
        values = {name: self._walk.anchors.value(name) for name in names}
        self._before_ramp = {name: value for name, value in values.items() if value is not None}
        self._ramp, self._ramp_weeks = policy.load_multiplier, policy.ramp_weeks
        share = Fraction(policy.load_multiplier)
        lowered = {name: value * share for name, value in values.items() if value is not None}
        self._put(first.ordinal, lowered)

    def _put(self, ordinal: int, values: Mapping[str, Fraction | None]) -> None:
        self.adjustments.setdefault(ordinal, {}).update(values)
        for name, value in values.items():
            self._walk.anchors.put(name, value)


def _deloaded(session: ResolvedSession, lifter: VirtualLifter) -> list[LiftedSlot]:
    """Return an inserted deload as lifted: it is trained, but no rule hears of it."""
    for slot in session.slots:
        lifter.begin(slot)
        lifter.finish(slot)
    return lifter.lifted
