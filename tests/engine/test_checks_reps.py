"""Repetitions of a work set against the bands of its phase."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.engine.checks.check import check_program
from programs.engine.checks.finding import Place, Severity
from programs.engine.composing.composition import compose
from programs.engine.program import Day, Group, Mesocycle
from programs.engine.program.prescription import parse_reps
from tests.engine.checks_by_hand import found, is_found, phase
from tests.engine.programs_by_hand import slot
from tests.programs.composed import GYM


def bench(reps: str, *, sets: int = 3, **fields):
    return slot({"sets": sets, "reps": reps, "rir": 2, **fields}, key="bp", exercise="Bench Press")


def test_reps_below_the_seeds_band_are_a_warning_at_their_place() -> None:
    [finding] = found("H01", phase([bench("5")], goal="hypertrophy", count=3))

    assert finding.severity is Severity.WARNING
    assert finding.measured == 5
    assert (finding.lower, finding.upper, finding.unit) == (6, 15, "reps")
    assert finding.place == Place(
        mesocycle=0, phase="Build", week=1, day=1, slot="bp", exercise="Bench Press", group=0
    )
    assert finding.weeks == (1, 2, 3)
    assert finding.where == "Build, weeks 1-3, day 1, Bench Press, line 1"
    assert finding.sentence == ("Bench Press asks for 5 reps a set; keep it between 6 and 15 reps.")
    assert finding.source == "S10"


@pytest.mark.parametrize("reps", ["6", "15", "6-15", "6+", "max", "60s"])
def test_reps_on_the_edge_of_the_band_are_not_found(reps: str) -> None:
    assert not is_found("H01", phase([bench(reps)], goal="hypertrophy"))


@pytest.mark.parametrize(
    ("reps", "rule", "measured"),
    [
        ("5", "H01", 5),
        ("16", "H01", 16),
        ("30", "H01", 30),
        ("4", "H02", 4),
        ("31", "H02", 31),
        ("5+", "H01", 5),
        ("max20", "H01", 20),
    ],
)
def test_reps_outside_break_only_the_gravest_rule(reps: str, rule: str, measured: int) -> None:
    built = phase([bench(reps)], goal="hypertrophy")

    assert [finding.measured for finding in found(rule, built)] == [measured]
    assert not is_found({"H01": "H02", "H02": "H01"}[rule], built)


def test_range_too_wide_is_found_at_both_ends() -> None:
    built = phase([bench("5-16")], goal="hypertrophy")

    assert [finding.measured for finding in found("H01", built)] == [5, 16]


def test_warmups_light_weeks_and_other_goals_are_not_judged() -> None:
    warmup = slot({"sets": 2, "reps": "3", "intent": "warmup"}, {"sets": 3, "reps": "8"}, key="bp")
    eased = phase([bench("8")], goal="hypertrophy", count=3)
    eased["weeks"][2] = {"week": 3, "deload": True, "days": [{"day": 1, "slots": [bench("4")]}]}

    assert not is_found("H02", phase([warmup], goal="hypertrophy"))
    assert not is_found("H02", eased)
    assert not is_found("H02", phase([bench("4")], goal="strength"))


def test_warmups_change_no_finding_of_a_whole_program() -> None:
    written = compose(GYM)
    warmed = replace(written, mesocycles=tuple(map(_with_warmups, written.mesocycles)))

    assert check_program(warmed) == check_program(written)


def _with_warmups(mesocycle: Mesocycle) -> Mesocycle:
    warmup = Group(sets=2, reps=parse_reps("3"), rpe=Decimal(3), rest_s=10, intent="warmup")

    def warmed(each: Day) -> Day:
        slots = (replace(one, stages=((*one.groups, warmup),)) for one in each.slots)
        return replace(each, slots=tuple(slots))

    weeks = (replace(week, days=tuple(map(warmed, week.days))) for week in mesocycle.weeks)
    return replace(mesocycle, weeks=tuple(weeks))


def test_weeks_of_one_line_are_one_finding_with_its_worst_value() -> None:
    built = phase([bench("16")], goal="hypertrophy", count=3)
    built["weeks"][1]["days"] = [{"day": 1, "slots": [bench("20")]}]

    [finding] = found("H01", built)

    assert (finding.measured, finding.place.week, finding.weeks) == (20, 2, (1, 2, 3))
