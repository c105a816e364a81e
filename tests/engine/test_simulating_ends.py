"""Phases that end by tests, stalls or the coach, in a simulation. Decision 16."""

from decimal import Decimal

from programs.engine.phases.decision import Decision, Reason
from programs.engine.resolving.resolve import resolve
from programs.engine.simulating.athlete import Athlete, LiftProfile
from programs.engine.simulating.simulate import simulate
from tests.engine.programs_by_hand import calendar, program_of, slot, weeks


def lived(*mesocycles, gain="0.5", **fields):
    program = program_of(*mesocycles, anchors={"w:squat": 60}, rules=[])
    lift = LiftProfile(Decimal(100), gain_percent=Decimal(gain), **fields)
    simulation = simulate(program, athlete=Athlete(name="x", lifts={"Squat": lift}))
    assert simulation.resolution == resolve(
        simulation.program,
        anchors=simulation.anchors,
        outcomes=simulation.outcomes,
        course=simulation.course,
        eases=simulation.eases,
    )
    return [week.decision for week in simulation.weeks if week.decision], simulation


def phase(ends, *groups, count=2, first=1):
    written = groups or ({"reps": "3", "rpe": 8},)
    return calendar(weeks(slot(*written), count=count, first=first), ends=ends)


def verdicts(decisions):
    return [(one.verdict.decision, one.verdict.reason) for one in decisions]


def test_phase_that_ends_by_a_stall_goes_on_until_the_lift_stalls():
    decisions, simulation = lived(phase("stall"), gain="2", stalls=((4, 20),))

    # Six exposures are needed to tell. After the sixth, weeks 4 to 6 still beat 1 to 3; after the
    # seventh, 5 to 7 don't beat the fourth. By then six weeks have passed without a light one.
    assert verdicts(decisions) == [
        *[(Decision.EXTEND_1W, Reason.NOT_OVER)] * 5,
        (Decision.DELOAD_THEN_ADVANCE, Reason.SIX_WEEKS),
        (Decision.ADVANCE, Reason.NOT_GATED),
    ]
    assert len(simulation.weeks) == 7 + 1
    assert decisions[0].words == (
        "The phase ends when half of the main lifts stall; 0 of 1 do now. Its weeks are done, so "
        "the last loading week is repeated until then."
    )


def test_phase_whose_test_never_comes_is_repeated_eight_times_then_the_coach_goes_on():
    decisions, simulation = lived(phase("test"))

    assert verdicts(decisions) == [
        *[(Decision.EXTEND_1W, Reason.NOT_OVER)] * 8,
        (Decision.HOLD_FOR_COACH, Reason.NOT_OVER),
    ]
    assert len(simulation.weeks) == 2 + 8
    assert decisions[-1].words.endswith("That was done 8 times; here the coach goes on.")


def test_phase_that_ends_by_its_test_is_over_when_the_result_is_in():
    decisions, _ = lived(phase("test", {"reps": "1", "rpe": 9, "intent": "test"}))

    assert verdicts(decisions) == [(Decision.ADVANCE, Reason.GATES_MET)]


def test_coach_ends_a_phase_when_its_weeks_are_done():
    decisions, simulation = lived(phase("coach"), phase("weeks", first=3))

    assert verdicts(decisions)[0] == (Decision.ADVANCE, Reason.GATES_MET)
    assert len(simulation.weeks) == 4


def test_last_phase_ends_the_program():
    decisions, _ = lived(phase("weeks"))

    assert decisions[0].words == "The program ends: 100 % of the planned sessions were done."
