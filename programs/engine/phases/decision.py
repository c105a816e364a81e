"""The decision at the end of a phase, by fifteen rules from evidence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from programs.engine.goals import Goal
from programs.engine.progression.deload import LIFT_DOWN_PCT

# Spec 5.1. Exposure gates follow Bailey 2020 and field tools; the rest is heuristic.
LONG_GAP_DAYS = 21
LOW_DOSE_BELOW = Fraction("0.60")
FULL_DOSE_FROM = Fraction("0.80")
RISING_DOSE_FROM = Fraction("0.90")
FATIGUE_FROM_REASONS = 2
MOST_EXTENSIONS = 2
WEEKS_TO_DELOAD = 6
LONGEST_RISING_WEEKS = 8


class RollMode(StrEnum):
    """What a plan lets decide its phase changes."""

    CALENDAR = "calendar"
    ADHERENCE = "adherence"
    PERFORMANCE = "performance"


class Decision(StrEnum):
    """What happens to a phase at its end."""

    NONE = "NONE"
    HOLD = "HOLD"
    HOLD_FOR_COACH = "HOLD_FOR_COACH"
    ADVANCE = "ADVANCE"
    EXTEND_1W = "EXTEND_1W"
    REPEAT = "REPEAT"
    REGRESS = "REGRESS"
    DELOAD_THEN_ADVANCE = "DELOAD_THEN_ADVANCE"
    DELOAD_THEN_REPEAT = "DELOAD_THEN_REPEAT"


class Reason(StrEnum):
    """Which rule of spec 5.1 decided."""

    PAUSED = "paused"
    NOT_OVER = "not_over"
    COACH = "coach"
    PAIN = "pain"
    NOT_GATED = "not_gated"
    TEST_MISSING = "test_missing"
    CALENDAR = "calendar"
    LONG_GAP = "long_gap"
    NO_DATA = "no_data"
    DOSE_LOW = "dose_low"
    DOSE_LOW_AGAIN = "dose_low_again"
    FATIGUE = "fatigue"
    DOSE_PARTIAL = "dose_partial"
    DOSE_PARTIAL_LIMIT = "dose_partial_limit"
    PERFORMANCE_DROP = "performance_drop"
    PERFORMANCE_DROP_AGAIN = "performance_drop_again"
    SIX_WEEKS = "six_weeks"
    STILL_RISING = "still_rising"
    GATES_MET = "gates_met"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything a decision rests on; kept with it.

    ``last_on`` is the phase's last day. ``exposure`` is sessions received over planned,
    None when nothing was planned. ``days_since_session`` counts local days since the last
    work set of the plan, None when there is none. ``fatigue_reasons`` counts those of the
    deload trigger. ``lift_changes_pct`` holds one change per main lift. ``repeats_used``
    counts repeats and regressions. ``next_goal`` None: the plan ends here.
    """

    mode: RollMode
    goal: Goal
    last_on: date
    is_paused: bool = False
    override: Decision | None = None
    has_pain: bool = False
    days_since_session: int | None = None
    exposure: Fraction | None = None
    extensions_used: int = 0
    repeats_used: int = 0
    weeks_since_deload: int | None = None
    fatigue_reasons: int = 0
    next_goal: Goal | None = None
    lift_changes_pct: tuple[Decimal, ...] = ()
    is_still_rising: bool = False
    phase_weeks: int = 0
    has_test_results: bool = False

    @property
    def is_fatigued(self) -> bool:
        """True with two or more reasons of the deload trigger."""
        return self.fatigue_reasons >= FATIGUE_FROM_REASONS

    @property
    def lifts_down(self) -> int:
        """Count the main lifts that lost 3 % or more."""
        return sum(1 for change in self.lift_changes_pct if change <= LIFT_DOWN_PCT)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision and the rule it comes from."""

    decision: Decision
    reason: Reason


_Rule = Callable[[Evidence], Verdict | None]


def decide(evidence: Evidence, *, today: date) -> Verdict:
    """Return what the end of the phase decides; the first rule that matches wins.

    ``today`` is the athlete's local date. Whether it happens by itself is
    ``is_automatic``. Spec 5.1.
    """
    if evidence.is_paused:
        return Verdict(Decision.HOLD, Reason.PAUSED)
    if today <= evidence.last_on:
        return Verdict(Decision.NONE, Reason.NOT_OVER)
    for rule in _RULES:
        verdict = rule(evidence)
        if verdict is not None:
            return verdict
    return Verdict(Decision.ADVANCE, Reason.GATES_MET)


def is_automatic(decision: Decision, reason: Reason) -> bool:
    """Tell whether a decision takes effect by itself; else it waits for the coach.

    A coach's own decision needs no second word. The extension of rule 14 is a proposal.
    Holds and repeats never act alone. Decision 12.
    """
    if reason is Reason.COACH:
        return True
    if decision is Decision.EXTEND_1W:
        return reason is not Reason.STILL_RISING
    return decision in {Decision.ADVANCE, Decision.DELOAD_THEN_ADVANCE}


def is_proposal(decision: Decision, reason: Reason) -> bool:
    """Tell whether a decision is one that the coach is asked to accept. Decision 12."""
    acts = decision not in {Decision.NONE, Decision.HOLD, Decision.HOLD_FOR_COACH}
    return acts and not is_automatic(decision, reason)


def _coach(evidence: Evidence) -> Verdict | None:
    if evidence.override is None:
        return None
    return Verdict(evidence.override, Reason.COACH)


def _pain(evidence: Evidence) -> Verdict | None:
    return Verdict(Decision.HOLD_FOR_COACH, Reason.PAIN) if evidence.has_pain else None


def _not_gated(evidence: Evidence) -> Verdict | None:
    if evidence.goal in {Goal.DELOAD, Goal.TRANSITION}:
        return Verdict(Decision.ADVANCE, Reason.NOT_GATED)
    return None


def _test(evidence: Evidence) -> Verdict | None:
    if evidence.goal is not Goal.TEST:
        return None
    if evidence.has_test_results:
        return Verdict(Decision.ADVANCE, Reason.GATES_MET)
    is_first = evidence.extensions_used == 0
    return Verdict(Decision.EXTEND_1W if is_first else Decision.HOLD_FOR_COACH, Reason.TEST_MISSING)


def _calendar(evidence: Evidence) -> Verdict | None:
    if evidence.mode is RollMode.CALENDAR:
        return Verdict(Decision.ADVANCE, Reason.CALENDAR)
    return None


def _long_gap(evidence: Evidence) -> Verdict | None:
    days = evidence.days_since_session
    if days is not None and days >= LONG_GAP_DAYS:
        return Verdict(Decision.REGRESS, Reason.LONG_GAP)
    return None


def _dose_low(evidence: Evidence) -> Verdict | None:
    if evidence.exposure is None:
        return Verdict(Decision.HOLD_FOR_COACH, Reason.NO_DATA)
    if evidence.exposure >= LOW_DOSE_BELOW:
        return None
    if evidence.repeats_used == 0:
        return Verdict(Decision.REPEAT, Reason.DOSE_LOW)
    return Verdict(Decision.HOLD_FOR_COACH, Reason.DOSE_LOW_AGAIN)


def _dose_partial(evidence: Evidence) -> Verdict | None:
    if evidence.exposure is None or evidence.exposure >= FULL_DOSE_FROM:
        return None
    if evidence.is_fatigued:
        has_deload_next = evidence.next_goal is Goal.DELOAD
        return Verdict(
            Decision.ADVANCE if has_deload_next else Decision.DELOAD_THEN_ADVANCE,
            Reason.FATIGUE,
        )
    if evidence.extensions_used < MOST_EXTENSIONS and evidence.goal is not Goal.PEAKING:
        return Verdict(Decision.EXTEND_1W, Reason.DOSE_PARTIAL)
    return Verdict(Decision.ADVANCE, Reason.DOSE_PARTIAL_LIMIT)


def _performance_drop(evidence: Evidence) -> Verdict | None:
    is_judged = evidence.mode is RollMode.PERFORMANCE and evidence.goal is Goal.STRENGTH
    lifts = len(evidence.lift_changes_pct)
    if not is_judged or lifts == 0 or evidence.lifts_down * 2 < lifts:
        return None
    if evidence.repeats_used == 0:
        return Verdict(Decision.DELOAD_THEN_REPEAT, Reason.PERFORMANCE_DROP)
    return Verdict(Decision.HOLD_FOR_COACH, Reason.PERFORMANCE_DROP_AGAIN)


def _deload_due(evidence: Evidence) -> Verdict | None:
    if evidence.next_goal is Goal.DELOAD:
        return None
    if evidence.is_fatigued:
        return Verdict(Decision.DELOAD_THEN_ADVANCE, Reason.FATIGUE)
    weeks = evidence.weeks_since_deload
    if weeks is not None and weeks >= WEEKS_TO_DELOAD:
        return Verdict(Decision.DELOAD_THEN_ADVANCE, Reason.SIX_WEEKS)
    return None


def _still_rising(evidence: Evidence) -> Verdict | None:
    is_open = (
        evidence.mode is RollMode.PERFORMANCE
        and evidence.goal is not Goal.PEAKING
        and evidence.extensions_used == 0
        and evidence.phase_weeks < LONGEST_RISING_WEEKS
    )
    has_dose = evidence.exposure is not None and evidence.exposure >= RISING_DOSE_FROM
    if is_open and has_dose and evidence.is_still_rising:
        return Verdict(Decision.EXTEND_1W, Reason.STILL_RISING)
    return None


# Rules 3 to 14 of spec 5.1 in their order; 9 and 10 are one function.
_RULES: tuple[_Rule, ...] = (
    _coach,
    _pain,
    _not_gated,
    _test,
    _calendar,
    _long_gap,
    _dose_low,
    _dose_partial,
    _performance_drop,
    _deload_due,
    _still_rising,
)
