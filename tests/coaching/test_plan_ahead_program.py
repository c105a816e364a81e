"""A program laid out as a year: who moves, and the changed weeks put into its draft."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coaching.queries.plan_ahead_movers import get_movers
from programs.engine.building.program_year import year_of_program
from programs.models import ProgramVersion
from programs.queries.program_of import program_of
from tests import make
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db

PLAN = "console:programs_programtemplate_plan_program"
LONGER = {"edits": "longer:strength-1"}


@pytest.fixture
def coach():
    return make.membership()


@pytest.fixture
def version(coach):
    return make.version(organization=coach.organization)


def runs(version, coach, name):
    athlete = make.athlete(coach=coach, name=name)
    return make.plan(athlete=athlete, version=version)


def address(version, **said):
    return f"{reverse(PLAN, args=[version.template_id])}?{urlencode(said)}"


def test_page_lays_the_program_out_from_the_first_day_of_its_plans(coach, version):
    plan = runs(version, coach, "Anna")

    response = client_of(coach.user).get(address(version))

    first = response.context["lines"][0].phase
    assert first.starts_on == plan.starts_on
    assert [(line.phase.key, line.phase.weeks) for line in response.context["lines"]] == [
        ("hypertrophy-1", 4),
        ("deload-1", 1),
        ("strength-1", 4),
        ("deload-2", 1),
    ]


def test_page_says_who_moves_and_leaves_out_whom_the_person_does_not_coach(coach, version):
    plan = runs(version, coach, "Anna")
    runs(version, make.membership(organization=coach.organization), "Ben")

    response = client_of(coach.user).get(
        address(version, start_on=plan.starts_on, **{"try": "longer:strength-1"})
    )

    (mover,) = response.context["movers"]
    assert (mover.name, mover.plan, mover.keeps_phase) == ("Anna", plan.pk, False)
    assert mover.words[0] == "Strength 1 is lengthened from 4 to 5 weeks."
    assert (mover.then_over_on - mover.over_on).days == 7


def test_page_a_phase_that_runs_keeps_its_weeks(coach, version):
    plan = runs(version, coach, "Anna")

    response = client_of(coach.user).get(address(version, **{"try": "longer:hypertrophy-1"}))

    (mover,) = response.context["movers"]
    assert (mover.keeps_phase, mover.words) == (True, ())
    assert mover.ends_on == plan.phases.get().ends_on
    assert mover.over_on == mover.then_over_on


@pytest.mark.parametrize("count", [1, 3])
def test_movers_take_two_queries(coach, version, count):
    for number in range(count):
        runs(version, coach, f"Athlete {number}")
    year = year_of_program(program_of(version), start_on=date(2026, 3, 2))

    with CaptureQueriesContext(connection) as asked:
        found = get_movers(template=version.template, user=coach.user, year=year)

    assert (len(found), len(asked)) == (count, 2)


def test_into_draft_has_the_new_weeks_and_the_published_version_stays(coach, version):
    response = client_of(coach.user).post(
        address(version, start_on="2026-03-02", **LONGER), {"seen": version.content_hash}
    )

    draft = ProgramVersion.objects.get(template=version.template, status="DRAFT")
    assert response.url == reverse("builder", args=[draft.pk])
    assert [one.week_count for one in program_of(draft).mesocycles] == [4, 1, 5, 1]
    version.refresh_from_db()
    assert [one.week_count for one in program_of(version).mesocycles] == [4, 1, 4, 1]


def test_into_draft_that_somebody_changed_meanwhile_is_refused(coach, version):
    said = address(version, start_on="2026-03-02", **LONGER)

    response = client_of(coach.user).post(said, {"seen": "another"}, follow=True)

    assert next(str(one) for one in response.context["messages"]).endswith(
        "open it again and make your change there."
    )
    assert not ProgramVersion.objects.filter(status="DRAFT").exists()
    assert [one.phase.weeks for one in response.context["lines"]] == [4, 1, 5, 1]


def test_page_of_another_organization_is_not_found(version):
    stranger = make.membership()

    for answer in (client_of(stranger.user).get, client_of(stranger.user).post):
        assert answer(address(version)).status_code == 404
