"""Running a plan again from its numbers and logs, with loads that its athlete can make."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from athletes.queries.equipment import implement_for, moved_at_once
from athletes.queries.loads import Loads
from athletes.queries.plan_state import PlanState
from programs.engine.loads.estimates import chart_share, confidence, is_on_chart
from programs.engine.loads.loading import Implement, ImplementKind, Loaded, LoadStatus, loadable
from programs.engine.loads.plates import Mode
from programs.engine.program import BODY_WEIGHT, TOP_PREFIX
from programs.engine.resolving.explain import explain_gap, explain_load, explain_reps
from programs.engine.resolving.groups import remade
from programs.engine.resolving.resolve import (
    Resolution,
    ResolvedGroup,
    ResolvedSession,
    ResolvedSlot,
    RuleRun,
    resolve,
)
from programs.engine.units import decimal_of, display_load, kg_from_lb, rounded
from programs.models import Exercise

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Replay:
    """A plan run up to now and forecast from there. ``sessions`` are by ordinal."""

    sessions: Mapping[int, ResolvedSession]
    runs: tuple[RuleRun, ...]


@dataclass(frozen=True, slots=True)
class MadeGroup:
    """A group as it is stored: ``load_kg`` as a log counts it, with its explanation.

    By the exercise's load convention: what one hand holds, or what is added to body weight.
    """

    group: ResolvedGroup
    load_kg: Decimal | None
    target_kg: Decimal | None
    explanation: str


class LoadMaker:
    """Turns targets into loads of one athlete's equipment, each pair once."""

    __slots__ = ("_implements", "_made", "_mode", "_state", "_step_kg", "_unit")

    def __init__(self, state: PlanState) -> None:
        self._state = state
        rounding = state.program.rounding
        self._mode: Mode = rounding.mode
        self._unit = Loads.of(state.athlete).unit
        self._step_kg = kg_from_lb(rounding.step_lb) if self._unit == "lb" else rounding.step_kg
        self._implements: dict[str, Implement] = {}
        self._made: dict[tuple[str, int, int, Mode], Loaded] = {}

    def __call__(self, exercise: str, target: Fraction) -> Decimal:
        return self.loaded(exercise, target=target).load_kg

    def loaded(self, exercise: str, *, target: Fraction, mode: Mode | None = None) -> Loaded:
        """Return the load for an exercise by its name in the program. Decision 10."""
        # Two whole numbers are found sooner than the fraction they make.
        key = exercise, target.numerator, target.denominator, mode or self._mode
        made = self._made.get(key)
        if made is None:
            implement = self.implement(exercise)
            made = loadable(target, implement=implement, mode=mode or self._mode)
            self._made[key] = made
        return made

    def implement(self, exercise: str) -> Implement:
        """Return what the exercise is loaded on; the program's step where that is unknown."""
        if exercise not in self._implements:
            self._implements[exercise] = implement_for(
                exercise=self._state.exercises.get(exercise),
                equipment=self._state.equipment,
                step_kg=self._step_kg,
                unit=self._unit,
            )
        return self._implements[exercise]


def replay(state: PlanState, *, up_to_seq: int | None = None) -> tuple[Replay, LoadMaker]:
    """Run the plan's phases, up to a number if given. No query."""
    make = LoadMaker(state)
    resolution: Resolution = resolve(
        state.program,
        anchors=state.anchors,
        outcomes=state.outcomes,
        course=state.course(up_to_seq=up_to_seq),
        adjustments=state.adjustments,
        eases=state.eases,
        make_load=make,
    )
    careful = {one.ordinal: one for one in _first_exposures_down(resolution, make=make)}
    return Replay(sessions=careful, runs=resolution.runs), make


def made_groups(
    slot: ResolvedSlot, *, ordinal: int, state: PlanState, make: LoadMaker, is_careful: bool
) -> Iterator[MadeGroup]:
    """Yield the slot's groups as they are stored in the session of that ordinal.

    ``is_careful``: this is the exercise's first session of a new phase.
    """
    exercise = state.exercises.get(slot.exercise)
    lighter = state.lighter.get(ordinal)
    why_lighter = explain_gap(lighter.ease, days=lighter.days) if lighter else ""
    for group in slot.groups:
        stored = _by_convention(group)
        yield MadeGroup(
            group=group,
            load_kg=stored.load_kg,
            target_kg=None
            if stored.target_kg is None
            else rounded(max(stored.target_kg, Fraction(0)), places=6),
            explanation=_explanation(
                group,
                slot=slot,
                exercise=exercise,
                state=state,
                make=make,
                is_careful=is_careful,
                why_lighter=why_lighter,
            ),
        )


def first_exposures(sessions: Mapping[int, ResolvedSession]) -> frozenset[tuple[int, str]]:
    """Return each (ordinal, exercise) that opens a phase after the first."""
    seen: set[tuple[int, str]] = set()
    found = set()
    for ordinal in sorted(sessions):
        session = sessions[ordinal]
        for slot in session.slots:
            place = session.course_index, slot.exercise
            if session.course_index and place not in seen:
                found.add((ordinal, slot.exercise))
            seen.add(place)
    return frozenset(found)


def _first_exposures_down(resolution: Resolution, *, make: LoadMaker) -> Iterator[ResolvedSession]:
    careful = first_exposures({one.ordinal: one for one in resolution.sessions})
    for session in resolution.sessions:
        if not any((session.ordinal, slot.exercise) in careful for slot in session.slots):
            yield session
            continue
        tops: dict[str, tuple[Fraction, Fraction]] = {}
        slots = []
        for slot in session.slots:
            if (session.ordinal, slot.exercise) in careful:
                slot = _made_down(slot, tops=tops, make=make)
            slots.append(slot)
        yield replace(session, slots=tuple(slots))


def _made_down(
    slot: ResolvedSlot, *, tops: dict[str, tuple[Fraction, Fraction]], make: LoadMaker
) -> ResolvedSlot:
    """Round the slot's loads down, and what goes by its top set with them.

    ``tops`` hold, by slot, the first load as resolved and as made now.
    """
    groups = []
    for group in slot.groups:
        group = _lowered(group, slot=slot, tops=tops, make=make)
        groups.append(group)
    return replace(slot, groups=tuple(groups))


def _lowered(
    group: ResolvedGroup,
    *,
    slot: ResolvedSlot,
    tops: dict[str, tuple[Fraction, Fraction]],
    make: LoadMaker,
) -> ResolvedGroup:
    source = group.source
    if source is None or group.target_kg is None or group.load_kg is None:
        return group
    if source.anchor == BODY_WEIGHT:
        return group
    target = group.target_kg
    if source.anchor is not None and source.anchor.startswith(TOP_PREFIX):
        key = source.anchor.removeprefix(TOP_PREFIX) or slot.key
        before, now = tops.get(key, (Fraction(0), Fraction(0)))
        share = Fraction(1) if source.percent is None else Fraction(source.percent) / HUNDRED
        target += (now - before) * share
        source = replace(source, value=(source.value or Fraction(0)) + now - before)
    load = make.loaded(slot.exercise, target=target, mode="down").load_kg
    tops.setdefault(slot.key, (Fraction(group.load_kg), Fraction(load)))
    return remade(group, target_kg=target, load_kg=load, source=source)


@dataclass(frozen=True, slots=True)
class _Stored:
    load_kg: Decimal | None
    target_kg: Fraction | None


def _by_convention(group: ResolvedGroup) -> _Stored:
    """Body weight itself isn't logged: what is added to it is, none of it when taken off."""
    source = group.source
    if source is None or source.anchor != BODY_WEIGHT or group.load_kg is None:
        return _Stored(group.load_kg, group.target_kg)
    body = source.value or Fraction(0)
    target = (group.target_kg or Fraction(0)) - body
    load = rounded(max(Fraction(group.load_kg) - body, Fraction(0)), places=3)
    return _Stored(load, target)


def _explanation(
    group: ResolvedGroup,
    *,
    slot: ResolvedSlot,
    exercise: Exercise | None,
    state: PlanState,
    make: LoadMaker,
    is_careful: bool,
    why_lighter: str,
) -> str:
    unit = Loads.of(state.athlete).unit
    sentences = [explain_load(group, exercise=slot.exercise, unit=unit)]
    if group.load_kg is None:
        sentences += _suggestion(group, slot=slot, exercise=exercise, state=state, make=make)
    elif group.source is not None and group.source.anchor != BODY_WEIGHT:
        sentences += _made_of(group, slot=slot, make=make, is_careful=is_careful)
    if other_reps := explain_reps(group):
        sentences.append(other_reps)
    if why_lighter:
        sentences.append(why_lighter)
    return " ".join(sentences)


def _made_of(
    group: ResolvedGroup, *, slot: ResolvedSlot, make: LoadMaker, is_careful: bool
) -> Iterator[str]:
    target = group.target_kg
    if target is None or group.load_kg is None or group.load_kg == target:
        return
    mode: Mode | None = "down" if is_careful else None
    status = make.loaded(slot.exercise, target=target, mode=mode).status
    yield from _LIMITS.get((make.implement(slot.exercise).kind, status), ())
    if is_careful and group.load_kg < target and status == "nearest":
        yield "Rounded down, since it is the first time in this phase."


_LIMITS: dict[tuple[ImplementKind, LoadStatus], tuple[str, ...]] = {
    ("barbell", "below_bar"): ("The empty bar is the lightest you can load.",),
    ("barbell", "above_inventory"): ("These are all the plates you have.",),
    ("barbell", "nearest"): ("It is what your plates make.",),
    ("dumbbell", "below_bar"): ("These are your lightest dumbbells.",),
    ("dumbbell", "above_inventory"): ("These are your heaviest dumbbells.",),
    ("dumbbell", "nearest"): ("These are your nearest dumbbells.",),
}


def _suggestion(
    group: ResolvedGroup,
    *,
    slot: ResolvedSlot,
    exercise: Exercise | None,
    state: PlanState,
    make: LoadMaker,
) -> Iterator[str]:
    """Suggest a load from the estimate, rounded down, with its confidence. Decision 19."""
    strength = state.trends.get(exercise.pk) if exercise else None
    if strength is None or exercise is None or group.rpe is None or group.reps.kind != "reps":
        return
    if not is_on_chart(group.reps.floor, group.rpe):
        return
    one_at_once = strength.e1rm_kg / moved_at_once(exercise)
    target = one_at_once * chart_share(group.reps.floor, group.rpe)
    load = make.loaded(slot.exercise, target=target, mode="down").load_kg
    unit = Loads.of(state.athlete).unit
    maximum = display_load(decimal_of(one_at_once), unit)
    yield (
        f"Your estimated maximum of {maximum} {unit} ({confidence(strength.sigma_pct)} confidence) "
        f"suggests {display_load(load, unit)} {unit}."
    )
