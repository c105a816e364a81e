"""What a coach's weekly mail says: who needs them, the most pressing first, five lines."""

from datetime import timedelta

import pytest
from django.core import mail
from pytest_django import DjangoAssertNumQueries

from athletes.actions.send_outbox import SendReport, send_outbox
from athletes.models import (
    CheckIn,
    Comment,
    Engagement,
    Outbox,
    PhaseProposal,
    Plan,
    PlannedSession,
)
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

    with django_assert_num_queries(8):
        written(coach)


def wrote(athlete, *, count=1, days=0, by=None):
    """Put comments of an athlete on a session; the first was written so many days before now."""
    session = PlannedSession.objects.filter(athlete=athlete).order_by("ordinal")[0]
    for number in range(count):
        Comment.objects.create(
            organization=athlete.organization,
            athlete=athlete,
            planned_session=session,
            author=by,
            is_by_athlete=True,
            text="My knee.",
            written_at=make.NOW - timedelta(days=days) + timedelta(minutes=number),
        )


def test_mail_says_whose_comments_nobody_has_read_and_not_what_they_say(coach):
    ben = hurting(coach, "Ben").athlete
    ana = training(coach, "Ana").athlete
    wrote(ben, count=2)
    wrote(ana, days=1)

    said = written(coach)

    assert said is not None
    assert said["subject"] == "1 athlete needs you at Iron Works"
    lines = [line for line in said["text"].splitlines() if line]
    assert lines[2] == "Comments nobody has read: Ana (1), Ben (2)"
    assert "knee" not in said["text"]


@pytest.mark.parametrize(("count", "end"), [(5, "Athlete 4 (1)"), (6, "Athlete 4 (1) and 1 more")])
def test_comments_alone_are_reason_enough_and_five_names_are_said(coach, count, end):
    for number in range(count):
        wrote(training(coach, f"Athlete {number}").athlete, days=count - number)

    said = written(coach)

    assert said is not None
    assert said["subject"] == "Comments wait for you at Iron Works"
    line = said["text"].splitlines()[3]
    assert line.startswith("Comments nobody has read: Athlete 0 (1), ")
    assert line.endswith(end)


def test_comments_that_were_read_or_are_of_another_place_are_not_told(coach):
    wrote(training(coach, "Ana").athlete)
    Comment.objects.update(read_at=make.NOW)
    elsewhere = make.membership(user=coach.user)
    wrote(training(elsewhere, "Ben").athlete)

    assert written(coach) is None
    assert written(elsewhere) is not None
