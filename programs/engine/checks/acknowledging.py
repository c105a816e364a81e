"""Which findings a version may be published with, and the coach's reasons for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from hashlib import sha256

from programs.engine.checks.finding import Finding, Severity

LONGEST_REASON = 500
KEY_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a coach stands by a finding: one (by its key), all of a rule, or all there are."""

    reason: str
    rule: str = ""
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A finding as it is kept with a version.

    ``phase`` and ``what`` (exercise, muscle or day) say where; weeks don't part one from another.
    ``reason`` is empty for an error that a program had when it came in from a file, until
    somebody gives one. ``since`` is the number of the version that it was acknowledged in first.
    """

    rule: str
    severity: str
    phase: str
    what: str
    where: str
    sentence: str
    reason: str = ""
    since: int = 0


class State(StrEnum):
    """What a finding means for publishing."""

    BLOCKING = "blocking"
    WAITING = "waiting"
    ACKNOWLEDGED = "acknowledged"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding with what it means for publishing; ``kept`` where it has a reason."""

    finding: Finding
    state: State
    kept: Acknowledged | None = None

    @property
    def key(self) -> str:
        """Return what a reason names the finding by."""
        return finding_key(self.finding)

    @property
    def reason(self) -> str:
        """Return why a coach stands by it; empty while nobody has said."""
        return self.kept.reason if self.kept else ""


def finding_key(finding: Finding) -> str:
    """Return what a finding is known by among those of its program: rule, phase and what."""
    identity = "\n".join((finding.rule, finding.place.phase, what_of(finding)))
    return sha256(identity.encode()).hexdigest()[:KEY_LENGTH]


def what_of(finding: Finding) -> str:
    """Return the exercise, muscle or day that a finding is about; empty for a whole phase."""
    place = finding.place
    day = "" if place.day is None else f"day {place.day}"
    return place.exercise or " ".join(part for part in (finding.subject, day) if part)


def judge(
    findings: Iterable[Finding],
    *,
    reasons: Sequence[Reason] = (),
    known: Sequence[Acknowledged] = (),
    number: int = 1,
) -> tuple[Judged, ...]:
    """Return what each finding means for publishing version ``number``.

    ``known`` are those that the draft came with. An error blocks unless it is among them (ADR 17);
    then, like a warning, it needs a reason: the nearest of ``reasons``, else the one it had.
    """
    return tuple(_judged(one, reasons, known=known, number=number) for one in findings)


def _judged(
    finding: Finding, reasons: Sequence[Reason], *, known: Sequence[Acknowledged], number: int
) -> Judged:
    if finding.severity is Severity.ADVICE:
        return Judged(finding, State.ADVICE)
    before = known_as(finding, known=known)
    if finding.severity is Severity.ERROR and before is None:
        return Judged(finding, State.BLOCKING)
    had = before if before and before.phase == finding.place.phase else None
    reason = _reason(finding, reasons, otherwise=had.reason if had else "")
    if not reason:
        return Judged(finding, State.WAITING)
    since = had.since if had and had.reason == reason else number
    kept = replace(described(finding), reason=reason, since=since)
    return Judged(finding, State.ACKNOWLEDGED, kept)


def known_as(finding: Finding, *, known: Iterable[Acknowledged]) -> Acknowledged | None:
    """Return what a finding was before, in its phase at best; None for a new one.

    An error of an imported program stays known when its phase is renamed.
    """
    alike = [one for one in known if (one.rule, one.what) == (finding.rule, what_of(finding))]
    here = [one for one in alike if one.phase == finding.place.phase]
    is_error = finding.severity is Severity.ERROR
    return next(iter(here or (alike if is_error else ())), None)


def described(finding: Finding) -> Acknowledged:
    """Return a finding as a version keeps it, without a reason yet."""
    return Acknowledged(
        rule=finding.rule,
        severity=str(finding.severity),
        phase=finding.place.phase,
        what=what_of(finding),
        where=finding.where,
        sentence=finding.sentence,
    )


def errors_among(findings: Iterable[Finding]) -> tuple[Acknowledged, ...]:
    """Return the errors that a program has as it comes in, each still without a reason."""
    return tuple(described(one) for one in findings if one.severity is Severity.ERROR)


def acknowledged_to_json(acknowledged: Iterable[Acknowledged]) -> list[dict[str, object]]:
    """Return the list as JSON holds it."""
    return [asdict(one) for one in acknowledged]


def acknowledged_from_json(rows: Iterable[Mapping[str, object]]) -> tuple[Acknowledged, ...]:
    """Return the list that ``acknowledged_to_json`` wrote."""
    names = {field.name for field in fields(Acknowledged)}
    return tuple(
        Acknowledged(**{name: value for name, value in row.items() if name in names})  # type: ignore[arg-type]
        for row in rows
    )


def _reason(finding: Finding, reasons: Sequence[Reason], *, otherwise: str) -> str:
    """Return the nearest reason; an empty one for the very finding takes back what it had."""
    key = finding_key(finding)
    own = [one for one in reasons if one.finding == key]
    rule = [one for one in reasons if not one.finding and one.rule == finding.rule]
    every = [one for one in reasons if not one.finding and not one.rule]
    for reason in (*own, *rule, *every):
        return reason.reason.strip()[:LONGEST_REASON]
    return otherwise
