"""Resolved groups as they are stored: loads as a log counts them, and what explains them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from athletes.models import PlannedGroup
from athletes.queries.load_maker import LoadMaker
from athletes.queries.plan_state import PlanState
from athletes.queries.ramps import Lighter
from programs.engine.loads.loading import ImplementKind, LoadStatus
from programs.engine.loads.plates import Mode
from programs.engine.program import BODY_WEIGHT
from programs.engine.resolving.explain import eases_effort_alone
from programs.engine.resolving.resolve import LoadSource, ResolvedGroup, ResolvedSlot
from programs.engine.units import rounded

MadeAs = PlannedGroup.MadeAs

STORED_PLACES = 6


@dataclass(frozen=True, slots=True)
class MadeGroup:
    """A group with its load by the exercise's convention: in one hand, or beside body weight.

    ``base_kg`` is what the load is a share of, ``added_kg`` what was put on top of the share;
    ``load_share`` makes it lighter. ``gap_days`` without training ease it, ``gap_rpe`` where they
    limit the effort alone. None: nothing of the kind.
    """

    group: ResolvedGroup
    load_kg: Decimal | None
    target_kg: Decimal | None
    base_kg: Decimal | None
    added_kg: Decimal | None
    load_share: Decimal | None
    made_as: str
    gap_days: int | None
    gap_rpe: Decimal | None


def made_groups(
    slot: ResolvedSlot, *, ordinal: int, state: PlanState, make: LoadMaker, is_careful: bool
) -> Iterator[MadeGroup]:
    """Yield the slot's groups as they are stored in the session of that ordinal.

    ``is_careful``: this is the exercise's first session of a new phase.
    """
    lighter = state.lighter.get(ordinal)
    mode: Mode | None = "down" if is_careful else None
    for group in slot.groups:
        load_kg, target = _by_convention(group)
        source = group.source
        yield MadeGroup(
            group=group,
            load_kg=load_kg,
            target_kg=None if target is None else _stored(max(target, Fraction(0))),
            base_kg=None if source is None or source.value is None else _stored(source.value),
            added_kg=_added(source),
            load_share=None if source is None or source.scale == 1 else _stored(source.scale),
            made_as=_made_as(group, slot=slot, make=make, mode=mode),
            gap_days=lighter.days if lighter else None,
            gap_rpe=_effort_alone(lighter),
        )


def _by_convention(group: ResolvedGroup) -> tuple[Decimal | None, Fraction | None]:
    """Body weight itself isn't logged: what is added to it is, none of it when taken off."""
    source = group.source
    if source is None or source.anchor != BODY_WEIGHT or group.load_kg is None:
        return group.load_kg, group.target_kg
    body = source.value or Fraction(0)
    load = rounded(max(Fraction(group.load_kg) - body, Fraction(0)), places=3)
    return load, (group.target_kg or Fraction(0)) - body


def _stored(value: Fraction) -> Decimal:
    return rounded(value, places=STORED_PLACES)


def _added(source: LoadSource | None) -> Decimal | None:
    if source is None or source.step is None or not (source.pre or source.post):
        return None
    return _stored(Fraction(source.pre + source.post) * source.step)


def _effort_alone(lighter: Lighter | None) -> Decimal | None:
    return lighter.ease.rpe_cap if lighter and eases_effort_alone(lighter.ease) else None


def _made_as(
    group: ResolvedGroup, *, slot: ResolvedSlot, make: LoadMaker, mode: Mode | None
) -> str:
    """Return what the equipment had for a load that it can't make."""
    source, target = group.source, group.target_kg
    if source is None or source.anchor == BODY_WEIGHT or target is None:
        return ""
    if group.load_kg is None or group.load_kg == target:
        return ""
    status = make.loaded(slot.exercise, target=target, mode=mode).status
    if status == "exact":
        return ""
    return _MADE_AS.get((make.implement(slot.exercise).kind, status), MadeAs.STEP)


_MADE_AS: dict[tuple[ImplementKind, LoadStatus], str] = {
    ("barbell", "below_bar"): MadeAs.BAR,
    ("barbell", "above_inventory"): MadeAs.ALL_PLATES,
    ("barbell", "nearest"): MadeAs.PLATES,
    ("dumbbell", "below_bar"): MadeAs.LIGHTEST,
    ("dumbbell", "above_inventory"): MadeAs.HEAVIEST,
    ("dumbbell", "nearest"): MadeAs.DUMBBELLS,
}
