"""What a coach does on an athlete's page."""

from decimal import Decimal

import pytest
from django.urls import reverse

from athletes.models import (
    Absence,
    Athlete,
    EquipmentProfile,
    Outbox,
)
from tests import make
from tests.coaching.console_rows import client_of, trained

pytestmark = pytest.mark.django_db


@pytest.fixture
def coach():
    return make.membership()


def test_add_athlete_with_invitation_is_on_the_roster_and_written_to(coach):
    response = client_of(coach.user).post(
        reverse("console:athletes_athlete_add"),
        {
            "name": "Anna",
            "email": "anna@example.com",
            "coach": coach.pk,
            "units": "KG",
            "invites": "on",
        },
    )

    athlete = Athlete.objects.get()
    assert response.url == reverse("console:athletes_athlete_change", args=[athlete.pk])
    assert athlete.engagements.get().membership == coach
    assert Outbox.objects.count() == 1


def test_add_athlete_twice_is_refused_in_words(coach):
    make.athlete(coach=coach, email="anna@example.com")
    sent = {"name": "Anna", "email": "anna@example.com", "coach": coach.pk, "units": "KG"}

    response = client_of(coach.user).post(reverse("console:athletes_athlete_add"), sent)

    form = response.context["form"]
    (error,) = form.errors["email"]
    assert (response.status_code, list(form.errors)) == (422, ["email"])
    assert error.startswith("An athlete with this e-mail address is on the roster already.")
    assert Athlete.objects.count() == 1


def test_add_athlete_with_a_foreign_coach_is_refused(coach):
    foreign = make.membership()
    sent = {"name": "Anna", "coach": foreign.pk, "units": "KG"}

    response = client_of(coach.user).post(reverse("console:athletes_athlete_add"), sent)

    assert list(response.context["form"].errors) == ["coach"]
    assert not Athlete.objects.exists()


def edited(**changes: object) -> dict[str, object]:
    return {
        "form": "person",
        "version": 1,
        "person-name": "Anna B",
        "person-units": "KG",
        "person-time_zone": "UTC",
        **changes,
    }


def test_edit_person_is_saved(coach):
    athlete = make.athlete(coach=coach, name="Anna")
    address = reverse("console:athletes_athlete_edit", args=[athlete.pk])

    response = client_of(coach.user).post(address, edited())

    athlete.refresh_from_db()
    assert (response.url, athlete.name, athlete.version) == (address, "Anna B", 2)


def test_edit_person_saved_meanwhile_shows_what_differs_and_keeps_what_was_typed(coach):
    athlete = make.athlete(coach=coach, name="Anna")
    Athlete.objects.filter(pk=athlete.pk).update(name="Anna Berger", version=2)
    address = reverse("console:athletes_athlete_edit", args=[athlete.pk])

    response = client_of(coach.user).post(address, edited())

    athlete.refresh_from_db()
    assert response.context["stale"] == {"Name": "Anna Berger"}
    assert response.context["person"]["name"].value() == "Anna B"
    assert athlete.name == "Anna Berger"


def test_edit_equipment_is_saved(coach):
    athlete = make.athlete(coach=coach)
    address = reverse("console:athletes_athlete_edit", args=[athlete.pk])
    sent = {
        "form": "equipment",
        "version": 1,
        "equipment-bar": "15",
        "equipment-collars": "0",
        "equipment-machine_step": "5",
        "equipment-plates": "20 x 2, 10 x 1",
        "equipment-dumbbells": "2-10 by 2",
    }

    client_of(coach.user).post(address, sent)

    athlete.equipment.refresh_from_db()
    assert athlete.equipment.bar_kg == Decimal(15)
    assert athlete.equipment.plate_pairs == [["20.000", 2], ["10.000", 1]]


@pytest.mark.parametrize(
    ("field", "typed"), [("machine_step", "0"), ("plates", "20 x 500"), ("bar", "5000")]
)
def test_edit_equipment_that_cannot_be_is_refused_beside_its_field(coach, field, typed):
    athlete = make.athlete(coach=coach)
    before = EquipmentProfile.objects.values().get(athlete=athlete)
    sent = {
        "form": "equipment",
        "version": 1,
        "equipment-bar": "15",
        "equipment-collars": "0",
        "equipment-machine_step": "5",
        "equipment-plates": "20 x 2",
        "equipment-dumbbells": "2-10 by 2",
        f"equipment-{field}": typed,
    }

    response = client_of(coach.user).post(
        reverse("console:athletes_athlete_edit", args=[athlete.pk]), sent
    )

    form = response.context["equipment"]
    assert (response.status_code, list(form.errors)) == (422, [field])
    assert form[field].value() == typed
    assert EquipmentProfile.objects.values().get(athlete=athlete) == before


def test_archive_athlete_on_a_plan_is_refused_in_words(coach):
    athlete = trained(coach, name="Anna")

    response = client_of(coach.user).post(
        reverse("console:athletes_athlete_archive", args=[athlete.pk]), follow=True
    )

    (message,) = response.context["messages"]
    athlete.refresh_from_db()
    assert str(message) == "End the running plan first, then archive the athlete."
    assert not athlete.is_archived


def test_pain_is_resolved_once(coach):
    athlete = trained(coach, name="Anna")
    address = reverse("console:athletes_athlete_pain", args=[athlete.pk])
    client = client_of(coach.user)

    client.post(address)
    resolved_at = athlete.check_ins.get().pain_resolved_at
    client.post(address)

    assert resolved_at is not None
    assert athlete.check_ins.get().pain_resolved_at == resolved_at


def test_absence_over_another_is_refused_beside_its_day(coach):
    athlete = trained(coach, name="Anna")

    response = client_of(coach.user).post(
        reverse("console:athletes_absence_add"),
        {"athlete": athlete.pk, "from_on": make.MONDAY, "reason": "TRAVEL"},
    )

    form = response.context["adminform"].form
    assert form.errors["from_on"] == ["These days are covered already: change that absence."]
    assert Absence.objects.count() == 1


def test_absence_is_noted_in_the_athletes_organization(coach):
    athlete = make.athlete(coach=coach)

    client_of(coach.user).post(
        reverse("console:athletes_absence_add"),
        {"athlete": athlete.pk, "from_on": "2026-05-04", "reason": "TRAVEL"},
    )

    absence = Absence.objects.get()
    assert (absence.organization_id, absence.effect) == (coach.organization_id, "EXCUSE")
