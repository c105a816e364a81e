"""The operator's page of jobs: what is due, stopped and given up, and buttons for it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from athletes.actions.beat import beat
from athletes.actions.roll_due import SWEEP, SweepReport
from athletes.models import Outbox, Plan, SummaryMark
from coaching.queries.machinery import RegularJob, ZoneTable, get_machinery
from programs.engine.timeline import TABLE_VERSION
from tests import make
from tests.athletes.plans_by_hand import DUE, make_plan
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def client():
    return client_of(make.user(is_staff=True))


def stopped(**fields):
    plan = make_plan("hypertrophy", "strength", athlete=make.athlete(name="Anna Secret"))
    Plan.objects.filter(pk=plan.pk).update(
        failures=8, quarantined_at=DUE, last_error="Boom: athletes.actions.x line 1", **fields
    )
    return plan


def dead(key="plan:1:1"):
    return Outbox.objects.create(
        key=key,
        message={"to": "anna.secret@example.com", "subject": "Anna Secret"},
        queued_at=DUE - 3 * 24 * 60 * MINUTE,
        run_after=DUE,
        dead_at=DUE,
        last_error="SMTPDataError: code 552",
    )


def body(client):
    html = client.get(reverse("operator:jobs")).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_page_shows_what_stopped_and_what_was_given_up_and_no_name(client):
    plan, mail = stopped(), dead()

    text = body(client)

    assert f"#{plan.pk} {plan.organization.name} 2026-03-16 00:00" in text
    assert "Boom: athletes.actions.x line 1 Try again" in text
    assert f"{mail.key} 2026-03-13 00:00 2026-03-16 00:00 SMTPDataError: code 552" in text
    assert "Send again Drop" in text
    assert "secret" not in text.lower()


def test_page_tells_whose_summaries_are_tried_again_and_when(client):
    for plan, due_at in ((1, DUE + 60 * MINUTE), (2, DUE + 120 * MINUTE)):
        SummaryMark.objects.create(organization_id=1, plan_id=plan, due_at=due_at, failures=1)

    text = body(client)

    told = "2 tried again from 2026-03-16 01:00 on; the log names them"
    assert f"Plans whose summaries can't be stored {told}" in text.replace("&#x27;", "'")


def test_page_of_an_empty_installation_says_so(client):
    text = body(client)

    assert "Plans whose summaries can't be stored 0 Long" in text.replace("&#x27;", "'")
    assert "Plans stopped None." in text
    assert "Mail given up None." in text
    assert "roll_due never late" in text


def test_regular_jobs_tell_their_last_run_and_are_late_after_three_ticks():
    beat(name=SWEEP, now=DUE, report=SweepReport(plans=2, transitions=1, failures=1))
    report = (("left", 0), ("plans", 2), ("failures", 1), ("transitions", 1))

    on_time = get_machinery(now=DUE + 3 * MINUTE).regular[0]
    late = get_machinery(now=DUE + 3 * MINUTE + timedelta(seconds=1)).regular[0]

    assert (on_time.name, on_time.ran_at, on_time.is_late) == (SWEEP, DUE, False)
    assert sorted(on_time.report) == sorted(report)
    assert late.is_late


def test_regular_jobs_are_those_of_the_schedule_and_whatever_else_left_a_heartbeat():
    beat(name="by_hand", now=DUE, report=SweepReport())

    found = get_machinery(now=DUE + timedelta(days=9)).regular

    assert [job.name for job in found] == [
        "roll_due",
        "summarize_adherence",
        "queue_digests",
        "queue_reminders",
        "forget_mail",
        "forget_operations",
        "forget_answers",
        "work_jobs",
        "forget_jobs",
        "draft_reports",
        "sweep_photos",
        "send_outbox",
        "by_hand",
    ]
    assert found[0] == RegularJob("roll_due", None, (), is_late=True)
    assert not found[-1].is_late


def test_time_zone_tables_tell_which_plans_go_by_another():
    old = make_plan("hypertrophy", "strength")
    Plan.objects.update(zone_table="2020.1")
    make_plan("hypertrophy", "strength")
    Plan.objects.filter(pk=old.pk).update(status="PAUSED", due_at=None)

    machinery = get_machinery(now=DUE)

    assert machinery.installed_table == TABLE_VERSION
    assert machinery.tables == (
        ZoneTable("2020.1", 1, is_installed=False),
        ZoneTable(TABLE_VERSION, 1, is_installed=True),
    )


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_whatever_failed(
    client, count, django_assert_num_queries: DjangoAssertNumQueries
):
    for number in range(count):
        stopped()
        dead(f"plan:1:{number}")
        beat(name=f"job {number}", now=DUE, report=SweepReport())

    with django_assert_num_queries(12):
        client.get(reverse("operator:jobs"))


def buttons(client):
    """Return where each button of the page leads and what it sends."""
    html = client.get(reverse("operator:jobs")).content.decode()
    forms = re.findall(r'<form method="post" action="([^"]+)">(.*?)</form>', html, re.DOTALL)
    names = ("action", "_selected_action")
    return [
        (address, {name: re.search(f'name="{name}" value="([^"]+)"', form)[1] for name in names})
        for address, form in forms
        if "_selected_action" in form
    ]


def test_buttons_release_send_again_and_drop(client):
    plan, again, dropped = stopped(), dead("again"), dead("dropped")
    release, send, _, _, drop = buttons(client)

    for address, sent in (release, send, drop):
        assert client.post(address, sent).status_code == 302

    plan.refresh_from_db()
    again.refresh_from_db()
    dropped.refresh_from_db()
    assert (plan.quarantined_at, plan.failures) == (None, 0)
    assert (again.dead_at, again.attempts, again.dropped_at) == (None, 0, None)
    assert (dropped.message, dropped.dropped_at is None) == ({}, False)
    assert buttons(client) == []


def test_button_pressed_twice_is_told_so(client):
    dead()
    send, _ = buttons(client)
    client.post(*send)

    said = client.post(*send, follow=True).content.decode()

    assert "This mail wasn&#x27;t given up" in said


@pytest.mark.parametrize("person", ["coach", "athlete"])
def test_page_is_closed_to_everybody_else(person):
    user = make.membership().user if person == "coach" else make.athlete(user=make.user()).user

    assert client_of(user).get(reverse("operator:jobs")).status_code in {302, 403}
