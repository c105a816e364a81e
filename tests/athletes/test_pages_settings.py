"""What athletes say about themselves and what they can load."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from athletes.forms.body_forms import CheckInForm
from athletes.forms.settings_form import print_ladder
from athletes.forms.weights import LadderField, PlatePairsField
from athletes.models import Athlete, EquipmentProfile, PlannedGroup
from athletes.queries.loads import Loads
from tests import make
from tests.athletes.explaining import explained

pytestmark = pytest.mark.django_db

PERSON = {
    "form": "person",
    "person-name": "Mara Lind",
    "person-units": "LB",
    "person-time_zone": "Europe/Stockholm",
    "person-week_start": "6",
}
EQUIPMENT = {
    "form": "equipment",
    "equipment-has_barbell": "on",
    "equipment-bar": "15",
    "equipment-collars": "0",
    "equipment-plates": "20 x 2, 2,5 x 1",
    "equipment-dumbbells": "2-8 by 2, 12.5",
    "equipment-machine_step": "5",
}


@pytest.fixture
def athlete() -> Athlete:
    return make.athlete(user=make.user(), name="Mara")


@pytest.fixture
def page(client: Client, athlete: Athlete) -> Client:
    client.force_login(athlete.user)
    return client


def post(page: Client, fields: dict[str, str]) -> Any:
    return page.post(reverse("athlete_settings"), fields)


def test_person_is_kept_and_the_account_follows(page: Client, athlete: Athlete) -> None:
    response = post(page, PERSON)

    athlete.refresh_from_db()
    athlete.user.refresh_from_db()
    assert response["Location"] == reverse("athlete_settings")
    assert (athlete.name, athlete.units, athlete.time_zone, athlete.week_start) == (
        "Mara Lind",
        "LB",
        "Europe/Stockholm",
        6,
    )
    assert (athlete.user.units, athlete.user.time_zone) == ("LB", "Europe/Stockholm")


def test_unknown_zone_is_refused_and_nothing_changes(page: Client, athlete: Athlete) -> None:
    response = post(page, {**PERSON, "person-time_zone": "Mars/Olympus"})

    athlete.refresh_from_db()
    assert response.status_code == 422
    assert list(response.context["person_form"].errors) == ["time_zone"]
    assert (athlete.name, athlete.time_zone) == ("Mara", "UTC")


def test_equipment_is_kept_and_loads_to_come_follow(page: Client, athlete: Athlete) -> None:
    now = timezone.now()
    numbers = {athlete.pk: {"rm:bench": Decimal(100)}}
    plan = make.plan(athlete=athlete, starts_on=now.date(), now=now, anchors=numbers)
    group = PlannedGroup.objects.filter(session__plan=plan, slot_key="bench-h").order_by("pk")[0]

    post(page, EQUIPMENT)

    kept = EquipmentProfile.objects.get(athlete=athlete)
    assert (kept.has_barbell, kept.has_machines, kept.bar_kg) == (True, False, Decimal(15))
    assert kept.plate_pairs == [["20.000", 2], ["2.500", 1]]
    assert kept.dumbbells_kg == [Decimal(2), Decimal(4), Decimal(6), Decimal(8), Decimal("12.5")]
    # 70 % of 100 kg; a bar of 15 with pairs 20, 20 and 2.5 makes 55, 60, 95, 100 around it.
    before, after = group.load_kg, PlannedGroup.objects.get(pk=group.pk).load_kg
    assert (before, after) == (Decimal(70), Decimal(60))


def test_new_units_tell_the_loads_to_come_in_them(page: Client, athlete: Athlete) -> None:
    now = timezone.now()
    numbers = {athlete.pk: {"rm:bench": Decimal(100)}}
    plan = make.plan(athlete=athlete, starts_on=now.date(), now=now, anchors=numbers)
    group = PlannedGroup.objects.filter(session__plan=plan, slot_key="bench-h").order_by("pk")[0]
    assert explained(group) == "70% of one-rep max 100 kg is 70 kg."

    post(page, PERSON)

    # 100 / 0.45359237 = 220.46 and 70 / 0.45359237 = 154.32.
    group.refresh_from_db()
    assert explained(group) == "70% of one-rep max 220.5 lb is 154.3 lb."


def test_new_zone_moves_the_running_plans_midnight(page: Client, athlete: Athlete) -> None:
    plan = make.plan(athlete=athlete)

    post(page, PERSON)

    due_at = plan.due_at
    plan.refresh_from_db()
    # Stockholm's midnight comes before UTC's: by one hour in winter, by two in summer.
    assert plan.time_zone == "Europe/Stockholm"
    assert due_at - plan.due_at in {timedelta(hours=1), timedelta(hours=2)}


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        (
            {"equipment-plates": "20, 10"},
            "plates",
            "“20” can't be read: write weight x pairs, such as 20 x 2.",
        ),
        (
            {"equipment-dumbbells": "light"},
            "dumbbells",
            "“light” can't be read: write weights such as 10, 12.5 or 2-40 by 2.",
        ),
        (
            {"equipment-dumbbells": "40-2 by 2"},
            "dumbbells",
            "“40-2 by 2” can't be read: write the lighter weight first, and a step that fits.",
        ),
        (
            {"equipment-bar": "-5"},
            "bar",
            "Weights go from 0 to 500 kg: check each one.",
        ),
        (
            {"equipment-plates": "20 x 2, 600 x 1"},
            "plates",
            "Weights go from 0 to 500 kg: check each one.",
        ),
        (
            {"equipment-machine_step": "0"},
            "machine_step",
            "Machines need a step above 0: enter one.",
        ),
    ],
)
def test_bad_equipment_gets_a_sentence_and_changes_nothing(
    page: Client, athlete: Athlete, fields: dict[str, str], field: str, sentence: str
) -> None:
    before = EquipmentProfile.objects.values().get(athlete=athlete)

    response = post(page, {**EQUIPMENT, **fields})

    assert response.status_code == 422
    assert response.context["equipment_form"].errors == {field: [sentence]}
    assert EquipmentProfile.objects.values().get(athlete=athlete) == before


def test_equipment_in_pounds_is_stored_in_kilograms(page: Client, athlete: Athlete) -> None:
    Athlete.objects.filter(pk=athlete.pk).update(units="LB")

    post(page, {**EQUIPMENT, "equipment-bar": "45", "equipment-plates": "45 x 2"})

    # 45 x 0.45359237 = 20.41165665
    kept = EquipmentProfile.objects.get(athlete=athlete)
    assert kept.bar_kg == Decimal("20.412")
    assert kept.plate_pairs == [["20.412", 2]]


@pytest.mark.parametrize(
    ("typed", "pairs"),
    [
        ("", []),
        ("20x2", [(Decimal(20), 2)]),
        ("20 × 2\n2.5 x 1", [(Decimal(20), 2), (Decimal("2.5"), 1)]),
        ("1,25 x 1, 10 x 4,", [(Decimal("1.25"), 1), (Decimal(10), 4)]),
    ],
)
def test_plates_are_read_as_people_write_them(typed: str, pairs: list[tuple[Decimal, int]]) -> None:
    assert PlatePairsField(required=False).clean(typed) == pairs


@pytest.mark.parametrize(
    "typed", ["", "5, 7.5, 10", "2-40 by 2", "2-8 by 2, 12.5, 15-24 by 3", "10"]
)
def test_ladder_prints_as_it_was_read(typed: str) -> None:
    assert print_ladder(LadderField(required=False).clean(typed)) == typed


@pytest.mark.parametrize("typed", ["2-5 by 0.5, 24", "2 - 5 / 0,5, 24", "2 bis 5 je 0,5; 24"])
def test_ladder_reads_the_words_of_any_language(typed: str) -> None:
    steps = [Decimal(place) / 2 for place in range(4, 11)]

    assert LadderField(required=False).clean(typed) == [*steps, Decimal(24)]


def test_numbers_show_and_read_a_decimal_comma() -> None:
    with translation.override("de"):
        form = CheckInForm(initial={"body_weight": Decimal("81.4")}, loads=Loads(unit="kg"))
        typed = [
            CheckInForm({"body_weight": text}, loads=Loads(unit="kg")) for text in ("81,4", "81.4")
        ]

        assert 'value="81,4"' in str(form["body_weight"])
        assert [one.is_valid() and one.cleaned_data["body_weight"] for one in typed] == [
            Decimal("81.4"),
            Decimal("81.4"),
        ]
        assert print_ladder([Decimal("2.5"), Decimal(24)]) == "2,5, 24"
