"""Coaches are told what waits for them: pain at once, the rest in one mail of the morning."""

from datetime import UTC, datetime, timedelta

import pytest

from athletes.actions.roll_due import roll_due
from athletes.actions.send_outbox import SendReport, send_outbox
from athletes.models import CheckIn, Engagement, Outbox, PhaseProposal, Plan
from athletes.queries.coach_mail import get_coach_mail
from athletes.queries.mornings import monday_morning, morning_before, next_morning
from coaching.accounts.models import Membership, User
from tests import make
from tests.athletes.plans_by_hand import DUE, day, make_plan, train

pytestmark = pytest.mark.django_db

SIX = DUE + timedelta(hours=6)
# When the mail leaves: a sweep may be on its way at six.
MORNING = SIX + timedelta(minutes=2)


@pytest.fixture
def coach() -> Membership:
    return make.membership(user=make.user(name="Carla", email="carla@example.com"))


@pytest.fixture
def delivery(settings, mailoutbox):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DELIVERY_OPTIONS = {}
    return mailoutbox


def low_dose(coach: Membership | None = None, **fields: object) -> Plan:
    """Return a plan whose repeat will be proposed: half of its sessions were done."""
    plan = make_plan("hypertrophy", "strength", athlete=make.athlete(coach=coach, **fields))
    train(plan, sessions=2)
    return plan


def hurting(coach: Membership, name: str) -> Plan:
    plan = make_plan("hypertrophy", "strength", athlete=make.athlete(coach=coach, name=name))
    train(plan)
    CheckIn.objects.create(
        organization=plan.organization, athlete=plan.athlete, on=day(13), has_pain=True
    )
    return plan


def queued() -> list[str]:
    rows = Outbox.objects.filter(kind=Outbox.Kind.COACH_ASKED).order_by("key")
    return list(rows.values_list("key", flat=True))


def written(now: datetime = MORNING) -> dict[str, str] | None:
    return get_coach_mail(Outbox.objects.get(kind="COACH_ASKED").message, now=now)


def test_proposals_of_a_day_are_one_mail_of_the_coachs_next_morning(coach, delivery) -> None:
    for name in ("Anna", "Ben"):
        low_dose(coach, name=name)

    roll_due(now=DUE)
    early = send_outbox(now=MORNING - timedelta(seconds=1))
    on_time = send_outbox(now=MORNING)

    assert queued() == [
        f"asked:{coach.user_id}:{coach.organization_id}:2026-03-16T06:00",
    ]
    assert (early, on_time) == (SendReport(), SendReport(sent=1))
    (sent,) = delivery
    assert (sent.to, sent.subject) == (["carla@example.com"], "2 plans wait for you")
    why = "The phase is to be repeated: 50 % of the planned sessions were done, less than 60 %."
    assert [line for line in sent.body.splitlines() if line] == [
        "Hello Carla,",
        f"Anna: {why}",
        f"Ben: {why}",
        "Until you decide, the last training week is repeated.",
        "http://localhost:8000/console/",
    ]


def test_morning_is_the_coachs_own(coach) -> None:
    User.objects.update(time_zone="America/New_York")
    low_dose(coach)

    roll_due(now=DUE)

    # New York is four hours behind in the middle of March.
    assert Outbox.objects.get().run_after == datetime(2026, 3, 16, 10, 2, tzinfo=UTC)


def test_pain_is_told_at_once_in_one_mail_a_run(coach, delivery) -> None:
    for name in ("Anna", "Ben"):
        hurting(coach, name)

    roll_due(now=DUE)
    report = send_outbox(now=DUE)

    first = PhaseProposal.objects.order_by("pk")[0]
    assert queued() == [f"pain:{coach.user_id}:{coach.organization_id}:{first.pk}:20260316T000000"]
    assert report == SendReport(sent=1)
    assert delivery[0].subject == "2 plans wait for you"
    assert "Nothing new is scheduled until you say how it goes on." in delivery[0].body


def test_second_run_tells_nothing_twice(coach) -> None:
    hurting(coach, "Anna")
    low_dose(coach)

    roll_due(now=DUE)
    before = queued()
    Plan.objects.update(due_at=DUE)
    roll_due(now=DUE + timedelta(minutes=1))

    assert len(before) == 2
    assert queued() == before


def test_next_days_proposal_is_another_mail_without_the_first(coach) -> None:
    low_dose(coach, name="Anna")
    late = low_dose(coach, name="Ben")
    Plan.objects.filter(pk=late.pk).update(due_at=DUE + timedelta(days=1))

    roll_due(now=DUE)
    roll_due(now=DUE + timedelta(days=1))

    first, second = Outbox.objects.filter(kind="COACH_ASKED").order_by("run_after")
    names = [get_coach_mail(row.message, now=row.run_after) for row in (first, second)]
    assert [one and one["subject"] for one in names] == [
        "Anna's plan waits for you",
        "Ben's plan waits for you",
    ]


def test_sweep_that_commits_after_six_is_in_the_mail_of_the_day_it_began(coach, delivery) -> None:
    low_dose(coach, name="Anna")
    ben = low_dose(coach, name="Ben")
    began = SIX - timedelta(seconds=1)
    Plan.objects.filter(pk=ben.pk).update(due_at=began)
    roll_due(now=DUE)

    at_six = send_outbox(now=SIX + timedelta(seconds=30))
    roll_due(now=began)
    send_outbox(now=MORNING)

    assert at_six == SendReport()
    assert [mail.subject for mail in delivery] == ["2 plans wait for you"]


def test_decided_before_the_morning_tells_nobody(coach) -> None:
    low_dose(coach)
    roll_due(now=DUE)

    PhaseProposal.objects.update(status="DECLINED")

    assert written() is None


@pytest.mark.parametrize("lost", ["engagement", "membership", "role", "account"])
def test_rights_are_those_at_sending(coach, lost) -> None:
    low_dose(coach)
    roll_due(now=DUE)
    assert written() is not None

    if lost == "engagement":
        Engagement.objects.update(ended_at=make.NOW)
    elif lost == "membership":
        Membership.objects.update(is_active=False)
    elif lost == "role":
        Membership.objects.update(role="ASSISTANT")
    else:
        User.objects.update(is_active=False)

    assert written() is None


def test_who_coaches_oneself_reads_it_once(coach) -> None:
    low_dose(coach, user=coach.user)

    roll_due(now=DUE)

    assert written() is None


def test_assistant_is_not_asked_and_the_organizations_leaders_are() -> None:
    assistant = make.membership(role="ASSISTANT")
    owner = make.membership(role="OWNER", organization=assistant.organization)
    make.membership(role="COACH", organization=assistant.organization)
    low_dose(assistant)

    roll_due(now=DUE)

    assert queued() == [f"asked:{owner.user_id}:{owner.organization_id}:2026-03-16T06:00"]


def test_mornings_of_days_that_change_their_length() -> None:
    # Berlin: the clock goes forward on 29 March, back on 25 October.
    zone = "Europe/Berlin"
    spring = datetime(2026, 3, 29, 4, tzinfo=UTC)

    assert next_morning(now=spring - timedelta(seconds=1), zone=zone) == spring
    assert next_morning(now=spring, zone=zone) == spring + timedelta(days=1)
    assert morning_before(spring, zone=zone) == spring - timedelta(hours=23)
    assert monday_morning(now=spring, zone=zone) == datetime(2026, 3, 23, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        (datetime(2026, 3, 16, 5, 59, 59, tzinfo=UTC), datetime(2026, 3, 9, 6, tzinfo=UTC)),
        (datetime(2026, 3, 16, 6, tzinfo=UTC), datetime(2026, 3, 16, 6, tzinfo=UTC)),
        (datetime(2026, 3, 22, 23, tzinfo=UTC), datetime(2026, 3, 16, 6, tzinfo=UTC)),
    ],
)
def test_monday_morning_is_the_last_one_that_has_come(now, monday) -> None:
    assert monday_morning(now=now, zone="UTC") == monday
