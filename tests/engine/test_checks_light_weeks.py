"""Deloads and transitions against the rule table: breaches and edges."""

from fractions import Fraction

import pytest

from programs.engine.checks.check import check_program
from programs.engine.checks.finding import Severity
from programs.engine.checks.gathering import gather_facts
from tests.engine.checks_by_hand import found, is_found, phase, program
from tests.engine.programs_by_hand import slot

LEG_PRESS, BENCH = "Leg Press", "Bench Press"


def day(sets: int = 10, *, exercise=LEG_PRESS, key="a", **fields):
    return [slot({"sets": sets, "reps": "8", **fields}, key=key, exercise=exercise)]


def loading(*days, count=4, goal="strength", **fields):
    return phase(*(days or (day(),)), goal=goal, count=count, name="Lift", **fields)


def light(*days, count=1, first=5, **fields):
    return phase(*days, goal="deload", count=count, first=first, name="Light", **fields)


@pytest.mark.parametrize(("weeks", "rule", "days"), [(1, None, 7), (2, "D01", 14), (3, "D02", 21)])
def test_length_of_a_deload_in_days(weeks, rule, days) -> None:
    built = (loading(), light(day(5), count=weeks))

    broken = {key: found(key, *built) for key in ("D01", "D02") if is_found(key, *built)}

    assert list(broken) == ([] if rule is None else [rule])
    for finding in broken.get(rule, ()):
        assert (finding.measured, finding.where) == (days, "Light")


@pytest.mark.parametrize(("count", "measured"), [(2, [2]), (3, []), (8, []), (9, [9])])
def test_loading_weeks_before_a_deload(count, measured) -> None:
    built = (loading(count=count), light(day(5), first=count + 1))

    assert [one.measured for one in found("D03", *built)] == measured


def test_loading_weeks_count_anew_after_a_light_week_and_a_transition() -> None:
    inside = loading(count=10)
    inside["weeks"][4]["deload"] = True
    rest = phase(day(2), goal="transition", first=11, name="Rest")
    again = loading(count=4, first=12)

    # 4 weeks, a light one, 5 weeks, a transition, 4 weeks, a deload.
    assert not is_found("D03", inside, rest, again, light(day(5), first=16))


def test_light_week_after_a_test_is_measured_by_the_loading_before_it() -> None:
    tested = phase(day(1), goal="test", first=5, name="Test")

    built = (loading(day(10), count=4), tested, light(day(5), first=6))

    assert not any(is_found(rule, *built) for rule in ("D03", "D04", "D05"))


def test_light_week_is_measured_by_the_last_full_week_of_a_rotation() -> None:
    turns = {
        "name": "Turns",
        "goal": "strength",
        "schedule": {"kind": "rotation", "sessions_per_week": 3, "sessions": 10},
        "days": [{"slots": day(4)}],
    }

    # Twelve sets in the third week; the fourth has one session of four.
    built = (turns, light(day(3), day(3), first=5))
    assert not any(is_found(rule, *built) for rule in ("D04", "D05"))


@pytest.mark.parametrize(
    ("sets", "rule"),
    [(1, "D05"), (2, "D04"), (3, "D04"), (4, None), (6, None), (7, "D04"), (8, "D04"), (9, "D05")],
)
def test_sets_of_a_light_week_against_ten(sets, rule) -> None:
    built = (loading(day(10)), light(day(sets)))

    broken = {key: found(key, *built) for key in ("D04", "D05") if is_found(key, *built)}

    assert list(broken) == ([] if rule is None else [rule])
    for finding in broken.get(rule, ()):
        assert (finding.measured, finding.place.week) == (Fraction(sets, 10), 5)


def test_easy_sets_are_sets_of_a_light_week_too() -> None:
    assert not is_found("D05", loading(day(10)), light(day(5, rir=6)))


def test_light_week_inside_a_phase_is_judged_as_one() -> None:
    built = loading(day(10), count=4)
    built["weeks"][3] = {"week": 4, "deload": True, "days": [{"day": 1, "slots": day(9)}]}

    [finding] = found("D05", built)

    assert (finding.measured, finding.where) == (Fraction(9, 10), "Lift, week 4")


@pytest.mark.parametrize(
    ("percent", "rule"),
    [(39, "D07"), (40, "D06"), (67, "D06"), (68, None), (80, None), (81, "D07")],
)
def test_load_of_a_light_week_against_eighty_percent(percent, rule) -> None:
    def at(value):
        return day(5, load={"of": "tm", "percent": value})

    built = (loading(at(80)), light(at(percent)))

    broken = {key: found(key, *built) for key in ("D06", "D07") if is_found(key, *built)}

    assert list(broken) == ([] if rule is None else [rule])
    for finding in broken.get(rule, ()):
        assert finding.measured == Fraction(percent, 80)
        assert (finding.place.slot, finding.place.week) == ("a", 5)


def test_heaviest_sets_of_an_exercise_are_compared() -> None:
    def lines(*percents):
        loads = [{"sets": 3, "reps": "5", "load": {"of": "tm", "percent": one}} for one in percents]
        return [slot(*loads, key="a", exercise=LEG_PRESS)]

    # 72 of 80 is 0.9; 81 of 80 isn't hidden by lighter sets.
    assert not is_found("D06", loading(lines(50, 80, 60)), light(lines(40, 72, 50)))
    [finding] = found("D07", loading(lines(50, 80)), light(lines(40, 81, 50)))
    assert (finding.measured, finding.place.group) == (Fraction(81, 80), 1)


def test_unknown_loads_are_compared_by_their_share_of_one_anchor() -> None:
    def at(value):
        return day(5, load={"of": "w:press", "percent": value})

    [finding] = found("D07", loading(at(100)), light(at(105)), anchors={"w:press": 0})

    assert finding.measured == Fraction(105, 100)


def test_loads_of_different_anchors_are_not_compared() -> None:
    loads = ({"of": "w:a", "percent": 50}, {"of": "w:b", "percent": 90})
    built = (loading(day(load=loads[0])), light(day(5, load=loads[1])))

    assert not is_found("D07", *built, anchors={"w:a": 0, "w:b": 0})


@pytest.mark.parametrize(("rir", "measured"), [(3.5, [Fraction(7, 2)]), (4, []), (6, [])])
def test_reserve_in_a_light_week(rir, measured) -> None:
    findings = found("D08", loading(), light(day(5, rir=rir)))

    assert [one.measured for one in findings] == measured
    assert all((one.place.slot, one.place.group) == ("a", 0) for one in findings)


@pytest.mark.parametrize(
    ("fields", "measured"),
    [({"rpe": 9}, [5]), ({"rpe": 8.5}, []), ({"intent": "test"}, [5]), ({}, [])],
)
def test_hard_efforts_and_tests_in_a_light_week_are_errors(fields, measured) -> None:
    built = (loading(), light(day(5, **fields)))

    findings = found("D12", *built)

    assert [one.measured for one in findings] == measured
    assert all(one.severity is Severity.ERROR for one in findings)
    # D12 says it, so D08 doesn't say it again.
    assert not (findings and is_found("D08", *built))


@pytest.mark.parametrize(("sessions", "measured"), [(1, [-2]), (2, []), (3, []), (4, [1])])
def test_change_in_sessions_of_a_light_week(sessions, measured) -> None:
    built = (loading(day(), day(), day()), light(*[day(5)] * sessions))

    assert [one.measured for one in found("D09", *built)] == measured


def test_empty_light_week_is_found_as_a_stop() -> None:
    easy = light(day(5), count=2)
    easy["weeks"][0] = {"week": 5, "days": []}

    findings = {one.rule: one for one in check_program(program(loading(day(), day()), easy))}

    assert (findings["D10"].measured, findings["D10"].where) == (0, "Light, week 5")
    assert findings["D05"].measured == 0
    assert "D09" not in findings


@pytest.mark.parametrize(("kept", "measured"), [(2, [Fraction(1, 2)]), (3, []), (4, [])])
def test_exercises_kept_in_a_light_week_of_four(kept, measured) -> None:
    names = (LEG_PRESS, BENCH, "Barbell Row", "Lat Pulldown")

    def days(count):
        slots = [day(3, exercise=name, key=name) for name in names[:count]]
        return [slot for [slot] in slots]

    findings = found("D11", loading(days(4)), light(days(kept)))

    assert [one.measured for one in findings] == measured


def test_weeks_of_a_deload_are_its_own() -> None:
    facts = gather_facts(program(loading(), light(day(5))))

    assert [len(phase.own_weeks) for phase in facts.phases] == [4, 1]


def test_program_that_starts_light_has_nothing_to_compare_with() -> None:
    built = light(day(5), first=1)

    assert not any(is_found(rule, built) for rule in ("D03", "D05", "D07", "D09", "D11"))


@pytest.mark.parametrize(
    ("weeks", "rule"), [(1, None), (2, None), (3, "X01"), (4, "X01"), (5, "X02")]
)
def test_length_of_a_transition(weeks, rule) -> None:
    built = phase(day(2), goal="transition", count=weeks)

    broken = {key: found(key, built) for key in ("X01", "X02") if is_found(key, built)}

    assert list(broken) == ([] if rule is None else [rule])
    assert all(one.measured == weeks for one in broken.get(rule, ()))


@pytest.mark.parametrize(("rpe", "measured"), [(5, []), (6, []), (6.5, [Fraction(13, 2)])])
def test_effort_of_a_transition(rpe, measured) -> None:
    findings = found("X03", phase(day(2, rpe=rpe), goal="transition"))

    assert [one.measured for one in findings] == measured


@pytest.mark.parametrize(("sets", "measured"), [(6, []), (7, [7])])
def test_sets_of_a_muscle_in_a_transition(sets, measured) -> None:
    built = phase(day(sets, exercise="Leg Extension"), goal="transition")

    findings = [one for one in found("X04", built) if one.subject == "quads"]

    assert [one.measured for one in findings] == measured
