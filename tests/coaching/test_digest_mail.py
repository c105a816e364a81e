"""What a coach's weekly mail says: who needs them, the most pressing first, five lines."""

from datetime import timedelta

import pytest
from django.core import mail
from pytest_django import DjangoAssertNumQueries

from athletes.actions.send_outbox import SendReport, send_outbox
from athletes.models import CheckIn, Engagement, Outbox, PhaseProposal, Plan
from coaching.accounts.models import Membership, User
from coaching.actions.queue_digests import queue_digests
from coaching.queries.digest import Digest, get_digest, get_digest_mail
from tests import make
from tests.athletes.plans_by_hand import make_plan

pytestmark = pytest.mark.django_db

LATER = make.NOW + timedelta(days=2)


@pytest.fixture
def coach():
    membership = make.membership(
        user=make.user(name="Carla", email="carla@example.com"),
        organization=make.organization(name="Iron Works"),
    )
    Membership.objects.update(created_at=make.NOW - timedelta(days=30))
    return membership


@pytest.fixture
def delivery(settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DELIVERY_OPTIONS = {}


def training(coach, name):
    return make_plan("hypertrophy", "strength", athlete=make.athlete(coach=coach, name=name))


def hurting(coach, name):
    plan = training(coach, name)
    CheckIn.objects.create(
        organization=plan.organization, athlete=plan.athlete, on=make.MONDAY, has_pain=True
    )
    return plan


def waiting(coach, name, *, since=make.NOW):
    plan = training(coach, name)
    PhaseProposal.objects.create(
        organization=plan.organization,
        athlete=plan.athlete,
        plan=plan,
        phase=plan.phases.get(),
        decision="REPEAT",
        reason="dose_low",
        words="Too little was done.",
        evidence={},
        due_at=since,
        proposed_at=since,
    )
    return plan


def stopped(coach, name):
    plan = training(coach, name)
    Plan.objects.filter(pk=plan.pk).update(quarantined_at=make.NOW)
    return plan


def written(coach, now=LATER):
    return get_digest_mail({"membership": coach.pk}, now=now)


def test_digest_the_most_pressing_comes_first_one_line_an_athlete(coach):
    stopped(coach, "Anna")
    waiting(coach, "Ben")
    waiting(coach, "Cid", since=make.NOW - timedelta(days=5))
    hurting(coach, "Dora")
    training(coach, "Eve")

    assert get_digest(membership=coach, now=LATER) == Digest(
        lines=(
            "Dora: Reported pain on 2 Mar; nobody has resolved it.",
            "Cid: A phase change has waited for you for 7 days: repeating the phase.",
            "Ben: A phase change has waited for you for 2 days: repeating the phase.",
            "Anna: Phase changes stopped after repeated errors; the operator has been told.",
        ),
        more=0,
    )


@pytest.mark.parametrize(("count", "more"), [(5, 0), (6, 1), (8, 3)])
def test_digest_five_lines_and_how_many_more(coach, count, more):
    for number in range(count):
        hurting(coach, f"Athlete {number}")

    digest = get_digest(membership=coach, now=LATER)

    assert [line.partition(":")[0] for line in digest.lines] == [
        f"Athlete {number}" for number in range(5)
    ]
    assert digest.more == more


def test_mail_says_it_in_words_and_leads_to_the_console(coach):
    for number in range(6):
        hurting(coach, f"Athlete {number}")

    said = written(coach)

    assert said is not None
    assert (said["to"], said["subject"]) == (
        "carla@example.com",
        "6 athletes need you at Iron Works",
    )
    stop = said["headers"]["List-Unsubscribe"].strip("<>")
    lines = [line for line in said["text"].splitlines() if line]
    assert lines[0] == "Hello Carla,"
    assert lines[6:] == [
        "and 1 more",
        "http://localhost:8000/console/",
        f"If you don't want this mail: {stop}",
    ]


def test_mail_with_nothing_to_say_is_not_sent_and_not_queued_again(coach, delivery):
    training(coach, "Anna")
    now = make.NOW + timedelta(hours=1)

    queue_digests(now=now)
    report = send_outbox(now=now)
    queue_digests(now=now + timedelta(hours=1))

    assert report == SendReport(sent=1)
    assert mail.outbox == []
    assert Outbox.objects.get().message == {}


def test_mail_twice_queued_and_sent_is_one(coach, delivery):
    hurting(coach, "Anna")

    for _ in range(2):
        queue_digests(now=make.NOW)
        send_outbox(now=make.NOW)

    (sent,) = mail.outbox
    assert sent.subject == "1 athlete needs you at Iron Works"
    assert sent.body.count("Anna: ") == 1


def test_mail_tells_of_ones_own_athletes_in_that_place_only(coach):
    hurting(make.membership(organization=coach.organization), "Of another coach")
    hurting(make.membership(user=coach.user), "In another place")
    hurting(coach, "Archived").athlete.__class__.objects.filter(name="Archived").update(
        is_archived=True
    )
    myself = hurting(coach, "Carla")
    type(myself.athlete).objects.filter(pk=myself.athlete_id).update(user=coach.user)

    assert written(coach) is None


@pytest.mark.parametrize("lost", ["engagement", "membership", "account", "wish"])
def test_mail_rights_and_wish_are_those_at_sending(coach, lost):
    hurting(coach, "Anna")
    assert written(coach) is not None

    if lost == "engagement":
        Engagement.objects.update(ended_at=make.NOW)
    elif lost == "membership":
        Membership.objects.update(is_active=False)
    elif lost == "account":
        User.objects.update(is_active=False)
    else:
        Membership.objects.update(wants_digest=False)

    assert written(coach) is None


@pytest.mark.parametrize("count", [1, 3])
def test_mail_costs_the_same_whatever_the_number_of_athletes(
    coach, count, django_assert_num_queries: DjangoAssertNumQueries
):
    for number in range(count):
        hurting(coach, f"Athlete {number}")

    with django_assert_num_queries(7):
        written(coach)
