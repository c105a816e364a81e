"""Training comes back lighter after days without it, and its numbers stay (gap_policy.csv)."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from athletes.actions.decide_proposal import accept_proposal
from athletes.actions.finish_sessions import Ending, finish_sessions
from athletes.actions.pause_plan import pause_plan
from athletes.actions.ramp_after_gap import Gap, ramp_after_gap
from athletes.actions.resolve_plans import resolve_plans
from athletes.actions.resume_plan import resume_plan
from athletes.actions.roll_due import roll_due
from athletes.actions.undo_transition import undo_transition
from athletes.models import (
    AnchorValue,
    PhaseProposal,
    PhaseTransition,
    Plan,
    PlannedGroup,
    PlannedSession,
    PlanRamp,
)
from programs.engine.program import read_program
from tests import make
from tests.athletes.explaining import explained as why
from tests.athletes.logging import whole_session
from tests.athletes.plans_by_hand import at_noon, day, mesocycle, train

pytestmark = pytest.mark.django_db

AS_WRITTEN = (4, Decimal(100), Decimal(9))
# 18 days: 0.9 of the load, 4 x 0.67 = 2.68 sets, RPE 8 at most.
AFTER_18_DAYS = (3, Decimal(90), Decimal(8))
FOUR_WEEKS_ON = at_noon(day(28))


def squats(*, phases: int = 1, load: dict[str, object] | None = None) -> Plan:
    """Return a plan of four weeks a phase, squats twice a week; five fives done add 5 kg."""
    group = {"sets": 4, "reps": "5", "load": load or {"of": "tm:squat"}, "rpe": 9}
    slot = {"key": "main", "exercise": "Squat", "main": True, "groups": [group]}
    parts = [mesocycle("strength", weeks=4, first_week=1 + 4 * number) for number in range(phases)]
    for part in parts:
        for week in part["weeks"]:
            for one in week["days"]:
                one["slots"] = [slot]
    step = {"verb": "add", "anchor": "tm:squat", "value": 5}
    rule = {
        "on": "slot",
        "slot": "main",
        "read": "ok",
        "bands": [{"when": [1, 1], "do": [step]}],
    }
    program = read_program(
        {
            "format": "program/1",
            "name": "Squats",
            "anchors": {"tm:squat": 100},
            "rules": [rule],
            "mesocycles": parts,
        }
    )
    athlete = make.athlete()
    return make.plan(
        athlete=athlete,
        version=make.version_of(program, organization=athlete.organization),
        anchors={athlete.pk: {"tm:squat": Decimal(100)}},
    )


def ramp(plan: Plan, *, days: int, from_ordinal: int, now: datetime = make.NOW) -> int:
    gap = Gap(plan, plan.phases.get(), days=days, from_ordinal=from_ordinal)
    count = ramp_after_gap([gap])
    resolve_plans(plans=[plan], now=now)
    return count


def asked(plan: Plan) -> list[tuple[object, ...]]:
    groups = PlannedGroup.objects.filter(session__plan=plan).order_by("session__ordinal")
    return list(groups.values_list("sets", "load_kg", "rpe"))


def explained(plan: Plan, *, ordinal: int) -> str:
    return why(PlannedGroup.objects.get(session__plan=plan, session__ordinal=ordinal))


def ramps() -> list[tuple[int, ...]]:
    rows = PlanRamp.objects.order_by("from_ordinal")
    return list(rows.values_list("from_ordinal", "per_week", "days"))


def regressed() -> Plan:
    """Return a plan that began its first phase again, 25 days after the last session."""
    plan = squats(phases=2)
    train(plan, sessions=2)
    roll_due(now=FOUR_WEEKS_ON)
    for proposal in PhaseProposal.objects.filter(plan=plan, status="WAITING"):
        accept_proposal(proposal=proposal, by=make.user(), now=FOUR_WEEKS_ON)
    plan.refresh_from_db()
    return plan


def test_ramp_lowers_load_sets_and_effort_for_its_week_and_no_number() -> None:
    plan = squats()
    numbers = list(AnchorValue.objects.values())

    written = ramp(plan, days=18, from_ordinal=3)

    assert written == 1
    assert asked(plan) == [*[AS_WRITTEN] * 2, *[AFTER_18_DAYS] * 2, *[AS_WRITTEN] * 4]
    assert list(AnchorValue.objects.values()) == numbers


def test_ramp_says_why_the_week_is_lighter() -> None:
    plan = squats()

    ramp(plan, days=18, from_ordinal=3)

    assert explained(plan, ordinal=3) == (
        "Training max 100 kg; 0.9 of it in the lighter week is 90 kg. "
        "This week is lighter, after 18 days without training."
    )
    assert "without training" not in explained(plan, ordinal=5)


def test_ramp_reaches_what_has_no_number() -> None:
    plan = squats(load={"kg": 100})

    ramp(plan, days=18, from_ordinal=1)

    assert asked(plan)[:3] == [AFTER_18_DAYS, AFTER_18_DAYS, AS_WRITTEN]


def test_nine_days_limit_the_effort_of_the_first_session_only() -> None:
    plan = squats()

    ramp(plan, days=9, from_ordinal=3)

    assert asked(plan)[2:4] == [(4, Decimal(100), Decimal(8)), AS_WRITTEN]
    assert explained(plan, ordinal=3).endswith("RPE 8 at most, after 9 days without training.")


def test_six_days_change_nothing() -> None:
    plan = squats()

    written = ramp(plan, days=6, from_ordinal=3)

    assert (written, ramps(), asked(plan)) == (0, [], [AS_WRITTEN] * 8)


def test_rules_change_within_the_ramp_outlives_it() -> None:
    plan = squats()
    ramp(plan, days=18, from_ordinal=1)
    first = PlannedSession.objects.get(ordinal=1)
    whole_session(plan.athlete, first, at=make.NOW)

    ending = Ending(planned_session_id=first.pk, completed_at=make.NOW)
    finish_sessions(athlete=plan.athlete, endings=[ending], by=None, now=make.NOW)

    # 105 kg from now on; 0.9 of it, 94.5 kg, is made as 95 in the week that is left.
    loads = [load for _, load, _ in asked(plan)]
    assert loads == [Decimal(90), Decimal(95), *[Decimal(105)] * 6]


def test_second_gap_within_a_ramp_leaves_the_lighter_of_both() -> None:
    plan = squats()

    # Two weeks at 0.8 of the load and half the sets; then one week at 0.9 from the fourth on.
    ramp(plan, days=35, from_ordinal=1)
    ramp(plan, days=18, from_ordinal=4)

    after_35_days = (2, Decimal(80), Decimal(8))
    assert ramps() == [(1, 2, 35), (4, 2, 18)]
    assert asked(plan) == [*[after_35_days] * 4, AFTER_18_DAYS, *[AS_WRITTEN] * 3]
    assert explained(plan, ordinal=4).endswith("after 35 days without training.")
    assert explained(plan, ordinal=5).endswith("after 18 days without training.")


def test_resume_after_a_pause_begins_with_a_ramp() -> None:
    plan = squats()
    train(plan, sessions=2)
    coach = make.user()
    pause_plan(plan=plan, reason="TRAVEL", by=coach, now=at_noon(day(5)))

    resume_plan(plan=plan, by=coach, now=at_noon(day(21)))

    assert ramps() == [(3, 2, 18)]
    assert asked(plan)[2:] == [*[AFTER_18_DAYS] * 2, *[AS_WRITTEN] * 4]


def test_resume_again_before_the_first_session_counts_all_days() -> None:
    plan = squats()
    train(plan, sessions=2)
    coach = make.user()
    for away_on, back_on in ((5, 21), (22, 40)):
        pause_plan(plan=plan, reason="TRAVEL", by=coach, now=at_noon(day(away_on)))
        resume_plan(plan=plan, by=coach, now=at_noon(day(back_on)))

    assert ramps() == [(3, 2, 37)]
    assert asked(plan)[2] == (2, Decimal(80), Decimal(8))


def test_phase_begun_again_after_a_long_gap_begins_with_a_ramp() -> None:
    plan = regressed()

    # 25 days: two weeks at 0.85 of the load and half the sets.
    assert PhaseTransition.objects.get().decision == "REGRESS"
    assert ramps() == [(9, 2, 25)]
    eased = (2, Decimal(85), Decimal(8))
    assert asked(plan)[8:] == [*[eased] * 4, *[AS_WRITTEN] * 4]


def test_undo_takes_back_the_ramp_that_it_brought_and_no_other() -> None:
    plan = regressed()
    earlier = PlanRamp.objects.create(
        organization=plan.organization,
        athlete=plan.athlete,
        plan=plan,
        from_ordinal=2,
        per_week=2,
        days=14,
    )

    undo_transition(
        transition=PhaseTransition.objects.get(),
        by=make.user(),
        now=FOUR_WEEKS_ON + timedelta(hours=1),
    )

    assert list(PlanRamp.objects.all()) == [earlier]
    assert asked(plan)[8:] == [AS_WRITTEN] * 2


@pytest.mark.parametrize("count", [1, 3])
def test_ramps_are_written_with_one_query(count: int, django_assert_num_queries) -> None:
    made = [squats().pk for _ in range(count)]
    plans = Plan.objects.filter(pk__in=made).select_related("program_version")
    gaps = [Gap(plan, plan.phases.get(), days=18, from_ordinal=1) for plan in plans]

    with django_assert_num_queries(1):
        written = ramp_after_gap(gaps)

    assert written == count
