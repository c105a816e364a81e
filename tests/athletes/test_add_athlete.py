"""Putting somebody on the roster."""

from decimal import Decimal

import pytest

from athletes.actions.add_athlete import (
    AthleteAlreadyOnRoster,
    AthleteNameMissing,
    CoachOutsideOrganization,
    add_athlete,
)
from athletes.models import Athlete, Engagement
from tests import make

pytestmark = pytest.mark.django_db


def test_add_athlete_makes_athlete_with_equipment_and_coach() -> None:
    coach = make.membership(organization=make.organization(time_zone="Europe/Madrid"))

    athlete = add_athlete(
        organization=coach.organization,
        coach=coach,
        name="  Ana Petrova ",
        email="Ana@Example.com",
        by=coach.user,
        now=make.NOW,
    )

    athlete.refresh_from_db()
    assert (athlete.name, athlete.email) == ("Ana Petrova", "ana@example.com")
    assert (athlete.time_zone, athlete.units, athlete.user) == ("Europe/Madrid", "KG", None)
    assert athlete.created_at == make.NOW
    assert athlete.equipment.bar_kg == Decimal(20)
    assert athlete.equipment.plate_pairs[0] == ["25", 4]
    assert athlete.equipment.dumbbells_kg[-1] == Decimal(50)
    engagement = Engagement.objects.get(athlete=athlete)
    assert (engagement.membership, engagement.started_at) == (coach, make.NOW)
    assert list(Athlete.objects.visible_to(coach.user)) == [athlete]


def test_add_athlete_without_coach_is_seen_by_leads_only() -> None:
    lead = make.membership(role="OWNER")
    coach = make.membership(organization=lead.organization)

    athlete = add_athlete(
        organization=lead.organization, coach=None, name="Ben", by=lead.user, now=make.NOW
    )

    assert list(Athlete.objects.visible_to(lead.user)) == [athlete]
    assert list(Athlete.objects.visible_to(coach.user)) == []


def test_add_athlete_without_name_is_refused() -> None:
    coach = make.membership()

    with pytest.raises(AthleteNameMissing, match=r"Enter the athlete's name\."):
        add_athlete(
            organization=coach.organization, coach=coach, name=" ", by=coach.user, now=make.NOW
        )

    assert not Athlete.objects.exists()


def test_add_athlete_with_known_address_is_refused() -> None:
    coach = make.membership()
    make.athlete(coach=coach, email="ana@example.com")

    with pytest.raises(AthleteAlreadyOnRoster, match="on the roster already"):
        add_athlete(
            organization=coach.organization,
            coach=coach,
            name="Ana again",
            email="ANA@example.com",
            by=coach.user,
            now=make.NOW,
        )

    assert Athlete.objects.count() == 1


def test_add_athlete_takes_address_known_to_another_organization() -> None:
    make.athlete(email="ana@example.com")
    coach = make.membership()

    add_athlete(
        organization=coach.organization,
        coach=coach,
        name="Ana",
        email="ana@example.com",
        by=coach.user,
        now=make.NOW,
    )

    assert Athlete.objects.filter(email="ana@example.com").count() == 2


@pytest.mark.parametrize("is_own", [True, False])
def test_add_athlete_with_coach_who_left_or_of_another_organization_is_refused(
    is_own: bool,
) -> None:
    lead = make.membership(role="OWNER")
    coach = (
        make.membership(organization=lead.organization, is_active=False)
        if is_own
        else make.membership()
    )

    with pytest.raises(CoachOutsideOrganization):
        add_athlete(
            organization=lead.organization, coach=coach, name="Ana", by=lead.user, now=make.NOW
        )

    assert not Athlete.objects.exists()
