"""Personal records: load, repetitions at a load, estimated maximum, volume of a session."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.engine.loads.conventions import LoadedLift
from programs.engine.volume.records import (
    Estimated,
    LiftBest,
    LiftSession,
    Record,
    best_of,
    personal_records,
)

BARBELL = LoadedLift()


def session(*sets, estimate=None):
    done = tuple((reps, None if load is None else Decimal(load)) for reps, load in sets)
    return LiftSession(done, estimate=estimate)


def records(today, *before, lift=BARBELL):
    found = personal_records(today, best=best_of(before, lift=lift), lift=lift)
    return {record.kind: record for record in found}


def test_records_first_time_beats_nothing():
    estimate = Estimated(100, 3, "chart")

    assert records(session((5, "80"), estimate=estimate)) == {}


def test_records_name_what_was_beaten():
    before = [session((5, "60"), (5, "60")), session((8, "50"))]

    found = records(session((6, "60"), (9, "50"), (3, "65")), *before)

    assert found["load"] == Record("load", Decimal(65), Decimal(60))
    # Of the two, the one at the heavier load.
    assert found["reps"] == Record("reps", 6, 5, load_kg=Decimal(60))
    # 360 + 450 + 195 kg after 600 and 400.
    assert found["volume"] == Record("volume", Decimal(1005), Decimal(600))
    assert "e1rm" not in found


def test_records_equal_is_no_record():
    same = session((5, "60"), estimate=Estimated(70, 3, "chart"))

    assert records(same, same) == {}


@pytest.mark.parametrize(
    ("method", "before", "is_record"),
    [
        ("chart", [("chart", 100)], True),
        ("chart", [("chart", 101)], False),
        ("chart", [("measured", 100)], True),
        ("measured", [("epley", 100)], True),
        # A formula says something else of the same set.
        ("epley", [("chart", 90)], False),
        ("chart", [("median3", 120), ("chart", 99)], True),
    ],
)
def test_records_estimates_are_compared_within_a_series(method, before, is_record):
    earlier = [session(estimate=Estimated(kg, 4, name)) for name, kg in before]

    found = records(session(estimate=Estimated(Decimal("100.5"), 3, method)), *earlier)

    assert ("e1rm" in found) is is_record
    if is_record:
        record = found["e1rm"]
        assert (record.value, record.method, record.sigma_pct) == (Decimal("100.5"), method, 3)


def test_records_less_help_is_the_heavier_set():
    assisted = LoadedLift("bodyweight_minus")

    less = records(session((5, "10")), session((5, "20")), lift=assisted)
    more = records(session((5, "30")), session((5, "20")), lift=assisted)

    assert less == {"load": Record("load", Decimal(10), Decimal(20))}
    assert more == {}


def test_records_unknown_load_or_volume_is_left_out():
    assert records(session((5, None)), session((5, "20"))) == {}
    best = LiftBest(most_reps={Decimal(20): 5})
    assert personal_records(session((5, "20"), (5, "20")), best=best, lift=BARBELL) == ()


done = st.lists(st.tuples(st.integers(1, 12), st.integers(20, 24)), min_size=1, max_size=4)


@settings(max_examples=20)
@given(first=done, second=done)
def test_records_set_once_are_none_when_repeated(first, second):
    before, today = session(*first), session(*second)

    assert records(today, before, today) == {}
