"""One athlete's pages in the console: the same head over tabs, each with a fixed cost."""


import pytest
from django.urls import reverse

from coaching.accounts.models import Membership
from coaching.admin.athlete_tabs import TABS
from tests import make
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
