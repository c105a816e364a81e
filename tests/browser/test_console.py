"""The console in a browser: under its own policy, at desk and phone size, readable by all."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from athletes.models import Plan, PlanDelta, PlannedSession
from coaching.accounts.models import Membership
from coaching.actions.jobs.start_job import start_job
from programs.actions.start_draft import start_draft
from programs.models import ProgramVersion
from tests import make
from tests.athletes.merging import later_version, phase, running, sets
from tests.browser.console_walk import DESK, VIEWS, faults_of, opened
from tests.coaching.console_rows import trained
from tests.coaching.test_simulation_page import BROUGHT as SIMULATED

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def coach() -> Membership:
    return make.membership(user=make.user(name="Marta Lind"))


@pytest.fixture
def desk(browser: Browser, live_server: Any, coach: Membership) -> Iterator[Page]:
    context = opened(browser, live_server, coach.user, viewport=DESK)
    yield context.new_page()
    context.close()


def pages(coach: Membership) -> list[str]:
    """Return the address of each page of our own, and one of Unfold's of each kind."""
    athlete = trained(coach, name="Anna")
    plan = athlete.plans.get()
    session = PlannedSession.objects.filter(plan=plan).order_by("ordinal").first()
    free = make.athlete(coach=coach, name="Ben")
    assign = reverse("console:athletes_athlete_assign")
    return [
        reverse("console:index"),
        reverse("console:athletes_athlete_changelist"),
        reverse("console:athletes_athlete_change", args=[athlete.pk]),
        reverse("console:athletes_athlete_edit", args=[athlete.pk]),
        reverse("console:athletes_plan_change", args=[plan.pk]),
        reverse("console:athletes_plannedsession_change", args=[session.pk]),
        reverse("console:programs_programversion_change", args=[plan.program_version_id]),
        f"{assign}?athletes={free.pk}&version={plan.program_version_id}",
        *version_pages(plan.program_version, coach),
        reverse("console:programs_programtemplate_compose"),
        reverse("console:programs_programtemplate_import"),
        f"{reverse('console:programs_programtemplate_plan_ahead')}?try=longer:hypertrophy-1",
        reverse("console:athletes_absence_add"),
        *pages_of_many(coach),
    ]


def pages_of_many(coach: Membership) -> list[str]:
    """Return the pages of what is done to many: its job, a merge, a plan's own change."""
    plan = running(phase(group=sets(3)), athlete=make.athlete(coach=coach, name="Cleo"))
    version = later_version(plan, phase(group=sets(4)))
    items = [
        {"label": "Cleo", "plan": plan.pk, "version": plan.version, "choices": []},
        {"label": "Nobody", "plan": 0, "version": 1, "choices": []},
    ]
    job = start_job(
        kind="merge",
        organization=coach.organization,
        owner=coach.user,
        items=items,
        arguments={"version": version.pk},
        at_once=True,
        now=make.NOW,
    )
    third = later_version(plan, phase(group=sets(5)))
    delta = PlanDelta.objects.get(plan=plan)
    return [
        reverse("console:athletes_job_changelist"),
        reverse("console:job", args=[job.pk]),
        reverse("console:merge", args=[third.pk]),
        reverse("console:athletes_plandelta_change", args=[delta.pk]),
    ]


def version_pages(version: ProgramVersion, coach: Membership) -> list[str]:
    """Return the pages of a template with a draft beside what its athletes follow."""
    draft = start_draft(template=version.template, by=coach.user, now=make.NOW)
    template = [version.template_id]
    compare = reverse("console:programs_programtemplate_compare", args=template)
    simulate = reverse("console:programs_programversion_simulate", args=[version.pk])
    return [
        simulate,
        f"{simulate}?{urlencode(SIMULATED)}",
        reverse("console:programs_programtemplate_change", args=template),
        reverse("console:programs_programtemplate_plan_program", args=template),
        reverse("console:programs_programversion_publish", args=[draft.pk]),
        reverse("console:programs_programversion_import", args=[draft.pk]),
        f"{compare}?from=1&to=2",
    ]


@pytest.mark.parametrize(("viewport", "scheme"), VIEWS)
def test_console_pages_keep_the_policy_and_can_be_read(
    browser: Browser, live_server: Any, coach: Membership, viewport: Any, scheme: Any
) -> None:
    context = opened(browser, live_server, coach.user, viewport=viewport, color_scheme=scheme)

    assert faults_of(context, pages(coach), scheme=scheme) == []
    context.close()


def test_roster_to_plan_by_mouse(desk: Page, live_server: Any, coach: Membership) -> None:
    make.athlete(coach=coach, name="Anna")
    make.athlete(coach=coach, name="Ben")
    version = make.version(organization=coach.organization)

    desk.goto(live_server.url + reverse("console:index"))
    desk.get_by_role("link", name="Athletes").first.click()
    desk.get_by_role("checkbox", name="Select all objects on this page for an action").check()
    desk.get_by_label("Select action to run").select_option("assign")
    desk.get_by_role("button", name="Run").click()
    desk.get_by_label("Program").select_option(str(version))
    desk.get_by_role("button", name="Go on").click()
    desk.get_by_role("button", name="Assign to 2 athletes").click()

    expect(desk.get_by_text(f"2 athletes follow {version} now.")).to_be_visible()
    assert Plan.objects.running().count() == 2
