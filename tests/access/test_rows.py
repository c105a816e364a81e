"""Who sees which rows through the querysets' doors, and that no tenant row lacks a door."""

import pytest
from django.apps import apps
from django.db.models import Model

from athletes.models import Athlete
from athletes.querysets import AthleteRowQuerySet
from coaching.models import Invitation
from programs.models import ProgramTemplate, ProgramVersion
from tests.access.world import World, build_world

pytestmark = pytest.mark.django_db

SEES = {"owner", "head coach", "coach", "assistant", "athlete"}
COACHES = SEES - {"athlete"}
EDITS = COACHES - {"assistant"}
SEES_PROGRAMS = COACHES | {"coach of another athlete", "coach whose engagement ended"}
EDITS_PROGRAMS = SEES_PROGRAMS - {"assistant"}

# Tenant rows without visible_to, each with the reason why no page may reach for them directly.
WITHOUT_DOOR = {
    "accounts.Membership": "read through its user or organization",
    "programs.ExerciseAlias": "read through its exercise",
    "athletes.Outbox": "only the dispatcher and the operator read mail",
    "athletes.Job": "read by its owner",
}


@pytest.fixture
def world() -> World:
    return build_world()


def who(world: World, model: type[Model], door: str, athlete: Athlete) -> set[str]:
    """Return the people who reach any row of the athlete through a door."""
    field = "pk" if model is Athlete else "athlete"
    return {
        name
        for name, person in world.people.items()
        if getattr(model.objects, door)(person).filter(**{field: athlete.pk}).exists()
    }


def athlete_models() -> list[type[Model]]:
    """Return the models whose rows belong to one athlete."""
    return [
        model
        for model in apps.get_models()
        if isinstance(getattr(model, "objects", None).all(), AthleteRowQuerySet)
    ]


def test_rows_of_athlete_are_seen_by_who_trains_them_and_nobody_else(world: World) -> None:
    seen = {}
    for model in [Athlete, *athlete_models()]:
        if model is Invitation:
            continue
        field = "pk" if model is Athlete else "athlete"
        if model.objects.filter(**{field: world.athlete.pk}).exists():
            seen[model._meta.label] = who(world, model, "visible_to", world.athlete)

    assert {"athletes.Athlete", "athletes.Plan", "athletes.PlannedGroup"} <= set(seen)
    assert seen == dict.fromkeys(seen, SEES)


@pytest.mark.parametrize(
    ("door", "expected"),
    [("coached_by", COACHES), ("editable_by", EDITS), ("belonging_to", {"athlete"})],
)
def test_door_opens_for(world: World, door: str, expected: set[str]) -> None:
    models = [apps.get_model(label) for label in ("athletes.Athlete", "athletes.PlannedSession")]

    assert [who(world, model, door, world.athlete) for model in models] == [expected, expected]


def test_invitation_is_seen_by_who_coaches_the_invited(world: World) -> None:
    invitation = Invitation.objects.get()

    assert who(world, Invitation, "visible_to", invitation.athlete) == {
        "owner",
        "head coach",
        "coach",
    }


@pytest.mark.parametrize("model", [ProgramTemplate, ProgramVersion])
def test_programs_are_seen_by_every_coach_of_the_organization(
    world: World, model: type[Model]
) -> None:
    def reached(door: str) -> set[str]:
        return {
            name
            for name, person in world.people.items()
            if getattr(model.objects, door)(person).filter(organization=world.organization).exists()
        }

    assert reached("visible_to") == SEES_PROGRAMS
    assert reached("editable_by") == EDITS_PROGRAMS


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
