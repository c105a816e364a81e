"""Nobody reads or changes what isn't theirs: other coaches', other organizations', assistants."""

import pytest
from django.test import Client
from django.urls import reverse

from athletes.models import Athlete, Plan
from programs.models import ProgramTemplate
from tests import make
from tests.coaching.console_rows import LISTS, client_of, row_pages, trained

pytestmark = pytest.mark.django_db

# Appears in every row of the planted athlete that a list could show.
SENTINEL = "Sentinel"


@pytest.fixture
def planted():
    """Somebody else's athlete with a row in every list, in an organization of two coaches."""
    owner = make.membership(role="COACH", organization=make.organization(name="Gym of Sentinel"))
    athlete = trained(owner, name=SENTINEL)
    ProgramTemplate.objects.filter(organization=owner.organization).update(
        name="Program of Sentinel"
    )
    exercise = make.exercise(organization=owner.organization, name="Lift of Sentinel")
    return athlete, owner, exercise


def bodies(client: Client) -> dict[str, str]:
    pages = [reverse(f"console:{page}_changelist") for page in LISTS]
    pages += [reverse("console:index"), reverse("console:athletes_absence_add")]
    pages += [reverse("console:athletes_athlete_add"), reverse("console:programs_exercise_add")]
    # Filters, facets and searches must not tell either.
    pages += [f"{page}?q=entinel&_facets=True" for page in pages[: len(LISTS)]]
    return {page: client.get(page, follow=True).content.decode() for page in pages}


def test_console_own_rows_are_shown(planted):
    _, owner, _ = planted

    found = bodies(client_of(owner.user))

    silent = [page for page in found if SENTINEL not in found[page]]
    assert silent == [reverse("console:athletes_athlete_add")]


def test_console_other_organization_leaks_nothing(planted):
    stranger = make.membership(role="OWNER").user

    found = bodies(client_of(stranger))

    assert [page for page in found if SENTINEL in found[page]] == []


PRIVATE = (
    "athletes_athlete",
    "athletes_plan",
    "athletes_plannedsession",
    "athletes_weeklyadherence",
    "athletes_absence",
    "athletes_checkin",
    "coaching_invitation",
)


@pytest.mark.parametrize("role", ["COACH", "ASSISTANT"])
def test_console_other_coach_of_the_organization_sees_no_athlete(planted, role):
    _, owner, _ = planted
    colleague = make.membership(role=role, organization=owner.organization)
    client = client_of(colleague.user)

    for page in PRIVATE:
        body = client.get(reverse(f"console:{page}_changelist")).content.decode()
        assert "sentinel@example.com" not in body
        assert f">{SENTINEL}<" not in body


@pytest.mark.parametrize("role", ["OWNER", "HEAD_COACH"])
def test_console_leads_see_every_athlete(planted, role):
    athlete, owner, _ = planted
    lead = make.membership(role=role, organization=owner.organization)

    response = client_of(lead.user).get(
        reverse("console:athletes_athlete_change", args=[athlete.pk])
    )

    assert response.status_code == 200


def test_console_foreign_row_is_not_found(planted):
    athlete, _, exercise = planted
    client = client_of(make.membership(role="OWNER").user)

    found = {
        name: client.get(reverse(name, args=[key])).status_code
        for name, key in row_pages(athlete).items()
    }
    missing = client.get(reverse("console:programs_exercise_change", args=[exercise.pk]))

    assert found == dict.fromkeys(row_pages(athlete), 404)
    assert missing.status_code == 404


POSTS = (
    "athletes_athlete_invite",
    "athletes_athlete_pain",
    "athletes_athlete_archive",
)
PLAN_POSTS = ("accept", "decline", "pause", "resume", "end", "number", "policy", "undo")


def test_console_foreign_row_is_not_changed(planted):
    athlete, _, _ = planted
    plan = athlete.plans.get()
    client = client_of(make.membership(role="OWNER").user)
    addresses = [reverse(f"console:{name}", args=[athlete.pk]) for name in POSTS]
    addresses += [reverse(f"console:athletes_plan_{name}", args=[plan.pk]) for name in PLAN_POSTS]
    before = (Athlete.objects.values().get(pk=athlete.pk), Plan.objects.values().get(pk=plan.pk))

    statuses = {client.post(address).status_code for address in addresses}

    assert statuses == {404}
    after = (Athlete.objects.values().get(pk=athlete.pk), Plan.objects.values().get(pk=plan.pk))
    assert after == before


def test_console_assistant_reads_and_changes_nothing():
    coach = make.membership()
    athlete = trained(coach, name="Anna")
    assistant = make.membership(role="ASSISTANT", organization=coach.organization)
    athlete.engagements.create(
        organization=coach.organization, membership=assistant, started_at=make.NOW
    )
    plan = athlete.plans.get()
    client = client_of(assistant.user)
    before = Plan.objects.values().get(pk=plan.pk)

    read = client.get(reverse("console:athletes_plan_change", args=[plan.pk]))
    refused = {
        client.post(reverse(f"console:athletes_plan_{name}", args=[plan.pk])).status_code
        for name in PLAN_POSTS
    }
    pages = {
        client.get(reverse(f"console:{name}", args=args)).status_code
        for name, args in (
            ("athletes_athlete_add", []),
            ("athletes_athlete_edit", [athlete.pk]),
            ("athletes_absence_add", []),
            ("programs_exercise_add", []),
            ("programs_programtemplate_import", []),
            ("programs_programtemplate_compose", []),
        )
    }

    assert read.status_code == 200
    assert (refused, pages) == ({403}, {403})
    assert Plan.objects.values().get(pk=plan.pk) == before


def test_console_lookup_into_related_rows_is_refused():
    coach = make.membership()
    make.athlete(coach=coach, user=make.user(email="a@example.com"))

    response = client_of(coach.user).get(
        reverse("console:athletes_athlete_changelist") + "?user__password__startswith=md5"
    )

    assert response.status_code == 400


def test_console_absence_for_a_foreign_athlete_is_refused(planted):
    athlete, _, _ = planted
    client = client_of(make.membership(role="OWNER").user)

    response = client.post(
        reverse("console:athletes_absence_add"),
        {"athlete": athlete.pk, "from_on": "2026-05-04", "reason": "TRAVEL"},
    )

    assert response.status_code == 200
    assert athlete.absences.count() == 1


def test_console_built_in_exercise_stays_as_it_is():
    coach = make.membership()
    squat = make.exercise(name="Squat")

    response = client_of(coach.user).post(
        reverse("console:programs_exercise_change", args=[squat.pk]), {"name": "Mine"}
    )

    squat.refresh_from_db()
    assert (response.status_code, squat.name) == (403, "Squat")
