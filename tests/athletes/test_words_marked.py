"""Every word that an athlete reads goes through the catalogs, and they have it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from athletes.actions.finish_session import finish_session
from athletes.models import Athlete, PhaseProposal, Plan, PlanRamp
from athletes.queries.phase_mail import get_phase_mail
from programs.engine.timeline import local_date
from tests import make
from tests.athletes.crawl import faults_at, faults_of, text_of
from tests.athletes.logging import whole_session
from tests.browser.athlete_pages import pages_of
from tests.coaching import demo_runs
from tests.marked_words import marking, unmarked

pytestmark = pytest.mark.django_db

# One trains in a gym, one at home.
LIFTERS = ("Ana Petrova", "Ben Okafor")
ENTRANCE = (
    "front",
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_inactive",
)
ACCOUNT = ("account_email", "account_change_password", "account_logout", "mfa_index")
Say = Callable[[Plan], object]


@pytest.fixture(scope="module")
def _gym(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    yield from demo_runs.made_once(django_db_blocker, weeks=12, names=set(LIFTERS))


@pytest.fixture
def athlete() -> Athlete:
    return make.athlete(user=make.user(name="Mara Lind"), name="Mara Lind")


@pytest.fixture
def page(client: Client, athlete: Athlete) -> Client:
    client.force_login(athlete.user)
    return client


@pytest.mark.usefixtures("_gym")
@pytest.mark.parametrize("name", LIFTERS)
def test_every_page_of_the_demo_is_translated(client: Client, name: str) -> None:
    athlete = demo_runs.athlete(name)
    client.force_login(athlete.user)

    with time_machine.travel(demo_runs.NOW, tick=False):
        plans = athlete.plans.order_by("starts_on")
        addresses = sorted({address for plan in plans for address in pages_of(plan)})
        found = faults_at(client, addresses)

    assert len(addresses) > 30
    assert found == {}


def begun(athlete: Athlete, *, days_ago: int) -> Plan:
    """Return a plan that began so many days ago, with sessions on that weekday and three on."""
    now = timezone.now()
    start = local_date(now, zone=athlete.time_zone) - timedelta(days=days_ago)
    return make.plan(
        athlete=athlete,
        starts_on=start,
        weekdays={2: [start.weekday(), (start.weekday() + 3) % 7]},
        now=now - timedelta(days=max(days_ago, 0)),
        anchors={athlete.pk: {"rm:bench": Decimal(100), "rm:squat": Decimal(150)}},
    )


def train(plan: Plan) -> None:
    session = plan.sessions.select_related("athlete").order_by("ordinal")[0]
    whole_session(plan.athlete, session, at=timezone.now())
    finish_session(planned_session=session, session_rpe=None, note="", by=None, now=timezone.now())


def become(status: str) -> Say:
    return lambda plan: Plan.objects.filter(pk=plan.pk).update(status=status, due_at=None)


def come_back(plan: Plan) -> None:
    PlanRamp.objects.create(
        organization=plan.organization,
        athlete=plan.athlete,
        plan=plan,
        from_ordinal=1,
        per_week=2,
        days=18,
    )


def wait(plan: Plan) -> None:
    PhaseProposal.objects.create(
        organization=plan.organization,
        athlete=plan.athlete,
        plan=plan,
        phase=plan.phases.get(),
        decision="REPEAT",
        reason="exposure_low",
        words="Half of it was missed.",
        evidence={},
        due_at=plan.due_at,
        proposed_at=plan.due_at,
    )


STATES: dict[str, tuple[int, Say]] = {
    "training": (0, bool),
    "done": (0, train),
    "missed": (1, bool),
    "rest": (2, train),
    "not_started": (-7, bool),
    "paused": (0, become(Plan.Status.PAUSED)),
    "completed": (0, become(Plan.Status.COMPLETED)),
    "no_plan": (0, become(Plan.Status.ENDED)),
    "ramp": (0, come_back),
    "proposal": (0, wait),
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_of_today_is_translated(page: Client, athlete: Athlete, state: str) -> None:
    days_ago, happen = STATES[state]
    happen(begun(athlete, days_ago=days_ago))

    assert faults_at(page, [reverse("today"), reverse("week"), reverse("plan")]) == {}


def test_pages_of_somebody_new_are_translated(page: Client, athlete: Athlete) -> None:
    Athlete.objects.filter(pk=athlete.pk).update(is_new=True)
    names = ("today", "first_run", "week", "plan", "progress", "history", "exercises", "comments")

    assert faults_at(page, [reverse(name) for name in names]) == {}


def test_pages_of_nobodys_athlete_are_translated(client: Client) -> None:
    client.force_login(make.user())

    assert faults_at(client, [reverse("today"), reverse("home")]) == {}


def test_what_forms_refuse_is_translated(page: Client, athlete: Athlete) -> None:
    session = begun(athlete, days_ago=0).sessions.order_by("ordinal")[0]
    group = session.groups.order_by("position")[0]
    posts: dict[str, dict[str, object]] = {
        reverse("session_log_set", args=[session.pk]): {
            "group": group.pk, "number": 1, "set_id": "x", "load": "heavy", "reps": "many",
        },
        reverse("session_finish", args=[session.pk]): {"body_weight": "814"},
        reverse("session_skip", args=[session.pk]): {},
        reverse("session_comments", args=[session.pk]): {"text": ""},
        reverse("session_move", args=[session.pk]): {"to_on": "never"},
        reverse("check_in"): {"body_weight": "heavy", "sleep": "9"},
        reverse("measurements"): {"WAIST": "900"},
        reverse("first_run"): {"units": "KG", "time_zone": "Mars/Olympus"},
        reverse("athlete_settings"): {
            "form": "equipment", "equipment-plates": "20", "equipment-dumbbells": "?",
        },
    }  # fmt: skip

    def refusals() -> Iterator[tuple[str, str]]:
        for address, typed in posts.items():
            response = page.post(address, typed)
            assert response.status_code == 422, address
            yield address, text_of(response)

    assert faults_of(refusals) == {}


def test_pages_before_and_about_the_account_are_translated(client: Client) -> None:
    cache.clear()
    assert faults_at(client, [reverse(name) for name in ENTRANCE]) == {}

    client.force_login(make.account())
    client.post(reverse("account_reauthenticate"), {"password": "a long enough password"})
    assert faults_at(client, [reverse(name) for name in ACCOUNT]) == {}


def test_mails_to_athletes_are_translated(athlete: Athlete) -> None:
    plan = begun(athlete, days_ago=0)
    wait(plan)
    told = {"plan": plan.pk, "transitions": [], "proposals": [PhaseProposal.objects.get().pk]}

    def mails() -> Iterator[tuple[str, str]]:
        mail = get_phase_mail(told, now=timezone.now())
        assert mail is not None
        yield "phase", f"<p>{mail['subject']}</p><p>{mail['text']}</p>"

    assert faults_of(mails) == {}


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>⟦Save⟧</p>", []),
        ("<p>Save</p>", ["Save"]),
        ("<p>⟦Save ⟦now⟧⟧ and go</p>", ["and go"]),
        ("<p>⟦<strong>3</strong> of 12 sets⟧</p>", []),
        ("<p>Bench Press, 100 kg</p>", []),
        ('<a aria-label="Close">⟦Close⟧</a>', ["Close"]),
        ('<a data-op-says="A comment">⟦Send⟧</a>', ["A comment"]),
        ('<p data-x=\'{"low": "Below it", "high": "⟦Above it⟧"}\'></p>', ["Below it"]),
        ("<script>const one = 'two words'</script>", []),
    ],
)
def test_words_past_the_catalog_are_found(html: str, left: list[str]) -> None:
    assert unmarked(html, names={"Bench Press"}) == left


def test_marks_are_put_around_what_is_asked_of_the_catalog(page: Client) -> None:
    with marking() as marked:
        html = text_of(page.get(reverse("today")))

    assert "⟦No plan yet⟧" in html
    assert "No plan yet" in marked.asked
    assert gettext("Save") == "Save"
    assert "⟦" not in text_of(page.get(reverse("today")))
