"""What the program names as done instead comes first where an exercise is swapped."""

import json
from decimal import Decimal
from typing import Any

import pytest

from athletes.models import Athlete, PlannedSession
from athletes.queries.swap_options import get_swap_options
from programs.engine.program import names_to_match, read_program
from programs.queries.program_of import program_of
from tests import make

pytestmark = pytest.mark.django_db

SLOT = "bench-h"
BARBELL_FREE = {"equipment": "dumbbell", "load_convention": "per_hand"}


def program(*substitutes: str) -> Any:
    """Return a program whose bench press may be done as each of the substitutes."""
    body = json.loads((make.PUBLISHED / "alternating-10wk.json").read_text())
    for phase in body["mesocycles"]:
        for week in phase["weeks"]:
            for slot in (slot for day in week["days"] for slot in day["slots"]):
                if slot["key"] == SLOT:
                    slot["substitutes"] = list(substitutes)
    return read_program(json.dumps(body))


@pytest.fixture
def own() -> dict[str, Any]:
    """Catalogue rows by the names that programs give them."""
    return {
        "Bench Press": make.exercise(slug="bench-press", name="Bench Press"),
        "Incline": make.exercise(slug="incline-bench-press", name="Incline Bench Press"),
        "Floor Press": make.exercise(
            slug="dumbbell-floor-press", name="Dumbbell Floor Press", **BARBELL_FREE
        ),
        "Sandbag Press": make.exercise(slug="sandbag-press", name="Sandbag Press"),
        "other": make.exercise(
            slug="dumbbell-bench-press", name="Dumbbell Bench Press", **BARBELL_FREE
        ),
    }


def athlete_of(own: dict[str, Any], *substitutes: str) -> tuple[Athlete, PlannedSession]:
    athlete = make.athlete()
    version = make.version_of(
        program(*substitutes), organization=athlete.organization, exercises=own
    )
    make.plan(athlete=athlete, version=version, anchors={athlete.pk: {"rm:bench": Decimal(100)}})
    row = Athlete.objects.select_related("equipment").get(pk=athlete.pk)
    return row, row.planned_sessions.get(ordinal=1)


def offered(athlete: Athlete, session: PlannedSession) -> list[tuple[str, str]]:
    bench = get_swap_options(athlete=athlete, session_id=session.pk)[0]
    return [(one.exercise_name, one.reason) for one in bench.options]


def test_the_coachs_come_first_in_the_coachs_order_and_once(own: dict[str, Any]) -> None:
    athlete, session = athlete_of(own, "Sandbag Press", "Floor Press")

    choice = "Your coach's choice."
    found = offered(athlete, session)
    assert found[:2] == [("Sandbag Press", choice), ("Dumbbell Floor Press", choice)]
    assert found[2][0] == "Dumbbell Bench Press"
    assert [name for name, _reason in found].count("Dumbbell Floor Press") == 1


def test_the_coachs_say_how_to_start(own: dict[str, Any]) -> None:
    athlete, session = athlete_of(own, "Sandbag Press", "other")

    sandbag, dumbbells = get_swap_options(athlete=athlete, session_id=session.pk)[0].options[:2]

    assert (sandbag.load, sandbag.how_to_start) == (
        None,
        "First session: find the load, RPE 7 at most, and round down.",
    )
    assert (dumbbells.exercise_name, dumbbells.load) == ("Dumbbell Bench Press", Decimal(28))


def test_the_coachs_too_need_the_equipment(own: dict[str, Any]) -> None:
    athlete, session = athlete_of(own, "Incline", "Floor Press")
    athlete.equipment.has_barbell = False

    assert offered(athlete, session)[0][0] == "Dumbbell Floor Press"
    assert "Incline Bench Press" not in dict(offered(athlete, session))


def test_without_the_coachs_word_the_catalogues_are_offered(own: dict[str, Any]) -> None:
    athlete, session = athlete_of(own)

    assert "Your coach's choice." not in dict(offered(athlete, session)).values()


def test_names_of_substitutes_are_matched_like_others() -> None:
    names = names_to_match(program("Sandbag Press", "Bench Press"))

    assert names[-1] == "Sandbag Press"
    assert names.count("Bench Press") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_options_cost_the_same_however_many_the_coach_names(
    own: dict[str, Any], count: int, django_assert_num_queries: Any
) -> None:
    named = ("Sandbag Press", "Floor Press", "Incline")[:count]
    athlete, session = athlete_of(own, *named)
    program_of(session.plan.program_version)

    with django_assert_num_queries(5):
        get_swap_options(athlete=athlete, session_id=session.pk)
