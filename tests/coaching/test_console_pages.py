"""The console's pages: each opens, for whom it should, with as many queries as it says."""

import pytest
from django.urls import reverse

from tests import make
from tests.coaching.console_rows import LISTS, client_of, row_pages, trained

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", LISTS)
def test_console_list_opens(page):
    coach = make.membership()
    trained(coach, name="Anna")

    response = client_of(coach.user).get(reverse(f"console:{page}_changelist"))

    assert response.status_code == 200


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


# Everything one request sends: the user, the memberships, the count and what the list shows.
QUERIES = {
    "athletes_athlete": 12,
    "athletes_plan": 5,
    "athletes_plannedsession": 7,
    "athletes_weeklyadherence": 7,
    "athletes_absence": 5,
    "athletes_checkin": 7,
    "coaching_invitation": 4,
    "programs_programtemplate": 4,
    "programs_programversion": 4,
    "programs_exercise": 5,
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", LISTS)
def test_console_list_takes_its_queries(page, count, django_assert_num_queries):
    coach = make.membership()
    for name in ("Anna", "Ben", "Cem")[:count]:
        trained(coach, name=name)
    client = client_of(coach.user)
    # The first request fills what a process keeps: programs read, sessions in the cache.
    client.get(reverse(f"console:{page}_changelist"))

    with django_assert_num_queries(QUERIES[page]):
        client.get(reverse(f"console:{page}_changelist"))


@pytest.mark.parametrize("count", [1, 3])
def test_console_dashboard_takes_its_queries(count, django_assert_num_queries):
    coach = make.membership()
    for name in ("Anna", "Ben", "Cem")[:count]:
        trained(coach, name=name)
    client = client_of(coach.user)
    client.get(reverse("console:index"))

    with django_assert_num_queries(15):
        client.get(reverse("console:index"))
