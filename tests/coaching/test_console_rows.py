"""What every row of a console's list has: its box, its name, and headers made once."""

import pytest
from django.urls import reverse
from unfold.templatetags import unfold_list

from tests import make
from tests.coaching.console_rows import client_of, trained

pytestmark = pytest.mark.django_db


def test_headers_are_made_once_a_list() -> None:
    coach = make.membership()
    trained(coach, name="Anna")
    response = client_of(coach.user).get(reverse("console:athletes_athlete_changelist"))
    listed = response.context["cl"]

    first, again = (list(unfold_list.result_headers(listed)) for _ in range(2))

    assert len(first) == 8
    assert all(one is other for one, other in zip(first, again, strict=True))


def test_row_has_a_box_of_its_own_and_the_name_over_the_program() -> None:
    coach = make.membership()
    athlete = trained(coach, name="Anna <b>")
    page = client_of(coach.user).get(reverse("console:athletes_athlete_changelist"))

    text = page.content.decode()

    assert f'name="_selected_action" value="{athlete.pk}"' in text
    assert 'aria-label="Select record"' in text
    assert '<strong class="block font-normal">Anna &lt;b&gt;</strong>' in text
