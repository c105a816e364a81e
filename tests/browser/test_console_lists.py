"""The console's lists, reports, organization and forms for many, in a browser: read by all."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from coaching.accounts.models import Membership
from coaching.actions.reports.link_report import link_report
from coaching.admin import console
from coaching.admin.bulk import WAYS, bulk_address
from coaching.models import AthleteTag, ReportDraft
from tests import make
from tests.browser.console_walk import VIEWS, faults_of, opened
from tests.coaching.console_rows import trained
from tests.coaching.drafts_by_hand import approved, drafted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def owner() -> Membership:
    return make.membership(user=make.user(name="Marta Lind"), role="OWNER")


def lists(owner: Membership) -> list[str]:
    """Return the address of every list, each with a row, and the roster by a tag."""
    athlete = trained(owner, name="Anna")
    for name, color in (("rehab", AthleteTag.Color.AMBER), ("team", AthleteTag.Color.VIOLET)):
        AthleteTag.objects.create(
            organization=owner.organization, athlete=athlete, name=name, color=color
        )
    drafted(coach=owner, name="Ben")
    approved(coach=owner, name="Cleo")
    names = [f"{one._meta.app_label}_{one._meta.model_name}" for one in console._registry]
    roster = reverse("console:athletes_athlete_changelist")
    return [
        *(reverse(f"console:{name}_changelist") for name in sorted(names)),
        f"{roster}?tag=rehab",
    ]


def forms(owner: Membership) -> list[str]:
    """Return the pages where something is said: of reports, of the organization, of many."""
    athletes = [make.athlete(coach=owner, name=name).pk for name in ("Dana", "Eli")]
    make.membership(organization=owner.organization, user=make.user(name="Noor Haddad"))
    own = make.exercise(organization=owner.organization, name="Front Squat, ours")
    into = make.exercise(name="Front Squat, theirs")
    merge = reverse("console:programs_exercise_merge_page", args=[own.pk])
    return [
        *(
            reverse("console:coaching_reportdraft_change", args=[key])
            for key in ReportDraft.objects.order_by("pk").values_list("pk", flat=True)
        ),
        reverse("console:accounts_organization_change", args=[owner.organization_id]),
        *(bulk_address(what, athletes) for what in WAYS),
        reverse("console:athletes_athlete_add"),
        reverse("console:programs_exercise_add"),
        reverse("console:programs_exercise_change", args=[own.pk]),
        merge,
        f"{merge}?into={into.pk}",
    ]


@pytest.mark.parametrize(("viewport", "scheme"), VIEWS)
def test_lists_and_forms_keep_the_policy_and_can_be_read(
    browser: Browser, live_server: Any, owner: Membership, viewport: Any, scheme: Any
) -> None:
    context = opened(browser, live_server, owner.user, viewport=viewport, color_scheme=scheme)

    assert faults_of(context, [*lists(owner), *forms(owner)], scheme=scheme) == []
    context.close()


@pytest.mark.parametrize(("viewport", "scheme"), VIEWS)
def test_reports_of_an_athlete_can_be_read_by_them_and_by_whom_the_link_reaches(
    browser: Browser, live_server: Any, owner: Membership, viewport: Any, scheme: Any
) -> None:
    person = make.user(name="Ana Petrova")
    draft = approved(coach=owner, user=person)
    token = link_report(draft=draft, now=timezone.now())
    anyone = browser.new_context(base_url=live_server.url, viewport=viewport, color_scheme=scheme)
    own = opened(browser, live_server, person, viewport=viewport, color_scheme=scheme)

    assert faults_of(anyone, [reverse("shared_report", args=[token])], scheme=scheme) == []
    pages = [reverse("reports"), reverse("report", args=[draft.pk])]
    assert faults_of(own, pages, scheme=scheme) == []
    for context in (anyone, own):
        context.close()
