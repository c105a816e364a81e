"""When a phase is over by what its program says ends it, and how that meets the decision."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from programs.engine.phases.decision import Decision, Evidence, Reason, Verdict, decide
from programs.engine.program.parts import Ends


@dataclass(frozen=True, slots=True)
class PhaseEnd:
    """What ends a phase, and how far it is. ``last_on`` is the last day of its written weeks.

    ``stalled_lifts`` of ``main_lifts`` neither progress nor lack the exposures to tell.
    """

    ends: Ends
    last_on: date
    has_test_results: bool = False
    stalled_lifts: int = 0
    main_lifts: int = 0
    has_coach_ended: bool = False


def is_over(end: PhaseEnd, *, today: date) -> bool:
    """Tell whether the phase is over on the athlete's local date. Decision 16.

    Ask at the end of a week: tests, stalls and the coach's word may come before the written
    weeks are done, or after.
    """
    match end.ends:
        case "weeks":
            return today > end.last_on
        case "test":
            return end.has_test_results
        case "stall":
            return end.main_lifts > 0 and end.stalled_lifts * 2 >= end.main_lifts
        case "coach":
            return end.has_coach_ended


def needs_extra_week(end: PhaseEnd, *, today: date) -> bool:
    """Tell whether the written weeks are done though nothing has ended the phase yet.

    Then its last loading week is repeated until something does. Decisions 13 and 16.
    """
    return today > end.last_on and not is_over(end, today=today)


def decide_end(evidence: Evidence, *, end: PhaseEnd, today: date) -> Verdict:
    """Return what the rules of spec 5.1 decide once the phase is over in its own way.

    Not over: nothing, unless the plan is paused. Over, early or late: as if its weeks were done.
    Decision 16.
    """
    if evidence.is_paused:
        return decide(evidence, today=today)
    if not is_over(end, today=today):
        return Verdict(Decision.NONE, Reason.NOT_OVER)
    ended_on = min(evidence.last_on, today - timedelta(days=1))
    return decide(replace(evidence, last_on=ended_on), today=today)


def end_in_words(end: PhaseEnd, *, today: date) -> str:
    """Return in one sentence what ends the phase, and whether it has."""
    if end.ends == "weeks":
        tense = "ended" if is_over(end, today=today) else "runs through"
        return f"The phase {tense} {'on ' if tense == 'ended' else ''}{end.last_on.isoformat()}."
    sentence = _OVER[end.ends] if is_over(end, today=today) else _OPEN[end.ends]
    words = sentence.format(stalled=end.stalled_lifts, lifts=end.main_lifts)
    if needs_extra_week(end, today=today):
        words += " Its weeks are done, so the last loading week is repeated until then."
    return words


_OVER: dict[Ends, str] = {
    "test": "The phase is over: the test results are in.",
    "stall": "The phase is over: {stalled} of {lifts} main lifts stall.",
    "coach": "The phase is over: the coach said so.",
}
_OPEN: dict[Ends, str] = {
    "test": "The phase ends when the test results are in.",
    "stall": "The phase ends when half of the main lifts stall; {stalled} of {lifts} do now.",
    "coach": "The phase ends when the coach says so.",
}
