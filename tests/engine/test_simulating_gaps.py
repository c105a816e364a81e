"""Coming back after breaks and missed sessions: sets, loads and effort, lift by lift."""

from datetime import date
from decimal import Decimal

from programs.engine.resolving.resolve import resolve
from programs.engine.simulating.athlete import Athlete, Break, LiftProfile
from programs.engine.simulating.simulate import simulate
from tests.engine.programs_by_hand import calendar, program_of, slot, weeks

ADD_IF_DONE = {
    "on": "slot",
    "slot": "a",
    "read": "ok",
    "bands": [{"when": [1, 1], "do": [{"verb": "add", "anchor": "w:squat", "value": 5}]}],
}


def squats(*, count, rules=(), **group):
    fours = {"sets": 4, "reps": "5", "load": {"of": "w:squat"}, **group}
    return program_of(
        calendar(weeks(slot(fours), count=count)), anchors={"w:squat": 50}, rules=rules
    )


def lived(program, **fields):
    athlete = Athlete(name="x", lifts={"Squat": LiftProfile(Decimal(100))}, **fields)
    simulation = simulate(program, athlete=athlete)
    assert simulation.resolution == resolve(
        simulation.program,
        anchors=simulation.anchors,
        outcomes=simulation.outcomes,
        course=simulation.course,
        eases=simulation.eases,
    )
    return simulation


def asked(simulation):
    """Sets, load and effort asked first of each slot, session by session."""
    return [
        [
            (slot.groups[0].sets, slot.groups[0].load_kg, slot.groups[0].rpe)
            for slot in session.session.slots
        ]
        for week in simulation.weeks
        for session in week.sessions
    ]


def test_missed_week_cuts_sets_and_effort_with_the_load():
    # 14 days: 4 x 0.67 = 2.68; 0.9 of 50; RPE 8.
    simulation = lived(squats(count=4, rpe=9), missed=frozenset({2}))

    assert asked(simulation)[1:4] == [[(4, 50, 9)], [(3, 45, 8)], [(4, 50, 9)]]


def test_twelve_weeks_leave_one_set_of_four_for_three_weeks():
    simulation = lived(squats(count=5), breaks=(Break(after_week=1, weeks=11),))

    assert [sets for ((sets, _, _),) in asked(simulation)[:5]] == [4, 1, 1, 1, 4]
    assert [week.ramp for week in simulation.weeks][:5] == [1, *[Decimal("0.7")] * 3, 1]


def test_group_by_effort_alone_comes_back_at_eight():
    program = program_of(calendar(weeks(slot({"sets": 2, "reps": "5", "rpe": 9}), count=3)))

    simulation = lived(program, breaks=(Break(after_week=1, weeks=2),))

    assert [rpe for ((_, _, rpe),) in asked(simulation)[:3]] == [9, 8, 8]


def test_second_break_within_a_ramp_starts_another():
    simulation = lived(
        squats(count=6),
        breaks=(Break(after_week=1, weeks=3), Break(after_week=2, weeks=6)),
    )

    # 28 days: 0.85 for two weeks; after one of them 49 days: 0.8 for two.
    shares = [week.ramp for week in simulation.weeks][:5]
    assert shares == [1, Decimal("0.85"), Decimal("0.8"), Decimal("0.8"), 1]


def test_rule_goes_on_during_the_ramp():
    simulation = lived(squats(count=4, rules=[ADD_IF_DONE]), breaks=(Break(after_week=1, weeks=2),))

    # 50; 0.85 of 55 (46.75, made 47.5) and of 60 (51, made 50); 65.
    loads = [load for ((_, load, _),) in asked(simulation)[:4]]
    assert loads == [50, Decimal("47.5"), 50, 65]


def test_gap_counts_for_its_own_lift_family():
    pressing = slot({"reps": "5", "load": {"of": "w:bench"}}, key="b", exercise="Bench Press")
    squatting = slot({"sets": 4, "reps": "5", "load": {"of": "w:squat"}})
    paused = slot({"reps": "5", "load": {"of": "w:squat"}}, key="p", exercise="Paused Squat")
    days = [{"day": 1, "slots": [pressing]}, {"day": 2, "slots": [squatting]}]
    later = [{"day": 1, "slots": [pressing]}, {"day": 2, "slots": [paused]}]
    program = program_of(
        calendar(
            [{"week": 1, "days": days}, {"week": 2, "days": days}, {"week": 3, "days": later}]
        ),
        anchors={"w:bench": 40, "w:squat": 50},
    )

    # Of squats the second week is missed, whatever kind comes then; bench goes on.
    simulation = lived(program, missed=frozenset({4}))

    assert [load for ((_, load, _),) in asked(simulation)[4:6]] == [40, 45]


def test_lift_that_the_program_trains_every_third_week_has_no_gap():
    squatting = slot({"reps": "5", "load": {"of": "w:squat"}})
    pressing = slot({"reps": "5"}, key="b", exercise="Bench Press")
    written = [
        {"week": number, "days": [{"day": 1, "slots": [squatting if number == 1 else pressing]}]}
        for number in (1, 2, 3)
    ]
    written.append({"week": 4, "days": [{"day": 1, "slots": [squatting]}]})
    program = program_of(calendar(written), anchors={"w:squat": 50})

    assert asked(lived(program))[3] == [(1, 50, None)]


def test_week_after_a_short_break_opens_at_eight():
    days = [{"day": day, "slots": [slot({"reps": "5", "rpe": 9})]} for day in (1, 2)]
    program = program_of(calendar([{"week": 1, "days": days}, {"week": 2, "days": days}]))

    simulation = lived(program, breaks=(Break(after_week=1, weeks=1),))

    # Thursday to Monday a week on: 11 days.
    assert [rpe for ((_, _, rpe),) in asked(simulation)[:4]] == [9, 9, 8, 9]


def test_week_without_sessions_passes_and_is_no_gap():
    day = {"day": 1, "slots": [slot({"sets": 4, "reps": "5", "load": {"of": "w:squat"}})]}
    written = [
        {"week": week, "days": [day] if week in {1, 4, 6} else []} for week in (1, 2, 3, 4, 5)
    ]
    after = [{"week": 6, "days": [day]}]
    program = program_of(calendar(written), calendar(after, name="Next"), anchors={"w:squat": 50})

    simulation = lived(program)

    assert [week.starts_on for week in simulation.weeks] == [
        date(2024, 1, 1),
        date(2024, 1, 22),
        date(2024, 2, 5),
    ]
    assert asked(simulation) == [[(4, 50, None)]] * 3
