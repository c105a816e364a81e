"""Four sessions ahead: what is asked if it goes well, and if it doesn't."""

from decimal import Decimal
from fractions import Fraction

import pytest

from programs.engine.program import Result
from programs.engine.schemes.amrap import AmrapScheme
from programs.engine.schemes.deload import DeloadScheme
from programs.engine.schemes.double import DoubleScheme
from programs.engine.schemes.gap import GapScheme
from programs.engine.schemes.linear import LinearScheme
from programs.engine.schemes.preview import preview_scheme
from programs.engine.schemes.registry import NoSuchScheme, scheme_named, schemes
from programs.engine.schemes.rep_range import RepRangeScheme
from programs.engine.schemes.rir_ramp import RirRampScheme
from programs.engine.schemes.set_ramp import SetRampScheme
from programs.engine.schemes.stall import StallScheme
from programs.engine.schemes.top_set import TopSetScheme
from programs.engine.schemes.undulating import UndulatingScheme
from programs.engine.schemes.wave import WaveScheme

from .scheme_courses import SchemeCourse, place

# 86.3 % of 100, 73.9 %, 79.9 %, and from the beginning.
UNDULATED = [
    "3x3 @ 87.5 kg RPE 8",
    "3x8 @ 75 kg RPE 8",
    "3x5 @ 80 kg RPE 7.5",
    "3x3 @ 87.5 kg RPE 8",
]


def texts(scheme, opening="100", *, then="made", results=(), **fields):
    steps = preview_scheme(scheme, place=place(opening, **fields), results=results, then=then)
    return [step.text for step in steps]


@pytest.mark.parametrize(
    ("scheme", "made", "missed"),
    [
        (
            LinearScheme(),
            ["3x5 @ 100 kg", "3x5 @ 102.5 kg", "3x5 @ 105 kg", "3x5 @ 107.5 kg"],
            ["3x5 @ 100 kg", "3x5 @ 100 kg", "3x5 @ 100 kg", "3x5 @ 90 kg"],
        ),
        (
            DoubleScheme(low=8, high=9),
            ["3x8 @ 100 kg", "3x9 @ 100 kg", "3x8 @ 102.5 kg", "3x9 @ 102.5 kg"],
            ["3x8 @ 100 kg", "3x8 @ 100 kg", "3x8 @ 97.5 kg", "3x8 @ 97.5 kg"],
        ),
        (
            RepRangeScheme(),
            ["3x8-12 @ 100 kg", "3x8-12 @ 102.5 kg", "3x8-12 @ 105 kg", "3x8-12 @ 107.5 kg"],
            ["3x8-12 @ 100 kg", "3x8-12 @ 100 kg", "3x8-12 @ 97.5 kg", "3x8-12 @ 97.5 kg"],
        ),
        (
            # Ten reps at 85 % raise it by 2 % (0.9 x 113.33 = 102); four lower it by 5 %.
            AmrapScheme(),
            ["1x5+ @ 85 kg", "1x5+ @ 87.5 kg", "1x5+ @ 90 kg", "1x5+ @ 92.5 kg"],
            ["1x5+ @ 85 kg", "1x5+ @ 80 kg", "1x5+ @ 77.5 kg", "1x5+ @ 72.5 kg"],
        ),
        (
            UndulatingScheme(),
            UNDULATED,
            UNDULATED,
        ),
    ],
)
def test_preview_shows_what_follows_when_it_is_made_and_missed(scheme, made, missed):
    assert texts(scheme) == made
    assert texts(scheme, then="missed") == missed


def test_preview_goes_on_from_the_results_so_far():
    missed = Result(ok=False, reps=4)

    steps = preview_scheme(LinearScheme(), place=place(), results=(missed, missed), then="missed")

    assert [(step.session, step.text) for step in steps][:2] == [
        (3, "3x5 @ 100 kg"),
        (4, "3x5 @ 90 kg"),
    ]
    assert steps[1].why == (
        "After the last session the working weight goes from 100 to 90 kg and the count of misses "
        "in a row goes from 2 to 0.",
        "Working weight 90 kg.",
    )


def test_preview_of_an_unknown_weight_says_how_to_find_it():
    step, *_ = preview_scheme(LinearScheme(), place=place("0"))

    assert step.text == "3x5"
    assert step.why[0].startswith("Your working weight for Squat is not known yet")


def test_preview_ends_with_the_scheme():
    assert texts(RirRampScheme(), weeks=3) == [
        "3x8-12 @ 100 kg RIR 3",
        "3x8-12 @ 100 kg RIR 1.5",
        "3x8-12 @ 100 kg RIR 0",
    ]


def test_preview_of_top_set_opens_its_back_offs():
    # 86.3 % of 150 is 129.45; back-offs 78.6/86.3 of 130, 118.4 rounded down.
    assert texts(TopSetScheme(), "150")[0] == "1x3 @ 130 kg RPE 8, 3x5 @ 117.5 kg RPE 7"


def test_wave_by_steps_moves_after_each_round():
    scheme = WaveScheme(moves="step", step_kg=Decimal("2.5"))

    fifth = preview_scheme(scheme, place=place(), results=(None,) * 4)[0]

    assert fifth.text == "1x5 @ 67.5 kg, 1x5 @ 77.5 kg, 1x5+ @ 87.5 kg"
    light = preview_scheme(scheme, place=place(), results=(None,) * 3)[0]
    assert (light.text, light.is_deload) == ("1x5 @ 40 kg, 1x5 @ 50 kg, 1x5 @ 60 kg", True)


def test_wave_marks_its_light_weeks_only():
    assert WaveScheme().expand(place(weeks=8)).deload_weeks == {4, 8}
    assert WaveScheme(light_row=None).expand(place(weeks=8)).deload_weeks == frozenset()


@pytest.mark.parametrize(
    ("days", "sessions"),
    [
        (6, ["3x5 @ 100 kg RIR 1"] * 4),
        (7, ["3x5 @ 100 kg RIR 2", *["3x5 @ 100 kg RIR 1"] * 3]),
        (14, ["2x5 @ 90 kg RIR 2", *["3x5 @ 100 kg RIR 1"] * 3]),
        (21, ["2x5 @ 85 kg RIR 2"] * 2 + ["3x5 @ 100 kg RIR 1"] * 2),
        (70, ["1x5 @ 70 kg RIR 2"] * 3 + ["3x5 @ 100 kg RIR 1"]),
    ],
)
def test_gap_lays_out_the_weeks_that_follow(days, sessions):
    assert texts(GapScheme(days=days, rir=Decimal(1))) == sessions


def test_deload_halves_the_sets_after_so_many_weeks():
    steps = preview_scheme(DeloadScheme(every=2, sets=3), place=place())

    assert [(step.text, step.is_deload) for step in steps] == [
        ("3x8-12 @ 100 kg RIR 2", False),
        ("3x8-12 @ 100 kg RIR 2", False),
        ("2x8-12 @ 90 kg RIR 4", True),
        ("3x8-12 @ 100 kg RIR 2", False),
    ]


def test_stall_marks_the_phase_to_end_by_it():
    assert StallScheme().expand(place()).ends == "stall"


@pytest.mark.parametrize(
    ("reps", "rpe", "sets"),
    [
        ((8, 8), "8", 3),
        # Half an RPE over is within the gate, a whole one is not.
        ((8, 8), "8.5", 3),
        ((8, 8), "9", 2),
        ((8, 7), "8", 2),
        ((8,), "8", 2),
        ((8, 8), None, 3),
    ],
)
def test_set_ramp_adds_sets_only_after_a_good_week(reps, rpe, sets):
    course = SchemeCourse(SetRampScheme(), place(sessions_per_week=2))

    course.log((8, 8), rpe="8")
    course.log(reps, rpe=rpe)

    assert course.slot.groups[0].sets == sets


def test_set_ramp_held_once_goes_on_by_one_step():
    # Weeks of 2, 3, 4, 5: held in the second, the third asks 3.
    course = SchemeCourse(SetRampScheme(), place())

    course.log((8, 7))
    assert course.slot.groups[0].sets == 2
    course.log((8, 8))
    assert course.slot.groups[0].sets == 3


def test_maximum_is_not_read_from_other_repetitions_than_asked():
    course = SchemeCourse(TopSetScheme(), place("150"))

    course.log((2,), rpe="8")

    assert course.anchor("rm:squat") == 150


def test_rir_ramp_follows_what_was_lifted():
    course = SchemeCourse(RirRampScheme(), place())

    course.log((10, 10, 10), load="105")

    assert course.anchor("w:squat") == Fraction(105)


def test_every_scheme_speaks_to_a_coach_and_names_its_source():
    for name, scheme in schemes().items():
        assert scheme.name == name
        assert scheme.description.endswith(".")
        assert scheme.source.startswith("spec 4")
        assert scheme.exactness.is_exact or scheme.exactness.departs
        assert not (scheme.exactness.acts_on_plan and scheme.exactness.is_exact)


def test_registry_holds_the_schemes_of_the_spec():
    assert tuple(schemes()) == (
        "linear",
        "double",
        "rep_range",
        "rir_ramp",
        "set_ramp",
        "top_set",
        "wave",
        "undulating",
        "amrap",
        "rpe_adjust",
        "gap",
        "stall",
        "deload",
    )


def test_unknown_scheme_proposes_a_close_name():
    with pytest.raises(NoSuchScheme, match="did you mean “linear”"):
        scheme_named("liner")
    with pytest.raises(NoSuchScheme, match="choose one of linear, double"):
        scheme_named("xyz")


@pytest.mark.parametrize("increment", ["1", "1.25", "2.5"])
def test_linear_adds_a_step_where_less_would_be_rounded_away(increment):
    scheme = LinearScheme(increment_kg=Decimal(increment), sets=1)

    assert texts(scheme, weeks=2)[:2] == ["1x5 @ 100 kg", "1x5 @ 102.5 kg"]
