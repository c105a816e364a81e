"""What resolving a program gives: sessions with their loads, and the rules that ran."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from programs.engine.goals import Goal
from programs.engine.program.parts import Intent, Load, Result
from programs.engine.program.prescription import Reps

WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class PhaseRun:
    """One phase as it is really run; ``mesocycle`` counts from 0.

    ``extra_weeks`` repeat its last loading week after its end. ``repeated_weeks`` are the numbers,
    from 1, of weeks done once more right after themselves; twice the same, twice more. An inserted
    deload is one week made from the last loading week of ``mesocycle`` (decision 13).
    """

    mesocycle: int
    extra_weeks: int = 0
    is_inserted_deload: bool = False
    repeated_weeks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one session. ``results`` and ``skipped`` are by slot key.

    A session not performed ran no rules and is no exposure; the same holds for a skipped slot.
    A slot in neither was performed with nothing reported.
    """

    performed: bool
    results: Mapping[str, Result] = field(default_factory=dict)
    skipped: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class LoadSource:
    """The figures a load was computed from. ``anchor`` None for a fixed load.

    ``value`` None where the athlete has no such number yet. ``scale`` is below 1 where it is made
    lighter: 0.9 in an inserted deload.
    """

    anchor: str | None
    value: Fraction | None
    percent: Decimal | None = None
    pre: Decimal = Decimal(0)
    post: Decimal = Decimal(0)
    step: Fraction | None = None
    scale: Fraction = WHOLE


@dataclass(frozen=True, slots=True)
class Line:
    """Equal sets as a program asks them of everybody who follows it.

    ``percent`` is what is shown. ``rpe`` is 10 - RIR where effort was given as RIR. ``report``
    names what to note once the group is done, since what follows goes by it. ``load`` says where
    the load comes from, ``scale`` how much lighter it is made (0-1). The repetitions may follow
    the load to keep the effort (spec 2.5) where ``may_follow``.
    """

    sets: int
    reps: Reps
    percent: Decimal | None = None
    rpe: Decimal | None = None
    effort_given_as: Literal["rpe", "rir"] | None = None
    rest_s: int | None = None
    tempo: str | None = None
    intent: Intent = "work"
    is_optional: bool = False
    is_result: bool = False
    is_branch: bool = False
    report: str | None = None
    load: Load | None = None
    scale: Fraction = WHOLE
    may_follow: bool = False


@dataclass(frozen=True, slots=True)
class ResolvedGroup:
    """Equal sets with their load. ``target_kg`` is before rounding, ``load_kg`` what is lifted.

    ``line`` is one object for all to whom a program asks the same in one place: day, slot,
    exercise, group. ``value`` and ``step`` are what the athlete's load is computed from.
    ``other_reps`` are asked where the repetitions of the line follow the load, else None.
    """

    line: Line
    target_kg: Fraction | None = None
    load_kg: Decimal | None = None
    value: Fraction | None = None
    step: Fraction | None = None
    other_reps: Reps | None = None

    @property
    def sets(self) -> int:
        """How many sets."""
        return self.line.sets

    @property
    def reps(self) -> Reps:
        """What is asked of each set."""
        return self.line.reps if self.other_reps is None else self.other_reps

    @property
    def asked(self) -> Reps | None:
        """The repetitions as written where ``reps`` may follow the load, else None."""
        return self.line.reps if self.line.may_follow and self.load_kg is not None else None

    @property
    def percent(self) -> Decimal | None:
        """What is shown."""
        return self.line.percent

    @property
    def rpe(self) -> Decimal | None:
        """The effort; 10 - RIR where it was given as RIR."""
        return self.line.rpe

    @property
    def effort_given_as(self) -> Literal["rpe", "rir"] | None:
        """How the effort was written."""
        return self.line.effort_given_as

    @property
    def rest_s(self) -> int | None:
        """The rest after each set."""
        return self.line.rest_s

    @property
    def tempo(self) -> str | None:
        """The tempo as written."""
        return self.line.tempo

    @property
    def intent(self) -> Intent:
        """What the sets are for."""
        return self.line.intent

    @property
    def is_optional(self) -> bool:
        """Whether the sets may be left out."""
        return self.line.is_optional

    @property
    def is_result(self) -> bool:
        """Whether the slot's result is read from these sets."""
        return self.line.is_result

    @property
    def is_branch(self) -> bool:
        """Whether the sets follow from what was reported in the session."""
        return self.line.is_branch

    @property
    def report(self) -> str | None:
        """What to note once the sets are done."""
        return self.line.report

    @property
    def source(self) -> LoadSource | None:
        """The figures that the load was computed from."""
        load = self.line.load
        if load is None:
            return None
        return LoadSource(
            anchor=load.of if load.kg is None else None,
            value=self.value,
            percent=load.percent,
            pre=load.pre,
            post=load.post,
            step=self.step,
            scale=self.line.scale,
        )


@dataclass(frozen=True, slots=True)
class ResolvedSlot:
    """One exercise of one session, its stage and movement chosen.

    ``is_new``: the exercise comes for the first time in a phase after the first, in this session.
    """

    key: str
    exercise: str
    groups: tuple[ResolvedGroup, ...]
    superset: str | None = None
    is_main: bool = False
    note: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class ResolvedSession:
    """One session of the course. ``ordinal`` counts from 1 over the course.

    ``week`` and ``day`` are the printed numbers; ``occurrence`` is 2 and up for an extra week.
    ``course_index`` counts phase runs from 0. ``anchors_before`` are the values it started with.
    """

    ordinal: int
    course_index: int
    mesocycle: int
    goal: Goal
    week: int
    week_in_phase: int
    occurrence: int
    day: int
    name: str
    slots: tuple[ResolvedSlot, ...]
    anchors_before: Mapping[str, Fraction | None]
    is_deload: bool = False


@dataclass(frozen=True, slots=True)
class AnchorChange:
    """One anchor, before and after."""

    anchor: str
    before: Fraction | None
    after: Fraction | None


@dataclass(frozen=True, slots=True)
class RuleRun:
    """One run of a rule after session ``ordinal``.

    ``rule`` is its place in the file from 0, None for a branch inside a session. ``read`` is what
    it read, None for a rule that reads nothing. ``band`` is None where no band fitted.
    ``applied_at`` is ``now``, or the printed week at whose end a deferred change took effect; for
    one still waiting at the course's end ``changes`` is empty.
    """

    ordinal: int
    rule: int | None
    slot: str | None
    read: Fraction | None
    band: int | None
    changes: tuple[AnchorChange, ...]
    applied_at: Literal["now"] | int = "now"


@dataclass(frozen=True, slots=True)
class Resolution:
    """The whole course resolved. ``anchors`` are the values after everything."""

    sessions: tuple[ResolvedSession, ...]
    runs: tuple[RuleRun, ...]
    anchors: Mapping[str, Fraction | None]
