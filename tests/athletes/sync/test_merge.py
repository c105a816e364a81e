"""O1: the same operations in any order, any number of times, lead to the same state."""

import random
from uuid import UUID

from athletes.sync.clock import FURTHEST_AHEAD, NEVER, Stamp, clamped, milliseconds, server_stamp
from athletes.sync.merge import ALL, IS_DELETED, NOTHING, Change, Registers, merge, newer
from tests import make
from tests.athletes.sync.histories import Said, expected, make_history

NAMES = {number: f"device-{number}" for number in range(8)}


def change_of(one: Said) -> Change:
    values = one.fields
    if one.kind in ("delete", "restore"):
        values = {IS_DELETED: one.kind == "delete"}
    return Change(Stamp(one.ms, one.n, NAMES[one.device], one.seq), values)


def merged(history: list[Said]) -> dict[UUID, dict[str, object]]:
    states: dict[UUID, Registers] = {}
    for one in history:
        states[one.entity] = merge(states.get(one.entity, NOTHING), change_of(one))
    return {key: {IS_DELETED: False, **state.values} for key, state in states.items()}


def diverged(*, seed: int, ops: int, permutations: int) -> int:
    """Return how many deliveries of one history ended otherwise than the oracle says."""
    dice = random.Random(seed)
    history = make_history(seed=seed, ops=ops, devices=8, entities=ops // 6)
    truth = expected(history, names=NAMES)
    wrong = 0
    for _ in range(permutations):
        delivered = [one for one in history for _ in range(dice.randint(1, 3))]
        dice.shuffle(delivered)
        wrong += merged(delivered) != truth
    return wrong


def test_any_order_and_any_repeats_lead_to_one_state():
    assert diverged(seed=1, ops=600, permutations=20) == 0


def test_later_value_stands_and_the_earlier_changes_nothing():
    state = merge(NOTHING, Change(Stamp(5, 0, "a", 1), {"reps": 5, "note": "x"}))

    later = merge(state, Change(Stamp(6, 0, "a", 2), {"reps": 6}))

    assert later.values == {"reps": 6, "note": "x"}
    assert merge(later, Change(Stamp(5, 9, "z", 9), {"reps": 7})) is later


def test_equal_clocks_are_told_apart_by_count_device_and_sequence():
    clocks = [(5, 0, "a", 1), (5, 0, "a", 2), (5, 0, "b", 1), (5, 1, "a", 1), (6, 0, "a", 1)]
    stamps = [Stamp(*clock) for clock in clocks]

    assert sorted(dict.fromkeys(reversed(stamps))) == stamps


def test_values_said_together_share_a_clock_but_for_taking_back():
    state = Registers(values={"reps": 5}, clocks={ALL: Stamp(50, 0, "a", 1)})

    assert newer(state, Change(Stamp(40, 0, "a", 2), {"reps": 6})) == frozenset()
    assert newer(state, Change(Stamp(40, 0, "a", 2), {IS_DELETED: True})) == {IS_DELETED}


def test_clock_far_ahead_is_held_and_the_sequence_decides():
    limit = milliseconds(make.NOW + FURTHEST_AHEAD)

    assert clamped(Stamp(limit, 7, "a", 1), now=make.NOW) == Stamp(limit, 7, "a", 1)
    assert clamped(Stamp(limit + 1, 7, "a", 1), now=make.NOW) == Stamp(limit, 0, "a", 1)
    assert clamped(Stamp(limit + 9, 3, "a", 2), now=make.NOW) > clamped(
        Stamp(limit + 1, 7, "a", 1), now=make.NOW
    )


def test_what_is_said_here_is_later_than_what_it_replaces():
    ms = milliseconds(make.NOW)

    assert server_stamp(make.NOW) == Stamp(ms, 0, "", 0)
    ahead = Stamp(ms + 1000, 4, "a", 3)
    assert server_stamp(make.NOW, after=[NEVER, ahead]) == Stamp(ms + 1000, 5, "", 0)
