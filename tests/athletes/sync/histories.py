"""Made-up histories of phones, and what must come of them, worked out without the product's merge.

The oracle looks at each field alone: of all that was ever said of it, the last one said stands.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

FIELDS = ("reps", "load_kg", "note", "rest_s")


@dataclass(frozen=True)
class Said:
    """One operation: who said what of which set, by their hybrid clock."""

    op_id: UUID
    device: int
    seq: int
    ms: int
    n: int
    entity: UUID
    kind: str
    fields: dict[str, Any]


def make_history(*, seed: int, ops: int, devices: int, entities: int) -> list[Said]:
    """Return that many operations on sets, each set put exactly once."""
    dice = random.Random(seed)
    keys = [_uuid(dice) for _ in range(entities)]
    kinds = [(key, "put") for key in keys]
    kinds += [
        (dice.choice(keys), dice.choices(["patch", "delete", "restore"], [8, 1, 1])[0])
        for _ in range(ops - entities)
    ]
    dice.shuffle(kinds)
    seqs = dict.fromkeys(range(devices), 0)
    history = []
    for key, kind in kinds:
        device = dice.randrange(devices)
        seqs[device] += 1
        history.append(
            Said(
                op_id=_uuid(dice),
                device=device,
                seq=seqs[device],
                # Few distinct instants, so that the count, the device and the sequence decide too.
                ms=dice.randrange(1, 60) * 1000,
                n=dice.randrange(3),
                entity=key,
                kind=kind,
                fields=_fields(dice, kind),
            )
        )
    return history


def expected(history: Iterable[Said], *, names: dict[int, str]) -> dict[UUID, dict[str, Any]]:
    """Return each set's values; ``names`` are the devices' as they compare."""
    found: dict[UUID, dict[str, Any]] = {}
    best: dict[tuple[UUID, str], tuple[int, int, str, int]] = {}
    for one in history:
        clock = (one.ms, one.n, names[one.device], one.seq)
        values = one.fields
        if one.kind in ("delete", "restore"):
            values = {"is_deleted": one.kind == "delete"}
        for name, value in values.items():
            known = best.get((one.entity, name))
            if known is None or clock > known:
                best[one.entity, name] = clock
                found.setdefault(one.entity, {})[name] = value
    for values in found.values():
        values.setdefault("is_deleted", False)
    return found


def deliveries(history: list[Said], *, dice: random.Random, most: int) -> Iterator[list[Said]]:
    """Yield overlapping batches of each device that hold everything one to three times."""
    by_device: dict[int, list[Said]] = {}
    for one in history:
        by_device.setdefault(one.device, []).append(one)
    batches = []
    for ops in by_device.values():
        copies = [one for one in ops for _ in range(dice.randint(1, 3))]
        dice.shuffle(copies)
        step = max(1, most * 3 // 4)
        batches += [copies[start : start + most] for start in range(0, len(copies), step)]
    dice.shuffle(batches)
    yield from batches


def _uuid(dice: random.Random) -> UUID:
    return UUID(int=dice.getrandbits(128), version=4)


def _fields(dice: random.Random, kind: str) -> dict[str, Any]:
    if kind in ("delete", "restore"):
        return {}
    chosen = FIELDS if kind == "put" else dice.sample(FIELDS, dice.randint(1, 3))
    values = {
        "reps": dice.randrange(1, 30),
        "load_kg": str(dice.randrange(40, 400) / 2),
        "note": f"note {dice.randrange(1000)}",
        "rest_s": dice.choice([None, 60, 90, 120]),
    }
    return {name: values[name] for name in chosen}
