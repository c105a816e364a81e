"""Making written groups lighter: fewer sets, a share of the load, more in reserve."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from programs.engine.program.parts import TOP_PREFIX, Group, Ladder, Load, Slot
from programs.engine.units import plain

HUNDRED = Decimal(100)
HIGHEST_RPE = Decimal(10)

SetsOf = Callable[[int], int]


def eased_slot(slot: Slot, *, share: Decimal, sets_of: SetsOf, rpe_cap: Decimal | None) -> Slot:
    """Return the slot with ``share`` (0-1) of its loads and ``sets_of`` its sets, warm-ups kept.

    ``rpe_cap`` is the hardest effort that may still be asked, None: as written. Branches inside
    the session are left out: they were meant for a full day.
    """
    stages = tuple(
        tuple(eased_group(group, share=share, sets_of=sets_of, rpe_cap=rpe_cap) for group in stage)
        for stage in slot.stages
    )
    return replace(slot, stages=stages)


def eased_group(group: Group, *, share: Decimal, sets_of: SetsOf, rpe_cap: Decimal | None) -> Group:
    """Return the group made lighter, see ``eased_slot``."""
    if group.intent == "warmup":
        return group
    rpe, rir = _capped(group, rpe_cap)
    return replace(
        group,
        sets=1 if group.ladder else sets_of(group.sets),
        ladder=_ladder(group.ladder, sets_of) if group.ladder else None,
        load=_lighter(group.load, share) if group.load else None,
        shown_percent=_scaled(group.shown_percent, share),
        rpe=rpe,
        rir=rir,
        then=(),
    )


def _lighter(load: Load, share: Decimal) -> Load:
    if load.of is not None and load.of.startswith(TOP_PREFIX):
        # The top set was already made lighter.
        return load
    if load.kg is not None:
        return replace(load, kg=plain(load.kg * share))
    percent = HUNDRED if load.percent is None else load.percent
    return replace(
        load,
        percent=plain(percent * share),
        pre=plain(load.pre * share),
        post=plain(load.post * share),
    )


def _scaled(percent: Decimal | None, share: Decimal) -> Decimal | None:
    return None if percent is None else plain(percent * share)


def _ladder(ladder: Ladder, sets_of: SetsOf) -> Ladder:
    return replace(ladder, sets=sets_of(ladder.sets))


def _capped(group: Group, cap: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    if cap is None:
        return group.rpe, group.rir
    if group.rir is not None:
        return None, max(group.rir, HIGHEST_RPE - cap)
    return min(group.rpe or cap, cap), None
