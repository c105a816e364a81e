"""One athlete's session changed: there, or from there on; replayed, kept, taken back."""

from datetime import timedelta
from decimal import Decimal

import pytest

from athletes.actions.keep_own_program import NothingChanges
from athletes.actions.resolve_plans import resolve_plans
from athletes.actions.set_anchor import PlanIsOver, ReasonMissing
from athletes.actions.swap_exercise import ExerciseUnknown
from athletes.actions.tweak_plan import (
    PlanChangedMeanwhile,
    SessionBegun,
    preview_tweak,
    tweak_plan,
)
from athletes.actions.undo_delta import NotTheLastChange, TrainedSince, undo_delta
from athletes.models import Plan, PlanDelta, PlannedGroup
from programs.engine.building.slot_edits import SlotEdit
from tests import make
from tests.athletes import plans_by_hand as by_hand

pytestmark = pytest.mark.django_db

EDIT = SlotEdit("main", cell="5x3 @92.5kg")


@pytest.fixture
def plan():
    return by_hand.make_plan("hypertrophy", "strength")


def asked(plan):
    rows = PlannedGroup.objects.filter(session__plan=plan).order_by("session__ordinal", "position")
    return [(str(row), row.load_kg) for row in rows]


def session(plan, ordinal):
    return plan.sessions.get(ordinal=ordinal)


def tweak(plan, ordinal=2, *edits, **fields):
    plan.refresh_from_db()
    return tweak_plan(
        plan=plan,
        session=session(plan, ordinal),
        edits=edits or [EDIT],
        **{
            "from_here": False,
            "reason": "Her shoulder",
            "expected_version": plan.version,
            "by": None,
            "now": make.NOW,
            **fields,
        },
    )


OLD, NEW = ("Squat 3x5", 100), ("Squat 5x3", Decimal("92.5"))


def test_tweak_of_one_session_changes_that_session_only_and_is_kept(plan):
    delta = tweak(plan)

    assert asked(plan) == [OLD, NEW, OLD, OLD]
    assert (delta.kind, delta.ordinals, delta.reason) == ("TWEAK", [2], "Her shoulder")
    plan.refresh_from_db()
    assert plan.version == 2


def test_tweak_from_here_on_reaches_the_day_in_later_weeks(plan):
    delta = tweak(plan, from_here=True)

    assert asked(plan) == [OLD, NEW, OLD, NEW]
    assert delta.ordinals == [2, 4]


def test_tweak_holds_through_every_replay(plan):
    tweak(plan)

    assert resolve_plans(plans=[plan], now=make.NOW) == 0
    assert asked(plan) == [OLD, NEW, OLD, OLD]


def test_tweaks_add_up(plan):
    tweak(plan)
    tweak(plan, 3)

    assert asked(plan) == [OLD, NEW, NEW, OLD]


def test_tweak_to_an_exercise_that_the_version_does_not_name(plan):
    dip = make.exercise(name="Dip")

    tweak(plan, 2, SlotEdit("main", cell="3x8 @RIR2", exercise="Dip"))

    group = PlannedGroup.objects.get(session__plan=plan, session__ordinal=2)
    assert (group.exercise, group.exercise_name) == (dip, "Dip")


def test_preview_says_in_words_what_changes_and_changes_nothing(plan):
    plan = Plan.objects.select_related("program_version", "athlete").get()

    found = preview_tweak(
        plan=plan, session=session(plan, 2), edits=[EDIT], from_here=True, now=make.NOW
    )

    assert found.words == ("Weeks 1-2, day 2, Squat: 3x5@100kg -> 5x3@92.5kg",)
    assert asked(plan) == [OLD] * 4


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"reason": " "}, ReasonMissing),
        ({"expected_version": 7}, PlanChangedMeanwhile),
        ({"now": make.NOW + timedelta(days=9)}, SessionBegun),
    ],
)
def test_tweak_refused_changes_nothing(plan, fields, error):
    with pytest.raises(error):
        tweak(plan, **fields)

    assert asked(plan) == [OLD] * 4
    assert not PlanDelta.objects.exists()


def test_tweak_of_a_begun_session_is_refused(plan):
    by_hand.train(plan, sessions=2)

    with pytest.raises(SessionBegun):
        tweak(plan)


def test_tweak_that_changes_nothing_or_names_no_exercise_is_refused(plan):
    with pytest.raises(NothingChanges):
        tweak(plan, 2, SlotEdit("main", cell="3x5 @100kg"))
    with pytest.raises(ExerciseUnknown):
        tweak(plan, 2, SlotEdit("main", exercise="Levitation"))


def test_tweak_of_a_plan_that_is_over_is_refused(plan):
    Plan.objects.update(status="ENDED", due_at=None)

    with pytest.raises(PlanIsOver):
        tweak(plan)


def test_undo_puts_the_program_back_and_stays_on_record(plan):
    delta = tweak(plan)

    undo_delta(delta=delta, by=None, now=make.NOW)

    assert asked(plan) == [OLD] * 4
    plan.refresh_from_db()
    assert (plan.overrides, plan.version) == ([], 3)
    delta.refresh_from_db()
    assert delta.undone_at == make.NOW


def minutes(plan):
    return list(plan.sessions.order_by("ordinal").values_list("minutes", flat=True))


def test_sessions_take_as_long_as_what_is_in_them_now(plan):
    before = minutes(plan)
    # 3 x (5 x 3 s + 120 s) is 6.75 minutes, 5 x (3 x 3 s + 120 s) is 10.75.
    delta = tweak(plan)
    after = minutes(plan)

    undo_delta(delta=delta, by=None, now=make.NOW)

    assert (before, after, minutes(plan)) == ([7, 7, 7, 7], [7, 11, 7, 7], [7, 7, 7, 7])


def test_session_begun_keeps_how_long_it_was_said_to_take(plan):
    by_hand.train(plan, sessions=1)
    plan.sessions.filter(ordinal__in=(1, 2)).update(minutes=99)

    resolve_plans(plans=[plan], now=make.NOW)

    assert minutes(plan) == [99, 7, 7, 7]


def test_undo_only_the_last_and_once(plan):
    first, second = tweak(plan), tweak(plan, 3)

    with pytest.raises(NotTheLastChange):
        undo_delta(delta=first, by=None, now=make.NOW)
    undo_delta(delta=second, by=None, now=make.NOW)
    with pytest.raises(NotTheLastChange):
        undo_delta(delta=second, by=None, now=make.NOW)
    undo_delta(delta=first, by=None, now=make.NOW)

    assert asked(plan) == [OLD] * 4


def test_undo_is_refused_once_a_changed_session_is_begun_and_not_before(plan):
    delta = tweak(plan)
    by_hand.train(plan, sessions=2)

    with pytest.raises(TrainedSince):
        undo_delta(delta=delta, by=None, now=make.NOW)

    assert asked(plan) == [OLD, NEW, OLD, OLD]
