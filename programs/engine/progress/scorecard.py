"""The scorecard of a phase: what its report and its export are made from."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from programs.engine.adherence.counts import Adherence
from programs.engine.adherence.flags import Flag
from programs.engine.goals import Goal
from programs.engine.phases.decision import Decision, Reason
from programs.engine.program.writing_json import json_text
from programs.engine.progress.headlines import Bests, Effort, MuscleLine
from programs.engine.progress.lifts import Lift
from programs.engine.units import plain, rounded

# Adherence ratios and thresholds are written to four decimals, like the cases.
PLACES = 4

Json = dict[str, "Value"]
Value = str | int | Decimal | bool | None | Json | list["Value"]


@dataclass(frozen=True, slots=True)
class Taken:
    """The decision at the phase's end: which, by which rule, who took it and when.

    ``by`` is None where the rules decided by themselves.
    """

    code: Decision
    reason: Reason
    by: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A finished or running phase in figures. Spec 8.1.

    ``weeks_planned`` and ``weeks_done`` count weeks, repeated ones each time. Provisional
    until 72 hours after the phase was rolled; then it doesn't change.
    """

    phase_id: str
    goal: Goal
    weeks_planned: int
    weeks_done: int
    adherence: Adherence
    lifts: tuple[Lift, ...] = ()
    muscles: tuple[MuscleLine, ...] = ()
    flags: tuple[Flag, ...] = ()
    decision: Taken | None = None
    is_provisional: bool = True


@dataclass(frozen=True, slots=True)
class StrengthHeadline:
    """How much was lifted: estimates with their error, best single, triple and five. S27."""

    lifts: tuple[Lift, ...]
    bests: tuple[tuple[str, Bests], ...]


@dataclass(frozen=True, slots=True)
class HypertrophyHeadline:
    """How hard the muscle worked: rep strength, effort, hard sets against the plan. S27."""

    lifts: tuple[Lift, ...]
    effort: Effort
    muscles: tuple[MuscleLine, ...]


def headline(
    card: Scorecard, *, bests: tuple[tuple[str, Bests], ...], effort: Effort
) -> StrengthHeadline | HypertrophyHeadline:
    """Return what stands at the top of the phase's report.

    Hypertrophy is told by work; everything else by what was lifted. S27, spec 8.1.
    """
    if card.goal is Goal.HYPERTROPHY:
        return HypertrophyHeadline(card.lifts, effort, card.muscles)
    return StrengthHeadline(card.lifts, bests)


def scorecard_to_dict(card: Scorecard) -> Json:
    """Return the scorecard's fields for the export, in the order of spec 8.1."""
    done = card.adherence
    return {
        "phase_id": card.phase_id,
        "type": card.goal.value,
        "weeks_planned": card.weeks_planned,
        "weeks_done": card.weeks_done,
        "due": done.due,
        "attended": done.attended,
        "excused": done.excused,
        "session": _number(done.session),
        "set": _number(done.sets),
        "volume": _number(done.volume),
        "volume_raw": _number(done.volume_raw),
        "intensity": _number(done.intensity),
        "composite": _number(done.composite),
        "exposure": _number(done.exposure),
        "status": done.status,
        "interrupted": done.is_interrupted,
        "lifts": [_lift(lift) for lift in card.lifts],
        "muscles": [_muscle(line) for line in card.muscles],
        "flags": list(card.flags),
        "decision": None if card.decision is None else _taken(card.decision),
        "provisional": card.is_provisional,
    }


def scorecard_to_json(card: Scorecard) -> str:
    """Return the same as JSON text."""
    return json_text(scorecard_to_dict(card), indent=1) + "\n"


def _lift(lift: Lift) -> Json:
    return {
        "exercise": lift.exercise,
        "method": lift.method,
        "start": _number(lift.start),
        "end": _number(lift.end),
        "change_pct": _number(lift.change_pct),
        "sigma_pct": _number(lift.sigma_pct),
        "mdc90_pct": _number(lift.mdc90_pct),
        "verdict": lift.verdict,
    }


def _muscle(line: MuscleLine) -> Json:
    return {
        "group": line.group,
        "sets_week_mean": _number(line.sets_week_mean),
        "plan": _number(line.plan),
        "band": line.band,
    }


def _taken(taken: Taken) -> Json:
    return {
        "code": taken.code.value,
        "reason": taken.reason.value,
        "by": taken.by,
        "at": taken.at.isoformat(),
    }


def _number(value: Fraction | Decimal | None) -> Decimal | None:
    """Write a figure for JSON: at most four decimals, whole ones without a point."""
    if value is None:
        return None
    return plain(rounded(value, places=PLACES))
