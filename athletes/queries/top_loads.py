"""Back-offs that go by what is lifted in today's top set, worked out once that is logged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from athletes.models import EquipmentProfile, PlannedGroup, SetLog
from athletes.queries.equipment import implement_for
from athletes.queries.loads import Loads
from programs.engine.loads.loading import Implement, loadable
from programs.engine.loads.rungs import Mode
from programs.engine.program import TOP_PREFIX

HUNDRED = Decimal(100)
# Every load up to here is told to the phone; beyond it the phone takes the last.
HEAVIEST_KG = 400


@dataclass(frozen=True, slots=True)
class TopShare:
    """``percent`` of the top set of ``slot_key``, plus ``added_kg``; ``kg`` once that was lifted.

    ``loads`` are what the athlete can make, ascending; with ``is_down`` never more than the share.
    """

    slot_key: str
    percent: Decimal
    added_kg: Decimal
    is_down: bool
    loads: tuple[Decimal, ...]
    kg: Decimal | None


def top_shares(
    groups: Sequence[PlannedGroup],
    *,
    performed: Mapping[int | None, Mapping[int, SetLog]],
    equipment: EquipmentProfile | None,
    unit: Loads,
) -> dict[int, TopShare]:
    """Return the share of each group whose load waits for today's top set. No query."""
    firsts: dict[str, PlannedGroup] = {}
    for group in groups:
        firsts.setdefault(group.slot_key, group)
    found = {}
    for group in groups:
        if group.load_kg is not None or not group.anchor.startswith(TOP_PREFIX):
            continue
        slot = group.anchor.removeprefix(TOP_PREFIX) or group.slot_key
        implement = implement_for(exercise=group.exercise, equipment=equipment, unit=unit.unit)
        tops = performed[firsts[slot].pk] if slot in firsts else {}
        found[group.pk] = _share(group, slot=slot, tops=tops, implement=implement)
    return found


def _share(
    group: PlannedGroup, *, slot: str, tops: Mapping[int, SetLog], implement: Implement
) -> TopShare:
    share = TopShare(
        slot_key=slot,
        percent=HUNDRED if group.base_percent is None else group.base_percent,
        added_kg=group.added_kg or Decimal(0),
        is_down=group.is_first_exposure,
        loads=_loads(implement),
        kg=None,
    )
    lifted = [one.load_kg for one in tops.values() if one.load_kg is not None]
    return replace(share, kg=_made(share, max(lifted), implement)) if lifted else share


def _made(share: TopShare, lifted_kg: Decimal, implement: Implement) -> Decimal:
    target = Fraction(lifted_kg) * Fraction(share.percent) / 100 + Fraction(share.added_kg)
    mode: Mode = "down" if share.is_down else "nearest"
    return loadable(target, implement=implement, mode=mode).load_kg


def _loads(implement: Implement) -> tuple[Decimal, ...]:
    made = {loadable(kg, implement=implement).load_kg for kg in range(HEAVIEST_KG + 1)}
    halves = {
        loadable(Fraction(2 * kg + 1, 2), implement=implement).load_kg for kg in range(HEAVIEST_KG)
    }
    return tuple(sorted(made | halves))
