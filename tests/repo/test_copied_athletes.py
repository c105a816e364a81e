"""Rows that benchmarks make in bulk are those that the actions write (decision 30)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from athletes.actions.assign_program import assign_program
from athletes.actions.log_sets import SetEntry, log_sets
from athletes.actions.summarize_adherence import summarize_adherence
from athletes.models import (
    AnchorValue,
    Athlete,
    Plan,
    PlannedGroup,
    SetLog,
    WeeklyAdherence,
    uuid7,
)
from benchmarks.copies import COPIED, copy_athlete
from coaching.accounts.models import Membership, User
from programs.models import ProgramVersion
from tests import make

pytestmark = pytest.mark.django_db

# What two people can't share, and when an account was made by the clock.
OWN = {"email", "name", "password", "joined_at"}


def test_copy_has_the_rows_that_the_actions_write() -> None:
    coach = make.membership()
    version = make.version(organization=coach.organization)
    first, second = (_trained(coach, version=version) for _ in range(2))

    copy_athlete(first, count=3)

    copies = Athlete.objects.exclude(pk__in=[first.pk, second.pk]).order_by("pk")
    for copied in copies:
        assert _rows(copied) == _rows(second)
    assert len(copies) == 3


def test_copy_is_counted_like_its_original() -> None:
    coach = make.membership()
    first = _trained(coach, version=make.version(organization=coach.organization))

    copy_athlete(first, count=1)

    later = make.NOW + timedelta(days=3)
    summarize_adherence(now=later, plans=Plan.objects.all())
    (original, copied) = WeeklyAdherence.objects.order_by("athlete_id", "week_on").values_list(
        "sets_done", flat=True
    )[:2]
    assert original == copied


def test_copies_number_what_is_asked_apart() -> None:
    coach = make.membership()
    first = _trained(coach, version=make.version(organization=coach.organization))

    copy_athlete(first, count=2, values={(AnchorValue, "value"): "40 + n * 2.5"})

    copies = AnchorValue.objects.exclude(athlete=first).order_by("athlete_id")
    assert {(one.athlete_id - first.pk, one.value) for one in copies} == {
        (1, Decimal("42.5")),
        (2, Decimal(45)),
    }


def test_rows_made_after_copies_have_keys_of_their_own() -> None:
    coach = make.membership()
    first = _trained(coach, version=make.version(organization=coach.organization))
    copy_athlete(first, count=2)

    make.athlete(coach=coach, user=make.user())

    assert Athlete.objects.count() == 4


def _trained(coach: Membership, *, version: ProgramVersion) -> Athlete:
    athlete = make.athlete(coach=coach, user=make.user(), name="Same name")
    assign_program(
        version=version, athletes=[athlete], starts_on=make.MONDAY, by=coach.user, now=make.NOW
    )
    groups = PlannedGroup.objects.filter(athlete=athlete).order_by("session_id", "position")
    entries = [
        SetEntry(
            id=uuid7(),
            planned_group_id=group.pk,
            position=1,
            reps=5,
            load_kg=Decimal(50),
            performed_at=make.NOW,
        )
        for group in groups[:2]
    ]
    log_sets(athlete=athlete, sets=entries, by=coach.user, now=make.NOW)
    return athlete


def _rows(athlete: Athlete) -> list[tuple[str, dict[str, Any]]]:
    """Return the athlete's rows by table, their keys as places within it."""
    places: dict[Any, Any] = {}
    found: list[tuple[str, dict[str, Any]]] = []
    for model in COPIED:
        rows = model._default_manager.all()
        if model is User:
            rows = rows.filter(pk=athlete.user_id)
        elif model is Athlete:
            rows = rows.filter(pk=athlete.pk)
        else:
            rows = rows.filter(athlete=athlete)
        order = ["planned_group_id", "position"] if model is SetLog else ["pk"]
        values = list(rows.order_by(*order).values())
        for place, row in enumerate(values):
            places[model, row["id"]] = place
        found += [(model.__name__, _placed(model, row, places)) for row in values]
    return found


def _placed(model: Any, row: dict[str, Any], places: dict[Any, Any]) -> dict[str, Any]:
    known = {}
    for field in model._meta.concrete_fields:
        value = row[field.attname]
        target = model if field.primary_key else field.related_model
        if field.name in OWN and model in (User, Athlete):
            continue
        known[field.attname] = places.get((target, value), value) if target else value
    assert not any(isinstance(value, UUID) for value in known.values())
    return known
