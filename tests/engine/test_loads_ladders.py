"""What implements can make, against a search through every load there is."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.engine.loads.ladders import ladder_of
from programs.engine.loads.loading import Implement, Loaded

PLATES = [Decimal(plate) for plate in ("0.125", "1.25", "2.5", "7.5", "15", "25", "50")]
BARE = Decimal("20.4")

inventories = st.dictionaries(st.sampled_from(PLATES), st.integers(0, 3), max_size=5)
weights = st.lists(
    st.decimals(min_value=1, max_value=60, places=3), min_size=1, max_size=9, unique=True
)
steps = st.decimals(min_value="0.125", max_value=10, places=3)
modes = st.sampled_from(["nearest", "down"])
# A training number to the gram by a percent, or any fraction at all.
grams = st.integers(0, 700_000).map(lambda count: Fraction(count, 1000))
targets = st.one_of(
    st.tuples(grams, st.integers(30, 110)).map(lambda of: of[0] * of[1] / 100),
    grams,
    st.fractions(min_value=0, max_value=700),
)


def by_search(every, *, target, mode):
    """Return the load and how it compares, each weight tried as a fraction."""
    every = sorted(map(Fraction, every))
    allowed = [one for one in every if mode == "nearest" or one <= target] or every[:1]
    load = min(allowed, key=lambda one: (abs(one - target), one))
    if load == target:
        return load, "exact"
    if target < every[0]:
        return load, "below_bar"
    return load, "above_inventory" if target > every[-1] else "nearest"


def totals(pairs):
    plates = list(pairs)
    for counts in product(*(range(pairs[plate] + 1) for plate in plates)):
        yield BARE + 2 * sum(plate * count for plate, count in zip(plates, counts, strict=True))


@given(pairs=inventories, target=targets, mode=modes)
def test_barbell_makes_what_a_search_finds(pairs, target, mode):
    bar = Implement(
        kind="barbell",
        bar_kg=Decimal(20),
        collars_kg=Decimal("0.4"),
        plate_pairs=((Decimal(10), 0), *pairs.items()),
    )

    made = ladder_of(bar).loaded(target, mode=mode)

    assert (made.load_kg, made.status) == by_search(totals(pairs), target=target, mode=mode)
    assert BARE + 2 * sum(made.per_side) == made.load_kg


@given(ladder=weights, target=targets, mode=modes)
def test_dumbbells_are_what_a_search_finds(ladder, target, mode):
    rack = Implement(kind="dumbbell", ladder=tuple(sorted(ladder)))

    made = ladder_of(rack).loaded(target, mode=mode)

    assert (made.load_kg, made.status) == by_search(ladder, target=target, mode=mode)


@given(step=steps, target=targets, mode=modes)
def test_machine_makes_the_step_that_a_search_finds(step, target, mode):
    around = [(target // Fraction(step) + count) * Fraction(step) for count in (-1, 0, 1, 2)]
    every = [one for one in around if one >= 0]

    made = ladder_of(Implement(kind="machine", step_kg=step)).loaded(target, mode=mode)

    assert (made.load_kg, made.status) == by_search(every, target=target, mode=mode)


HAIR = Fraction(1, 10**9)


@pytest.mark.parametrize(
    ("target", "mode", "load"),
    [
        (Fraction("6.25") - HAIR, "nearest", "5"),
        (Fraction("6.25"), "nearest", "5"),
        (Fraction("6.25") + HAIR, "nearest", "7.5"),
        (Fraction("7.5") - HAIR, "down", "5"),
        (Fraction("7.5"), "down", "7.5"),
        (Fraction("7.5") + HAIR, "down", "7.5"),
    ],
)
def test_a_hair_from_midway_or_from_a_weight_decides(target, mode, load):
    rack = Implement(kind="dumbbell", ladder=(Decimal(5), Decimal("7.5"), Decimal(10)))

    assert ladder_of(rack).loaded(target, mode=mode).load_kg == Decimal(load)


@pytest.mark.parametrize(
    ("target", "load", "status"),
    [
        (Fraction(200), "200", "exact"),
        # A third plate a side lies beyond what is searched first.
        (Fraction(245), "200", "nearest"),
        (Fraction(246), "290", "nearest"),
        (Fraction(380), "380", "exact"),
        (Fraction(381), "380", "above_inventory"),
        (Fraction(110), "110", "exact"),
    ],
)
def test_barbell_goes_on_as_far_as_its_plates(target, load, status):
    bar = Implement(kind="barbell", bar_kg=Decimal(20), plate_pairs=((Decimal(45), 4),))

    made = ladder_of(bar).loaded(target)

    assert (made.load_kg, made.status) == (Decimal(load), status)


@pytest.mark.parametrize(
    ("target", "load", "status"),
    [
        ("19.9", "20", "below_bar"),
        ("20", "20", "exact"),
        # 2 x 9 would be lighter than the bar.
        ("21", "20", "nearest"),
        ("23", "27", "nearest"),
        ("27", "27", "exact"),
    ],
)
def test_bar_without_plates_goes_up_by_the_step(target, load, status):
    bar = Implement(kind="barbell", bar_kg=Decimal(20), step_kg=Decimal(9))

    made = ladder_of(bar).loaded(Fraction(target))

    assert made == Loaded(Decimal(load), status)


def test_two_who_own_the_same_share_their_loads():
    first = Implement(kind="dumbbell", ladder=(Decimal(5), Decimal("7.5")))
    second = Implement(kind="dumbbell", ladder=(Decimal(5), Decimal("7.5")))

    made = ladder_of(first).loaded(Fraction(20, 3))

    assert made == Loaded(Decimal("7.5"), "nearest")
    assert ladder_of(second).loaded(Fraction(13, 2)) is made


def test_loads_of_a_step_stay_right_beyond_what_is_remembered():
    machine = ladder_of(Implement(kind="machine", step_kg=Decimal("0.003")))

    for count in range(5000):
        made = machine.loaded(Fraction(count * 3, 1000))

        assert made == Loaded(Decimal(count) * Decimal("0.003"), "exact")
