"""What a coach does with athletes chosen on the roster: tags, comments, pauses, hand-over."""

import pytest
from django.test import Client
from django.urls import reverse

from athletes.models import Athlete, Comment, Engagement, Job, Outbox, Plan
from coaching.accounts.models import Membership
from coaching.models import AthleteTag
from tests import make
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db


def bulk(client: Client, what: str, athletes: list[Athlete], **said: object) -> object:
    chosen = ",".join(str(athlete.pk) for athlete in athletes)
    return client.post(
        f"{reverse('console:athletes_athlete_bulk', args=[what])}?athletes={chosen}", said
    )


@pytest.fixture
def coach() -> Membership:
    return make.membership()


@pytest.fixture
def pair(coach: Membership) -> list[Athlete]:
    return [make.athlete(coach=coach, name="Ana"), make.athlete(coach=coach, name="Ben")]


def test_tag_is_put_on_each_and_has_one_color(coach, pair):
    client = client_of(coach.user)
    bulk(client, "tag", pair[:1], name="Rehab", color="RED")

    response = bulk(client, "tag", pair, name=" rehab ", color="BLUE")

    assert response.url == reverse("console:athletes_athlete_changelist")
    rows = AthleteTag.objects.order_by("athlete").values_list("athlete__name", "name", "color")
    assert list(rows) == [("Ana", "rehab", "BLUE"), ("Ben", "rehab", "BLUE")]


def test_tag_is_taken_off(coach, pair):
    client = client_of(coach.user)
    bulk(client, "tag", pair, name="rehab", color="RED")

    bulk(client, "tag", pair[:1], name="rehab", color="RED", takes_off="on")

    assert AthleteTag.objects.get().athlete == pair[1]


def test_tag_filters_the_roster(coach, pair):
    client = client_of(coach.user)
    bulk(client, "tag", pair[:1], name="rehab", color="RED")

    page = client.get(reverse("console:athletes_athlete_changelist") + "?tag=rehab")

    assert [athlete.name for athlete in page.context["cl"].result_list] == ["Ana"]
    assert '<span class="pw-tag pw-tag--red">rehab</span>' in page.content.decode()


def test_comment_stands_on_the_phase_of_each_and_who_has_none_is_named(coach, pair):
    make.plan(athlete=pair[0])

    response = bulk(client_of(coach.user), "comment", pair, text="Well done.")

    job = Job.objects.get()
    assert response.url == reverse("console:job", args=[job.pk])
    assert [(one["label"], one["is_done"]) for one in job.result] == [("Ana", True), ("Ben", False)]
    comment = Comment.objects.get()
    assert (comment.athlete, comment.text, comment.phase.plan) == (
        pair[0],
        "Well done.",
        pair[0].plans.get(),
    )


def test_same_sending_twice_is_one_comment(coach, pair):
    make.plan(athlete=pair[0])
    client, key = client_of(coach.user), "01900000-0000-7000-8000-000000000001"

    for _ in range(2):
        bulk(client, "comment", pair[:1], text="Well done.", key=key)

    assert Comment.objects.count() == 1


def test_pause_stops_each_plan(coach, pair):
    plans = [make.plan(athlete=athlete) for athlete in pair]

    bulk(client_of(coach.user), "pause", pair, reason="HOLIDAY", note="Christmas")

    assert set(Plan.objects.values_list("pk", "status")) == {(one.pk, "PAUSED") for one in plans}


def test_hand_over_ends_one_engagement_and_begins_the_other_and_tells_once(coach, pair):
    other = make.membership(organization=coach.organization)

    bulk(client_of(coach.user), "hand_over", pair, to=other.pk)

    rows = Engagement.objects.order_by("athlete", "pk")
    assert [(row.athlete, row.membership, row.ended_at is None) for row in rows] == [
        (pair[0], coach, False),
        (pair[0], other, True),
        (pair[1], coach, False),
        (pair[1], other, True),
    ]
    assert [mail.message["to"] for mail in Outbox.objects.all()] == [other.user.email]
    assert list(Athlete.objects.coached_by(coach.user)) == []


def test_hand_over_to_who_works_elsewhere_is_refused(coach, pair):
    response = bulk(client_of(coach.user), "hand_over", pair, to=make.membership().pk)

    assert response.status_code == 422
    assert Engagement.objects.filter(membership=coach, ended_at=None).count() == 2


def test_more_than_ten_are_a_job(coach):
    athletes = [make.athlete(coach=coach) for _ in range(11)]

    response = bulk(client_of(coach.user), "tag", athletes, name="new", color="GREEN")

    job = Job.objects.get()
    assert response.url == reverse("console:job", args=[job.pk])
    assert (job.done, job.total, AthleteTag.objects.count()) == (0, 11, 0)


@pytest.mark.parametrize("what", ["tag", "comment", "pause", "hand_over"])
def test_athlete_of_another_is_not_found_and_assistant_is_refused(coach, pair, what):
    assistant = make.membership(organization=coach.organization, role="ASSISTANT")
    for athlete in pair:
        athlete.engagements.create(
            organization=coach.organization, membership=assistant, started_at=make.NOW
        )

    found = bulk(client_of(make.membership().user), what, pair).status_code
    refused = bulk(client_of(assistant.user), what, pair).status_code

    assert (found, refused, Job.objects.count()) == (404, 403, 0)


def test_view_is_saved_shared_opened_and_deleted(coach):
    roster = reverse("console:athletes_athlete_changelist")
    colleague = make.membership(organization=coach.organization)
    client, other = client_of(coach.user), client_of(colleague.user)
    said = {"name": "In pain", "query": "state=pain&p=3", "is_shared": "on"}

    client.post(reverse("console:athletes_athlete_view_save"), said)

    (view,) = other.get(roster).context["views_bar"]["views"]
    assert (view["url"], view["is_own"]) == (f"{roster}?state=pain", False)
    delete = reverse("console:athletes_athlete_view_delete", args=[view["row"].pk])
    assert other.post(delete).status_code == 404
    assert client.post(delete).status_code == 302
    assert other.get(roster).context["views_bar"]["views"] == []


def test_own_view_is_seen_by_nobody_else(coach):
    said = {"name": "In pain", "query": "state=pain"}
    client_of(coach.user).post(reverse("console:athletes_athlete_view_save"), said)
    roster = reverse("console:athletes_athlete_changelist")

    for person in (make.membership(organization=coach.organization), make.membership()):
        assert client_of(person.user).get(roster).context["views_bar"]["views"] == []
