"""Whole programs through every check: order, samples, unknown exercises, and the table covered."""

from programs.engine import tables
from programs.engine.checks.check import check_program
from programs.engine.checks.finding import Severity, week_words
from programs.engine.checks.registry import all_checks
from programs.engine.composing.composition import Composition, compose
from tests.engine.checks_by_hand import found, phase, program
from tests.engine.programs_by_hand import slot
from tests.programs.composed import GYM, HOME

# Spec, "What was checked by computation": the bands that the sample templates pass. H24 with its
# upper bound at 6, so at home the advice of 4 is broken.
PASSED = {
    *("H01", "H08", "H11", "H12", "H15", "H18", "H20", "H25", "H27", "H29", "H36"),
    *("ST01", "ST03", "ST05", "ST06", "ST08", "ST10", "ST11", "ST14", "ST16", "ST17"),
    *("ST20", "ST21", "ST22", "ST23", "ST24"),
}


def rules_broken(composition: Composition) -> dict[str, set[Severity]]:
    broken: dict[str, set[Severity]] = {}
    for finding in check_program(compose(composition)):
        broken.setdefault(finding.rule, set()).add(finding.severity)
    return broken


def test_every_rule_of_the_table_has_a_check() -> None:
    checked = {rule for check in all_checks() for rule in check.rules}

    assert set(tables.phase_rules()) - checked == set()


def test_composed_gym_program_passes_the_bands_of_the_templates() -> None:
    broken = rules_broken(GYM)

    assert not PASSED & set(broken)
    assert "H24" not in broken
    assert not any(Severity.ERROR in severities for severities in broken.values())


def test_composed_home_program_passes_them_but_for_variety() -> None:
    broken = rules_broken(HOME)

    assert not PASSED & set(broken)
    assert broken["H24"] == {Severity.ADVICE}
    assert not any(Severity.ERROR in severities for severities in broken.values())


def test_variety_of_the_home_program_stays_within_six() -> None:
    findings = [one for one in check_program(compose(HOME)) if one.rule == "H24"]

    assert {(one.subject, one.measured) for one in findings} <= {
        (muscle, count) for muscle in tables.muscle_groups() for count in (5, 6)
    }


def test_findings_come_gravest_first_and_then_in_training_order() -> None:
    long = phase(
        [slot({"sets": 3, "reps": "31", "rest_s": 20}, exercise="Bench Press")],
        goal="hypertrophy",
        count=17,
    )

    findings = check_program(program(long))

    ranks = [finding.severity.rank for finding in findings]
    assert ranks == sorted(ranks)
    assert [one.rule for one in findings if one.severity is Severity.ERROR][:2] == ["H34", "H17"]
    assert findings == check_program(program(long))


def test_unknown_exercise_is_named_once_with_its_sets() -> None:
    day = [slot({"sets": 3, "reps": "8"}, key="f", exercise="Flying Anvil")]

    [finding] = found("unknown-exercise", phase(day, goal="hypertrophy", count=4))

    assert (finding.severity, finding.subject, finding.measured) == (
        Severity.ADVICE,
        "Flying Anvil",
        12,
    )
    assert (finding.place.week, finding.place.slot) == (1, "f")
    assert "Flying Anvil" in finding.sentence


def test_exercise_that_the_caller_knows_is_judged() -> None:
    fly = tables.exercises()["cable-fly"]
    day = [slot({"sets": 3, "reps": "8"}, exercise="Flying Anvil")]

    findings = check_program(program(phase(day, goal="hypertrophy")), exercise_of=lambda _: fly)

    rules = {finding.rule for finding in findings}
    assert "unknown-exercise" not in rules
    assert {one.subject for one in findings if one.rule == "H19"} >= {"chest"}


def test_weeks_are_listed_in_spans() -> None:
    assert week_words(()) == ""
    assert week_words((2,)) == "week 2"
    assert week_words((1, 2, 3, 5)) == "weeks 1-3 and 5"
    assert week_words((1, 3, 5, 6)) == "weeks 1, 3 and 5-6"
