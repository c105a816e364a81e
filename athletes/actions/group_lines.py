"""What groups say that is the same for everybody on a version, each line of it once."""

from collections.abc import Hashable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from athletes.models import PlannedGroup
from athletes.queries.load_maker import LoadMaker
from athletes.queries.own_loads import OwnLoad, own_load
from athletes.queries.plan_state import PlanState
from athletes.queries.ramps import Lighter
from athletes.queries.session_cards import WARMUP
from programs.engine.loads.rungs import Mode
from programs.engine.resolving.explain import eases_effort_alone
from programs.engine.resolving.resolve import ResolvedGroup, ResolvedSession, ResolvedSlot
from programs.engine.units import rounded
from programs.engine.volume.duration import sets_seconds
from programs.models import Exercise

Basis = PlannedGroup.Basis

LINE_FIELDS = (
    "position", "slot_key", "slot_position", "exercise", "exercise_name", "superset", "is_main",
    "note", "sets", "reps", "rep_floor", "percent", "rpe", "rest_s", "tempo", "intent",
    "is_optional", "is_result", "is_branch", "report", "basis", "anchor", "base_percent",
    "added_kg", "load_share", "is_first_exposure", "asked_reps", "gap_days", "gap_rpe",
)  # fmt: skip
"""What a line says, in order."""

STORED_PLACES = 6

Groups = tuple[list[int], list[OwnLoad]]
"""The groups of a session: the number of each one's line, and its load."""


class GroupLines:
    """The lines that a batch of sessions is written with, by number, and how long each takes."""

    __slots__ = ("_kept", "_numbers", "rows", "seconds")

    def __init__(self) -> None:
        self.rows: list[tuple[Any, ...]] = []
        self.seconds: list[int] = []
        self._numbers: dict[Hashable, int] = {}
        # Lines are known by their identity, so they must live as long.
        self._kept: list[ResolvedGroup] = []

    def groups(
        self,
        session: ResolvedSession,
        *,
        state: PlanState,
        make: LoadMaker,
        careful: frozenset[tuple[int, str]],
    ) -> Groups:
        """Return the groups of a session; ``careful`` are the (ordinal, exercise) of a new phase.

        A line that differs, as where repetitions follow the load, is one of its own.
        """
        version = state.plan.program_version_id
        lighter = state.lighter.get(session.ordinal)
        numbers: list[int] = []
        loads: list[OwnLoad] = []
        for place, slot in enumerate(session.slots, start=1):
            is_careful = (session.ordinal, slot.exercise) in careful
            mode: Mode | None = "down" if is_careful else None
            for group in slot.groups:
                line, has_load = group.line, group.load_kg is not None
                key = (
                    id(line), len(numbers), version, is_careful, has_load, group.other_reps,
                    lighter, _step_of(group),
                )  # fmt: skip
                number = self._numbers.get(key)
                if number is None:
                    row = _line(
                        group,
                        slot=slot,
                        places=(len(numbers) + 1, place),
                        exercise=state.exercises.get(slot.exercise),
                        is_careful=is_careful,
                        lighter=lighter,
                    )
                    number = self._add(key, group, row=row)
                numbers.append(number)
                loads.append(own_load(group, exercise=slot.exercise, make=make, mode=mode))
        return numbers, loads

    def minutes(self, groups: Groups) -> int:
        """Return how long a session takes: every set's work by its tempo, and the rest after it.

        Three seconds a repetition where no tempo is given, two minutes of rest where none is;
        optional groups count. Warm-up sets count only where the program writes them.
        """
        numbers, _ = groups
        return max(1, round(sum(self.seconds[number] for number in numbers) / 60))

    def _add(self, key: Hashable, group: ResolvedGroup, *, row: tuple[Any, ...]) -> int:
        self.rows.append(row)
        self.seconds.append(
            sets_seconds(sets=group.sets, reps=group.reps, rest_s=group.rest_s, tempo=group.tempo)
        )
        self._kept.append(group)
        number = self._numbers[key] = len(self.rows) - 1
        return number


def _line(
    group: ResolvedGroup,
    *,
    slot: ResolvedSlot,
    places: tuple[int, int],
    exercise: Exercise | None,
    is_careful: bool,
    lighter: Lighter | None,
) -> tuple[Any, ...]:
    """Return the values of ``LINE_FIELDS``; ``places`` are the group's and its slot's."""
    line, reps, load = group.line, group.reps, group.line.load
    position, slot_position = places
    return (
        position,
        slot.key,
        slot_position,
        exercise.pk if exercise else None,
        slot.exercise,
        slot.superset or "",
        slot.is_main,
        slot.note,
        line.sets,
        reps.text,
        reps.floor,
        line.percent,
        line.rpe,
        line.rest_s,
        line.tempo or "",
        line.intent,
        line.is_optional,
        line.is_result,
        line.is_branch,
        line.report or "",
        _basis(group),
        "" if load is None or load.kg is not None else load.of or "",
        load.percent if load else None,
        _added_kg(group),
        None if load is None or line.scale == 1 else rounded(line.scale, places=STORED_PLACES),
        is_careful,
        "" if group.other_reps is None else line.reps.text,
        lighter.days if lighter else None,
        lighter.ease.rpe_cap if lighter and eases_effort_alone(lighter.ease) else None,
    )


def _step_of(group: ResolvedGroup) -> Fraction | None:
    """Return the step that what is added goes by, None where nothing is added."""
    load = group.line.load
    return group.step if load is not None and (load.pre or load.post) else None


def _added_kg(group: ResolvedGroup) -> Decimal | None:
    load, step = group.line.load, _step_of(group)
    if load is None or step is None:
        return None
    return rounded(Fraction(load.pre + load.post) * step, places=STORED_PLACES)


def _basis(group: ResolvedGroup) -> str:
    """Load if there is one, else effort (cases, adherence). What isn't owed isn't judged."""
    if group.is_optional or group.intent == WARMUP:
        return Basis.NONE
    if group.load_kg is not None:
        return Basis.LOAD
    return Basis.NONE if group.rpe is None else Basis.RPE
