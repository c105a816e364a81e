"""What the athlete's pages show: values that arrive ready. Loads in kg, shares 0-1."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


class DayState(StrEnum):
    """What the day asks of the athlete; each has a page of its own."""

    TRAINING = "training"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    REST = "rest"
    PAUSED = "paused"
    HELD = "held"
    NOT_STARTED = "not_started"
    COMPLETED = "completed"
    NO_PLAN = "no_plan"


class SessionState(StrEnum):
    """What became of one session, in neutral words."""

    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    PARTIAL = "partial"
    MISSED = "missed"
    EXCUSED = "excused"


@dataclass(frozen=True, slots=True)
class PhaseValue:
    """Where the athlete is. ``week`` counts from 1 of ``weeks``, added weeks included.

    ``why`` is the transition that led here, in words; empty for a plan's first phase.
    """

    seq: int
    name: str
    goal: str
    week: int
    weeks: int
    starts_on: date
    ends_on: date
    why: str = ""


@dataclass(frozen=True, slots=True)
class ExerciseLine:
    """One exercise in a list: "Squat", 5 sets. ``mark`` is A1 in a superset, else empty.

    ``text`` is the work without loads: "1x5, 3x8-10".
    """

    name: str
    sets: int
    text: str
    mark: str = ""
    top_load_kg: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A planned session in a list. ``sets`` leaves optional sets out."""

    id: int
    name: str
    week: int
    day: int
    goal: str
    scheduled_on: date
    minutes: int
    state: SessionState
    sets: int
    sets_done: int
    exercises: tuple[ExerciseLine, ...] = ()
    is_provisional: bool = False
    excused_for: str = ""


@dataclass(frozen=True, slots=True)
class Today:
    """What to do on the local day ``on``.

    ``session`` is today's, or one that was begun and not finished. ``missed`` is the newest
    missed session that may still be made up. ``next_session`` comes after today.
    ``waiting_words`` say what the coach is asked to decide, or why nothing is scheduled.
    """

    on: date
    state: DayState
    plan_name: str = ""
    phase: PhaseValue | None = None
    session: SessionLine | None = None
    missed: SessionLine | None = None
    next_session: SessionLine | None = None
    waiting_words: str = ""
    away_until: date | None = None
    away_reason: str = ""


@dataclass(frozen=True, slots=True)
class PerformedSet:
    """A set as logged."""

    id: UUID
    reps: int
    load_kg: Decimal | None
    rpe: Decimal | None
    is_accepted: bool
    performed_at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class LastSet:
    """The same set of the exercise in the newest earlier session."""

    on: date
    reps: int
    load_kg: Decimal | None
    rpe: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SetRow:
    """One set: asked, done, last time. ``number`` counts from 1 within the exercise.

    ``position`` is what a log carries. ``reps`` is the number to accept with one tap, None when
    the athlete has to say (as many as possible). ``asks_effort`` on the exercise's last set.
    """

    number: int
    position: int
    reps: int | None
    load_kg: Decimal | None
    asks_effort: bool
    performed: PerformedSet | None = None
    last: LastSet | None = None


@dataclass(frozen=True, slots=True)
class GroupPage:
    """Equal sets on one line. ``reps`` as prescribed: "5", "8-12", "5+", "max", "60s".

    ``per_side`` are one side's plates, heavy first; empty for anything but a barbell.
    """

    id: int
    reps: str
    load_kg: Decimal | None
    percent: Decimal | None
    rpe: Decimal | None
    rest_s: int | None
    tempo: str
    intent: str
    is_optional: bool
    explanation: str
    per_side: tuple[Decimal, ...]
    sets: tuple[SetRow, ...]


@dataclass(frozen=True, slots=True)
class ExercisePage:
    """One exercise of a session with its groups.

    ``mark`` is "A1", "A2", "B" in training order. ``convention`` is the exercise's load
    convention (``Exercise.LoadConvention``), ``measure`` reps, seconds or meters.
    """

    key: str
    mark: str
    name: str
    exercise_id: int | None
    convention: str
    measure: str
    note: str
    is_main: bool
    groups: tuple[GroupPage, ...]


@dataclass(frozen=True, slots=True)
class SessionPage:
    """A session with everything that logging it needs."""

    line: SessionLine
    phase: PhaseValue
    exercises: tuple[ExercisePage, ...]
    started_at: datetime | None = None
    completed_at: datetime | None = None
    session_rpe: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DayOfWeek:
    """A local day with its sessions; ``absence`` is a reason in words, or empty."""

    on: date
    sessions: tuple[SessionLine, ...] = ()
    absence: str = ""


@dataclass(frozen=True, slots=True)
class AdherenceParts:
    """The four parts and their counts, None where there is nothing to judge."""

    session_adherence: Decimal | None
    set_adherence: Decimal | None
    volume_adherence: Decimal | None
    intensity_adherence: Decimal | None
    attended: int
    due: int
    sets_done: int
    sets_prescribed: int
    compliant: int
    evaluable: int
    excused: int
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from the athlete's first day of the week."""

    days: tuple[DayOfWeek, ...]
    phase: PhaseValue | None = None
    adherence: AdherenceParts | None = None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One logged session in the list, newest first. ``session_id`` None for an extra one."""

    log_id: UUID
    session_id: int | None
    on: date
    name: str
    goal: str
    sets: int
    exercises: tuple[str, ...]
    session_rpe: Decimal | None
    is_finished: bool


@dataclass(frozen=True, slots=True)
class History:
    """One page of logged sessions. ``count`` is of all pages."""

    lines: tuple[HistoryLine, ...]
    page: int
    pages: int
    count: int


@dataclass(frozen=True, slots=True)
class EstimatePoint:
    """An exercise's e1RM on a day, with one standard error in kilograms and its best set."""

    on: date
    e1rm_kg: Decimal
    error_kg: Decimal
    method: str
    reps: int
    load_kg: Decimal | None


@dataclass(frozen=True, slots=True)
class ExerciseHistory:
    """One exercise over time, oldest estimate first; ``change_words`` judge it honestly."""

    exercise_id: int
    name: str
    points: tuple[EstimatePoint, ...]
    change_words: str = ""
