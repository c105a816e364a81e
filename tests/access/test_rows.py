"""Who sees which rows through the querysets' doors, and that no tenant row lacks a door."""

import pytest
from django.apps import apps
from django.db.models import Model, QuerySet

from athletes.models import Athlete
from athletes.querysets import AthleteRowQuerySet
from coaching.models import AthleteTag, CoachNote, Invitation
from programs.models import Exercise
from programs.querysets import CoachedRowQuerySet
from tests import make
from tests.access.constraint_rows import build_rows
from tests.access.world import World, build_world

pytestmark = pytest.mark.django_db

SEES = {"owner", "head coach", "coach", "assistant", "athlete"}
COACHES = SEES - {"athlete"}
EDITS = COACHES - {"assistant"}
SEES_PROGRAMS = COACHES | {"coach of another athlete", "coach whose engagement ended"}
EDITS_PROGRAMS = SEES_PROGRAMS - {"assistant"}
DOORS = {
    "visible_to": SEES,
    "coached_by": COACHES,
    "editable_by": EDITS,
    "belonging_to": {"athlete"},
}

# Tenant rows without visible_to, each with the reason why no page may reach for them directly.
WITHOUT_DOOR = {
    "accounts.Membership": "read through its user or organization",
    "programs.ExerciseAlias": "read through its exercise",
    "athletes.PushSubscription": "read by who asked for it: the address is as good as a key",
    "coaching.RosterView": "read by who made it, or by colleagues it is shared with",
    "coaching.AttentionMark": "read by the coach who made it",
    "athletes.Outbox": "only the dispatcher and the operator read mail",
    "athletes.Job": "read by its owner",
}


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def full_world() -> World:
    """The world with a row of each kind for the athlete: her plan of before is over."""
    world = build_world()
    world.athlete.plans.update(status="ENDED", due_at=None)
    build_rows(athlete=world.athlete)
    return world


def who(world: World, model: type[Model], door: str, athlete: Athlete) -> set[str]:
    """Return the people who reach any row of the athlete through a door."""
    field = "pk" if model is Athlete else "athlete"
    return {
        name
        for name, person in world.people.items()
        if getattr(model.objects, door)(person).filter(**{field: athlete.pk}).exists()
    }


def models_behind(*querysets: type[QuerySet]) -> list[type[Model]]:
    """Return the models whose rows are read through one of these querysets."""
    return [
        model for model in apps.get_models() if isinstance(model._default_manager.all(), querysets)
    ]


def test_every_model_with_a_door_is_tried_below() -> None:
    with_door = {
        model for model in apps.get_models() if hasattr(model._default_manager.all(), "visible_to")
    }

    tried = {Athlete, Exercise, *models_behind(AthleteRowQuerySet, CoachedRowQuerySet)}
    assert with_door == tried


@pytest.mark.parametrize("door", DOORS)
def test_rows_of_athlete_are_reached_by_who_trains_them_and_nobody_else(
    full_world: World, door: str
) -> None:
    # A model without a row would be reached by nobody, and so stand out.
    models = [Athlete, *models_behind(AthleteRowQuerySet)]

    reached = {
        model._meta.label: who(full_world, model, door, full_world.athlete) for model in models
    }

    expected = dict.fromkeys(reached, DOORS[door])
    for_coaches = dict.fromkeys(
        (CoachNote._meta.label, AthleteTag._meta.label), DOORS[door] - {"athlete"}
    )
    assert reached == {**expected, **for_coaches}


def test_invitation_is_seen_by_who_coaches_the_invited(world: World) -> None:
    invitation = Invitation.objects.get()

    assert who(world, Invitation, "visible_to", invitation.athlete) == {
        "owner",
        "head coach",
        "coach",
    }


@pytest.mark.parametrize(
    ("door", "expected"), [("visible_to", SEES_PROGRAMS), ("editable_by", EDITS_PROGRAMS)]
)
def test_programs_are_reached_by_every_coach_of_the_organization(
    full_world: World, door: str, expected: set[str]
) -> None:
    home = full_world.organization
    reached = {
        model._meta.label: {
            name
            for name, person in full_world.people.items()
            if getattr(model._default_manager.all(), door)(person)
            .filter(organization=home)
            .exists()
        }
        for model in models_behind(CoachedRowQuerySet)
    }

    assert reached == dict.fromkeys(reached, expected)


def test_own_exercise_is_seen_in_its_organization_and_built_in_one_by_all(world: World) -> None:
    own, built_in = make.exercise(organization=world.organization), make.exercise()

    seen = {
        exercise: {
            name
            for name, person in world.people.items()
            if Exercise.objects.visible_to(person).filter(pk=exercise.pk).exists()
        }
        for exercise in (own, built_in)
    }

    assert seen == {
        own: SEES_PROGRAMS | {"athlete", "another athlete"},
        built_in: set(world.people) - {"nobody"},
    }


def test_every_tenant_row_has_a_door() -> None:
    tenant = {
        model._meta.label: model
        for model in apps.get_models()
        if any(field.name == "organization" for field in model._meta.fields)
        and not hasattr(model, "pgh_tracked_model")
    }

    without = {
        label
        for label, model in tenant.items()
        if not hasattr(model._default_manager.all(), "visible_to")
    }

    assert without <= set(WITHOUT_DOOR)
