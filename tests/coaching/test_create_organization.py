"""Opening an organization, and coaching oneself."""

import pytest

from athletes.models import Athlete
from coaching.accounts.actions.add_coach import AlreadyMember, add_coach
from coaching.accounts.models import Membership, Organization
from coaching.actions.coach_oneself import coach_oneself
from coaching.actions.create_organization import OrganizationNameMissing, create_organization
from programs.actions.load_catalogue import load_catalogue
from programs.actions.match_names import UnknownExercises
from programs.models import ProgramVersion
from tests import make

pytestmark = pytest.mark.django_db


def test_create_gives_owner_and_starter_templates() -> None:
    load_catalogue()
    hanna = make.user(time_zone="Europe/Stockholm")

    organization = create_organization(name=" Iron Hall ", owner=hanna, now=make.NOW)

    versions = ProgramVersion.objects.filter(organization=organization)
    assert (organization.name, organization.time_zone) == ("Iron Hall", "Europe/Stockholm")
    assert list(organization.memberships.values_list("user", "role")) == [(hanna.pk, "OWNER")]
    assert versions.published().count() == versions.count() >= 4


def test_create_without_name_is_refused() -> None:
    with pytest.raises(OrganizationNameMissing, match="Enter a name"):
        create_organization(name="  ", owner=make.user(), now=make.NOW)

    assert not Organization.objects.exists()


def test_create_without_catalogue_leaves_nothing() -> None:
    with pytest.raises(UnknownExercises):
        create_organization(name="Iron Hall", owner=make.user(), now=make.NOW)

    assert not Organization.objects.exists()
    assert not Membership.objects.exists()


def test_coach_oneself_makes_an_organization_of_one() -> None:
    load_catalogue()
    ben = make.user(name="Ben Okafor", time_zone="Africa/Lagos", units="LB")

    athlete = coach_oneself(user=ben, now=make.NOW)

    assert athlete.organization.name == "Ben Okafor"
    assert (athlete.user, athlete.units, athlete.time_zone) == (ben, "LB", "Africa/Lagos")
    assert list(Athlete.objects.editable_by(ben)) == [athlete]


def test_add_coach_twice_is_refused() -> None:
    lead = make.membership(role="OWNER")
    marco = make.user()
    add_coach(organization=lead.organization, user=marco, role="COACH", by=lead.user)

    with pytest.raises(AlreadyMember, match="Change their role instead"):
        add_coach(organization=lead.organization, user=marco, role="HEAD_COACH", by=lead.user)

    assert Membership.objects.get(user=marco).role == "COACH"
