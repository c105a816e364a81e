"""Phase-aware verdicts: the same four parts, read by what the phase is for."""

from dataclasses import dataclass
from fractions import Fraction

from programs.engine.adherence.counts import Adherence, AdherenceStatus, Counts, status_of
from programs.engine.adherence.flags import (
    INTENSITY_FLAG_SETS,
    Flag,
    flags_in_phase,
)
from programs.engine.adherence.readings import PARTS, READINGS, Part, Reading
from programs.engine.goals import Goal
from programs.engine.units import plain, rounded

_WORST_FIRST: tuple[AdherenceStatus, ...] = ("off_track", "at_risk", "on_track")


@dataclass(frozen=True, slots=True)
class PartVerdict:
    """One part: its exact share (None without a denominator), where it stands, in words.

    ``leads`` marks the parts that carry this kind of phase.
    """

    part: Part
    share: Fraction | None
    status: AdherenceStatus
    leads: bool
    words: str


@dataclass(frozen=True, slots=True)
class PhaseVerdict:
    """How a stretch of a phase went, for this kind of phase; the parts always come with it.

    ``status`` is the composite's, which is the same in every phase; ``level`` is how the
    phase reads: never better than the composite or a leading part.
    """

    goal: Goal
    status: AdherenceStatus
    level: AdherenceStatus
    words: str
    parts: tuple[PartVerdict, ...]
    flags: tuple[Flag, ...]


def phase_verdict(counts: Counts, *, goal: Goal, is_deload_week: bool = False) -> PhaseVerdict:
    """Return what the counts of a stretch mean in a phase of this goal.

    A deload week is read as a deload, whatever the phase. Intensity leads only once three
    sets could be judged. Spec 1.2, 1.3 and 6.2; ADR 9.
    """
    read_as = Goal.DELOAD if is_deload_week else goal
    reading = READINGS[read_as]
    adherence = counts.adherence()
    parts = tuple(_part(part, counts, adherence, reading) for part in PARTS)
    raised = flags_in_phase(counts, goal=goal, is_deload_week=is_deload_week)
    level = _level(adherence, parts, is_overdone="overdose" in raised)
    return PhaseVerdict(
        goal=read_as,
        status=adherence.status,
        level=level,
        words=_words(read_as, level, parts, raised, adherence),
        parts=parts,
        flags=raised,
    )


def _part(part: Part, counts: Counts, adherence: Adherence, reading: Reading) -> PartVerdict:
    share = _share(part, adherence)
    is_judged = part != "intensity" or counts.evaluable >= INTENSITY_FLAG_SETS
    return PartVerdict(
        part=part,
        share=share,
        status=status_of(share),
        leads=part in reading.leads and share is not None and is_judged,
        words=f"{_measured(part, counts, share)}: {reading.meaning(part)}.",
    )


def _share(part: Part, adherence: Adherence) -> Fraction | None:
    match part:
        case "session":
            return adherence.session
        case "sets":
            return adherence.sets
        case "volume":
            return adherence.volume
        case "intensity":
            return adherence.intensity


def _measured(part: Part, counts: Counts, share: Fraction | None) -> str:
    """Return the part as it was counted: a share always stands beside its counts."""
    match part:
        case "session":
            return f"{counts.attended} of {counts.due} sessions attended"
        case "sets":
            return f"{counts.sets_done} of {counts.sets_prescribed} sets done"
        case "volume":
            return "No volume was asked" if share is None else f"{_percent(share)} of the volume"
        case "intensity":
            if share is None:
                return "No set could be judged by load or effort"
            return f"{counts.compliant} of {counts.evaluable} sets near their load or effort"


def _level(
    adherence: Adherence, parts: tuple[PartVerdict, ...], *, is_overdone: bool
) -> AdherenceStatus:
    if adherence.status == "no_data":
        return "no_data"
    found = {adherence.status, *(one.status for one in parts if one.leads)}
    if is_overdone:
        found.add("at_risk")
    return next(status for status in _WORST_FIRST if status in found)


def _words(
    goal: Goal,
    level: AdherenceStatus,
    parts: tuple[PartVerdict, ...],
    raised: tuple[Flag, ...],
    adherence: Adherence,
) -> str:
    if level == "no_data":
        return "Nothing was due yet, so there is nothing to say."
    reading = READINGS[goal]
    sentences = [f"{goal.capitalize()}: {_OUTCOMES[level]}."]
    sentences += [one.words for one in parts if one.leads and one.status != "on_track"]
    if "overdose" in raised and reading.overdose is not None:
        done = _percent(adherence.volume_raw or Fraction(0))
        sentences.append(f"{done} of the volume asked was done: {reading.overdose}.")
    if "interrupted" in raised:
        run = adherence.longest_missed_run
        sentences.append(f"{run} sessions in a row didn't happen.")
    hidden = [one.words for one in parts if not one.leads and one.part == "intensity"]
    return " ".join(sentences + (hidden if "intensity_low" in raised else []))


_OUTCOMES: dict[AdherenceStatus, str] = {
    "on_track": "as planned",
    "at_risk": "partly as planned",
    "off_track": "far from what was planned",
}


def _percent(share: Fraction) -> str:
    return f"{plain(rounded(share * 100, places=1))} %"
