"""Schemes come out as published programs are written, where these say the same."""

from decimal import Decimal

import pytest

from programs.engine.program import Rounding, program_to_json, read_program
from programs.engine.program.prescription import parse_reps
from programs.engine.progression.wave import FIVES_THREES_ONES
from programs.engine.resolving.preview import preview_rows
from programs.engine.resolving.resolve import Result, resolve
from programs.engine.schemes.double import DoubleScheme
from programs.engine.schemes.linear import LinearScheme
from programs.engine.schemes.preview import program_of
from programs.engine.schemes.registry import schemes
from programs.engine.schemes.rir_ramp import RirRampScheme
from programs.engine.schemes.scheme import Place
from programs.engine.schemes.wave import WaveScheme
from tests.engine.published import published

TIES_UP = Rounding(ties="up")


def at(opening, **fields):
    return Place(exercise="Squat", opening_kg=Decimal(opening), rounding=TIES_UP, **fields)


def loads(resolution, exercise="Squat", *, most_sets=99):
    return [
        (week, reps, load)
        for week, _, name, number, reps, _, load, _ in preview_rows(resolution)
        if name == exercise and number <= most_sets
    ]


def test_linear_is_the_rule_and_the_groups_of_stronglifts():
    program = published("stronglifts-5x5")
    scheme = LinearScheme(sets=5, rpe_cap=None, reset_rounds="by_program")

    expansion = scheme.expand(at("100", key="Squat"))

    assert expansion.rules == program.rules[:1]
    assert expansion.weeks[0][0] == next(program.slots)


def test_linear_with_one_miss_allowed_gives_the_loads_of_starting_strength():
    program = published("starting-strength")
    scheme = LinearScheme(rpe_cap=None, fails_to_reset=2, reset_rounds="by_program")
    place = at("100", key="s", weeks=3, sessions_per_week=3)

    mine = resolve(
        program_of(scheme.expand(place), place=place, name="mine"), results=program.example_results
    )

    assert loads(mine)[: 7 * 3] == loads(resolve(program))


def test_double_gives_the_loads_of_phul_through_a_miss():
    program = published("phul-bench")
    place = at("100", key="b", weeks=7)
    asked = [session.slots[0].groups[0] for session in resolve(program).sessions]
    was_made = [result.ok for result in program.example_results["b"]]
    worst = [
        group.reps.floor - (0 if made else 1) for group, made in zip(asked, was_made, strict=True)
    ]

    mine = resolve(
        program_of(DoubleScheme(low=3, high=5).expand(place), place=place, name="mine"),
        results={"b": [Result(fields={"worst": reps}) for reps in worst]},
    )

    groups = [session.slots[0].groups[0] for session in mine.sessions]
    assert False in was_made
    assert [(group.reps, group.load_kg) for group in groups] == [
        (group.reps, group.load_kg) for group in asked
    ]


@pytest.mark.parametrize(
    ("name", "table", "weeks", "opening"),
    [("531-bbb", FIVES_THREES_ONES, 8, "160"), ("531-fsl", FIVES_THREES_ONES[:3], 6, "160")],
)
def test_wave_gives_the_main_sets_of_531(name, table, weeks, opening):
    program = published(name)
    scheme = WaveScheme(table=table, moves="step")
    place = at(opening, key="squat", anchor="tm:Squat", weeks=weeks)

    expansion = scheme.expand(place)

    mine = resolve(program_of(expansion, place=place, name="mine"))
    assert loads(mine, most_sets=3) == loads(resolve(program), most_sets=3)[: 3 * weeks]
    assert [one.weeks for one in expansion.rules] == [program.rules[0].weeks]


def test_rir_ramp_gives_the_efforts_and_loads_of_the_published_mesocycle():
    program = published("rir-ramp-meso")
    rows = [row for row in preview_rows(resolve(program)) if row[2] == "Bench Press"]
    efforts = [next(row[7] for row in rows if row[0] == week) for week in (1, 2, 3, 4)]
    first = [next(row[6] for row in rows if row[0] == week) for week in (1, 2, 3, 4)]
    scheme = RirRampScheme(reps="8-10", weekly_kg=Decimal("2.5"))

    place = at("80", key="Bench Press")
    mine = resolve(program_of(scheme.expand(place), place=place, name="mine"))

    groups = [session.slots[0].groups[0] for session in mine.sessions]
    assert [group.rpe for group in groups] == efforts
    assert [group.load_kg for group in groups] == first
    assert {group.reps for group in groups} == {parse_reps("8-10")}


@pytest.mark.parametrize("name", schemes())
@pytest.mark.parametrize("opening", ["0", "62.5"])
def test_expansion_survives_writing_and_reading(name, opening):
    place = at(opening, key="squat", weeks=9, sessions_per_week=2)
    program = program_of(schemes()[name].expand(place), place=place, name=name)

    assert read_program(program_to_json(program)) == program
