"""What a session page is made of: exercises, their groups of sets, and a row a set."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from athletes.models.pain import Pain
from athletes.queries.last_time import LastSet
from athletes.queries.top_loads import TopShare


@dataclass(frozen=True, slots=True)
class Performed:
    """A set as logged; ``load`` in the athlete's unit. ``rir`` is 10 - RPE."""

    id: UUID
    reps: int
    load: Decimal | None
    rpe: Decimal | None
    rir: Decimal | None
    is_accepted: bool
    is_to_failure: bool
    note: str
    has_pain: bool
    pain: Pain


@dataclass(frozen=True, slots=True)
class SetRow:
    """One set of a group: asked, done, and done last time.

    ``number`` counts within the group, from 1, and is what a log's position names. ``reps`` and
    ``load`` are what the form starts with, ``load_kg`` the same load as it is stored.
    ``asks_effort`` on the exercise's last work set only (decision 11). ``is_next`` on one row of
    the page at most. ``is_extra`` beyond what was asked.
    """

    number: int
    target_reps: str
    target_load: Decimal | None
    reps: int | None
    load: Decimal | None
    load_kg: Decimal | None
    performed: Performed | None
    last: LastSet | None
    asks_effort: bool
    is_next: bool
    is_extra: bool


@dataclass(frozen=True, slots=True)
class GroupBlock:
    """Equal sets. Loads and ``plates`` (one side, heavy first) are in the athlete's unit.

    ``plates`` is None where no barbell is loaded. ``decides`` what follows in the session. ``top``
    where the load goes by today's top set, which isn't known before it.
    """

    id: int
    sets: int
    reps: str
    work: str
    load_kg: Decimal | None
    target_load: Decimal | None
    percent: Decimal | None
    rpe: Decimal | None
    rir: Decimal | None
    rest_s: int | None
    tempo: str
    intent: str
    is_warmup: bool
    is_optional: bool
    decides: bool
    top: TopShare | None
    explanation: str
    plates: tuple[Decimal, ...] | None
    rows: tuple[SetRow, ...]


@dataclass(frozen=True, slots=True)
class WarmUp:
    """One set of a ramp; the load and its plates (one side) in the athlete's unit."""

    load: Decimal
    reps: int
    plates: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class ExerciseBlock:
    """One exercise; ``label`` is ``1``, or ``A1`` and ``A2`` for those done together.

    ``planned_name`` is what it stands in for, ``skip_reason`` why it is left out; else empty.
    ``warm_ups`` lead to its heaviest set where the plan has none of its own.
    """

    slot_key: str
    label: str
    exercise_id: int | None
    exercise_name: str
    is_main: bool
    note: str
    superset: str
    load_convention: str
    planned_name: str
    skip_reason: str
    warm_ups: tuple[WarmUp, ...]
    groups: tuple[GroupBlock, ...]

    @property
    def last_times(self) -> tuple[LastSet, ...]:
        """What was done last time, each set once."""
        found = (row.last for group in self.groups for row in group.rows)
        return tuple(last for last in found if last is not None)


@dataclass(frozen=True, slots=True)
class SessionPage:
    """The whole page; ``unit`` is kg or lb. ``log_id`` is None until the first set.

    ``extras`` are exercises beyond the plan.
    """

    id: int
    plan_id: int
    phase_seq: int
    name: str
    on: date
    week: int
    day: int
    minutes: int
    phase_name: str
    goal: str
    unit: str
    is_provisional: bool
    is_cancelled: bool
    log_id: UUID | None
    is_finished: bool
    session_rpe: Decimal | None
    note: str
    sets_owed: int
    sets_done: int
    blocks: tuple[ExerciseBlock, ...]
    extras: tuple[ExerciseBlock, ...]
