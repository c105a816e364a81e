"""The warm-up ramp: loads that can be made, each once, all below the top set."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.engine.loads.loading import Implement
from programs.engine.loads.warm_up import warm_up

BARBELL = Implement(
    kind="barbell",
    bar_kg=Decimal(20),
    plate_pairs=tuple(
        (Decimal(plate), 2) for plate in ("25", "20", "15", "10", "5", "2.5", "1.25")
    ),
)
DUMBBELLS = Implement(kind="dumbbell", ladder=tuple(Decimal(4 * step) for step in range(1, 11)))


def ramp(top, maximum=None, *, implement=BARBELL):
    sets = warm_up(
        Decimal(top), implement=implement, maximum_kg=None if maximum is None else Decimal(maximum)
    )
    return [(str(one.load_kg), one.reps) for one in sets]


@pytest.mark.parametrize(
    ("top", "maximum", "expected"),
    [
        # 40, 60, 75 % of 200 kg; 95 % asks for the last single at 90 %.
        ("190", "200", [("20", 8), ("80", 5), ("120", 3), ("150", 2), ("180", 1)]),
        # Exactly 90 %: the single at 85 %. Just below it: none.
        ("180", "200", [("20", 8), ("80", 5), ("120", 3), ("150", 2), ("170", 1)]),
        ("179.9", "200", [("20", 8), ("80", 5), ("120", 3), ("150", 2)]),
        # A top set of 70 % is reached before 75 %.
        ("140", "200", [("20", 8), ("80", 5), ("120", 3)]),
        # 40 % of 45 kg is lighter than the bar, 27 kg are made as 27.5 kg.
        ("40", "45", [("20", 8), ("27.5", 3), ("32.5", 2)]),
        ("20", "45", []),
        # No maximum: shares of the top set, and no single.
        ("100", None, [("20", 8), ("40", 5), ("60", 3), ("75", 2)]),
    ],
)
def test_warm_up_barbell_leads_to_the_top_set(top, maximum, expected):
    assert ramp(top, maximum) == expected


def test_warm_up_names_the_plates_of_each_side():
    first, second, *_ = warm_up(Decimal(100), implement=BARBELL)

    assert (first.per_side, second.per_side) == ((), (Decimal(10),))


def test_warm_up_dumbbells_take_each_pair_once_and_no_bar():
    # 40 % of 20 is 8, 60 % 12, 75 % 15 and made as 16.
    assert ramp("20", "24", implement=DUMBBELLS) == [("8", 5), ("16", 3)]
    assert ramp("20", implement=DUMBBELLS) == [("8", 5), ("12", 3), ("16", 2)]
    assert ramp("4", implement=DUMBBELLS) == []


@settings(max_examples=20)
@given(
    top=st.integers(20, 300),
    share=st.integers(50, 100),
    implement=st.sampled_from([BARBELL, DUMBBELLS]),
)
def test_warm_up_always_climbs_and_stays_below_the_top(top, share, implement):
    sets = warm_up(Decimal(top), implement=implement, maximum_kg=Decimal(top * 100) / share)
    loads = [one.load_kg for one in sets]

    assert loads == sorted(set(loads))
    assert all(load < top for load in loads)
    assert [one.reps for one in sets] == sorted((one.reps for one in sets), reverse=True)
