"""Strength opens with what was lifted before it (spec 5.2)."""

from decimal import Decimal

import pytest

from athletes.actions.ramp_after_gap import Gap, ramp_after_gap
from athletes.actions.roll_due import roll_due
from athletes.models import (
    AnchorValue,
    Plan,
    PlannedSession,
    SetLog,
)
from programs.models import Exercise, VersionExercise
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.plans_by_hand import DUE, cycles, day, estimate, lift, train

pytestmark = pytest.mark.django_db


def bench_plan(*, load_of: str, goal: str = "strength") -> Plan:
    """Hypertrophy, then a phase whose bench presses go by ``load_of``: spec 5.2's example."""
    athlete = make.athlete()
    parts = cycles("hypertrophy", goal)
    for part in parts:
        for week in part["weeks"]:
            for one in week["days"]:
                slot = one["slots"][0]
                slot["exercise"] = "Bench Press"
    for week in parts[1]["weeks"]:
        for one in week["days"]:
            one["slots"][0]["groups"] = [
                {"sets": 1, "reps": "3", "load": {"of": load_of, "percent": 100}}
            ]
    version = by_hand.version(
        organization=athlete.organization, mesocycles=parts, anchors={load_of: 60}
    )
    plan = by_hand.plan(athlete=athlete, version=version)
    AnchorValue.objects.create(
        organization=plan.organization,
        athlete=athlete,
        plan=plan,
        name=load_of,
        value=60,
        source="INITIAL",
        reason="Given at the start.",
        set_at=make.NOW,
    )
    by_hand.begin(plan, weeks=2)
    return plan


def bench(plan: Plan, *, slug: str = "bench-press", reps: int = 8, kg: int = 80) -> Exercise:
    """Train the phase with 80 x 8 at RPE 9, estimated at 104.987 kg on its last day."""
    train(plan)
    exercise = lift(plan, "Bench Press", slug=slug)
    SetLog.objects.update(exercise=exercise, reps=reps, load_kg=kg)
    estimate(plan, exercise, on=day(13), kg="104.987")
    return exercise


def test_bridge_sets_the_training_max_of_spec_5_2() -> None:
    plan = bench_plan(load_of="tm:bench")
    bench(plan)

    roll_due(now=DUE)

    entry = AnchorValue.objects.get(source="BOUNDARY")
    # 104.987 less 5 % is 99.738; nine tenths of it, rounded down, is 87.5 kg.
    assert (entry.name, entry.value, entry.effective_ordinal) == ("tm:bench", Decimal("87.5"), 5)
    assert entry.reason == (
        "Strength opens from what you lifted. Estimated maximum 105.0 kg (± 4.0 %, high "
        "confidence), from this lift, less 5 % because nothing heavy was lifted lately."
    )
    opened = PlannedSession.objects.get(ordinal=5).groups.get()
    assert opened.load_kg == Decimal("87.5")


def test_bridge_within_a_ramp_after_a_gap_is_made_lighter_and_outlives_it() -> None:
    plan = bench_plan(load_of="tm:bench")
    bench(plan)
    # Two weeks of two sessions from the fourth on, at 0.85.
    ramp_after_gap([Gap(plan, plan.phases.get(), days=21, from_ordinal=4)])

    roll_due(now=DUE)

    begun = PlannedSession.objects.filter(ordinal__gte=5).order_by("ordinal")
    loads = list(begun.values_list("ordinal", "groups__load_kg"))
    # 0.85 x 87.5 = 74.375 kg: 72.5 kg the first time in the phase, then the nearest, 75 kg.
    assert loads == [
        (5, Decimal("72.5")),
        (6, Decimal(75)),
        (7, Decimal(75)),
        (8, Decimal("87.5")),
    ]


def test_bridge_sets_a_maximum_unrounded() -> None:
    plan = bench_plan(load_of="rm:bench")
    bench(plan)

    roll_due(now=DUE)

    assert AnchorValue.objects.get(source="BOUNDARY").value == Decimal("99.737650000")


def test_bridge_discounts_low_reps_less_and_heavy_sets_not_at_all() -> None:
    # 2.5 % off 104.987 is 102.362325; 85 kg is more than 80 % of it, so nothing is taken off.
    values = []
    for reps, kg in ((5, 80), (5, 85)):
        plan = bench_plan(load_of="rm:bench")
        bench(plan, slug=f"bench-{kg}", reps=reps, kg=kg)
        roll_due(now=DUE)
        values.append(AnchorValue.objects.get(source="BOUNDARY", plan=plan).value)

    assert values == [Decimal("102.362325000"), Decimal("104.987000000")]


def test_bridge_from_a_related_lift_where_the_lift_itself_has_none() -> None:
    plan = bench_plan(load_of="rm:bench")
    train(plan)
    VersionExercise.objects.create(
        organization=plan.organization,
        program_version=plan.program_version,
        name="Bench Press",
        exercise=make.exercise(name="Close-Grip Bench Press", slug="close-grip-bench-press"),
    )
    own = make.exercise(name="Bench", slug="bench-press")
    SetLog.objects.update(exercise=own, reps=8, load_kg=70)
    estimate(plan, own, on=day(13), kg="100")

    roll_due(now=DUE)

    entry = AnchorValue.objects.get(source="BOUNDARY")
    # 100 kg x 0.93, less 5 %; the error grows by 6 points to 10 %.
    assert entry.value == Decimal("88.350000000")
    assert "± 10.0 %, low confidence" in entry.reason


def test_bridge_without_any_estimate_keeps_the_number() -> None:
    plan = bench_plan(load_of="tm:bench")
    train(plan)
    lift(plan, "Bench Press")

    roll_due(now=DUE)

    assert not AnchorValue.objects.filter(source="BOUNDARY").exists()
    assert PlannedSession.objects.get(ordinal=5).groups.get().load_kg == Decimal(60)


def test_bridge_leaves_other_phases_and_the_coachs_number_alone() -> None:
    other = bench_plan(load_of="tm:bench", goal="hypertrophy")
    bench(other)
    coached = bench_plan(load_of="tm:bench")
    bench(coached, slug="bench-2")
    AnchorValue.objects.create(
        organization=coached.organization,
        athlete=coached.athlete,
        plan=coached,
        name="tm:bench",
        value=95,
        source="COACH",
        reason="Tested.",
        effective_ordinal=5,
        set_at=make.NOW,
    )

    report = roll_due(now=DUE)

    assert report.transitions == 2
    assert not AnchorValue.objects.filter(source="BOUNDARY").exists()
