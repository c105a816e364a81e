"""Making written groups lighter: fewer sets, a share of the load, more in reserve."""

from dataclasses import replace
from decimal import Decimal

from programs.engine.program.parts import TOP_PREFIX, Group, Ladder, Load, Slot
from programs.engine.progression.easing import Ease
from programs.engine.units import plain

HUNDRED = Decimal(100)


def eased_slot(slot: Slot, *, ease: Ease) -> Slot:
    """Return the slot written lighter, warm-ups kept.

    Branches inside the session are left out: they were meant for a full day.
    """
    stages = tuple(tuple(eased_group(group, ease=ease) for group in stage) for stage in slot.stages)
    return replace(slot, stages=stages)


def eased_group(group: Group, *, ease: Ease) -> Group:
    """Return the group made lighter, see ``eased_slot``."""
    if group.intent == "warmup":
        return group
    rpe, rir = _capped(group, ease)
    share = ease.load_share
    return replace(
        group,
        sets=1 if group.ladder else ease.sets(group.sets),
        ladder=_ladder(group.ladder, ease) if group.ladder else None,
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


def _ladder(ladder: Ladder, ease: Ease) -> Ladder:
    return replace(ladder, sets=ease.sets(ladder.sets))


def _capped(group: Group, ease: Ease) -> tuple[Decimal | None, Decimal | None]:
    least = ease.least_rir
    if group.rir is not None:
        return None, group.rir if least is None else max(group.rir, least)
    return ease.rpe(group.rpe), None
