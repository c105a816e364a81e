"""The facts of a program that checks read, computed once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from programs.engine.checks.finding import Place
from programs.engine.goals import Goal
from programs.engine.program.parts import Intent, Program
from programs.engine.program.prescription import Reps
from programs.engine.tables import ExerciseRow

FAILURE_RPE = Decimal(10)


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """Equal work sets of one exercise in one session; warm-ups are left out.

    ``percent_of_max`` is the planned %1RM (0-100), from the load or else from the effort, None
    where neither tells. ``is_load_anchored`` where it comes from the load, ``is_relative`` where
    percent or effort tie the set to the athlete's maximum (S03). ``load_kg`` is before rounding;
    ``anchor`` and ``anchor_share`` say what it is a share (0-1) of.
    ``counted_sets`` are those that volume counts: a cluster is one set (spec 3.2).
    ``is_last_of_superset`` is true outside supersets too: rest before it belongs to the round.
    """

    place: Place
    name: str
    exercise: ExerciseRow | None
    is_main: bool
    sets: int
    counted_sets: int
    reps: Reps
    rpe: Decimal | None
    percent_of_max: Fraction | None
    is_load_anchored: bool
    is_relative: bool
    load_kg: Fraction | None
    anchor: str | None
    anchor_share: Fraction | None
    rest_s: int | None
    tempo: str | None
    has_note: bool
    intent: Intent
    is_optional: bool
    is_hard: bool
    is_last_of_superset: bool

    @property
    def rir(self) -> Decimal | None:
        """Return the target reps in reserve, None without an effort target."""
        return None if self.rpe is None else 10 - self.rpe

    @property
    def identity(self) -> str:
        """Return what makes two exercises the same one: the catalogue's slug, else the name."""
        return self.name if self.exercise is None else self.exercise.slug

    @property
    def fewest_reps(self) -> int | None:
        """Return the repetitions owed; None for time and for as many as possible."""
        return None if self.reps.kind == "seconds" or self.reps.is_max else self.reps.floor

    @property
    def most_reps(self) -> int | None:
        """Return the repetitions asked at most; None for time and where the set is open."""
        return None if self.reps.kind == "seconds" else self.reps.ceiling or self.reps.cap

    @property
    def is_planned_failure(self) -> bool:
        """True where the set is meant to end at the limit, outside a test."""
        return self.rpe == FAILURE_RPE and self.intent != "test"

    def is_mechanic(self, mechanic: str) -> bool:
        """Tell whether the catalogue calls the exercise ``compound`` or ``isolation``."""
        return self.exercise is not None and self.exercise.mechanic == mechanic


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """One session. ``muscle_sets`` are fractional hard sets, ``direct_sets`` those that aim at it.

    Optional sets are in ``groups`` but not in the sums: nobody owes them.
    """

    place: Place
    groups: tuple[WorkGroup, ...]
    muscle_sets: Mapping[str, Decimal]
    direct_sets: Mapping[str, int]

    @property
    def owed(self) -> tuple[WorkGroup, ...]:
        """Return the groups that aren't optional."""
        return tuple(group for group in self.groups if not group.is_optional)


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """One week of a phase; ``is_partial`` where a rotation ends before the week is full."""

    place: Place
    week: int
    is_deload: bool
    is_partial: bool
    sessions: tuple[SessionFacts, ...]
    muscle_sets: Mapping[str, Decimal]
    direct_sets: Mapping[str, int]

    @property
    def groups(self) -> Iterator[WorkGroup]:
        """Yield every work group in training order."""
        for session in self.sessions:
            yield from session.groups

    @property
    def owed(self) -> Iterator[WorkGroup]:
        """Yield the groups that aren't optional."""
        return (group for group in self.groups if not group.is_optional)

    @property
    def set_count(self) -> int:
        """Return the work sets owed."""
        return sum(group.sets for group in self.owed)


@dataclass(frozen=True, slots=True)
class PhaseFacts:
    """One mesocycle. ``weeks`` are all as written, also those without a session."""

    place: Place
    index: int
    goal: Goal
    priority: tuple[str, ...]
    weeks: tuple[WeekFacts, ...]

    @property
    def own_weeks(self) -> tuple[WeekFacts, ...]:
        """Return the weeks that serve the goal: without light weeks, unless that is the goal."""
        if self.goal is Goal.DELOAD:
            return self.weeks
        return tuple(week for week in self.weeks if not week.is_deload)

    @property
    def full_weeks(self) -> tuple[WeekFacts, ...]:
        """Return the own weeks that can be judged as weeks: a rotation's cut-off one can't."""
        return tuple(week for week in self.own_weeks if not week.is_partial)

    @property
    def sessions(self) -> Iterator[SessionFacts]:
        """Yield the sessions of the own weeks."""
        for week in self.own_weeks:
            yield from week.sessions

    @property
    def groups(self) -> Iterator[WorkGroup]:
        """Yield the work groups of the own weeks."""
        for week in self.own_weeks:
            yield from week.groups

    @property
    def owed(self) -> Iterator[WorkGroup]:
        """Yield those of them that aren't optional."""
        return (group for group in self.groups if not group.is_optional)


@dataclass(frozen=True, slots=True)
class ProgramFacts:
    """A whole program, phase by phase.

    ``load_limited`` are the names of exercises that the athlete's heaviest dumbbells are too light
    for (spec 1.4).
    """

    program: Program
    phases: tuple[PhaseFacts, ...]
    load_limited: frozenset[str] = frozenset()

    def of_goal(self, goal: Goal) -> Iterator[PhaseFacts]:
        """Yield the phases with this goal, in order."""
        return (phase for phase in self.phases if phase.goal is goal)


def share_of_sets(
    groups: Iterator[WorkGroup], *, counts: Callable[[WorkGroup], bool]
) -> Fraction | None:
    """Return the share (0-1) of sets for which ``counts`` holds; None without any set."""
    total = counted = 0
    for group in groups:
        total += group.sets
        counted += group.sets if counts(group) else 0
    return Fraction(counted, total) if total else None
