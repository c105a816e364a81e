"""Sessions, muscles, weeks and length of a hypertrophy phase: breaches and edges."""

from fractions import Fraction

import pytest

from programs.engine import tables
from tests.engine.checks_by_hand import found, is_found, phase
from tests.engine.programs_by_hand import slot

BENCH, CURL, LEG_PRESS, RAISE = (
    "Bench Press",
    "EZ-Bar Curl",
    "Leg Press",
    "Dumbbell Lateral Raise",
)
NAMES = tuple(row.name for row in tables.exercises().values())
CHEST = [
    row.name
    for row in tables.exercises().values()
    if row.primary_muscles == ("chest",) and row.measure == "reps"
]


def lines(*written, exercise=BENCH, key="a"):
    return slot(
        *[{"sets": sets, "reps": reps} for sets, reps in written], key=key, exercise=exercise
    )


def build(*days, **fields):
    return phase(*days, goal="hypertrophy", **fields)


def session_of(count: int):
    return [lines((2, "10"), exercise=NAMES[place], key=f"k{place}") for place in range(count)]


def chest(sets: int, *, exercise=CHEST[0]):
    """One day with so many sets of an exercise that aims at the chest."""
    return [lines((sets, "10"), exercise=exercise)]


def growing(*weekly: int, **fields):
    """One week each with so many chest sets on its one day."""
    built = build(chest(weekly[0]), count=len(weekly), **fields)
    for week, sets in zip(built["weeks"], weekly, strict=True):
        week["days"] = [{"day": 1, "slots": chest(sets)}]
    return built


def _is_chest(finding) -> bool:
    return finding.subject == "chest"


@pytest.mark.parametrize(
    ("rule", "written", "share"),
    [
        # 7 of 10 sets from 6 to 15 reps are enough, 6 aren't; 5-8 lies outside, 15 inside.
        ("H03", ((7, "15"), (3, "16")), None),
        ("H03", ((6, "15"), (4, "16")), Fraction(6, 10)),
        ("H03", ((6, "6+"), (4, "5-8")), Fraction(6, 10)),
        # "max" and time name no repetitions: 7 of 10.
        ("H03", ((7, "8"), (3, "20"), (5, "max"), (5, "30s")), None),
        # 3 of 20 is 0.15.
        ("H04", ((3, "5"), (17, "8")), None),
        ("H04", ((4, "5"), (16, "8")), Fraction(1, 5)),
        ("H04", ((4, "5-6"), (16, "8")), None),
        ("H05", ((10, "5"), (10, "8")), None),
        ("H05", ((11, "5"), (9, "8")), Fraction(11, 20)),
    ],
)
def test_share_of_sets_outside_the_goal_is_found(rule, written, share) -> None:
    findings = found(rule, build([lines(*written)]))

    assert [one.measured for one in findings] == ([] if share is None else [share])
    assert all(one.where == "Build" for one in findings)


def test_optional_sets_are_in_no_share() -> None:
    owed = {"sets": 7, "reps": "8"}
    optional = {"sets": 9, "reps": "20", "optional": True}

    assert not is_found("H03", build([slot(owed, optional, exercise=BENCH)]))


@pytest.mark.parametrize(
    ("count", "rule"),
    [
        (1, "H17"), (2, "H16"), (3, "H16"), (4, "H15"), (7, "H15"), (8, None), (10, None),
        (11, "H15"), (12, "H15"), (13, "H16"), (15, "H16"), (16, "H17"),
    ],
)  # fmt: skip
def test_exercises_of_a_session_break_the_gravest_rule_alone(count, rule) -> None:
    built = build(session_of(count))

    broken = {key: found(key, built) for key in ("H15", "H16", "H17") if is_found(key, built)}

    assert list(broken) == ([] if rule is None else [rule])
    if rule:
        [finding] = broken[rule]
        assert (finding.measured, finding.where) == (count, "Build, week 1, day 1")


def test_exercise_in_two_slots_of_a_session_is_one() -> None:
    twice = [lines((2, "10"), key="x"), lines((2, "10"), key="y")]

    [finding] = found("H17", build(twice))

    assert finding.measured == 1


@pytest.mark.parametrize(
    ("sets", "rule"),
    [(9, "H18"), (10, None), (20, None), (21, "H18"), (30, "H18"), (31, "H18"), (46, "H21")],
)
def test_weekly_sets_of_a_priority_muscle(sets, rule) -> None:
    built = build(chest(sets), priority=["chest"])

    broken = {key for key in ("H18", "H19", "H20", "H21") if is_found(key, built)}

    assert broken == ({rule} if rule else set())
    if rule:
        [finding] = found(rule, built)
        assert (finding.measured, finding.subject, finding.place.week) == (sets, "chest", 1)


@pytest.mark.parametrize(
    ("sets", "rule"),
    [(3, "H19"), (4, None), (30, None), (31, "H20"), (45, "H20"), (46, "H21")],
)
def test_weekly_sets_of_any_other_muscle(sets, rule) -> None:
    built = build(chest(sets))

    findings = [one for key in ("H18", "H19", "H20", "H21") for one in found(key, built)]

    of_chest = [(one.rule, one.measured) for one in findings if _is_chest(one)]
    assert of_chest == ([(rule, sets)] if rule else [])


def test_priority_muscle_without_any_set_is_found() -> None:
    [finding] = found("H18", build(chest(10), priority=["calves"]))

    assert (finding.measured, finding.subject) == (0, "calves")


def test_helping_muscle_is_not_asked_for_enough_sets() -> None:
    # 6 bench sets: triceps get 3 fractional sets, but nothing aims at them.
    subjects = {one.subject for one in found("H19", build([lines((6, "10"))]))}

    assert "triceps" not in subjects


def test_easy_and_optional_sets_count_for_no_muscle() -> None:
    easy = {"sets": 8, "reps": "10", "rir": 5}
    optional = {"sets": 8, "reps": "10", "optional": True}
    hard = {"sets": 3, "reps": "10", "rir": 4}
    built = build([slot(easy, optional, hard, exercise=CHEST[0])])

    assert [one.measured for one in found("H19", built)] == [3]


@pytest.mark.parametrize(("sets", "measured"), [(11, []), (12, [12])])
def test_sets_of_a_muscle_in_one_session(sets, measured) -> None:
    findings = found("H22", build(chest(sets)))

    assert [one.measured for one in findings] == measured
    assert all((one.subject, one.place.day) == ("chest", 1) for one in findings)


@pytest.mark.parametrize(("days", "measured"), [(1, [1]), (2, []), (4, []), (5, [5])])
def test_sessions_a_week_of_a_priority_muscle(days, measured) -> None:
    findings = found("H23", build(*[chest(4)] * days, priority=["chest"]))

    assert [one.measured for one in findings] == measured


@pytest.mark.parametrize(("count", "measured"), [(1, [1]), (2, []), (4, []), (5, [5])])
def test_exercises_a_week_of_a_priority_muscle(count, measured) -> None:
    day = [lines((2, "10"), exercise=CHEST[place], key=f"k{place}") for place in range(count)]

    findings = found("H24", build(day, priority=["chest"]))

    assert [one.measured for one in findings] == measured


def test_muscle_rules_without_priority_stay_silent() -> None:
    built = build(chest(5))

    assert not any(is_found(rule, built) for rule in ("H18", "H23", "H24"))


@pytest.mark.parametrize(
    ("isolation", "compound", "share"),
    [(1, 3, None), (1, 4, Fraction(1, 5)), (3, 1, None), (4, 1, Fraction(4, 5))],
)
def test_isolation_share_of_the_exercises(isolation, compound, share) -> None:
    rows = list(tables.exercises().values())
    names = [row.name for row in rows if row.mechanic == "isolation"][:isolation]
    names += [row.name for row in rows if row.mechanic == "compound"][:compound]
    day = [lines((2, "10"), exercise=name, key=name) for name in names]

    findings = found("H25", build(day))

    assert [one.measured for one in findings] == ([] if share is None else [share])


def test_tempo_or_note_on_half_of_the_exercises_is_enough() -> None:
    def built(*guides):
        day = [
            slot({"sets": 2, "reps": "10"}, key=f"k{place}", exercise=NAMES[place], **guide)
            for place, guide in enumerate(guides)
        ]
        return build(day)

    [finding] = found("H26", built({"tempo": "3010"}, {}, {}))

    assert finding.measured == Fraction(1, 3)
    assert not is_found("H26", built({"tempo": "3010"}, {"note": "Squeeze."}, {}, {}))


@pytest.mark.parametrize(
    ("rise", "rule"), [(2, None), (3, "H30"), (4, "H30"), (5, "H31"), (-6, None)]
)
def test_rise_of_weekly_sets(rise, rule) -> None:
    built = growing(10, 10 + rise)

    findings = [one for key in ("H30", "H31") for one in found(key, built)]

    of_chest = [(one.rule, one.measured, one.place.week) for one in findings if _is_chest(one)]
    assert of_chest == ([(rule, rise, 2)] if rule else [])


def test_rise_over_a_light_week_is_measured_from_the_loading_week() -> None:
    built = growing(10, 4, 12)
    built["weeks"][1]["deload"] = True

    assert not is_found("H30", built)


@pytest.mark.parametrize(
    ("count", "rule"),
    [
        (1, "H34"), (2, "H33"), (3, "H32"), (4, None), (8, None), (9, "H33"), (16, "H33"),
        (17, "H34"),
    ],
)  # fmt: skip
def test_length_of_the_phase_breaks_the_gravest_rule_alone(count, rule) -> None:
    built = build(chest(5), count=count)

    broken = {key: found(key, built) for key in ("H32", "H33", "H34") if is_found(key, built)}

    assert list(broken) == ([] if rule is None else [rule])
    if rule:
        [finding] = broken[rule]
        assert (finding.measured, finding.place.week) == (count, None)


def test_light_week_is_not_counted_in_the_length() -> None:
    built = build(chest(5), count=9)
    built["weeks"][8]["deload"] = True

    assert not is_found("H33", built)


@pytest.mark.parametrize(("sets", "measured"), [(11, [11]), (12, []), (30, []), (31, [31])])
def test_hard_sets_of_a_session(sets, measured) -> None:
    assert [one.measured for one in found("H36", build(chest(sets)))] == measured


@pytest.mark.parametrize(("days", "measured"), [(1, [1]), (2, []), (6, []), (7, [7])])
def test_sessions_of_a_week(days, measured) -> None:
    findings = found("H37", build(*[chest(4)] * days))

    assert [one.measured for one in findings] == measured
    assert all(one.where == "Build, week 1" for one in findings)


def test_cut_off_last_week_of_a_rotation_is_not_judged_as_a_week() -> None:
    built = {
        "name": "Turns",
        "goal": "hypertrophy",
        "schedule": {"kind": "rotation", "sessions_per_week": 3, "sessions": 7},
        "days": [{"slots": chest(4)}],
    }

    # Seven sessions: the third week holds one, four sets.
    assert not is_found("H37", built)
    assert not is_found("H30", built)
