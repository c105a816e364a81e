"""One week of training after the other: breaks, ramps, sessions done and missed."""

from collections.abc import Container, Sequence
from datetime import date, timedelta
from decimal import Decimal

from programs.engine.goals import Goal
from programs.engine.program.parts import Program
from programs.engine.resolving.course import PlacedDay
from programs.engine.resolving.resolve import Eases, Walk
from programs.engine.resolving.resolved import Outcome, ResolvedSession
from programs.engine.simulating.athlete import Athlete
from programs.engine.simulating.gaps import Gaps
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
        gaps: Gaps,
    ) -> None:
        self.outcomes = outcomes
        self.eases: dict[int, Eases] = {}
        self._program = program
        self._athlete = athlete
        self._missed = missed
        self._strength = strength
        self._walk = walk
        self._choose_load = choose_load
        self._breaks = {one.after_week: one.weeks for one in athlete.breaks}
        self._number = 0
        self._starts_on = athlete.start_on
        self._gaps = gaps
        self._last: PlacedDay | None = None

    def live(self, days: Sequence[PlacedDay]) -> SimulatedWeek:
        """Return the next week lived: rest first where a break is due, then its sessions."""
        self._pass(self._empty_weeks(days[0]))
        self._last = days[-1]
        break_weeks = self._rest()
        self._number += 1
        starts_on = self._starts_on
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
            ramp=min(map(self._share, sessions), default=WHOLE),
        )

    def _phase(self, placed: PlacedDay) -> str:
        name = self._program.mesocycles[placed.mesocycle].name
        if placed.is_inserted_deload:
            return f"Deload after {name}"
        return name if placed.occurrence == 1 else f"{name}, extra week"

    def _rest(self) -> int:
        weeks = self._breaks.get(self._number, 0)
        if weeks:
            self._gaps.rest()
        self._pass(weeks)
        return weeks

    def _pass(self, weeks: int) -> None:
        for _ in range(weeks):
            self._strength.end_week(week=self._number, trained=())
            self._starts_on += WEEK

    def _empty_weeks(self, first: PlacedDay) -> int:
        """Return how many weeks the program itself leaves without a session just before."""
        last = self._last
        if last is None:
            return first.week_in_phase - 1
        if first.course_index == last.course_index:
            return first.week_in_phase - last.week_in_phase - 1
        written = self._program.mesocycles[last.mesocycle].week_count
        unlived = 0 if last.is_inserted_deload else max(written - last.week_in_phase, 0)
        return unlived + first.week_in_phase - 1

    def _session(self, placed: PlacedDay, *, on: date) -> SimulatedSession:
        written = [name for slot in placed.day.slots for name in slot.exercises]
        eases = self._gaps.eases(written, on=on, week=self._number)
        if eases:
            self.eases[placed.ordinal] = eases
        is_missed = placed.ordinal in self._athlete.missed or placed.ordinal in self._missed
        if is_missed:
            self.outcomes[placed.ordinal] = Outcome(performed=False)
            session = self._walk.session(placed, eases=eases)
            self._gaps.miss(slot.exercise for slot in session.slots)
            return SimulatedSession(session=session, on=on, is_done=False, lifted=())
        lifter = VirtualLifter(
            self._strength,
            rpe_bias=self._athlete.rpe_bias,
            choose_load=self._choose_load,
            is_tested=placed.goal is Goal.TEST,
        )
        session = self._walk.session(placed, lifter=lifter, eases=eases)
        lifted = _deloaded(session, lifter) if placed.is_inserted_deload else lifter.lifted
        trained = [one.slot.exercise for one in lifted if _has_work(one)]
        self._gaps.train(trained, on=on, week=self._number)
        results = {one.slot.key: one.result for one in lifter.lifted}
        if not placed.is_inserted_deload:
            self.outcomes[placed.ordinal] = Outcome(performed=True, results=results)
        return SimulatedSession(session=session, on=on, is_done=True, lifted=tuple(lifted))

    def _share(self, lived: SimulatedSession) -> Decimal:
        eases = self.eases.get(lived.session.ordinal, {})
        trained = {slot.exercise for slot in lived.session.slots}
        return min(
            (ease.load_share for name, ease in eases.items() if name in trained), default=WHOLE
        )


def _has_work(lifted: LiftedSlot) -> bool:
    return any(one.reps and not one.is_warmup for one in lifted.sets)


def _deloaded(session: ResolvedSession, lifter: VirtualLifter) -> list[LiftedSlot]:
    """Return an inserted deload as lifted: it is trained, but no rule hears of it."""
    for slot in session.slots:
        lifter.begin(slot)
        lifter.finish(slot)
    return lifter.lifted
