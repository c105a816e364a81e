"""The ends of phases in a simulation: the decision, and how the course goes on."""

from collections.abc import Sequence
from datetime import timedelta

from programs.engine.goals import Goal
from programs.engine.phases.decision import (
    Decision,
    Evidence,
    Reason,
    Verdict,
    is_proposal,
)
from programs.engine.phases.ending import MOST_EXTRA_WEEKS, PhaseEnd, decide_week, end_in_words
from programs.engine.phases.words import reason_in_words
from programs.engine.program.parts import Program
from programs.engine.resolving.resolved import PhaseRun
from programs.engine.simulating.athlete import Athlete
from programs.engine.simulating.evidence import (
    PhaseLived,
    Points,
    day_points,
    phase_adherence,
    phase_evidence,
    stalled_lifts,
)
from programs.engine.simulating.simulated import SimulatedDecision, SimulatedSession, SimulatedWeek

WEEK = timedelta(days=7)
RESTING = frozenset({Goal.DELOAD, Goal.TRANSITION})
AGAIN = frozenset({Decision.REPEAT, Decision.REGRESS, Decision.DELOAD_THEN_REPEAT})
DELOADING = frozenset({Decision.DELOAD_THEN_ADVANCE, Decision.DELOAD_THEN_REPEAT})
# What a phase waits for may never come; then the coach goes on.
LONGEST = Verdict(Decision.HOLD_FOR_COACH, Reason.NOT_OVER)


class PhaseEnds:
    """The course as it grows: each phase's end adds what its decision asks for."""

    def __init__(self, program: Program, *, athlete: Athlete) -> None:
        self.course: list[PhaseRun] = [PhaseRun(mesocycle=0)]
        self.is_going_on = True
        self._program = program
        self._athlete = athlete
        self._weeks: list[SimulatedWeek] = []
        self._points: Points = {}
        self._since_deload = 0
        self._extensions = 0
        self._repeats = 0
        self._is_again = False

    def decide(self, lived: Sequence[SimulatedWeek]) -> SimulatedDecision:
        """Return what the end of the phase decides, having taken it."""
        self._weeks.extend(lived)
        self._remember(lived)
        phase = self._phase()
        adherence = phase_adherence(phase)
        evidence = phase_evidence(phase, adherence=adherence)
        end = self._end(phase, has_test_results=evidence.has_test_results)
        verdict = decide_week(
            evidence,
            end=end,
            today=phase.last_on + timedelta(days=1),
            extra_weeks=self.course[-1].extra_weeks,
        )
        self._take(verdict)
        return SimulatedDecision(
            verdict=verdict,
            evidence=evidence,
            words=_words(verdict, evidence, end=end),
            is_proposal=is_proposal(verdict.decision, verdict.reason),
            adherence=adherence,
        )

    def _end(self, phase: PhaseLived, *, has_test_results: bool) -> PhaseEnd:
        """Return what ends the phase; a coach who is asked once its weeks are done says so."""
        here = self.course[-1]
        written = self._program.mesocycles[here.mesocycle]
        stalled, lifts = stalled_lifts(phase)
        return PhaseEnd(
            ends="weeks" if here.is_inserted_deload else written.ends,
            last_on=phase.last_on,
            has_test_results=has_test_results,
            stalled_lifts=stalled,
            main_lifts=lifts,
            has_coach_ended=True,
        )

    def _remember(self, lived: Sequence[SimulatedWeek]) -> None:
        for week in lived:
            is_light = all(
                one.session.is_deload or one.session.goal in RESTING for one in week.sessions
            )
            self._since_deload = 0 if is_light else self._since_deload + 1
            for session in week.sessions:
                for exercise, point in day_points(session):
                    self._points.setdefault(exercise, []).append(point)

    def _phase(self) -> PhaseLived:
        here = self.course[-1]
        index = len(self.course) - 1
        weeks = [week for week in self._weeks if _course_index(week) == index]
        following = here.mesocycle if self._is_again else here.mesocycle + 1
        is_last = following >= len(self._program.mesocycles)
        done = [one.on for week in self._weeks for one in week.sessions if one.is_done]
        mesocycle = self._program.mesocycles[here.mesocycle]
        return PhaseLived(
            goal=Goal.DELOAD if here.is_inserted_deload else mesocycle.goal,
            next_goal=None if is_last else self._program.mesocycles[following].goal,
            mode=self._athlete.mode,
            sessions=_sessions(weeks),
            starts_on=weeks[0].starts_on,
            last_on=weeks[-1].starts_on + WEEK - timedelta(days=1),
            last_done_on=max(done, default=None),
            extensions_used=self._extensions,
            repeats_used=self._repeats,
            weeks_since_deload=self._since_deload,
            points=self._points,
        )

    def _take(self, verdict: Verdict) -> None:
        here, decision = self.course[-1], verdict.decision
        if decision is Decision.EXTEND_1W:
            # Waiting for what ends the phase is no extension.
            self._extensions += verdict.reason is not Reason.NOT_OVER
            self.course[-1] = PhaseRun(here.mesocycle, extra_weeks=here.extra_weeks + 1)
            return
        is_again = decision in AGAIN
        if decision in DELOADING:
            self._is_again = is_again
            self._repeats += is_again
            self._extensions = 0
            self.course.append(PhaseRun(here.mesocycle, is_inserted_deload=True))
            return
        if here.is_inserted_deload:
            is_again = self._is_again
        elif is_again:
            self._repeats += 1
        self._go_on(here.mesocycle if is_again else here.mesocycle + 1, is_again=is_again)

    def _go_on(self, mesocycle: int, *, is_again: bool) -> None:
        self._extensions = 0
        if not is_again:
            self._repeats = 0
        self._is_again = False
        self.is_going_on = mesocycle < len(self._program.mesocycles)
        if self.is_going_on:
            self.course.append(PhaseRun(mesocycle))


def _course_index(week: SimulatedWeek) -> int:
    return week.sessions[0].session.course_index


def _sessions(weeks: Sequence[SimulatedWeek]) -> tuple[SimulatedSession, ...]:
    return tuple(one for week in weeks for one in week.sessions)


def _words(verdict: Verdict, evidence: Evidence, *, end: PhaseEnd) -> str:
    words = reason_in_words(verdict, evidence)
    if verdict.reason is Reason.NOT_OVER:
        words = end_in_words(end, today=evidence.last_on + timedelta(days=1))
    if verdict == LONGEST:
        return f"{words} That was done {MOST_EXTRA_WEEKS} times; here the coach goes on."
    if verdict.decision is Decision.HOLD_FOR_COACH:
        return f"{words} Here the coach goes on."
    if is_proposal(verdict.decision, verdict.reason):
        return f"{words} Here the coach agrees."
    return words
