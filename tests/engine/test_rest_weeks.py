"""A calendar week without training keeps its place in everything that counts weeks."""

from datetime import date

from programs.engine.checks.check import check_program
from programs.engine.planning.repeating import repeat, take_up_again
from programs.engine.planning.schedule import schedule_of, with_states
from programs.engine.program import program_to_dict, read_program
from programs.engine.resolving.course import place_weeks
from programs.engine.resolving.resolve import resolve
from programs.engine.resolving.resolved import PhaseRun
from tests.engine.programs_by_hand import calendar, loads_of, program_of, slot

MONDAY = date(2026, 1, 5)
GROUP = {"sets": 3, "reps": "5", "load": {"of": "tm"}}
TRAINED = {"days": [{"day": 1, "slots": [slot(GROUP)]}]}
REST = {"days": []}


def rule(**fields):
    raised = {"verb": "add", "anchor": "tm", "value": 10}
    return {"bands": [{"do": [raised]}], **fields}


PROGRAM = program_of(calendar([TRAINED, REST, TRAINED]))


def test_rest_week_is_read_written_and_counted():
    assert program_to_dict(PROGRAM)["mesocycles"][0]["weeks"][1] == {"week": 2, "days": []}
    assert read_program(program_to_dict(PROGRAM)) == PROGRAM
    assert (PROGRAM.week_count, PROGRAM.mesocycles[0].sessions_per_week) == (3, 1)


def test_sessions_around_a_rest_week_keep_their_weeks():
    assert [(one.week, one.ordinal) for one in resolve(PROGRAM).sessions] == [(1, 1), (3, 2)]
    assert [len(week.days) for week in place_weeks(PROGRAM, course=None)] == [1, 0, 1]


def test_change_deferred_to_a_rest_week_is_made_before_the_next_session():
    deferred = rule(on="slot", slot="a", weeks=[1], apply={"end_of_weeks": [2]})
    program = program_of(calendar([TRAINED, REST, TRAINED]), rules=[deferred])

    resolution = resolve(program)

    assert loads_of(resolution) == [[100], [110]]
    assert resolution.runs[0].applied_at == 2


def test_week_rule_runs_after_weeks_with_training_only():
    program = program_of(calendar([TRAINED, REST, TRAINED]), rules=[rule(on="week")])

    assert [run.ordinal for run in resolve(program).runs] == [1, 2]


def test_extra_week_and_inserted_deload_are_made_from_a_week_with_training():
    program = program_of(calendar([TRAINED, REST]))
    course = [PhaseRun(0, extra_weeks=1), PhaseRun(0, is_inserted_deload=True)]

    placed = [(one.week, len(one.days)) for one in place_weeks(program, course=course)]

    assert placed == [(1, 1), (2, 0), (1, 1), (1, 1)]


def test_rest_week_takes_its_seven_days():
    schedule = schedule_of(PROGRAM, start_on=MONDAY)

    assert [week.starts_on for week in schedule.weeks] == [
        date(2026, 1, 5),
        date(2026, 1, 12),
        date(2026, 1, 19),
    ]
    assert [one.on for one in schedule.sessions] == [date(2026, 1, 5), date(2026, 1, 19)]


def test_rest_week_is_no_lost_week():
    begun = with_states(schedule_of(PROGRAM, start_on=MONDAY), {1: "done"})

    assert take_up_again(begun, today=date(2026, 1, 19)).after == begun


def test_rest_week_may_be_repeated():
    schedule = schedule_of(PROGRAM, start_on=MONDAY)

    after = repeat(schedule, week_on=date(2026, 1, 14)).after

    assert [len(week.sessions) for week in after.weeks] == [1, 0, 0, 1]
    assert after.weeks[-1].sessions[0].on == date(2026, 1, 26)


def test_rest_week_in_a_loading_phase_is_checked_without_a_light_week():
    rules = [one.rule for one in check_program(PROGRAM)]

    assert "D10" not in rules
