"""What a session's reader is told about its loads, from what was kept when they were written."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from athletes.actions.log_sets import log_sets
from athletes.models import Athlete, Plan, PlannedGroup, PlannedSession, SetLog, StrengthEstimate
from athletes.queries.explanations import explain_group, explain_groups
from tests import make
from tests.athletes.explaining import explained
from tests.athletes.logging import entry
from tests.athletes.test_assign_loads import assigned, estimate

pytestmark = pytest.mark.django_db

BY_EFFORT = (
    "Work up in small jumps to a weight that leaves 2 repetitions in reserve (RPE 8). "
    "Your estimated maximum of {} kg (high confidence) suggests {} kg."
)


def made(**fields: Any) -> PlannedGroup:
    fields = {"sets": 3, "reps": "5", "exercise_name": "Squat", **fields}
    return PlannedGroup(**fields)


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        (
            {"anchor": "rm:squat", "base_kg": Decimal("101.25"), "base_percent": Decimal(70)},
            "70% of one-rep max 101.25 kg is 70.88 kg, made as 72.5 kg.",
        ),
        (
            {"anchor": "w:squat", "base_kg": Decimal(70), "added_kg": Decimal("2.5")},
            "Working weight 70 kg plus 2.5 kg is 72.5 kg.",
        ),
        (
            {"base_kg": Decimal(80), "load_share": Decimal("0.9"), "gap_days": 18},
            "80 kg as written; 0.9 of it in the lighter week is 72 kg, made as 72.5 kg. "
            "This week is lighter, after 18 days without training.",
        ),
        (
            {"base_kg": Decimal("72.5"), "gap_days": 9, "gap_rpe": Decimal(8)},
            "72.5 kg as written. RPE 8 at most, after 9 days without training.",
        ),
        (
            {"base_kg": Decimal("72.5"), "asked_reps": "6"},
            "72.5 kg as written. 5 repetitions instead of 6 keep the effort.",
        ),
    ],
)
def test_load_is_explained_by_what_was_kept(kept: dict[str, Any], words: str) -> None:
    group = made(load_kg=Decimal("72.5"), **kept)

    assert explain_group(group, unit="kg") == words


@pytest.mark.parametrize(
    ("made_as", "load_kg", "words"),
    [
        ("BAR", "101.25", "The empty bar is the lightest you can load."),
        ("ALL_PLATES", "70", "These are all the plates you have."),
        ("PLATES", "102.5", "It is what your plates make."),
        (
            "PLATES",
            "100",
            "It is what your plates make. Rounded down, since it is the first time in this phase.",
        ),
        ("HEAVIEST", "40", "These are your heaviest dumbbells."),
        ("STEP", "100", "Rounded down, since it is the first time in this phase."),
        ("STEP", "102.5", None),
    ],
)
def test_first_time_in_a_phase_tells_what_the_equipment_made(
    made_as: str, load_kg: str, words: str | None
) -> None:
    group = made(
        load_kg=Decimal(load_kg),
        anchor="rm:squat",
        base_kg=Decimal("101.2"),
        made_as=made_as,
        is_first_exposure=True,
    )

    told = f"One-rep max 101.2 kg, made as {load_kg} kg."
    assert explain_group(group, unit="kg") == (f"{told} {words}" if words else told)


def test_load_written_before_its_facts_were_kept_says_so() -> None:
    assert explain_group(made(load_kg=Decimal(70)), unit="kg") == (
        "This load was set before its reasons were kept: it is explained from the next change on."
    )


def test_estimate_made_since_the_session_began_is_not_what_it_suggested() -> None:
    athlete, squat = make.athlete(), make.exercise(name="Lift")
    estimate(athlete, squat, Decimal(100))
    StrengthEstimate.objects.update(on=make.MONDAY - timedelta(days=3))
    group = assigned({"reps": "5", "rpe": 8}, exercise=squat, athlete=athlete)
    log_sets(athlete=athlete, sets=[entry(group, load_kg=Decimal(90))], by=None, now=make.NOW)
    estimate_of_today(athlete, group)

    assert explained(PlannedGroup.objects.get(pk=group.pk)) == BY_EFFORT.format(100, 80)


def test_session_gone_by_suggests_what_it_did_on_its_day() -> None:
    athlete, squat = make.athlete(), make.exercise(name="Lift")
    estimate(athlete, squat, Decimal(100))
    group = assigned({"reps": "5", "rpe": 8}, exercise=squat, athlete=athlete)
    week_on = make.NOW + timedelta(days=7)
    estimate_of_today(athlete, group, days=7)

    assert explained(group, now=week_on) == BY_EFFORT.format(100, 80)


@pytest.mark.parametrize("slots", [1, 3])
def test_loads_left_to_effort_are_explained_in_the_same_queries(
    slots: int, django_assert_num_queries: Any
) -> None:
    athlete, squat = make.athlete(), make.exercise(name="Lift")
    estimate(athlete, squat, Decimal(100))
    first = assigned({"reps": "5", "rpe": 8}, exercise=squat, athlete=athlete)
    for position in range(2, slots + 1):
        first.pk, first._state.adding, first.position = None, True, position
        first.save()
    session = PlannedSession.objects.select_related("log", "plan__program_version").get()
    person = Athlete.objects.select_related("equipment").get(pk=athlete.pk)
    groups = list(PlannedGroup.objects.order_by("position"))

    with django_assert_num_queries(2):
        told = explain_groups(groups, session=session, athlete=person, now=make.NOW)

    assert list(told.values()) == [BY_EFFORT.format(100, 80)] * slots


def test_api_tells_how_a_load_was_found(client: Client) -> None:
    person = make.account()
    athlete = make.athlete(user=person)
    make.plan(athlete=athlete, anchors={athlete.pk: {"rm:bench": Decimal(100)}})
    session = PlannedSession.objects.get(plan=Plan.objects.get(), ordinal=1)
    client.force_login(person)

    groups = client.get(f"/api/v1/sessions/{session.pk}/").json()["groups"]

    assert groups[0]["explanation"] == "70% of one-rep max 100 kg is 70 kg."


def estimate_of_today(athlete: Athlete, group: PlannedGroup, *, days: int = 0) -> None:
    StrengthEstimate.objects.update_or_create(
        organization=athlete.organization,
        athlete=athlete,
        exercise=group.exercise,
        on=make.MONDAY + timedelta(days=days),
        defaults={
            "e1rm_kg": Decimal(120),
            "sigma_pct": Decimal(2),
            "method": "chart",
            "set_log": SetLog.objects.order_by("pk").first(),
        },
    )
