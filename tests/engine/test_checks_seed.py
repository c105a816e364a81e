"""Every rule of the seed: what carries it, or why no program can be checked by it."""

from dataclasses import replace
from importlib import import_module

import pytest

from programs.engine.checks.check import check_program
from programs.engine.checks.home import CHECKS as HOME_CHECKS
from programs.engine.checks.registry import all_checks
from programs.engine.checks.seed import seed_trace
from programs.engine.checks.seed_bands import seed_bands
from programs.engine.program import ProgramInvalid
from programs.engine.tables import exercises, phase_rules, seed_rules
from tests.engine.checks_by_hand import found, is_found, phase, program
from tests.engine.programs_by_hand import slot

NOT_CHECKABLE = {
    "S02": "explains why two goals differ",
    "S29": "who trains this way",
    "S30": "the literature contests",
    "S31": "whatever the program",
    "S32": "was lifted",
    "S33": "was lifted",
}


def test_every_seed_rule_is_carried_or_said_not_to_be_checkable():
    trace = seed_trace()

    assert trace.keys() == seed_rules().keys()
    for one in trace.values():
        assert one.checks or one.code or one.not_checkable
        assert not (one.checks and one.not_checkable)


def test_seed_rules_that_no_program_can_be_checked_by():
    reasons = {key: one.not_checkable for key, one in seed_trace().items() if one.not_checkable}

    assert reasons.keys() == NOT_CHECKABLE.keys()
    assert [key for key, words in NOT_CHECKABLE.items() if words not in reasons[key]] == []
    # The seed's table asks for nothing there.
    assert {seed_rules()[key].severity for key in reasons} == {"none"}


def test_seed_rules_with_a_severity_are_all_checked():
    graded = {key for key, row in seed_rules().items() if row.severity != "none"}

    assert {key for key in graded if not seed_trace()[key].checks} == set()


def test_checks_that_carry_the_seed_are_run():
    run = {rule for check in (*all_checks(), *HOME_CHECKS) for rule in check.rules}
    carrying = {rule for one in seed_trace().values() for rule in one.checks}

    assert carrying <= run
    assert run == phase_rules().keys() | seed_bands().keys()


def test_code_that_carries_the_seed_exists():
    for one in seed_trace().values():
        for named in one.code:
            module, _, name = named.partition(":")
            assert callable(getattr(import_module(module), name))


@pytest.mark.parametrize(
    ("key", "checks"),
    [
        ("S03", ("ST09", "ST13")),
        ("S08", ("S08", "ST25", "ST35", "ST36")),
        ("S21", ("H03", "H04", "ST04", "ST06", "ST05")),
        ("S28", ("ST11", "ST12", "ST37")),
    ],
)
def test_rows_that_cite_a_seed_rule_carry_it(key, checks):
    assert seed_trace()[key].checks == checks


@pytest.mark.parametrize(
    "goal", [None, "size", ["hypertrophy", "strength"], "hypertrophy, strength"]
)
def test_phase_without_exactly_one_goal_is_refused(goal):
    with pytest.raises(ProgramInvalid):
        program(phase([slot({"sets": 3, "reps": "8"})], goal=goal))


def test_hypertrophy_sets_without_effort_are_found():
    curl = {"key": "c", "exercise": "EZ-Bar Curl"}
    built = phase(
        [slot({"sets": 3, "reps": "8", "rir": 2}), slot({"sets": 1, "reps": "8"}, **curl)],
        goal="hypertrophy",
    )

    [finding] = found("S18", built)

    assert finding.measured == 0.75
    assert finding.sentence == (
        "75 % of the work sets have an RIR or RPE target (without: EZ-Bar Curl); make it 100 %."
    )


def test_hypertrophy_sets_with_effort_are_not_found():
    lines = ({"sets": 3, "reps": "8", "rir": 2}, {"sets": 1, "reps": "8", "rpe": 9})
    optional = {"sets": 1, "reps": "8", "optional": True}

    assert not is_found("S18", phase([slot(*lines, optional)], goal="hypertrophy"))


def home_findings(name, *, exercise=None):
    built = program(phase([slot({"sets": 3, "reps": "8"}, exercise=name)], goal="hypertrophy"))
    known = {} if exercise is None else {"exercise_of": lambda _: exercise}
    return [one for one in check_program(built, is_home=True, **known) if one.rule == "S25"]


def test_every_exercise_of_the_catalogue_can_be_done_at_home():
    for name in ("Leg Press", "Dumbbell Row", "Lat Pulldown"):
        assert home_findings(name) == []


def test_exercise_that_nothing_replaces_at_home_is_an_error_for_those_at_home():
    sled = replace(exercises()["leg-press"], slug="own-sled", name="Own Sled", is_home=False)

    [finding] = home_findings("Own Sled", exercise=sled)

    assert (finding.severity.value, finding.measured, finding.subject) == ("error", 0, "own-sled")
    assert finding.place.slot == "a"
    built = program(
        phase([slot({"sets": 3, "reps": "8"}, exercise="Own Sled")], goal="hypertrophy")
    )
    assert "S25" not in {one.rule for one in check_program(built, exercise_of=lambda _: sled)}


def test_home_is_asked_about_only_where_it_matters():
    day = [slot({"sets": 3, "reps": "8"}, exercise="Own Sled")]
    sled = replace(exercises()["leg-press"], slug="own-sled", is_home=False)
    built = program(phase(day, goal="hypertrophy"))

    assert "S25" not in {one.rule for one in check_program(built, exercise_of=lambda _: sled)}
