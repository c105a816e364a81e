"""explain_plan says in words why a plan is where it is."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from athletes.actions.decide_proposal import accept_proposal
from athletes.actions.end_phase import end_phase
from athletes.actions.pause_plan import pause_plan
from athletes.actions.roll_due import roll_due
from athletes.actions.undo_transition import undo_transition
from athletes.models import PhaseProposal, PhaseTransition, Plan, PlanRamp
from athletes.queries.plan_story import get_plan_story
from programs.engine.timeline import TABLE_VERSION
from tests import make
from tests.athletes.plans_by_hand import DUE, at_noon, day, make_plan, train

pytestmark = pytest.mark.django_db

TABLE = f"That instant is by time-zone table {TABLE_VERSION}; installed is {TABLE_VERSION}."
DONE = (
    "It rested on: sessions received 100 % (1/1), days since the last session 4, weeks added "
    "before 0, repeats before 0, loading weeks since a deload 2, signs of fatigue 0, open pain "
    "no, still rising no, weeks of the phase 2, test results in no."
)


def story(plan: Plan, *, now=DUE) -> list[str]:
    out = StringIO()
    with time_machine.travel(now, tick=False):
        call_command("explain_plan", str(plan.pk), stdout=out)
    return out.getvalue().splitlines()


def opening(plan: Plan) -> str:
    return (
        f"Plan {plan.pk} of athlete {plan.athlete_id} follows {plan.program_version} since "
        "2026-03-02; phases change by training received."
    )


def test_story_tells_phases_changes_with_evidence_and_what_comes() -> None:
    plan = make_plan("hypertrophy", "strength")
    train(plan)
    roll_due(now=DUE)

    assert story(plan) == [
        opening(plan),
        "Phase 1, Hypertrophy (planned, hypertrophy): 2026-03-02 to 2026-03-15, over.",
        "Phase 2, Strength (planned, strength): 2026-03-16 to 2026-03-29, running.",
        "Change 1, ADVANCE (gates_met), due 2026-03-16 00:00 UTC (2026-03-16 00:00 in UTC), made "
        "at 2026-03-16 00:00 UTC by the sweep: The next phase begins: 100 % of the planned "
        "sessions were done.",
        DONE,
        "The plan is active.",
        "The next decision is due at 2026-03-30 00:00 UTC (2026-03-30 00:00 in UTC).",
        TABLE,
    ]


def test_story_tells_the_policy_and_what_waits_until_when() -> None:
    plan = make_plan(
        "hypertrophy", "strength", asks_before_advancing=True, confirms_after_h=72,
        time_zone="America/New_York",
    )  # fmt: skip
    train(plan)
    roll_due(now=DUE + timedelta(hours=4))

    assert story(plan) == [
        opening(plan),
        "Every change asks the coach first.",
        "What the coach doesn't answer is accepted after 72 hours.",
        "Phase 1, Hypertrophy (planned, hypertrophy): 2026-03-02 to 2026-03-22, 1 week added, "
        "running.",
        "Proposal of 2026-03-16 04:00 UTC (2026-03-16 00:00 in America/New_York), ADVANCE "
        "(gates_met), waits for the coach: The next phase begins: 100 % of the planned sessions "
        "were done.",
        DONE,
        "Without an answer the plan goes on at 2026-03-19 04:00 UTC (2026-03-19 00:00 in "
        "America/New_York).",
        "The plan is active.",
        "The next decision is due at 2026-03-19 04:00 UTC (2026-03-19 00:00 in America/New_York).",
        TABLE,
    ]


def test_story_tells_who_decided_and_who_took_it_back() -> None:
    plan = make_plan("hypertrophy", "strength")
    coach = make.user()
    train(plan, sessions=2)
    roll_due(now=DUE)
    accept_proposal(proposal=PhaseProposal.objects.get(), by=coach, now=DUE + timedelta(minutes=5))
    accepted = story(plan)
    undo_transition(
        transition=PhaseTransition.objects.get(), by=coach, now=DUE + timedelta(minutes=6)
    )

    told, taken_back = story(plan)[2], story(plan)[4]
    assert told.startswith(
        "Change 1, REPEAT (dose_low), due 2026-03-16 00:00 UTC (2026-03-16 00:00 in UTC), made at "
        f"2026-03-16 00:05 UTC by the coach, person {coach.pk}: The phase is to be repeated: "
    )
    assert taken_back == f"Change 1 was taken back at 2026-03-16 00:06 UTC by person {coach.pk}."
    assert accepted[5].startswith(
        "Proposal of 2026-03-16 00:00 UTC (2026-03-16 00:00 in UTC), REPEAT (dose_low), accepted "
        f"at 2026-03-16 00:05 UTC by person {coach.pk}: "
    )


def test_story_tells_what_was_cut_off_an_ended_phase_and_what_ends_the_next() -> None:
    plan = make_plan("hypertrophy", "strength")
    coach = make.user()
    end_phase(phase=plan.phases.get(), why="A meet is near.", by=coach, now=at_noon(day(2)))
    plan.phases.filter(seq=2).update(ends="TEST", extra_weeks=2)

    told = story(plan, now=at_noon(day(3)))

    assert told[1:3] == [
        "Phase 1, Hypertrophy (planned, hypertrophy): 2026-03-02 to 2026-03-03, over.",
        "Phase 2, Strength (planned, strength): 2026-03-04 to 2026-03-17, 2 weeks added, ends "
        "when test results are in, running.",
    ]
    assert told[3].endswith("The coach ended Hypertrophy early: A meet is near.")
    assert told[5] == (
        "It cut the phase short, which would have lasted until 2026-03-15; 3 sessions were "
        "cancelled."
    )


def test_story_tells_from_which_session_training_is_lighter_and_why() -> None:
    plan = make_plan("hypertrophy", "strength")
    PlanRamp.objects.create(
        organization=plan.organization, athlete=plan.athlete, plan=plan, from_ordinal=3,
        per_week=2, days=21,
    )  # fmt: skip

    assert story(plan)[2] == (
        "From session 3 on training is lighter for a while: 21 days without training came before."
    )


def test_story_tells_failures_back_off_and_quarantine() -> None:
    plan = make_plan("hypertrophy", "strength")
    Plan.objects.update(failures=2, last_error="KeyError in roll.", retry_at=DUE + timedelta(0, 20))
    failing = story(plan, now=DUE)
    Plan.objects.update(failures=8, quarantined_at=DUE, zone_table="2025.2", time_zone="Mars/Base")

    assert failing[2:] == [
        "The plan is active.",
        "It failed 2 times; the last error was: KeyError in roll.",
        "It is tried again at 2026-03-16 00:00:20 UTC.",
        "The next decision was due at 2026-03-16 00:00 UTC (2026-03-16 00:00 in UTC).",
        TABLE,
    ]
    assert story(plan, now=DUE)[4:] == [
        "It is quarantined since 2026-03-16 00:00 UTC: nothing changes until an operator releases "
        "it.",
        "The next decision was due at 2026-03-16 00:00 UTC (Mars/Base is no zone of the table).",
        f"That instant is by time-zone table 2025.2; installed is {TABLE_VERSION}.",
    ]


def test_story_of_a_plan_that_is_over() -> None:
    plan = make_plan("hypertrophy")
    train(plan)
    roll_due(now=DUE)

    assert story(plan)[-2:] == ["The plan is completed.", "Nothing falls due."]


def test_story_tells_since_when_and_why_a_plan_is_paused() -> None:
    plan = make_plan("hypertrophy")
    pause_plan(plan=plan, reason="TRAVEL", by=None, now=at_noon(day(2)), note="To my aunt.")

    assert story(plan)[-2:] == [
        "The plan is paused since 2026-03-04, for travel.",
        "Nothing falls due.",
    ]


def test_story_of_a_pause_that_is_noted_nowhere() -> None:
    plan = make_plan("hypertrophy")
    Plan.objects.update(status="PAUSED", due_at=None)

    assert story(plan)[-2] == "The plan is paused, though no pause is noted for today."


def test_story_asks_four_questions(django_assert_num_queries) -> None:
    plan = make_plan("hypertrophy", "strength", "hypertrophy", "strength", roll_mode="CALENDAR")
    roll_due(now=DUE + timedelta(weeks=5))
    plan = Plan.objects.select_related("program_version__template").get()

    with django_assert_num_queries(4):
        get_plan_story(plan=plan, now=DUE)


def test_plan_that_is_not_there_says_so() -> None:
    with pytest.raises(CommandError, match="There is no plan 4711"):
        call_command("explain_plan", "4711")
