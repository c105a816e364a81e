"""The days and lines of a program, made once and shared by everybody who follows it."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from programs.engine.program.parts import BODY_WEIGHT, TOP_PREFIX, Day, Group, Program, Slot
from programs.engine.program.prescription import Reps
from programs.engine.progression.easing import AS_WRITTEN, Ease
from programs.engine.resolving.anchors import exact, share, to_decimal
from programs.engine.resolving.course import PlacedDay, place_days
from programs.engine.resolving.resolved import WHOLE, Line, PhaseRun

_MOST_PROGRAMS, _MOST_COURSES = 64, 256
# What these read stays true when other repetitions are asked; ``ok`` goes by what is asked.
_BLIND_TO_REPS = frozenset({None, "ok", "load", "test", "rpe"})


@dataclass(frozen=True, slots=True)
class Recipe:
    """A line with what its load is made from: ``top / bottom`` of the value of ``anchor``.

    ``is_plain``: that share is all, with nothing added, taken off or made lighter.
    """

    line: Line
    anchor: str
    top: int
    bottom: int
    is_plain: bool


class DayLines:
    """The lines of one day, by what tells them apart; ``keeps_effort`` where it isn't a limit."""

    __slots__ = ("_counted", "_day", "_keeps_effort", "_made", "_slots")

    def __init__(self, day: Day, *, counted: frozenset[str | None], keeps_effort: bool) -> None:
        # Groups are known by their identity, so what holds them must live as long.
        self._day = day
        self._counted = counted
        self._keeps_effort = keeps_effort
        self._made: dict[Hashable, Recipe] = {}
        self._slots: dict[Hashable, tuple[Recipe, ...] | None] = {}

    def of_slot(
        self, place: int, *, stage: int, exercise: str, ease: Ease
    ) -> tuple[Recipe, ...] | None:
        """Return the lines of the slot at ``place``; None where a counter decides on one."""
        key = place, stage, exercise, None if ease is AS_WRITTEN else ease
        if key not in self._slots:
            self._slots[key] = self._fixed(place, stage=stage, exercise=exercise, ease=ease)
        return self._slots[key]

    def recipe(
        self,
        group: Group,
        *,
        place: int,
        exercise: str,
        ease: Ease,
        is_branch: bool,
        sets: int,
        reps: Reps,
    ) -> Recipe:
        """Return the line of a group in the slot at ``place``, done as ``exercise``."""
        how = None if ease is AS_WRITTEN else ease
        key = id(group), place, exercise, is_branch, sets, reps.floor, how
        made = self._made.get(key)
        if made is None:
            slot = self._day.slots[place]
            may_follow = self._may_follow(group, slot=slot, ease=ease)
            line = _line(group, slot, ease, sets, reps, is_branch, may_follow)
            made = self._made.setdefault(key, _recipe(line))
        return made

    def _fixed(
        self, place: int, *, stage: int, exercise: str, ease: Ease
    ) -> tuple[Recipe, ...] | None:
        recipes = []
        for group in self._day.slots[place].stages[stage]:
            if group.reps is None:
                return None
            recipes.append(
                self.recipe(
                    group,
                    place=place,
                    exercise=exercise,
                    ease=ease,
                    is_branch=False,
                    sets=sets_of(group, ease),
                    reps=group.reps,
                )
            )
        return tuple(recipes)

    def _may_follow(self, group: Group, *, slot: Slot, ease: Ease) -> bool:
        """Whether other repetitions may keep the effort: not where something counts them."""
        is_target = self._keeps_effort and ease is AS_WRITTEN and _rpe(group) is not None
        is_counted = bool(group.then) or not self._counted.isdisjoint({slot.key, None})
        return is_target and not is_counted and group.intent != "test"


class Lines:
    """The lines of one program."""

    __slots__ = ("_counted", "_days", "_program")

    def __init__(self, program: Program) -> None:
        self._program = program
        self._counted = frozenset(
            rule.slot for rule in program.rules if rule.read not in _BLIND_TO_REPS
        )
        self._days: dict[tuple[int, bool], DayLines] = {}

    def of_day(self, day: Day, *, keeps_effort: bool) -> DayLines:
        """Return the lines of a day, those already made at hand."""
        key = id(day), keeps_effort
        lines = self._days.get(key)
        if lines is None:
            lines = DayLines(day, counted=self._counted, keeps_effort=keeps_effort)
            lines = self._days.setdefault(key, lines)
        return lines


class _Itself:
    """A program as a cache key: that very object, since to compare whole programs takes longer."""

    __slots__ = ("program",)

    def __init__(self, program: Program) -> None:
        self.program = program

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.program is other.program

    def __hash__(self) -> int:
        return id(self.program)


def days_of(program: Program, *, course: Sequence[PhaseRun] | None) -> tuple[PlacedDay, ...]:
    """Return every day of the course, from memory when this program was laid out so before."""
    return _days_of(_Itself(program), None if course is None else tuple(course))


@lru_cache(maxsize=_MOST_COURSES)
def _days_of(itself: _Itself, course: tuple[PhaseRun, ...] | None) -> tuple[PlacedDay, ...]:
    return tuple(place_days(itself.program, course=course))


def lines_of(program: Program) -> Lines:
    """Return the program's lines, from memory when this object was resolved before."""
    return _lines_of(_Itself(program))


@lru_cache(maxsize=_MOST_PROGRAMS)
def _lines_of(itself: _Itself) -> Lines:
    return Lines(itself.program)


def sets_of(group: Group, ease: Ease) -> int:
    """Return how many sets are asked; warm-ups stay as written."""
    return group.sets if group.intent == "warmup" else ease.sets(group.sets)


def _recipe(line: Line) -> Recipe:
    load = line.load
    if load is None or load.kg is not None:
        return Recipe(line, "", 1, 1, is_plain=False)
    name = load.of or ""
    part = WHOLE if load.percent is None else share(load.percent)
    is_share = not load.pre and not load.post and load.step is None and line.scale is WHOLE
    is_anchor = name != BODY_WEIGHT and not name.startswith(TOP_PREFIX)
    return Recipe(line, name, part.numerator, part.denominator, is_plain=is_share and is_anchor)


def _line(
    group: Group, slot: Slot, ease: Ease, sets: int, reps: Reps, is_branch: bool, may_follow: bool
) -> Line:
    rpe, given_as = _effort(group, ease)
    return Line(
        sets=sets,
        reps=reps,
        percent=_percent(group, ease),
        rpe=rpe,
        effort_given_as=given_as,
        rest_s=slot.rest_s if group.rest_s is None else group.rest_s,
        tempo=slot.tempo if group.tempo is None else group.tempo,
        intent=group.intent,
        is_optional=group.is_optional,
        is_result=group.is_result,
        is_branch=is_branch,
        report=group.report,
        load=group.load,
        scale=_scale(group, ease),
        may_follow=may_follow,
    )


def _rpe(group: Group) -> Decimal | None:
    return group.rpe if group.rir is None else 10 - group.rir


def _effort(group: Group, ease: Ease) -> tuple[Decimal | None, Literal["rpe", "rir"] | None]:
    rpe = _rpe(group)
    given_as: Literal["rpe", "rir"] | None = None
    if rpe is not None:
        given_as = "rpe" if group.rir is None else "rir"
    if ease.rpe_cap is None or group.intent == "warmup":
        return rpe, given_as
    return ease.rpe(rpe), given_as or "rir"


def _percent(group: Group, ease: Ease) -> Decimal | None:
    percent = group.load.percent if group.load else None
    if group.has_shown_percent:
        percent = group.shown_percent
    if percent is None or ease.load_share == 1:
        return percent
    return to_decimal(exact(percent) * exact(ease.load_share))


def _scale(group: Group, ease: Ease) -> Fraction:
    """How much lighter the load is made; the top set that it goes by was already made lighter."""
    is_of_top = group.load is not None and (group.load.of or "").startswith(TOP_PREFIX)
    return WHOLE if is_of_top or ease.load_share == 1 else exact(ease.load_share)
