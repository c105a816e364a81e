"""The page that brings running plans to a version, and the page of each change."""

import re
from html import unescape

import pytest
import time_machine
from django.urls import reverse

from athletes.actions.tweak_plan import tweak_plan
from athletes.models import Job, Plan, PlanDelta
from programs.engine.building.slot_edits import SlotEdit
from tests import make
from tests.athletes.merging import asked, later_version, phase, running, sets
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db

OLD, NEW, OWN = "3x5@100.0", "4x5@100.0", "5x3@90.0"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(make.NOW, tick=False):
        yield


@pytest.fixture
def coach():
    return make.membership()


def plan_of(coach, name, **fields):
    return running(phase(group=sets(3)), athlete=make.athlete(coach=coach, name=name), **fields)


def merge_page(version):
    return reverse("console:merge", args=[version.pk])


def text_of(response):
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()))


def tweak(plan):
    tweak_plan(
        plan=plan,
        session=plan.sessions.get(ordinal=2),
        edits=[SlotEdit("main", cell="5x3@90kg")],
        from_here=False,
        reason="Her shoulder",
        expected_version=plan.version,
        by=None,
        now=make.NOW,
    )
    plan.refresh_from_db()


def shown(response, plan):
    """Return the fields of a plan as the page filled them in."""
    html = response.content.decode()
    fields = dict(re.findall(rf'name="((?:version|path)-{plan.pk}[^"]*)"\s+value="([^"]*)"', html))
    return {name: value.replace("&quot;", '"') for name, value in fields.items()}


def test_page_tells_who_follows_and_who_has_to_be_decided(coach):
    anna = plan_of(coach, "Anna")
    berta = plan_of(coach, "Berta", version=anna.program_version)
    tweak(berta)
    version = later_version(anna, phase(group=sets(4)))

    text = text_of(client_of(coach.user).get(merge_page(version)))

    assert "2 running plans follow other versions" in text
    assert "Anna from v1 Follows 2 changes" in text
    assert "Berta from v1 Decide" in text
    assert "Week 1, day 2, Squat was 3x5@100kg" in text
    assert "Keep this athlete's: 3x5@100kg -> 5x3@90kg" in text
    assert "Take the version's: 3x5@100kg -> 4x5@100kg" in text


@pytest.mark.parametrize(("choice", "second"), [("override", OWN), ("new", NEW)])
def test_chosen_plans_follow_as_decided_and_are_taken_back(coach, choice, second):
    plan = plan_of(coach, "Berta")
    tweak(plan)
    version = later_version(plan, phase(group=sets(4)))
    client = client_of(coach.user)
    fields = shown(client.get(merge_page(version)), plan)

    response = client.post(
        merge_page(version),
        {**fields, "plan": plan.pk, f"choice-{plan.pk}-0": choice},
    )

    job = Job.objects.get()
    assert response.url == reverse("console:job", args=[job.pk])
    assert (job.status, job.result[0]["is_done"]) == ("DONE", True)
    assert asked(plan) == [NEW, second, NEW, NEW]
    delta = PlanDelta.objects.get(kind="MERGE")
    page = reverse("console:athletes_plandelta_change", args=[delta.pk])
    assert job.result[0]["url"] == page
    assert "3x5@100kg -&gt; 4x5@100kg" in client.get(page).content.decode()
    client.post(reverse("console:athletes_plandelta_undo", args=[delta.pk]))
    assert asked(plan) == [OLD, OWN, OLD, OLD]


def test_plan_changed_meanwhile_is_reported_and_not_touched(coach):
    anna = plan_of(coach, "Anna")
    berta = plan_of(coach, "Berta", version=anna.program_version)
    version = later_version(anna, phase(group=sets(4)))
    client = client_of(coach.user)
    page = client.get(merge_page(version))
    Plan.objects.filter(pk=berta.pk).update(version=7)

    client.post(
        merge_page(version),
        {**shown(page, anna), **shown(page, berta), "plan": [anna.pk, berta.pk]},
    )

    done, refused = Job.objects.get().result
    assert (done["is_done"], refused["is_done"]) == (True, False)
    assert "Somebody else changed this plan meanwhile" in refused["words"]
    assert (asked(anna), asked(berta)) == ([NEW] * 4, [OLD] * 4)


def test_nobody_chosen_is_said_and_nothing_done(coach):
    plan = plan_of(coach, "Anna")
    version = later_version(plan, phase(group=sets(4)))

    response = client_of(coach.user).post(merge_page(version), {})

    assert response.status_code == 422
    assert "Nothing is chosen" in response.content.decode()
    assert not Job.objects.exists()


def test_strangers_find_nothing_and_assistants_change_nothing(coach):
    plan = plan_of(coach, "Anna")
    tweak(plan)
    version = later_version(plan, phase(group=sets(4)))
    colleague = make.membership(organization=coach.organization)
    assistant = make.membership(role="ASSISTANT", organization=coach.organization)
    plan.athlete.engagements.create(
        organization=coach.organization, membership=assistant, started_at=make.NOW
    )
    stranger = client_of(make.membership(role="OWNER").user)
    delta = PlanDelta.objects.get()
    page = reverse("console:athletes_plandelta_change", args=[delta.pk])
    undo = reverse("console:athletes_plandelta_undo", args=[delta.pk])

    assert "Anna" not in text_of(client_of(colleague.user).get(merge_page(version)))
    assert client_of(colleague.user).get(page).status_code == 404
    assert stranger.get(merge_page(version)).status_code == 404
    assert stranger.post(undo).status_code == 404
    assert client_of(assistant.user).get(page).status_code == 200
    assert client_of(assistant.user).post(undo).status_code == 403
    assert client_of(assistant.user).get(merge_page(version)).status_code == 403
    assert client_of(coach.user).get(undo).status_code == 405
    assert asked(plan) == [OLD, OWN, OLD, OLD]


@pytest.mark.parametrize("count", [1, 3])
def test_page_in_a_fixed_number_of_queries(coach, count, django_assert_num_queries):
    first = plan_of(coach, "Anna")
    for number in range(count - 1):
        plan_of(coach, f"Berta {number}", version=first.program_version)
    version = later_version(first, phase(group=sets(4)))
    client = client_of(coach.user)

    with django_assert_num_queries(6):
        response = client.get(merge_page(version))

    assert response.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_changes_in_a_fixed_number_of_queries(coach, count, django_assert_num_queries):
    for number in range(count):
        tweak(plan_of(coach, f"Anna {number}"))
    client = client_of(coach.user)

    with django_assert_num_queries(4):
        response = client.get(reverse("console:athletes_plandelta_changelist"))

    assert response.content.decode().count("Her shoulder") == count


def test_eleven_plans_are_a_job_that_waits(coach):
    first = plan_of(coach, "Anna")
    plans = [first] + [
        plan_of(coach, f"Berta {number}", version=first.program_version) for number in range(10)
    ]
    version = later_version(first, phase(group=sets(4)))
    client = client_of(coach.user)
    page = client.get(merge_page(version))
    said = {name: value for plan in plans for name, value in shown(page, plan).items()}

    client.post(merge_page(version), {**said, "plan": [plan.pk for plan in plans]})

    job = Job.objects.get()
    assert (job.status, job.done, job.total) == ("WAITING", 0, 11)
