"""The decision at a phase's end in words: one sentence for the coach, one for the athlete."""

from dataclasses import dataclass
from fractions import Fraction

from programs.engine.goals import Goal
from programs.engine.phases.decision import (
    FULL_DOSE_FROM,
    LONG_GAP_DAYS,
    LOW_DOSE_BELOW,
    WEEKS_TO_DELOAD,
    Decision,
    Evidence,
    Reason,
    Verdict,
)
from programs.engine.progression.deload import LIFT_DOWN_PCT
from programs.engine.units import plain, rounded
from programs.engine.wording import Value, Words


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The same fact said to the coach, in English, and to the athlete; braces hold the figures."""

    coach: str
    athlete: Words


def reason_in_words(verdict: Verdict, evidence: Evidence) -> str:
    """Return what happens and why, with the numbers, as the coach reads it. Spec 5.1."""
    because = _because(verdict, evidence).coach
    return f"{_outcome(verdict, evidence).coach}: {because.format(**_figures(evidence))}."


def reason_for_athlete(verdict: Verdict, evidence: Evidence) -> Words:
    """Return what happens and why, with the numbers, as the athlete reads it. Spec 5.1."""
    because = _because(verdict, evidence).athlete.having(_figures_for_athlete(evidence))
    return Words(
        "{outcome}: {because}.",
        {"outcome": _outcome(verdict, evidence).athlete, "because": because},
    )


def _outcome(verdict: Verdict, evidence: Evidence) -> _Sentence:
    """Return what happens; after the last phase nothing begins."""
    if evidence.next_goal is None and verdict.decision in _AT_THE_END:
        return _AT_THE_END[verdict.decision]
    return _OUTCOMES[verdict.decision]


def _because(verdict: Verdict, evidence: Evidence) -> _Sentence:
    """Return the sentence of the rule, which in three cases depends on the phase."""
    match verdict.reason:
        case Reason.FATIGUE if verdict.decision is Decision.ADVANCE:
            return _FATIGUE_BEFORE_DELOAD
        case Reason.DOSE_PARTIAL_LIMIT if evidence.goal is Goal.PEAKING:
            return _PEAK_NOT_EXTENDED
        case Reason.GATES_MET if evidence.goal is Goal.TEST:
            return _TESTED
        case reason:
            return _REASONS[reason]


def _figures(evidence: Evidence) -> dict[str, str]:
    return {
        "last_on": evidence.last_on.isoformat(),
        "goal": evidence.goal.value,
        "days": str(evidence.days_since_session),
        "done": _percent(evidence.exposure),
        "extensions": str(evidence.extensions_used),
        "signs": str(evidence.fatigue_reasons),
        "weeks": str(evidence.weeks_since_deload),
        "down": str(evidence.lifts_down),
        "lifts": str(len(evidence.lift_changes_pct)),
        "drop": _percent(Fraction(-LIFT_DOWN_PCT) / 100),
        "low": _percent(LOW_DOSE_BELOW),
        "full": _percent(FULL_DOSE_FROM),
        "gap_limit": str(LONG_GAP_DAYS),
        "deload_limit": str(WEEKS_TO_DELOAD),
    }


def _figures_for_athlete(evidence: Evidence) -> dict[str, Value]:
    return {
        "last_on": evidence.last_on,
        "goal": GOAL_NAMES[evidence.goal],
        "days": evidence.days_since_session or 0,
        "done": _share(evidence.exposure),
        "extensions": evidence.extensions_used,
        "signs": evidence.fatigue_reasons,
        "weeks": evidence.weeks_since_deload or 0,
        "down": evidence.lifts_down,
        "lifts": len(evidence.lift_changes_pct),
        "drop": _share(Fraction(-LIFT_DOWN_PCT) / 100),
        "low": _share(LOW_DOSE_BELOW),
    }


def _share(share: Fraction | None) -> Words:
    if share is None:
        return Words("an unknown share")
    return Words("{number} %", {"number": plain(rounded(share * 100, places=1))})


def _percent(share: Fraction | None) -> str:
    return "an unknown share" if share is None else f"{plain(rounded(share * 100, places=1))} %"


GOAL_NAMES = {
    Goal.HYPERTROPHY: Words("hypertrophy"),
    Goal.STRENGTH: Words("strength"),
    Goal.DELOAD: Words("deload"),
    Goal.PEAKING: Words("peaking"),
    Goal.TEST: Words("test"),
    Goal.TRANSITION: Words("transition"),
}

_OUTCOMES: dict[Decision, _Sentence] = {
    Decision.NONE: _Sentence("Nothing changes yet", Words("Nothing changes yet")),
    Decision.HOLD: _Sentence("The plan stays where it is", Words("Your plan stays where it is")),
    Decision.HOLD_FOR_COACH: _Sentence(
        "The coach decides how to go on", Words("Your coach decides how to go on")
    ),
    Decision.ADVANCE: _Sentence("The next phase begins", Words("Your next phase begins")),
    Decision.EXTEND_1W: _Sentence(
        "The phase goes on for one more week", Words("Your phase goes on for one more week")
    ),
    Decision.REPEAT: _Sentence(
        "The phase is to be repeated", Words("You go through the phase once more")
    ),
    Decision.REGRESS: _Sentence(
        "The phase is to start again with lighter weeks",
        Words("You start the phase again with lighter weeks"),
    ),
    Decision.DELOAD_THEN_ADVANCE: _Sentence(
        "A deload week comes first, then the next phase",
        Words("A light week comes first, then your next phase"),
    ),
    Decision.DELOAD_THEN_REPEAT: _Sentence(
        "A deload week comes first, then the phase is to be repeated",
        Words("A light week comes first, then you go through the phase once more"),
    ),
}

_AT_THE_END: dict[Decision, _Sentence] = {
    Decision.ADVANCE: _Sentence("The program ends", Words("Your program ends")),
    Decision.DELOAD_THEN_ADVANCE: _Sentence(
        "A deload week comes first, then the program ends",
        Words("A light week comes first, then your program ends"),
    ),
}

_DONE = "{done} of the planned sessions were done"
_DROP = "{down} of {lifts} main lifts lost {drop} or more"

_REASONS: dict[Reason, _Sentence] = {
    Reason.PAUSED: _Sentence("the plan is paused", Words("it is paused")),
    Reason.NOT_OVER: _Sentence(
        "the phase runs through {last_on}", Words("this phase runs through {last_on}")
    ),
    Reason.COACH: _Sentence("the coach decided so", Words("your coach decided so")),
    Reason.PAIN: _Sentence(
        "pain was reported and nobody has cleared it",
        Words("you reported pain, and training waits until it is cleared"),
    ),
    Reason.NOT_GATED: _Sentence(
        "a {goal} phase isn't judged by its sessions",
        Words("the {goal} phase has run its time"),
    ),
    Reason.TEST_MISSING: _Sentence(
        "the test results are still missing", Words("your test results are still missing")
    ),
    Reason.CALENDAR: _Sentence(
        "the plan follows the calendar", Words("your plan follows the calendar")
    ),
    Reason.LONG_GAP: _Sentence(
        "the last session was {days} days ago (limit {gap_limit})",
        Words("your last session was {days} days ago"),
    ),
    Reason.NO_DATA: _Sentence(
        "no session of this phase was due, so there is nothing to judge it by",
        Words("no session of this phase was due, so there is nothing to judge it by"),
    ),
    Reason.DOSE_LOW: _Sentence(
        f"{_DONE}, less than {{low}}",
        Words("you did {done} of the planned sessions, too few to build on (under {low})"),
    ),
    Reason.DOSE_LOW_AGAIN: _Sentence(
        f"{_DONE}, less than {{low}} for the second time",
        Words("you did {done} of the planned sessions, under {low} for the second time"),
    ),
    Reason.FATIGUE: _Sentence(
        "{signs} signs of fatigue were found", Words("{signs} signs say that you are tired")
    ),
    Reason.DOSE_PARTIAL: _Sentence(
        f"{_DONE}, less than {{full}}",
        Words("you did {done} of the planned sessions, and another week makes up for the rest"),
    ),
    Reason.DOSE_PARTIAL_LIMIT: _Sentence(
        f"{_DONE}, and the phase was extended {{extensions}} times already",
        Words(
            "you did {done} of the planned sessions, and it was extended {extensions} times already"
        ),
    ),
    Reason.PERFORMANCE_DROP: _Sentence(
        _DROP, Words("{down} of your {lifts} main lifts fell by {drop} or more")
    ),
    Reason.PERFORMANCE_DROP_AGAIN: _Sentence(
        f"{_DROP}, after a repeat",
        Words("{down} of your {lifts} main lifts fell by {drop} or more, after a repeat"),
    ),
    Reason.SIX_WEEKS: _Sentence(
        "{weeks} weeks have passed since the last deload (limit {deload_limit})",
        Words("{weeks} hard weeks have passed since your last light one"),
    ),
    Reason.STILL_RISING: _Sentence(
        f"the lifts are still rising and {_DONE}",
        Words("your lifts are still rising and you did {done} of the planned sessions"),
    ),
    Reason.GATES_MET: _Sentence(_DONE, Words("you did {done} of the planned sessions")),
}
_FATIGUE_BEFORE_DELOAD = _Sentence(
    "{signs} signs of fatigue were found, and the next phase is a deload already",
    Words("{signs} signs say that you are tired, and it is a light one already"),
)
_PEAK_NOT_EXTENDED = _Sentence(
    f"{_DONE}, but a {{goal}} phase is never extended",
    Words("you did {done} of the planned sessions, but a {goal} phase is never extended"),
)
_TESTED = _Sentence("the test results are in", Words("your test results are in"))
