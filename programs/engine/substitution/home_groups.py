"""Writing a program's days anew: exercises swapped, loads in the substitutes' own kilograms."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from programs.engine.loads.estimates import TRAINING_MAX_SHARE, chart_share, is_on_chart
from programs.engine.program.parts import (
    BODY_WEIGHT,
    TOP_PREFIX,
    Branch,
    Day,
    Group,
    Load,
    Mesocycle,
    Program,
    Slot,
)
from programs.engine.program.prescription import Reps
from programs.engine.substitution.home_anchors import HomeAnchors, LoadChange, load_change, scaled
from programs.engine.substitution.home_choices import Choices, Swap
from programs.engine.substitution.home_rules import HomeRules
from programs.engine.units import plain, rounded

SHARE_OF_MAXIMUM = {"rm": Fraction(1), "tm": Fraction(TRAINING_MAX_SHARE)}
HALVES = tuple(Decimal(half) / 2 for half in range(12, 21))
LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class FirstLoad:
    """Where a number is found: the load lifted in ``slot`` is ``share`` of it, in that week.

    ``week`` None in a rotation, where one share serves all weeks.
    """

    slot: str
    anchor: str
    week: int | None
    share: Fraction


class HomeDays:
    """Rewrites the days of a program, noting where loads have to be found."""

    def __init__(
        self, program: Program, *, choices: Choices, anchors: HomeAnchors, rules: HomeRules
    ) -> None:
        self.found: list[FirstLoad] = []
        self._program = program
        self._choices = choices
        self._anchors = anchors
        self._rules = rules
        self._week: int | None = None

    def mesocycle(self, mesocycle: Mesocycle) -> Mesocycle:
        """Return a phase with its exercises swapped."""
        weeks = []
        for week in mesocycle.weeks:
            self._week = week.week
            weeks.append(replace(week, days=tuple(map(self._day, week.days))))
        self._week = None
        days = tuple(map(self._day, mesocycle.days))
        return replace(mesocycle, weeks=tuple(weeks), days=days)

    def _day(self, day: Day) -> Day:
        return replace(day, slots=tuple(map(self._slot, day.slots)))

    def _slot(self, slot: Slot) -> Slot:
        swaps = self._choices.of_slot(slot)
        if not any(swaps):
            return slot
        change = load_change(slot, choices=self._choices)
        stages = tuple(
            tuple(self._group(group, slot=slot, change=change) for group in stage)
            for stage in slot.stages
        )
        names = tuple(
            name if swap is None else swap.to.name
            for name, swap in zip(slot.exercises, swaps, strict=True)
        )
        note = _note(slot, [swap for swap in swaps if swap is not None])
        return replace(slot, exercises=names, stages=stages, note=note)

    def _group(self, group: Group, *, slot: Slot, change: LoadChange) -> Group:
        load = self._load(group.load, slot=slot, change=change)
        rpe, rir = group.rpe, group.rir
        if group.load is not None and change.kind != "scaled" and rpe is None and rir is None:
            rpe = self._implied_rpe(group)
        if load is not None and load.of is not None and group.intent != "warmup":
            self._note_first(load, slot=slot)
        return replace(
            group,
            load=load,
            rpe=rpe,
            has_shown_percent=group.has_shown_percent and load is not None,
            shown_percent=group.shown_percent if load is not None else None,
            then=tuple(
                self._branch(branch, report=group.report, slot=slot, change=change)
                for branch in group.then
            ),
        )

    def _branch(
        self, branch: Branch, *, report: str | None, slot: Slot, change: LoadChange
    ) -> Branch:
        return Branch(
            when=self._rules.span(branch.when, read=report, by=change),
            do=self._rules.changes(branch.do, read=report, by=change),
            groups=tuple(self._group(one, slot=slot, change=change) for one in branch.groups),
            after=self._rules.changes(branch.after, read=report, by=change),
        )

    def _load(self, load: Load | None, *, slot: Slot, change: LoadChange) -> Load | None:
        if load is None or change.kind == "dropped":
            return None
        if load.kg is not None:
            is_known = change.factor is not None
            return Load(kg=scaled(load.kg, change.factor or Fraction(1))) if is_known else None
        of = load.of or ""
        if of == BODY_WEIGHT:
            return None
        if not of.startswith(TOP_PREFIX):
            of = self._anchors.name_for(of, change=change)
        return replace(load, of=of, step=self._step(load, change=change))

    def _step(self, load: Load, *, change: LoadChange) -> Decimal | str | None:
        if not load.pre and not load.post:
            return load.step
        step = self._program.rounding.step_kg if load.step is None else load.step
        if change.factor is None:
            return step
        return self._anchors.amount(step, factor=change.factor)

    def _note_first(self, load: Load, *, slot: Slot) -> None:
        base, share = self._anchors.share_read(load.of or "")
        if load.pre or load.post or not self._anchors.is_found(base):
            return
        share *= Fraction(100 if load.percent is None else load.percent) / 100
        if share:
            self.found.append(FirstLoad(slot.key, base, self._week, share))

    def _implied_rpe(self, group: Group) -> Decimal | None:
        """Return the effort that a share of a maximum asks for; None where nobody can say."""
        load = group.load
        if load is None or load.of is None or group.reps is None or load.percent is None:
            return None
        base, share = load.of, Fraction(load.percent) / 100
        while base in self._program.derived:
            share *= Fraction(self._program.derived[base].percent) / 100
            base = self._program.derived[base].of
        of_maximum = SHARE_OF_MAXIMUM.get(base.partition(":")[0])
        if of_maximum is None:
            return None
        return rpe_at(group.reps, share=share * of_maximum)


def rpe_at(reps: Reps, *, share: Fraction) -> Decimal | None:
    """Return the RPE at which the chart has these repetitions at this share of the maximum.

    The lowest in halves that reaches the share; None for open sets, holds and what is off the
    chart, lighter than RPE 6 included. Spec 2.1.
    """
    if reps.is_open or reps.kind != "reps" or not is_on_chart(reps.floor, HALVES[0]):
        return None
    if share < chart_share(reps.floor, HALVES[0]):
        return None
    fitting = (rpe for rpe in HALVES if chart_share(reps.floor, rpe) >= share)
    return next((plain(rounded(rpe, places=1)) for rpe in fitting), None)


def _note(slot: Slot, swaps: list[Swap]) -> str:
    return " ".join(_notes(slot, swaps))[:LONGEST_NOTE]


def _notes(slot: Slot, swaps: list[Swap]) -> Iterator[str]:
    if slot.note:
        yield slot.note
    is_loaded = any(group.load is not None for stage in slot.stages for group in stage)
    for swap in swaps:
        if swap.candidate.note:
            yield f"{swap.candidate.note[0].upper()}{swap.candidate.note[1:]}."
        if swap.is_loadable and (swap.factor is None or not is_loaded):
            yield str(swap.candidate.start.words(swap.to))
