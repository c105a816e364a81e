"""The counts that adherence is made of, the four parts and the composite."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

AdherenceStatus = Literal["on_track", "at_risk", "off_track", "no_data"]

# Spec 6.2, rule 8. Heuristic: session, set, volume, intensity.
WEIGHTS = (Fraction("0.40"), Fraction("0.25"), Fraction("0.20"), Fraction("0.15"))
ON_TRACK_FROM = Fraction("0.80")
AT_RISK_FROM = Fraction("0.60")
# Rule 10: three or more missed in a row (Nilsen 2018, Fairman 2020).
INTERRUPTED_FROM = 3


@dataclass(frozen=True, slots=True)
class Adherence:
    """Adherence of a window: counts, exact shares (None without a denominator), status.

    ``session``, ``sets``, ``volume`` and ``intensity`` are the four parts, always shown
    with the ``composite``. ``volume_raw`` isn't capped; ``exposure`` counts what the body
    got, excused sessions included in what was planned.
    """

    due: int
    attended: int
    partial: int
    missed: int
    moved: int
    excused: int
    paused: int
    pending: int
    extra: int
    sets_done: int
    sets_prescribed: int
    session: Fraction | None
    sets: Fraction | None
    volume: Fraction | None
    volume_raw: Fraction | None
    intensity: Fraction | None
    composite: Fraction | None
    exposure: Fraction | None
    status: AdherenceStatus
    longest_missed_run: int
    is_interrupted: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of a stretch of sessions; those of the stretch that follows are added.

    The runs of missed sessions at both ends are kept so that a run over the border of two
    weeks is found.
    """

    due: int = 0
    attended: int = 0
    partial: int = 0
    missed: int = 0
    moved: int = 0
    excused: int = 0
    paused: int = 0
    pending: int = 0
    extra: int = 0
    sets_done: int = 0
    sets_prescribed: int = 0
    volume_share: Fraction = Fraction(0)
    raw_share: Fraction = Fraction(0)
    compliant: int = 0
    evaluable: int = 0
    longest_missed_run: int = 0
    missed_at_start: int = 0
    missed_at_end: int = 0

    def __add__(self, later: "Counts") -> "Counts":
        return Counts(
            due=self.due + later.due,
            attended=self.attended + later.attended,
            partial=self.partial + later.partial,
            missed=self.missed + later.missed,
            moved=self.moved + later.moved,
            excused=self.excused + later.excused,
            paused=self.paused + later.paused,
            pending=self.pending + later.pending,
            extra=self.extra + later.extra,
            sets_done=self.sets_done + later.sets_done,
            sets_prescribed=self.sets_prescribed + later.sets_prescribed,
            volume_share=self.volume_share + later.volume_share,
            raw_share=self.raw_share + later.raw_share,
            compliant=self.compliant + later.compliant,
            evaluable=self.evaluable + later.evaluable,
            longest_missed_run=max(
                self.longest_missed_run,
                later.longest_missed_run,
                self.missed_at_end + later.missed_at_start,
            ),
            missed_at_start=self.missed_at_start
            + (later.missed_at_start if self.missed_at_start == self.due else 0),
            missed_at_end=later.missed_at_end
            + (self.missed_at_end if later.missed_at_end == later.due else 0),
        )

    def adherence(self) -> Adherence:
        """Return the shares and the status that these counts amount to. Spec 6.2."""
        parts = (
            _share(self.attended, self.due),
            _share(self.sets_done, self.sets_prescribed),
            _share(self.volume_share, self.sets_prescribed),
            _share(self.compliant, self.evaluable),
        )
        session, sets, volume, intensity = parts
        whole = composite(session, sets, volume, intensity)
        return Adherence(
            due=self.due,
            attended=self.attended,
            partial=self.partial,
            missed=self.missed,
            moved=self.moved,
            excused=self.excused,
            paused=self.paused,
            pending=self.pending,
            extra=self.extra,
            sets_done=self.sets_done,
            sets_prescribed=self.sets_prescribed,
            session=session,
            sets=sets,
            volume=volume,
            volume_raw=_share(self.raw_share, self.sets_prescribed),
            intensity=intensity,
            composite=whole,
            exposure=_share(self.attended, self.due + self.excused),
            status=status_of(whole),
            longest_missed_run=self.longest_missed_run,
            is_interrupted=self.longest_missed_run >= INTERRUPTED_FROM,
        )


def combine(counts: Iterable[Counts]) -> Adherence:
    """Return the adherence of stretches that follow each other, in order of time."""
    return sum(counts, Counts()).adherence()


def composite(
    session: Fraction | None,
    sets: Fraction | None,
    volume: Fraction | None,
    intensity: Fraction | None,
) -> Fraction | None:
    """Return the weighted mean of the parts that exist; None when nothing was due.

    Weights 0.40, 0.25, 0.20, 0.15, renormalized. Spec 6.2, rule 8.
    """
    if session is None:
        return None
    weighed = [
        (weight, part)
        for weight, part in zip(WEIGHTS, (session, sets, volume, intensity), strict=True)
        if part is not None
    ]
    total = sum((weight for weight, _ in weighed), Fraction(0))
    return sum((weight * part for weight, part in weighed), Fraction(0)) / total


def status_of(composite_share: Fraction | None) -> AdherenceStatus:
    """Return the status of an unrounded composite. Spec 6.2, rule 8."""
    if composite_share is None:
        return "no_data"
    if composite_share >= ON_TRACK_FROM:
        return "on_track"
    return "at_risk" if composite_share >= AT_RISK_FROM else "off_track"


def _share(part: int | Fraction, whole: int) -> Fraction | None:
    return Fraction(part) / whole if whole else None
