"""Keep the maxima an athlete knows; a running plan learns those it lacks."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from athletes.actions.opening_values import HEAVIEST_KG, anchor_from_max
from athletes.actions.set_anchor import set_anchor
from athletes.models import AnchorValue, Athlete, KnownMax, Plan
from athletes.queries.asked_maxes import unknown_anchors
from athletes.queries.own_program import own_program
from programs.engine.errors import TrainingError

# Kept in the plan's ledger, as the other reasons there are.
REASON = "Said by the athlete"


class MaxImplausible(TrainingError):
    """A maximum that nobody lifts."""

    def __init__(self, exercise_id: int) -> None:
        super().__init__(
            _("Enter more than 0 and at most %(heaviest)d kg, or leave it empty.")
            % {"heaviest": HEAVIEST_KG}
        )
        self.exercise_id = exercise_id


def name_maxes(
    *, athlete: Athlete, maxes: Mapping[int, Decimal], by: Any, now: datetime
) -> list[AnchorValue]:
    """Keep maxima by exercise id, in kg as one hand or the bar counts them.

    Numbers that the running plan lacks are set from them and its loads resolved; numbers it has
    stay. Return the new entries. Raises MaxImplausible; then nothing is kept.
    """
    for exercise_id, max_kg in maxes.items():
        if not 0 < max_kg <= HEAVIEST_KG:
            raise MaxImplausible(exercise_id)
    if not maxes:
        return []
    with transaction.atomic():
        KnownMax.objects.bulk_create(
            _rows(athlete, maxes=maxes, now=now),
            update_conflicts=True,
            unique_fields=["organization", "athlete", "exercise"],
            update_fields=["max_kg", "said_at"],
        )
        plans = Plan.objects.running().filter(athlete=athlete)
        rows = plans.select_related("program_version", "athlete").order_by("pk")
        return [entry for plan in rows for entry in _fill(plan, maxes=maxes, by=by, now=now)]


def _rows(athlete: Athlete, *, maxes: Mapping[int, Decimal], now: datetime) -> Iterable[KnownMax]:
    for exercise_id, max_kg in maxes.items():
        yield KnownMax(
            organization_id=athlete.organization_id,
            athlete=athlete,
            exercise_id=exercise_id,
            max_kg=max_kg,
            said_at=now,
        )


def _fill(
    plan: Plan, *, maxes: Mapping[int, Decimal], by: Any, now: datetime
) -> Iterable[AnchorValue]:
    step_kg = own_program(plan).rounding.step_kg
    for anchor in unknown_anchors(plan=plan):
        if anchor.exercise is not None and anchor.exercise.pk in maxes:
            yield set_anchor(
                plan=plan,
                name=anchor.name,
                value=anchor_from_max(
                    anchor.kind, maximum=maxes[anchor.exercise.pk], step_kg=step_kg
                ),
                reason=REASON,
                source=AnchorValue.Source.ATHLETE,
                by=by,
                now=now,
            )
