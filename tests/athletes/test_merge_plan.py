"""A running plan brought to a later version: the past stays, own changes stay, undone whole."""

from decimal import Decimal

import pytest

from athletes.actions.assign_program import VersionNotPublished
from athletes.actions.finish_sessions import Ending, finish_sessions
from athletes.actions.keep_own_program import NothingChanges
from athletes.actions.materialize_phases import materialize_phases
from athletes.actions.merge_plan import CannotMerge, OtherProgram, merge_plan
from athletes.actions.resolve_plans import resolve_plans
from athletes.actions.set_anchor import PlanIsOver
from athletes.actions.tweak_plan import PlanChangedMeanwhile, tweak_plan
from athletes.actions.undo_delta import TrainedSince, undo_delta
from athletes.models import AnchorValue, Plan
from athletes.queries.merged_program import merged_plans
from programs.engine.building.slot_edits import SlotEdit
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.logging import whole_session
from tests.athletes.merging import asked, later_version, phase, running, sets

pytestmark = pytest.mark.django_db

OLD, NEW, OWN = "3x5@100.0", "4x5@100.0", "5x3@90.0"


@pytest.fixture
def plan():
    return running(phase(group=sets(3)))


def merge(plan, version, **fields):
    plan.refresh_from_db()
    return merge_plan(
        plan=plan,
        version=version,
        **{
            "choices": {},
            "expected_version": plan.version,
            "by": None,
            "now": make.NOW,
            **fields,
        },
    )


def tweak(plan, ordinal):
    plan.refresh_from_db()
    return tweak_plan(
        plan=plan,
        session=plan.sessions.get(ordinal=ordinal),
        edits=[SlotEdit("main", cell="5x3@90kg")],
        from_here=False,
        reason="Hers",
        expected_version=plan.version,
        by=None,
        now=make.NOW,
    )


def test_plan_follows_the_version_in_sessions_not_begun(plan):
    by_hand.train(plan, sessions=1)
    version = later_version(plan, phase(group=sets(4)))

    delta = merge(plan, version)

    assert asked(plan) == [OLD, NEW, NEW, NEW]
    # A set more takes 135 seconds more.
    minutes = plan.sessions.order_by("ordinal").values_list("minutes", flat=True)
    assert list(minutes) == [7, 9, 9, 9]
    assert (delta.kind, delta.ordinals, delta.from_ordinal) == ("MERGE", [2, 3, 4], 2)
    plan.refresh_from_db()
    assert (plan.program_version, plan.version) == (version, 2)
    assert resolve_plans(plans=[plan], now=make.NOW) == 0


def test_own_change_that_the_version_leaves_alone_stays(plan):
    tweak(plan, 2)
    version = later_version(
        plan, phase(group=sets(3)), phase(group=sets(3), first_week=3, name="N")
    )

    merge(plan, version)

    assert asked(plan) == [OLD, OWN, OLD, OLD]


@pytest.mark.parametrize(("choice", "second"), [(None, OWN), ("override", OWN), ("new", NEW)])
def test_conflict_goes_as_chosen_and_else_the_own_change_stays(plan, choice, second):
    tweak(plan, 2)
    version = later_version(plan, phase(group=sets(4)))
    plan = Plan.objects.select_related("program_version").get(pk=plan.pk)
    (before,) = merged_plans(plans=[plan], version=version, now=make.NOW)

    choices = {one.path: choice for one in before.conflicts if choice}
    merge(plan, version, choices=choices)

    assert len(before.conflicts) == 1
    assert asked(plan) == [NEW, second, NEW, NEW]


def test_second_merge_has_no_conflict_about_what_is_trained(plan):
    by_hand.train(plan, sessions=1)
    merge(plan, later_version(plan, phase(group=sets(4))))
    third = later_version(plan, phase(group=sets(6)))
    plan = Plan.objects.select_related("program_version").get(pk=plan.pk)

    (before,) = merged_plans(plans=[plan], version=third, now=make.NOW)
    merge(plan, third)

    assert (before.conflicts, before.tweaks) == ((), 0)
    assert asked(plan) == [OLD, "6x5@100.0", "6x5@100.0", "6x5@100.0"]


def test_next_phase_is_made_as_the_version_has_it(plan):
    version = later_version(
        plan,
        phase(group=sets(3)),
        phase(group=sets(2, 8), first_week=3, weeks=1, name="Next"),
    )
    merge(plan, version)
    plan.refresh_from_db()
    row = by_hand.phase(
        plan,
        weeks=1,
        seq=2,
        mesocycle=1,
        name="Next",
        starts_on=by_hand.day(14),
        first_ordinal=5,
    )

    materialize_phases(phases=[row], now=make.NOW)

    assert asked(plan)[4:] == ["2x8@100.0"] * 2


def test_phase_with_other_days_stays_whole(plan):
    version = later_version(plan, phase(group=sets(4), weeks=3))
    plan = Plan.objects.select_related("program_version").get(pk=plan.pk)

    (before,) = merged_plans(plans=[plan], version=version, now=make.NOW)

    assert (before.keeps_phase, before.words) == (True, ())


def by_rule(kg):
    """A program that adds so much after each good session."""
    rule = {
        "on": "slot",
        "slot": "main",
        "read": "ok",
        "bands": [{"when": [1, None], "do": [{"verb": "add", "anchor": "w:squat", "value": kg}]}],
    }
    group = {"sets": 3, "reps": "5", "load": {"of": "w:squat"}}
    return phase(group=group), {"anchors": {"w:squat": 100}, "rules": [rule]}


def test_numbers_stand_where_they_stand_when_rules_change():
    old, old_parts = by_rule(5)
    new, new_parts = by_rule(1)
    plan = running(old, **old_parts)
    AnchorValue.objects.create(
        organization=plan.organization,
        athlete=plan.athlete,
        plan=plan,
        name="w:squat",
        value=Decimal(100),
        source="INITIAL",
        set_at=make.NOW,
    )
    session = plan.sessions.get(ordinal=1)
    whole_session(plan.athlete, session, at=make.NOW)
    ending = Ending(planned_session_id=session.pk, completed_at=make.NOW)
    finish_sessions(athlete=plan.athlete, endings=[ending], by=None, now=make.NOW)
    before = asked(plan)

    delta = merge(plan, later_version(plan, new, **new_parts))
    after = asked(plan)
    undo_delta(delta=delta, by=None, now=make.NOW)

    # By the new rules alone the session trained would have added 1 kg.
    assert before == ["3x5@100.0", "3x5@105.0", "3x5@105.0", "3x5@105.0"]
    assert after == before
    assert asked(plan) == before


def test_undo_brings_version_and_own_changes_back(plan):
    tweak(plan, 2)
    first = plan.program_version
    delta = merge(plan, later_version(plan, phase(group=sets(4))))

    undo_delta(delta=delta, by=None, now=make.NOW)

    plan.refresh_from_db()
    assert plan.program_version == first
    assert asked(plan) == [OLD, OWN, OLD, OLD]


def test_undo_is_refused_once_a_changed_session_is_begun(plan):
    delta = merge(plan, later_version(plan, phase(group=sets(4))))
    by_hand.train(plan, sessions=1)

    with pytest.raises(TrainedSince):
        undo_delta(delta=delta, by=None, now=make.NOW)

    assert asked(plan) == [NEW] * 4


def test_merge_refused_changes_nothing(plan):
    version = later_version(plan, phase(group=sets(4)))
    draft = later_version(plan, phase(group=sets(4)))
    draft.status = "DRAFT"
    renamed = later_version(plan, phase(group=sets(4), name="Other"))
    stranger = by_hand.version(organization=plan.organization, mesocycles=[phase(group=sets(4))])

    for bad, error in (
        (draft, VersionNotPublished),
        (renamed, CannotMerge),
        (stranger, OtherProgram),
        (plan.program_version, NothingChanges),
    ):
        with pytest.raises(error):
            merge(plan, bad)
    with pytest.raises(PlanChangedMeanwhile):
        merge(plan, version, expected_version=9)
    Plan.objects.update(status="ENDED", due_at=None)
    with pytest.raises(PlanIsOver):
        merge(plan, version)

    assert asked(plan) == [OLD] * 4
    assert not plan.deltas.exists()


def test_merges_of_many_plans_are_found_in_two_queries(plan, django_assert_num_queries):
    version = later_version(plan, phase(group=sets(4)))
    for name in ("Ben", "Cleo"):
        running(
            athlete=make.athlete(name=name, organization=plan.organization),
            version=plan.program_version,
        )
    plans = list(Plan.objects.select_related("program_version").order_by("pk"))

    with django_assert_num_queries(2):
        one = merged_plans(plans=plans[:1], version=version, now=make.NOW)
    with django_assert_num_queries(2):
        three = merged_plans(plans=plans, version=version, now=make.NOW)

    assert [len(one), len(three)] == [1, 3]
    words = tuple(f"Weeks 1-2, day {day}, Squat: 3x5@100kg -> 4x5@100kg" for day in (1, 2))
    assert {merge.words for merge in three} == {words}
