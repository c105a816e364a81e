"""The console's pages: each opens, for whom it should, with as many queries as it says."""

import pytest
from django.test import Client
from django.urls import reverse

from athletes.models import Absence, CheckIn, PlannedSession, WeeklyAdherence
from coaching.actions.invite_athlete import invite_athlete
from tests import make

pytestmark = pytest.mark.django_db

LISTS = (
    "athletes_athlete",
    "athletes_plan",
    "athletes_plannedsession",
    "athletes_weeklyadherence",
    "athletes_absence",
    "athletes_checkin",
    "coaching_invitation",
    "programs_programtemplate",
    "programs_programversion",
    "programs_exercise",
)


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def trained(coach, **fields):
    """Return an athlete with a row in every list of the console."""
    athlete = make.athlete(coach=coach, email=f"{fields['name'].lower()}@example.com", **fields)
    plan = make.plan(athlete=athlete)
    WeeklyAdherence.objects.create(
        organization=coach.organization,
        athlete=athlete,
        plan=plan,
        week_on=make.MONDAY,
        status="on_track",
        computed_at=make.NOW,
        is_interrupted=False,
        **dict.fromkeys(COUNTS, 1),
    )
    Absence.objects.create(
        organization=coach.organization,
        athlete=athlete,
        from_on=make.MONDAY,
        to_on=make.MONDAY,
        reason="TRAVEL",
        note=f"{fields['name']} travels",
    )
    CheckIn.objects.create(
        organization=coach.organization, athlete=athlete, on=make.MONDAY, has_pain=True
    )
    invite_athlete(athlete=athlete, by=coach.user, now=make.NOW)
    return athlete


COUNTS = (
    "due", "attended", "partial", "missed", "moved", "excused", "paused", "pending", "extra",
    "sets_done", "sets_prescribed", "volume_credit", "volume_raw_credit", "compliant",
    "evaluable", "longest_missed_run",
)  # fmt: skip


@pytest.mark.parametrize("page", LISTS)
def test_console_list_opens(page):
    coach = make.membership()
    trained(coach, name="Anna")

    response = client_of(coach.user).get(reverse(f"console:{page}_changelist"))

    assert response.status_code == 200


def row_pages(athlete):
    plan = athlete.plans.get()
    session = PlannedSession.objects.filter(plan=plan).order_by("ordinal").first()
    version = plan.program_version
    return {
        "console:athletes_athlete_change": athlete.pk,
        "console:athletes_athlete_edit": athlete.pk,
        "console:athletes_athlete_history": athlete.pk,
        "console:athletes_plan_change": plan.pk,
        "console:athletes_plannedsession_change": session.pk,
        "console:athletes_weeklyadherence_change": WeeklyAdherence.objects.get(athlete=athlete).pk,
        "console:athletes_absence_change": Absence.objects.get(athlete=athlete).pk,
        "console:athletes_absence_delete": Absence.objects.get(athlete=athlete).pk,
        "console:athletes_checkin_change": CheckIn.objects.get(athlete=athlete).pk,
        "console:coaching_invitation_change": athlete.invitations.get().pk,
        "console:programs_programtemplate_change": version.template_id,
        "console:programs_programversion_change": version.pk,
    }


def test_console_row_pages_open_to_coach():
    coach = make.membership()
    athlete = trained(coach, name="Anna")
    client = client_of(coach.user)

    found = {
        name: client.get(reverse(name, args=[key])).status_code
        for name, key in row_pages(athlete).items()
    }

    assert found == dict.fromkeys(row_pages(athlete), 200)


@pytest.mark.parametrize("page", ["athletes_absence_add", "programs_exercise_add"])
def test_console_add_pages_open_to_coach(page):
    coach = make.membership()

    assert client_of(coach.user).get(reverse(f"console:{page}")).status_code == 200


@pytest.mark.parametrize(
    "page",
    [
        "athletes_athlete_add",
        "programs_programtemplate_import",
        "programs_programtemplate_compose",
    ],
)
def test_console_own_pages_open_to_coach(page):
    coach = make.membership()

    assert client_of(coach.user).get(reverse(f"console:{page}")).status_code == 200
