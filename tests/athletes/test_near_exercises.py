"""The exercises close to a session, which can be added without searching."""

from typing import Any

import pytest

from athletes.models import Athlete, PlannedGroup, PlannedSession
from athletes.queries.near_exercises import get_near_exercises
from programs.models import Exercise
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def athlete() -> Athlete:
    athlete = make.athlete(user=make.user())
    make.plan(athlete=athlete)
    return Athlete.objects.select_related("equipment").get(pk=athlete.pk)


@pytest.fixture
def session(athlete: Athlete) -> PlannedSession:
    return PlannedSession.objects.filter(athlete=athlete).order_by("ordinal")[0]


def names(athlete: Athlete, session: PlannedSession) -> list[str]:
    return [one.name for one in get_near_exercises(athlete=athlete, session_id=session.pk)]


def test_near_are_what_the_session_asks_for_and_what_could_stand_in(
    athlete: Athlete, session: PlannedSession
) -> None:
    Exercise.objects.filter(name="Bench Press").update(slug="bench-press")
    make.exercise(slug="dumbbell-bench-press", name="Dumbbell Bench Press", equipment="dumbbell")
    make.exercise(slug="zottman-curl", name="Zottman Curl")

    asked = set(
        PlannedGroup.objects.filter(session=session).values_list("exercise_name", flat=True)
    )

    assert names(athlete, session) == sorted(asked | {"Dumbbell Bench Press"})


@pytest.mark.parametrize("slots", [1, 3])
def test_near_cost_the_same_whatever_is_asked(
    athlete: Athlete, session: PlannedSession, slots: int, django_assert_num_queries: Any
) -> None:
    groups = PlannedGroup.objects.filter(session=session)
    kept = sorted(set(groups.values_list("slot_key", flat=True)))[:slots]
    groups.exclude(slot_key__in=kept).delete()

    # Nothing here stands in for anything, so that substitutes aren't asked for.
    with django_assert_num_queries(4):
        found = names(athlete, session)

    assert len(found) == slots


def test_near_another_athletes_session_is_nothing(session: PlannedSession) -> None:
    with pytest.raises(PlannedSession.DoesNotExist):
        names(make.athlete(), session)
