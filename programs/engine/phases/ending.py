"""When a phase is over by what its program says ends it, and how that meets the decision."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from programs.engine.goals import Goal
from programs.engine.phases.decision import Decision, Evidence, Reason, Verdict, decide
from programs.engine.program.parts import Ends
from programs.engine.timeline import DAYS_A_WEEK, last_day
from programs.engine.wording import Words

# Asked about once their written weeks are done; the others at the end of each week.
ASKED_ONCE: frozenset[Ends] = frozenset({"weeks", "coach"})
# A phase that nothing ends stops growing.
MOST_EXTRA_WEEKS = 8


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


def asks_on(ends: Ends, *, starts_on: date, last_on: date, after: date) -> date:
    """Return the last day of the week at whose end to ask next whether the phase is over.

    ``last_on`` is the phase's last day with the weeks added so far. One that ends with its weeks,
    or by the coach's word, is asked about then; others at the end of the week that holds
    ``after``. Decision 16.
    """
    if ends in ASKED_ONCE:
        return last_on
    weeks = max((after - starts_on).days, 0) // DAYS_A_WEEK + 1
    return min(last_on, last_day(start_on=starts_on, weeks=weeks))


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


def decide_week(evidence: Evidence, *, end: PhaseEnd, today: date, extra_weeks: int) -> Verdict:
    """Return what the end of a week decides; the phase may go on by its own way of ending.

    Over before its weeks are done, an extension means that they go on. Not over after them, its
    last loading week is repeated eight times at most, and not with pain; one that goes by the
    coach's word is put before the coach. A test phase waits by rule 6. Decisions 13 and 16.
    """
    if end.ends in ASKED_ONCE:
        return decide(evidence, today=today)
    verdict = decide_end(evidence, end=end, today=today)
    if needs_extra_week(end, today=today):
        return _one_more_week(evidence, today=today, extra_weeks=extra_weeks)
    if verdict.decision is Decision.EXTEND_1W and today <= end.last_on:
        return Verdict(Decision.NONE, Reason.NOT_OVER)
    return verdict


def _one_more_week(evidence: Evidence, *, today: date, extra_weeks: int) -> Verdict:
    if evidence.is_paused or evidence.has_pain or evidence.goal is Goal.TEST:
        return decide(evidence, today=today)
    is_longest = extra_weeks >= MOST_EXTRA_WEEKS
    return Verdict(Decision.HOLD_FOR_COACH if is_longest else Decision.EXTEND_1W, Reason.NOT_OVER)


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


def end_for_athlete(
    ends: Ends, *, is_over: bool, stalled_lifts: int, main_lifts: int, needs_extra_week: bool
) -> Words:
    """Return what ends a phase that its weeks don't end, as the athlete reads it."""
    sentence = (_OVER_FOR_ATHLETE if is_over else _OPEN_FOR_ATHLETE)[ends]
    said = sentence.having({"stalled": stalled_lifts, "lifts": main_lifts})
    if not needs_extra_week:
        return said
    return Words("{end} Its weeks are done, so you repeat the last one until then.", {"end": said})


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
_OVER_FOR_ATHLETE: dict[Ends, Words] = {
    "test": Words("Your phase is over: the test results are in."),
    "stall": Words("Your phase is over: {stalled} of {lifts} main lifts stall."),
    "coach": Words("Your phase is over: your coach said so."),
}
_OPEN_FOR_ATHLETE: dict[Ends, Words] = {
    "test": Words("Your phase ends when the test results are in."),
    "stall": Words(
        "Your phase ends when half of the main lifts stall; {stalled} of {lifts} do now."
    ),
    "coach": Words("Your phase ends when your coach says so."),
}
