"""Coaches read in their morning's mail what late logs would have decided; nothing waits for it."""

from datetime import timedelta

import pytest

from athletes.actions.decide_proposal import accept_proposal
from athletes.actions.end_plan import end_plan
from athletes.actions.propose_after_late_logs import propose_after_late_logs
from athletes.actions.roll_due import roll_due
from athletes.actions.send_outbox import SendReport, send_outbox
from athletes.actions.summarize_adherence import summarize_adherence
from athletes.models import Outbox, PhaseProposal, Plan, PlannedSession, SessionLog
from coaching.accounts.models import Membership
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.plans_by_hand import DUE, make_plan, train

pytestmark = pytest.mark.django_db

LATER = DUE + timedelta(hours=12)
MORNING = DUE + timedelta(days=1, hours=6, minutes=2)


@pytest.fixture
def coach() -> Membership:
    return make.membership(user=make.user(name="Carla", email="carla@example.com"))


@pytest.fixture
def delivery(settings, mailoutbox):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DELIVERY_OPTIONS = {}
    return mailoutbox


def repeated(coach: Membership, name: str, **fields: object) -> Plan:
    """Return a plan whose first phase is repeated, all of whose logs are there by now."""
    athlete = make.athlete(coach=coach, name=name, **fields)
    plan = make_plan("hypertrophy", "strength", athlete=athlete)
    train(plan, sessions=2)
    roll_due(now=DUE)
    accept_proposal(proposal=PhaseProposal.objects.get(plan=plan), by=coach.user, now=LATER)
    for session in PlannedSession.objects.filter(plan=plan, phase__seq=1, log=None):
        if session.scheduled_on < DUE.date():
            by_hand.finish(session)
    Outbox.objects.all().delete()
    return plan


def paragraphs(body: str) -> list[str]:
    return [line for line in body.splitlines() if line]


WHY = (
    "Late logs change what the end of Hypertrophy rested on: "
    "The next phase begins: 100 % of the planned sessions were done."
)
NOTHING_WAITS = (
    "These plans go on as they are: nothing waits, and the plan's page says what can still be done."
)


def test_late_logs_of_a_day_are_one_mail_of_the_next_morning(coach, delivery) -> None:
    for name in ("Anna", "Ben"):
        repeated(coach, name)

    summarize_adherence(now=LATER)
    early = send_outbox(now=MORNING - timedelta(seconds=1))
    on_time = send_outbox(now=MORNING)

    assert (early, on_time) == (SendReport(), SendReport(sent=1))
    (sent,) = delivery
    assert (sent.to, sent.subject) == (
        ["carla@example.com"],
        "Late logs change decisions on 2 plans",
    )
    assert paragraphs(sent.body) == [
        "Hello Carla,",
        f"Anna: {WHY}",
        f"Ben: {WHY}",
        NOTHING_WAITS,
        "http://localhost:8000/console/",
    ]


def test_what_waits_and_what_came_late_share_the_mornings_mail(coach, delivery) -> None:
    repeated(coach, "Anna")
    waits = make_plan("hypertrophy", "strength", athlete=make.athlete(coach=coach, name="Ben"))
    train(waits, sessions=2)
    roll_due(now=LATER)
    summarize_adherence(now=LATER)

    send_outbox(now=MORNING)

    (sent,) = delivery
    assert sent.subject == "Ben's plan waits for you"
    assert paragraphs(sent.body) == [
        "Hello Carla,",
        "Ben: The phase is to be repeated: 50 % of the planned sessions were done, less than 60 %.",
        "Until you decide, the last training week is repeated.",
        f"Anna: {WHY}",
        NOTHING_WAITS,
        "http://localhost:8000/console/",
    ]


def test_judged_twice_is_told_once(coach, delivery) -> None:
    repeated(coach, "Anna")
    logs = list(SessionLog.objects.values_list("pk", flat=True))
    summarize_adherence(now=LATER)

    propose_after_late_logs(logs=logs, now=LATER)

    assert Outbox.objects.filter(kind="COACH_ASKED").count() == 1


def test_noted_before_the_morning_tells_nobody(coach, delivery) -> None:
    repeated(coach, "Anna")
    summarize_adherence(now=LATER)
    PhaseProposal.objects.filter(status="OPEN").update(status="DECLINED")

    send_outbox(now=MORNING)

    assert delivery == []


def test_plan_that_ended_before_the_morning_is_not_told(coach, delivery) -> None:
    repeated(coach, "Anna")
    summarize_adherence(now=LATER)
    end_plan(plan=Plan.objects.get(), by=coach.user, now=LATER)

    send_outbox(now=MORNING)

    assert delivery == []
    assert not PhaseProposal.objects.filter(status="OPEN").exists()


def test_who_coaches_oneself_reads_it_too(coach, delivery) -> None:
    repeated(coach, "Carla", user=coach.user)

    summarize_adherence(now=LATER)
    send_outbox(now=MORNING)

    assert delivery[0].subject == "Late logs change a decision on Carla's plan"
