"""Reading a virtual athlete's profile: values as written, every fault with its path."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.engine.phases.decision import RollMode
from programs.engine.program import read_program
from programs.engine.simulating.athlete import Break, LiftProfile
from programs.engine.simulating.reading import ProfileInvalid, read_athlete
from programs.engine.simulating.simulate import simulate
from tests.engine.published import program_in

DATA = Path(__file__).resolve().parents[2] / "programs" / "data"
WHOLE = {
    "format": "athlete/1",
    "name": "Ana",
    "lifts": {"Squat": {"max_kg": 120, "gain_percent": 0.3, "stalls": [[5, 8]]}},
    "missed": [3],
    "miss_percent": 10,
    "breaks": [{"after_week": 4, "weeks": 2}],
    "rpe_bias": -0.5,
    "anchors": {"w:row": 60},
    "start_on": "2027-01-04",
    "mode": "performance",
    "equipment": {
        "items": ["dumbbell", "bench"],
        "dumbbells_kg": [12, 10],
        "plate_pairs": [[1.25, 2]],
    },
}
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


def faults(body):
    with pytest.raises(ProfileInvalid) as refused:
        read_athlete(body)
    return [str(fault) for fault in refused.value.faults]


def test_profile_is_read_as_written():
    athlete = read_athlete(json.dumps(WHOLE))

    assert athlete.lifts == {
        "Squat": LiftProfile(Decimal(120), gain_percent=Decimal("0.3"), stalls=((5, 8),))
    }
    assert (athlete.gain_percent, athlete.loss_percent) == (Decimal("0.5"), Decimal("0.5"))
    assert (athlete.missed, athlete.miss_percent) == (frozenset({3}), Decimal(10))
    assert athlete.breaks == (Break(after_week=4, weeks=2),)
    assert (athlete.start_on, athlete.mode) == (date(2027, 1, 4), RollMode.PERFORMANCE)
    assert athlete.rpe_bias == Decimal("-0.5")
    assert athlete.equipment is not None
    assert athlete.equipment.dumbbells_kg == (10, 12)
    assert athlete.equipment.plate_pairs == ((Decimal("1.25"), 2),)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"format": "athlete/2"}, "format: is “athlete/2”; this version reads “athlete/1”."),
        ({"missed": [0]}, "missed[0]: is 0; give a whole number from 1 to 5000."),
        ({"mode": "adherance"}, "mode: is “adherance”; did you mean “adherence”."),
        ({"start_on": "4.1.2027"}, "start_on: is “4.1.2027”; give a day as 2024-01-01."),
        (
            {"lifts": {"Squat": {"max_kg": 100, "stalls": [[8, 5]]}}},
            "lifts.Squat.stalls[0]: runs from 8 down to 5; put the first week first.",
        ),
        (
            {"breaks": [{"after_week": 1}]},
            "breaks[0].weeks: is missing; add “weeks” to a break.",
        ),
        ({"equipment": {"items": "all"}}, "equipment.items: is “all”; give a list [...]."),
        (
            {"equipment": {"items": [], "plate_pairs": [20]}},
            "equipment.plate_pairs[0]: is 20; give weight and number of pairs, [20, 2].",
        ),
    ],
)
def test_fault_is_told_with_its_path_and_what_would_be_right(changed, fault):
    assert faults(WHOLE | changed) == [fault]


def test_unknown_equipment_is_told_with_the_words_there_are():
    (fault,) = faults(WHOLE | {"equipment": {"items": ["dumbells"]}})

    assert fault.startswith("equipment.items[0]: is “dumbells”; use some of ab_wheel, band,")


@settings(max_examples=20)
@given(key=st.sampled_from(sorted(WHOLE)), value=JSON_VALUES)
def test_any_value_is_read_or_refused_with_faults(key, value):
    try:
        athlete = read_athlete(WHOLE | {key: value})
    except ProfileInvalid as refused:
        told = str(refused)
    else:
        told = athlete.name

    assert told


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": "athlete/1"}'])
def test_no_profile_at_all_is_refused(text):
    assert faults(text)


def test_shipped_profiles_train_published_programs():
    files = sorted((DATA / "published").glob("*.json"))[::8]
    programs = [program_in(path) for path in files]
    profiles = [read_athlete(path.read_text()) for path in (DATA / "athletes").glob("*.json")]

    assert (len(programs), len(profiles)) == (3, 4)
    for athlete in profiles:
        for program in programs:
            assert simulate(program, athlete=athlete).weeks


def test_lift_that_nobody_knows_and_load_without_a_maximum_are_said():
    program = read_program((DATA / "published" / "smolov-jr.json").read_text())
    athlete = read_athlete(
        {"format": "athlete/1", "name": "x", "lifts": {"Sqaut": {"max_kg": 100}}}
    )

    assert simulate(program, athlete=athlete).notes == (
        "The profile's Sqaut is no exercise of the program or the catalogue.",
        "The profile has no maximum of Bench Press: it is done as prescribed.",
    )
