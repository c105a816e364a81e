"""The templates that every organization starts with."""

from typing import Any

import pytest

from coaching.accounts.models import Membership, Organization
from programs.actions.add_starter_templates import add_starter_templates
from programs.actions.import_program import (
    UnknownExercises,
)
from programs.models import Exercise, ProgramTemplate, ProgramVersion
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


def test_add_starter_templates_publishes_five(coach: Membership) -> None:
    versions = add_starter_templates(organization=coach.organization, by=coach.user, now=make.NOW)

    rows = ProgramVersion.objects.select_related("template").order_by("pk")
    assert list(rows) == versions
    assert [(row.template.name, row.template.equipment, row.goals) for row in rows] == [
        (
            "Build, then lift heavy",
            "GYM",
            "hypertrophy 4, deload 1, strength 4, deload 1",
        ),
        (
            "Strength first, then size",
            "GYM",
            "strength 4, deload 1, hypertrophy 4, deload 1",
        ),
        (
            "Two rounds: size and strength",
            "GYM",
            "hypertrophy 4, deload 1, strength 4, deload 1, "
            "hypertrophy 4, deload 1, strength 4, deload 1",
        ),
        (
            "At home: build, then lift heavy",
            "HOME",
            "hypertrophy 4, deload 1, strength 4, deload 1",
        ),
        (
            "At home: strength first",
            "HOME",
            "strength 4, deload 1, hypertrophy 4, deload 1",
        ),
    ]
    # Gym: 5 weeks of 4 days and 5 of 3; home: 10 weeks of 3 days.
    assert [row.session_count for row in rows] == [35, 35, 70, 30, 30]
    assert all(row.is_published and row.published_at == make.NOW for row in rows)
    assert not any(row.exercises.filter(exercise=None).exists() for row in rows)


def test_add_starter_templates_twice_adds_nothing(coach: Membership) -> None:
    add_starter_templates(organization=coach.organization, by=coach.user, now=make.NOW)

    again = add_starter_templates(organization=coach.organization, by=coach.user, now=make.NOW)

    assert again == []
    assert ProgramTemplate.objects.count() == 5


def test_add_starter_templates_without_the_catalogue_is_refused() -> None:
    Exercise.objects.update(parent=None, percent_of_parent=None)
    Exercise.objects.all().delete()
    organization: Organization = make.organization()

    with pytest.raises(UnknownExercises):
        add_starter_templates(organization=organization, by=None, now=make.NOW)

    assert not ProgramTemplate.objects.exists()


def test_add_starter_templates_takes_nine_queries(
    coach: Membership, django_assert_num_queries: Any
) -> None:
    add_starter_templates(organization=make.organization(), by=None, now=make.NOW)

    with django_assert_num_queries(9):
        add_starter_templates(organization=coach.organization, by=coach.user, now=make.NOW)
