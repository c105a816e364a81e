"""Swapping and skipping an exercise of a session, and training one beyond the plan."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from athletes.actions.log_sets import log_sets
from athletes.actions.set_anchor import ReasonMissing
from athletes.actions.skip_exercise import NotInSession, skip_exercise, take_up_exercise
from athletes.actions.swap_exercise import ExerciseUnknown, swap_exercise
from athletes.actions.sync_choices import merge_choices
from athletes.models import Athlete, PlannedSession, SlotChoice, uuid7
from athletes.queries.session_page import get_session
from athletes.queries.swap_options import get_swap_options
from athletes.sync.clock import Stamp, milliseconds
from athletes.sync.operation import SUPERSEDED, Entity, Kind, Operation
from tests import make
from tests.athletes.logging import entry

pytestmark = pytest.mark.django_db

SLOT = "bench-h"
FLOOR_PRESS = "Dumbbell Floor Press"
DUMBBELLS = {"equipment": "dumbbell", "load_convention": "per_hand", "movement_pattern": "push"}


@pytest.fixture
def athlete() -> Athlete:
    """Bench press at 70 kg, and what stands in for it in the catalogue."""
    athlete = make.athlete()
    bench = make.exercise(slug="bench-press", name="Bench Press")
    make.exercise(slug="dumbbell-bench-press", name="Dumbbell Bench Press", **DUMBBELLS)
    make.exercise(slug="dumbbell-floor-press", name=FLOOR_PRESS, **DUMBBELLS)
    version = make.version(organization=athlete.organization, exercises={"Bench Press": bench})
    make.plan(athlete=athlete, version=version, anchors={athlete.pk: {"rm:bench": Decimal(100)}})
    return Athlete.objects.select_related("equipment").get(pk=athlete.pk)


@pytest.fixture
def session(athlete: Athlete) -> PlannedSession:
    return athlete.planned_sessions.select_related("athlete").get(ordinal=1)


def swap(session: PlannedSession, name: str = "Dumbbell Bench Press", **fields: Any) -> None:
    said = {"slot_key": SLOT, "exercise_name": name, "now": make.NOW, **fields}
    swap_exercise(planned_session=session, **said)


def block_of(athlete: Athlete, session: PlannedSession) -> Any:
    return get_session(athlete=athlete, session_id=session.pk, now=make.NOW).blocks[0]


def test_substitutes_are_offered_best_first_with_a_load_to_start(
    athlete: Athlete, session: PlannedSession
) -> None:
    bench = get_swap_options(athlete=athlete, session_id=session.pk)[0]

    assert (bench.slot_key, bench.planned_name, bench.chosen_name) == (SLOT, "Bench Press", "")
    # 41.5 % of 70 kg is 29.05 kg a hand, rounded down; the second is found by effort.
    assert [(one.exercise_name, one.load) for one in bench.options] == [
        ("Dumbbell Bench Press", Decimal(28)),
        (FLOOR_PRESS, None),
    ]
    assert bench.options[0].how_to_start == "Start with 41.5 % of the old load in each hand."


def test_only_what_the_equipment_allows_is_offered(
    athlete: Athlete, session: PlannedSession
) -> None:
    make.exercise(slug="decline-bench-press", name="Decline Bench Press")
    had = get_swap_options(athlete=athlete, session_id=session.pk)[0].options
    athlete.equipment.has_barbell = False

    left = get_swap_options(athlete=athlete, session_id=session.pk)[0].options

    assert {one.exercise_name for one in had} - {one.exercise_name for one in left} == {
        "Decline Bench Press"
    }


def test_swapped_exercise_is_asked_at_its_own_load(
    athlete: Athlete, session: PlannedSession
) -> None:
    swap(session)

    block = block_of(athlete, session)

    assert (block.exercise_name, block.planned_name) == ("Dumbbell Bench Press", "Bench Press")
    group = block.groups[0]
    assert (group.target_load, group.plates, group.work) == (Decimal(28), None, "3 x 6-8")
    assert group.explanation == (
        "In place of Bench Press. Start with 41.5 % of the old load in each hand."
    )
    assert [(one.load, one.reps) for one in block.warm_ups] == [
        (Decimal(12), 5),
        (Decimal(16), 3),
        (Decimal(20), 2),
    ]
    # The plan itself stays as it was.
    assert session.groups.get(slot_key=SLOT).load_kg == Decimal(70)


def test_swap_is_taken_back_by_the_planned_one(athlete: Athlete, session: PlannedSession) -> None:
    swap(session)

    swap(session, name="Bench Press")

    block = block_of(athlete, session)
    assert (block.exercise_name, block.planned_name) == ("Bench Press", "")
    assert SlotChoice.objects.get().exercise_name == ""


def test_swap_twice_is_one_choice(session: PlannedSession) -> None:
    swap(session)
    swap(session)

    assert SlotChoice.objects.get().exercise_name == "Dumbbell Bench Press"


@pytest.mark.parametrize(
    ("said", "error"),
    [({"name": "Cup Press"}, ExerciseUnknown), ({"slot_key": "no-such"}, NotInSession)],
)
def test_swap_is_refused(
    session: PlannedSession, said: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        swap(session, **said)

    assert not SlotChoice.objects.exists()


def test_sets_of_a_swap_are_of_the_exercise_chosen(
    athlete: Athlete, session: PlannedSession
) -> None:
    swap(session)
    group = session.groups.get(slot_key=SLOT)
    one = entry(group, exercise_name="Dumbbell Bench Press", load_kg=Decimal(28))

    (row,) = log_sets(athlete=athlete, sets=[one], by=None, now=make.NOW)

    assert (row.exercise.slug, row.load_kg) == ("dumbbell-bench-press", Decimal(28))
    group.refresh_from_db()
    assert (group.sets_credited, group.evaluable) == (1, 0)


def test_skipped_exercise_is_not_next_and_says_why(
    athlete: Athlete, session: PlannedSession
) -> None:
    skip_exercise(planned_session=session, slot_key=SLOT, reason=" No time left ", now=make.NOW)

    page = get_session(athlete=athlete, session_id=session.pk, now=make.NOW)

    assert [block.skip_reason for block in page.blocks] == ["No time left", "", "", ""]
    nexts = [row.is_next for block in page.blocks for row in block.groups[0].rows]
    assert nexts.index(True) == 3
    take_up_exercise(planned_session=session, slot_key=SLOT, now=make.NOW)
    assert block_of(athlete, session).skip_reason == ""


def test_skipping_needs_a_reason_and_the_exercise(session: PlannedSession) -> None:
    with pytest.raises(ReasonMissing):
        skip_exercise(planned_session=session, slot_key=SLOT, reason=" ", now=make.NOW)
    with pytest.raises(NotInSession):
        skip_exercise(planned_session=session, slot_key="no-such", reason="Tired", now=make.NOW)

    assert not SlotChoice.objects.exists()


def test_phone_that_said_it_before_yields(athlete: Athlete, session: PlannedSession) -> None:
    swap(session)
    before = milliseconds(make.NOW - timedelta(minutes=1))
    late = Operation(
        op_id=uuid7(),
        entity=Entity.SLOT,
        entity_id=f"{session.pk}:{SLOT}",
        kind=Kind.PATCH,
        stamp=Stamp(before, 0, "phone", 1),
        key=(session.pk, SLOT),
        values={"exercise_name": FLOOR_PRESS},
    )

    merged = merge_choices(athlete=athlete, ops=[late], rev=9)

    assert list(merged.outcomes.values()) == [SUPERSEDED]
    assert SlotChoice.objects.get().exercise_name == "Dumbbell Bench Press"


def test_sets_beyond_the_plan_stand_below_it(athlete: Athlete, session: PlannedSession) -> None:
    make.exercise(slug="curl", name="Curl", load_convention="per_hand")
    sets = [
        entry(
            None,
            planned_session_id=session.pk,
            exercise_name="Curl",
            reps=reps,
            load_kg=Decimal(12),
            position=number,
        )
        for number, reps in ((1, 10), (2, 9))
    ]
    log_sets(athlete=athlete, sets=sets, by=None, now=make.NOW)

    (extra,) = get_session(athlete=athlete, session_id=session.pk, now=make.NOW).extras

    assert (extra.exercise_name, extra.load_convention, extra.slot_key) == ("Curl", "per_hand", "")
    assert [(row.number, row.performed.reps) for row in extra.groups[0].rows] == [(1, 10), (2, 9)]
    session.refresh_from_db()
    assert [group.sets_credited for group in session.groups.all()] == [0, 0, 0, 0]


@pytest.mark.parametrize("swaps", [1, 3])
def test_options_are_read_in_five_queries_however_many_are_swapped(
    athlete: Athlete, session: PlannedSession, swaps: int, django_assert_num_queries: Any
) -> None:
    for slot_key in session.groups.order_by("position").values_list("slot_key", flat=True)[:swaps]:
        swap(session, name=FLOOR_PRESS, slot_key=slot_key)

    with django_assert_num_queries(5):
        get_swap_options(athlete=athlete, session_id=session.pk)


def test_choices_are_written_in_as_many_queries_each_time(
    session: PlannedSession, django_assert_num_queries: Any
) -> None:
    # Two of them are the savepoint.
    with django_assert_num_queries(7):
        swap(session)
    with django_assert_num_queries(7):
        swap(session, name=FLOOR_PRESS)
    with django_assert_num_queries(6):
        skip_exercise(planned_session=session, slot_key=SLOT, reason="Tired", now=make.NOW)
