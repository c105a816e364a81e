"""Plates against an exhaustive search, and the rules for equal totals."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.engine.loads.plates import plates

BAR = Decimal(20)
WEIGHTS = [
    Decimal("0.5"),
    Decimal("1.25"),
    Decimal("2.5"),
    Decimal("5"),
    Decimal("7.5"),
    Decimal("10"),
    Decimal("15"),
    Decimal("20"),
    Decimal("25"),
]

inventories = st.dictionaries(st.sampled_from(WEIGHTS), st.integers(0, 3), max_size=5)
targets = st.decimals(min_value=20, max_value=250, places=2)


def every_side(pairs):
    """Every choice of plates for one side, each heavy first."""
    weights = sorted(pairs, reverse=True)
    for counts in product(*(range(pairs[weight] + 1) for weight in weights)):
        yield tuple(weight for weight, n in zip(weights, counts, strict=True) for _ in range(n))


@given(pairs=inventories, target=targets, mode=st.sampled_from(["nearest", "down"]))
def test_plates_any_inventory_equals_exhaustive_search(pairs, target, mode):
    candidates = [(BAR + 2 * sum(side), side) for side in every_side(pairs)]
    allowed = [one for one in candidates if mode == "nearest" or one[0] <= target]
    total, side = min(
        allowed,
        key=lambda one: (abs(one[0] - target), one[0], len(one[1]), [-plate for plate in one[1]]),
    )

    plating = plates(target=target, bar=BAR, collars=Decimal(0), pairs=pairs, mode=mode)

    assert (plating.total, plating.per_side) == (total, side)
    assert plating.delta == total - target


@pytest.mark.parametrize(
    ("target", "pairs", "per_side"),
    [
        # 25 or 15 + 10: fewest plates.
        ("70", {"25": 1, "15": 1, "10": 1}, ("25",)),
        # 15 + 15 or 20 + 10: as many plates, the heaviest first.
        ("80", {"20": 1, "15": 2, "10": 1}, ("20", "10")),
        # 61.25 lies midway between 60 and 62.5: the lighter.
        ("61.25", {"20": 1, "1.25": 1}, ("20",)),
        ("61.26", {"20": 1, "1.25": 1}, ("20", "1.25")),
    ],
)
def test_plates_equal_choices_follow_the_rule(target, pairs, per_side):
    owned = {Decimal(plate): count for plate, count in pairs.items()}

    plating = plates(target=Decimal(target), bar=BAR, collars=Decimal(0), pairs=owned)

    assert plating.per_side == tuple(Decimal(plate) for plate in per_side)


def test_plates_target_under_collared_bar_gives_bare_bar():
    plating = plates(
        target=Decimal(22), bar=BAR, collars=Decimal(5), pairs={Decimal(5): 1}, mode="down"
    )

    assert (plating.status, plating.total, plating.delta) == ("below_bar", Decimal(25), Decimal(3))


def test_plates_target_beyond_inventory_loads_everything():
    plating = plates(
        target=Decimal(500), bar=BAR, collars=Decimal(0), pairs={Decimal(5): 1, Decimal(10): 2}
    )

    assert (plating.status, plating.total) == ("above_inventory", Decimal(70))
    assert plating.per_side == (Decimal(10), Decimal(10), Decimal(5))


def test_plates_empty_inventory_between_bar_and_target_is_above_inventory():
    plating = plates(target=Decimal(21), bar=BAR, collars=Decimal(0), pairs={})

    assert (plating.status, plating.total) == ("above_inventory", Decimal(20))


def test_plates_large_gym_is_found_quickly():
    pairs = {Decimal(weight) * Decimal("0.25"): 20 for weight in range(1, 41)}

    plating = plates(target=Decimal("312.5"), bar=BAR, collars=Decimal(0), pairs=pairs)

    assert (plating.status, plating.total) == ("exact", Decimal("312.5"))


def test_plates_in_pounds_are_counted_in_pounds():
    pairs = {Decimal(plate): 2 for plate in ("45", "25", "10", "5", "2.5", "1.25")}

    plating = plates(target=Decimal(225), bar=Decimal(45), collars=Decimal(0), pairs=pairs)

    assert (plating.status, plating.per_side) == ("exact", (Decimal(45), Decimal(45)))


owned = st.dictionaries(
    st.sampled_from([*WEIGHTS, Decimal("0.125"), Decimal("0.25")]), st.integers(0, 3), max_size=6
)


@settings(max_examples=20)
@given(
    pairs=owned,
    target=st.decimals(min_value=0, max_value=400, places=3),
    collars=st.sampled_from([Decimal(0), Decimal("0.4"), Decimal(5)]),
    mode=st.sampled_from(["nearest", "down"]),
)
def test_plates_never_exceed_inventory_and_weigh_their_total(pairs, target, collars, mode):
    plating = plates(target=target, bar=BAR, collars=collars, pairs=pairs, mode=mode)

    assert all(plating.per_side.count(plate) <= pairs[plate] for plate in plating.per_side)
    assert plating.total == BAR + collars + 2 * sum(plating.per_side)
    assert list(plating.per_side) == sorted(plating.per_side, reverse=True)
    if mode == "down" and plating.status != "below_bar":
        assert plating.total <= target
