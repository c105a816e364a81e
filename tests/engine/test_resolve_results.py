"""What rules read from logged sets."""

from decimal import Decimal
from fractions import Fraction

import pytest

from programs.engine.program import Result
from programs.engine.program.prescription import parse_reps
from programs.engine.resolving.resolve import Line, ResolvedGroup
from programs.engine.resolving.results import PerformedSet, result_from_sets


def group(reps, sets=1, **fields):
    return ResolvedGroup(Line(sets=sets, reps=parse_reps(reps), **fields))


def done(place, reps, load=None, **fields):
    return PerformedSet(place, reps, None if load is None else Decimal(load), **fields)


def test_straight_sets_all_done_report_ok_last_reps_and_heaviest_load():
    result = result_from_sets(
        [group("5", sets=3)], [done(0, 5, "100"), done(0, 5, "102.5"), done(0, 6, "100")]
    )

    assert result == Result(ok=True, reps=6, load=Fraction(205, 2), fields={"worst": Fraction(5)})


@pytest.mark.parametrize(
    ("reps", "ok"),
    [([5, 5, 5], True), ([5, 5, 4], False), ([5, 5], False), ([5, 4, 5, 5], True)],
)
def test_ok_needs_every_set_at_its_floor(reps, ok):
    sets = [done(0, count) for count in reps]

    assert result_from_sets([group("5", sets=3)], sets).ok is ok


def test_optional_and_warmup_groups_are_not_owed():
    groups = [
        group("5", sets=2, intent="warmup"),
        group("5"),
        group("10", is_optional=True),
    ]

    assert result_from_sets(groups, [done(1, 5)]).ok is True


def test_warmup_sets_count_for_nothing():
    groups = [group("3", intent="warmup"), group("5")]
    sets = [done(0, 3, "200"), done(1, 1, "180", is_warmup=True), done(1, 5, "100")]

    assert result_from_sets(groups, sets) == Result(
        ok=True, reps=5, load=Fraction(100), fields={"worst": Fraction(5)}
    )


def test_reps_are_those_of_the_marked_group_first():
    groups = [group("5+", is_result=True), group("5+"), group("5")]
    sets = [done(0, 8), done(1, 7), done(2, 5)]

    assert result_from_sets(groups, sets).reps == 8


def test_reps_are_those_of_the_last_open_set_next():
    groups = [group("5+"), group("3+"), group("10")]
    sets = [done(0, 8), done(1, 4), done(2, 10)]

    assert result_from_sets(groups, sets).reps == 4


def test_reps_of_a_rest_pause_slot_are_summed():
    groups = [group("max", sets=3, intent="rest-pause")]

    assert result_from_sets(groups, [done(0, 12), done(0, 5), done(0, 3)]).reps == 20


def test_test_group_reports_its_heaviest_success_instead_of_ok():
    groups = [group("1", sets=3, intent="test")]
    sets = [done(0, 1, "180"), done(0, 1, "190"), done(0, 0, "195")]

    assert result_from_sets(groups, sets) == Result(
        reps=0, load=Fraction(195), test=Fraction(190), fields={"worst": Fraction(0)}
    )


def test_marked_group_is_a_test_only_in_a_test_phase():
    groups = [group("5", is_result=True)]
    sets = [done(0, 5, "95")]

    assert result_from_sets(groups, sets).test is None
    assert result_from_sets(groups, sets, is_tested=True).test == 95


def test_other_report_is_the_reps_of_that_group():
    groups = [group("max10", report="top"), group("3", sets=2)]
    sets = [done(0, 9), done(1, 3), done(1, 3)]

    assert result_from_sets(groups, sets).fields == {"top": 9, "worst": 3}


def test_seconds_are_held_to_their_floor():
    assert result_from_sets([group("60s")], [done(0, 59)]).ok is False
    assert result_from_sets([group("60s")], [done(0, 60)]).ok is True


def test_nothing_done_reports_nothing():
    assert result_from_sets([group("5")], []) == Result()


def test_worst_is_the_fewest_repetitions_owed_and_none_while_a_set_is_missing():
    groups = [group("5", intent="warmup"), group("8-12", sets=3), group("5", is_optional=True)]

    assert result_from_sets(groups, [done(1, 12), done(1, 9), done(1, 11)]).read("worst") == 9
    assert result_from_sets(groups, [done(1, 9), done(1, 9), done(1, 9), done(1, 2)]).read(
        "worst"
    ) == (9)
    assert result_from_sets(groups, [done(1, 12), done(1, 9)]).read("worst") is None


def test_rpe_is_of_the_last_set_or_of_the_group_that_reports_it():
    groups = [group("3", report="rpe"), group("5", sets=2)]
    sets = [done(0, 3, rpe=Decimal(8)), done(1, 5, rpe=Decimal(7)), done(1, 5, rpe=Decimal(9))]

    assert result_from_sets(groups, sets).read("rpe") == 8
    assert result_from_sets([group("3"), group("5")], sets).read("rpe") == 9
    assert result_from_sets([group("3")], [done(0, 3)]).read("rpe") is None
