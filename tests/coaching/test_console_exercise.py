"""An organization's own exercises, as a coach writes them down."""

import pytest
from django.urls import reverse

from programs.models import Exercise
from tests import make
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db


def fields(coach, **changes: object) -> dict[str, object]:
    return {
        "organization": coach.organization_id,
        "name": "Pin squat",
        "movement_pattern": "squat",
        "mechanic": "compound",
        "primary_muscles": ["quads"],
        "equipment": "barbell",
        "load_convention": "total",
        **changes,
    }


def test_exercise_is_kept_for_the_organization():
    coach = make.membership()

    response = client_of(coach.user).post(reverse("console:programs_exercise_add"), fields(coach))

    assert response.status_code == 302
    kept = Exercise.objects.get()
    assert (kept.organization, kept.slug) == (coach.organization, "pin-squat")


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        (
            {"secondary_muscles": ["glutes", "quads"]},
            "secondary_muscles",
            "Already primary: quads. Choose each muscle once.",
        ),
        ({"name": "Pin Squat!"}, "name", "You have an exercise of this name: choose another."),
    ],
)
def test_exercise_that_counts_or_is_called_twice_is_refused(changes, field, sentence):
    coach = make.membership()
    client, url = client_of(coach.user), reverse("console:programs_exercise_add")
    client.post(url, fields(coach))

    response = client.post(url, fields(coach, **{"name": "Box squat", **changes}))

    assert response.context["adminform"].form.errors == {field: [sentence]}
    assert Exercise.objects.count() == 1
