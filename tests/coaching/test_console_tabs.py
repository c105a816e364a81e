"""One athlete's pages in the console: the same head over tabs, each with a fixed cost."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from athletes.models import AnchorValue, Athlete, Comment, PlannedSession
from coaching.accounts.models import Membership
from coaching.actions.write_note import write_note
from coaching.admin.athlete_tabs import TABS
from coaching.models import Invitation
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.coaching.console_rows import client_of, trained

pytestmark = pytest.mark.django_db

READING = [name for name in TABS if name != "edit"]


@pytest.fixture
def coach() -> Membership:
    return make.membership(user=make.user(name="Marta Lind"))


def address(name: str, *keys: int) -> str:
    return reverse(f"console:athletes_athlete_{name}", args=keys)


@pytest.mark.parametrize("tab", TABS)
def test_tab_has_head_and_marks_itself(coach: Membership, tab: str) -> None:
    athlete = trained(coach, name="Anna")

    response = client_of(coach.user).get(address(tab, athlete.pk))

    assert response.status_code == 200
    assert [one.label for one in response.context["tabs"] if one.is_current] == [TABS[tab]]
    assert "Coached by Marta Lind." in response.content.decode()


@pytest.mark.parametrize("tab", READING)
def test_tab_of_an_athlete_without_a_plan_opens(coach: Membership, tab: str) -> None:
    athlete = make.athlete(coach=coach, name="Ben")

    response = client_of(coach.user).get(address(tab, athlete.pk))

    assert response.status_code == 200


@pytest.mark.parametrize("tab", [*TABS, "export"])
def test_tab_of_somebody_elses_athlete_is_not_found(coach: Membership, tab: str) -> None:
    athlete = trained(make.membership(), name="Anna")

    response = client_of(coach.user).get(address(tab, athlete.pk))

    assert response.status_code == 404


def test_assistant_has_no_tab_that_only_changes(coach: Membership) -> None:
    athlete = make.athlete(coach=coach)
    assistant = make.membership(role="ASSISTANT", organization=coach.organization)
    athlete.engagements.create(
        organization=coach.organization, membership=assistant, started_at=make.NOW
    )

    response = client_of(assistant.user).get(address("change", athlete.pk))

    assert [one.label for one in response.context["tabs"]] == [TABS[name] for name in READING]


def busy(coach: Membership, athlete: Athlete, rows: int) -> None:
    """Give the athlete so many of everything that a tab lists."""
    plan = athlete.plans.get()
    sessions = PlannedSession.objects.filter(plan=plan).order_by("ordinal")[:rows]
    for place, session in enumerate(sessions):
        log = by_hand.finish(session, sets=1)
        Comment.objects.create(
            organization=athlete.organization,
            athlete=athlete,
            planned_session=session,
            set_log=log.sets.get(),
            is_by_athlete=True,
            text=f"Heavy {place}.",
            written_at=make.NOW,
        )
        write_note(athlete=athlete, text=f"Knee {place}", by=coach.user, now=make.NOW)
        AnchorValue.objects.create(
            organization=athlete.organization,
            athlete=athlete,
            plan=plan,
            name="tm:squat",
            value=100 + place,
            source="COACH",
            reason="Tested",
            effective_ordinal=place + 1,
            set_at=make.NOW,
            set_by=coach.user,
        )
        Invitation.objects.create(
            organization=athlete.organization,
            athlete=athlete,
            email=athlete.email,
            token_hash=str(place),
            invited_by=coach.user,
            created_at=make.NOW,
            expires_at=make.NOW,
            revoked_at=make.NOW,
        )


QUERIES = {
    "change": 13,
    "plan": 17,
    "log": 14,
    "progress": 20,
    "strength": 16,
    "edit": 9,
    "body": 10,
    "comments": 9,
    "notes": 9,
    "access": 10,
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("tab", TABS)
def test_tab_has_a_fixed_number_of_queries(
    coach: Membership,
    tab: str,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    athlete = trained(coach, name="Anna")
    busy(coach, athlete, rows)
    client = client_of(coach.user)
    client.get(address(tab, athlete.pk))
    month = f"?month={make.MONDAY:%Y-%m}" if tab == "plan" else ""

    with django_assert_num_queries(QUERIES[tab]):
        client.get(address(tab, athlete.pk) + month)
