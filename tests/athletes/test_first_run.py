"""What a new athlete is asked once, what becomes of the answers, and that all may be left out."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from athletes.actions.choose_equipment import Preset, equipment_of
from athletes.actions.name_maxes import MaxImplausible, name_maxes
from athletes.models import AnchorValue, Athlete, EquipmentProfile, KnownMax, Plan
from athletes.queries.asked_maxes import USUAL_SLUGS, asked_maxes
from athletes.queries.loads import Loads
from tests import make

pytestmark = pytest.mark.django_db

PAGE = "/first-run/"


@pytest.fixture
def athlete() -> Athlete:
    return make.athlete(user=make.user(), is_new=True)


@pytest.fixture
def page(client: Client, athlete: Athlete) -> Client:
    client.force_login(athlete.user)
    return client


def started(athlete: Athlete) -> Plan:
    now = timezone.now()
    return make.plan(athlete=athlete, starts_on=now.date(), now=now)


def exercise_of(athlete: Athlete, name: str) -> int:
    return next(one.exercise_id for one in asked_maxes(athlete=athlete) if one.name == name)


def newest(plan: Plan, name: str) -> Any:
    rows = AnchorValue.objects.filter(plan=plan, name=name)
    return rows.order_by("pk").values_list("value", "source", "reason").last()


def test_today_leads_to_the_questions_until_they_are_answered(
    page: Client, athlete: Athlete
) -> None:
    before = page.get(reverse("today")).content.decode()

    response = page.post(PAGE, {"units": "KG"})

    assert f'href="{PAGE}">Answer now' in before
    assert response["Location"] == reverse("today")
    assert "Answer now" not in page.get(reverse("today")).content.decode()


def test_not_now_keeps_nothing_and_asks_no_more(page: Client, athlete: Athlete) -> None:
    response = page.post(PAGE, {"later": "1", "units": "LB", "preset": "DUMBBELLS"})

    athlete.refresh_from_db()
    assert response["Location"] == reverse("today")
    assert (athlete.units, athlete.is_new) == ("KG", False)
    assert EquipmentProfile.objects.get(athlete=athlete).has_barbell is True


def test_answers_set_units_zone_and_equipment_and_the_account_follows(
    page: Client, athlete: Athlete
) -> None:
    page.post(PAGE, {"units": "LB", "time_zone": "Europe/Madrid", "preset": "HOME_BARBELL"})

    athlete.refresh_from_db()
    kept = EquipmentProfile.objects.get(athlete=athlete)
    assert (athlete.units, athlete.time_zone, athlete.is_new) == ("LB", "Europe/Madrid", False)
    athlete.user.refresh_from_db()
    assert (athlete.user.units, athlete.user.time_zone) == ("LB", "Europe/Madrid")
    # 45 lb are 20.412 kg.
    assert (kept.bar_kg, kept.has_machines, kept.dumbbells_kg) == (Decimal("20.412"), False, [])
    assert kept.plate_pairs[0] == ["20.412", 2]


def test_zone_left_out_stays_and_so_does_the_equipment(page: Client, athlete: Athlete) -> None:
    before = EquipmentProfile.objects.values().get(athlete=athlete)
    Athlete.objects.filter(pk=athlete.pk).update(time_zone="Asia/Tokyo")

    page.post(PAGE, {"units": "KG", "time_zone": ""})

    athlete.refresh_from_db()
    assert athlete.time_zone == "Asia/Tokyo"
    assert EquipmentProfile.objects.values().get(athlete=athlete) == before


def test_max_named_in_pounds_fills_what_the_plan_lacks(page: Client, athlete: Athlete) -> None:
    plan = started(athlete)
    press = exercise_of(athlete, "Overhead Press")

    page.post(PAGE, {"units": "LB", f"max_{press}": "135"})

    # 135 lb are 61.235 kg; nine tenths of it, down to a step of 2.5 kg.
    assert KnownMax.objects.get(athlete=athlete).max_kg == Decimal("61.235")
    assert newest(plan, "tm:press") == (Decimal(55), "ATHLETE", "Said by the athlete")
    assert newest(plan, "rm:squat")[0] is None


def test_max_opens_the_plan_assigned_later(athlete: Athlete) -> None:
    squat = make.exercise(name="Back Squat (High-Bar)")
    version = make.version(
        organization=athlete.organization, exercises={"Back Squat (High-Bar)": squat}
    )
    name_maxes(athlete=athlete, maxes={squat.pk: Decimal(150)}, by=athlete.user, now=make.NOW)

    plan = make.plan(athlete=athlete, version=version)

    assert newest(plan, "rm:squat") == (
        Decimal(150),
        "INITIAL",
        "From the maximum the athlete named",
    )


def test_number_the_coach_gave_stays(athlete: Athlete) -> None:
    squat = make.exercise(name="Back Squat (High-Bar)")
    version = make.version(
        organization=athlete.organization, exercises={"Back Squat (High-Bar)": squat}
    )
    given = {athlete.pk: {"rm:squat": Decimal(140)}}
    plan = make.plan(athlete=athlete, version=version, anchors=given)

    name_maxes(athlete=athlete, maxes={squat.pk: Decimal(150)}, by=athlete.user, now=make.NOW)

    assert newest(plan, "rm:squat")[:2] == (Decimal(140), "INITIAL")
    assert "Back Squat (High-Bar)" not in [one.name for one in asked_maxes(athlete=athlete)]


def test_max_named_twice_is_the_last_one(athlete: Athlete) -> None:
    lift = make.exercise()

    for kg in (100, 105, 105):
        name_maxes(athlete=athlete, maxes={lift.pk: Decimal(kg)}, by=athlete.user, now=make.NOW)

    assert KnownMax.objects.get(athlete=athlete).max_kg == Decimal(105)


@pytest.mark.parametrize("kg", ["0", "-5", "2000.5"])
def test_max_that_nobody_lifts_is_refused(athlete: Athlete, kg: str) -> None:
    with pytest.raises(MaxImplausible, match="Enter more than 0 and at most 2000 kg"):
        name_maxes(athlete=athlete, maxes={make.exercise().pk: Decimal(kg)}, by=None, now=make.NOW)

    assert not KnownMax.objects.exists()


def test_refused_max_is_said_at_its_field_and_nothing_is_kept(
    page: Client, athlete: Athlete
) -> None:
    started(athlete)
    press = exercise_of(athlete, "Overhead Press")

    response = page.post(PAGE, {"units": "LB", "preset": "DUMBBELLS", f"max_{press}": "9999"})

    athlete.refresh_from_db()
    assert response.status_code == 422
    assert response.context["form"].errors == {
        f"max_{press}": ["Enter more than 0 and at most 2000 kg, or leave it empty."]
    }
    assert (athlete.units, athlete.is_new) == ("KG", True)
    assert EquipmentProfile.objects.get(athlete=athlete).has_barbell is True


def test_without_a_plan_the_usual_lifts_are_asked_for(athlete: Athlete) -> None:
    make.exercise(name="Curl")
    for slug in reversed(USUAL_SLUGS):
        make.exercise(slug=slug, name=slug)

    assert tuple(one.name for one in asked_maxes(athlete=athlete)) == USUAL_SLUGS


def test_questions_cost_the_same_with_one_and_three_known(
    athlete: Athlete, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    started(athlete)
    lifts = [make.exercise().pk for _ in range(3)]

    for count in (1, 3):
        maxes = {key: Decimal(100) for key in lifts[:count]}
        name_maxes(athlete=athlete, maxes=maxes, by=None, now=make.NOW)
        with django_assert_num_queries(4):
            asked_maxes(athlete=athlete)


@pytest.mark.parametrize(
    ("preset", "unit", "pairs", "dumbbells", "machines"),
    [
        ("GYM", "kg", 7, 25, True),
        ("GYM", "lb", 6, 20, True),
        ("HOME_BARBELL", "kg", 6, 0, False),
        ("HOME_BARBELL", "lb", 5, 0, False),
        ("DUMBBELLS", "kg", 0, 12, False),
        ("DUMBBELLS", "lb", 0, 10, False),
    ],
)
def test_presets(preset: str, unit: Any, pairs: int, dumbbells: int, machines: bool) -> None:
    found = equipment_of(Preset(preset), loads=Loads(unit=unit))

    assert (len(found.plate_pairs), len(found.dumbbells_kg)) == (pairs, dumbbells)
    assert (found.has_barbell, found.has_machines) == (preset != "DUMBBELLS", machines)
