"""The numbers that a program asks for."""

from typing import Any

import pytest

from coaching.accounts.models import Membership
from programs.actions.add_starter_templates import add_starter_templates
from programs.queries.required_anchors import required_anchors
from tests import make
from tests.programs.importing import BBB, imported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


def test_required_anchors_names_training_maxes_and_their_exercises(
    coach: Membership, django_assert_num_queries: Any
) -> None:
    version = imported(coach, BBB)

    with django_assert_num_queries(1):
        anchors = required_anchors(version)

    asked = [(a.name, a.label, a.exercise.slug, str(a.default), a.kind) for a in anchors]
    assert asked == [
        (
            "tm:Overhead Press",
            "Training max, Overhead Press",
            "overhead-press-standing",
            "67.5",
            "tm",
        ),
        ("tm:Deadlift", "Training max, Deadlift", "conventional-deadlift", "190", "tm"),
        ("tm:Bench Press", "Training max, Bench Press", "bench-press", "107.5", "tm"),
        ("tm:Squat", "Training max, Squat", "back-squat-high-bar", "160", "tm"),
    ]


def test_required_anchors_of_a_starter_are_unknown_and_read_apart(coach: Membership) -> None:
    versions = add_starter_templates(organization=coach.organization, by=coach.user, now=make.NOW)

    anchors = required_anchors(versions[0])

    assert {anchor.default for anchor in anchors} == {None}
    assert len({anchor.label for anchor in anchors}) == len(anchors)
    assert all(anchor.exercise for anchor in anchors)
    maxima = [anchor.name for anchor in anchors if anchor.kind == "rm"]
    assert maxima == [
        "rm:back-squat-high-bar",
        "rm:bench-press",
        "rm:conventional-deadlift",
        "rm:overhead-press-standing",
    ]
