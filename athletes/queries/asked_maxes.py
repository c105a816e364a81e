"""Which maxima an athlete is asked for."""

from dataclasses import dataclass
from decimal import Decimal

from athletes.models import AnchorValue, Athlete, KnownMax, Plan
from athletes.queries.equipment import moved_at_once
from programs.models import Exercise
from programs.queries.required_anchors import RequiredAnchor, required_anchors

# What most people know who have trained, asked while there is no plan.
USUAL_SLUGS = (
    "back-squat-high-bar",
    "bench-press",
    "conventional-deadlift",
    "overhead-press-standing",
)
# Decision 18: these belong to athlete and exercise, so a maximum tells them.
LASTING = frozenset({"tm", "rm", "pm", "five"})


@dataclass(frozen=True, slots=True)
class AskedMax:
    """One question; ``known_kg`` is the answer of before, None without."""

    exercise_id: int
    name: str
    is_one_hand: bool
    known_kg: Decimal | None


def asked_maxes(*, athlete: Athlete) -> tuple[AskedMax, ...]:
    """Return what the running plan can't know yet, the usual lifts without a plan.

    3 queries without a plan, 4 with one.
    """
    plans = Plan.objects.running().filter(athlete=athlete).select_related("program_version")
    plan = plans.order_by("pk").first()
    exercises = _lacking(plan) if plan else _usual()
    known = dict(KnownMax.objects.filter(athlete=athlete).values_list("exercise_id", "max_kg"))
    return tuple(
        AskedMax(
            exercise_id=exercise.pk,
            name=exercise.name,
            is_one_hand=moved_at_once(exercise) > 1,
            known_kg=known.get(exercise.pk),
        )
        for exercise in exercises
    )


def unknown_anchors(*, plan: Plan) -> tuple[RequiredAnchor, ...]:
    """Return the lasting numbers that the plan's ledger doesn't know. 2 queries."""
    newest = dict(
        AnchorValue.objects.filter(plan=plan)
        .order_by("effective_ordinal", "pk")
        .values_list("name", "value")
    )
    return tuple(
        anchor
        for anchor in required_anchors(plan.program_version)
        if anchor.kind in LASTING and anchor.exercise and newest.get(anchor.name) is None
    )


def _lacking(plan: Plan) -> list[Exercise]:
    found = {one.exercise.pk: one.exercise for one in unknown_anchors(plan=plan) if one.exercise}
    return list(found.values())


def _usual() -> list[Exercise]:
    rows = Exercise.objects.filter(organization=None, slug__in=USUAL_SLUGS)
    return sorted(rows, key=lambda exercise: USUAL_SLUGS.index(exercise.slug))
