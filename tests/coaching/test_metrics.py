"""What Prometheus reads: exact figures, and only for who holds the token."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import DjangoAssertNumQueries

from athletes.actions.beat import beat
from athletes.actions.roll_due import SWEEP, SweepReport
from athletes.models import Job, Outbox, Plan, SummaryMark
from coaching.metrics import Scrape
from coaching.queries.operations import get_operations
from tests import make
from tests.athletes.plans_by_hand import DUE, make_plan

pytestmark = pytest.mark.django_db

REPOSITORY = Path(__file__).resolve().parents[2]
MINUTE = timedelta(minutes=1)
TOKEN = "a long random token"


def scrape(now):
    text = generate_latest(Scrape(get_operations(now=now), now, has_cache=True)).decode()
    return {
        (sample.name.removeprefix("phasewise_"), *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def queue(key, **fields):
    fields = {"queued_at": DUE, "run_after": DUE, **fields}
    Outbox.objects.create(key=key, message={}, **fields)


def test_metrics_of_an_empty_installation_are_zeros():
    assert scrape(make.NOW) == {
        ("plans_due",): 0,
        ("plans_oldest_due_seconds",): 0,
        ("plans_retrying",): 0,
        ("plans_quarantined",): 0,
        ("outbox_waiting",): 0,
        ("outbox_oldest_seconds",): 0,
        ("outbox_dead",): 0,
        ("summaries_behind",): 0,
        ("summaries_put_off",): 0,
        ("cache_up",): 1,
        **{("jobs", status.lower()): 0 for status in Job.Status.values},
    }


def test_metrics_count_plans_by_how_their_changes_go():
    plans = [make_plan("hypertrophy", "strength") for _ in range(5)]
    of = [Plan.objects.filter(pk=plan.pk) for plan in plans]
    of[0].update(due_at=DUE - MINUTE)
    of[2].update(failures=2, retry_at=DUE + MINUTE)
    of[3].update(failures=8, quarantined_at=DUE)
    of[4].update(failures=8, quarantined_at=DUE, status="ENDED", due_at=None)

    found = scrape(DUE + MINUTE / 2)

    assert found[("plans_due",)] == 2
    assert found[("plans_oldest_due_seconds",)] == 90
    assert (found[("plans_retrying",)], found[("plans_quarantined",)]) == (1, 1)


def test_metrics_count_mail_that_should_have_left():
    queue("in time", run_after=DUE + MINUTE, queued_at=DUE - 60 * MINUTE)
    queue("for later", run_after=DUE + 60 * MINUTE, queued_at=DUE - 600 * MINUTE)
    queue("backs off", run_after=DUE + 60 * MINUTE, queued_at=DUE - MINUTE, attempts=1)
    queue("sent", sent_at=DUE)
    queue("dead", dead_at=DUE)
    queue("dropped", dead_at=DUE, dropped_at=DUE)

    at_once, later = scrape(DUE), scrape(DUE + 5 * MINUTE)

    assert (at_once[("outbox_waiting",)], at_once[("outbox_oldest_seconds",)]) == (1, 60)
    assert (later[("outbox_waiting",)], later[("outbox_oldest_seconds",)]) == (2, 360)
    assert later[("outbox_dead",)] == 1


def test_metrics_tell_when_jobs_ran_and_what_they_counted():
    beat(name=SWEEP, now=DUE, report=SweepReport(plans=7, transitions=5, failures=1, left=2))
    Job.objects.create(kind="import", status="FAILED", created_at=DUE)

    found = scrape(DUE + MINUTE)

    assert found[("heartbeat_age_seconds", "roll_due")] == 60
    assert {
        figure: found[("last_report", figure, "roll_due")]
        for figure in ("plans", "transitions", "failures", "left")
    } == {"plans": 7, "transitions": 5, "failures": 1, "left": 2}
    assert (found[("jobs", "failed")], found[("jobs", "done")]) == (1, 0)


def test_metrics_count_plans_whose_summaries_are_behind():
    SummaryMark.objects.all().delete()
    for plan, due_at in ((1, DUE), (1, DUE), (2, DUE), (3, DUE + MINUTE)):
        SummaryMark.objects.create(organization_id=1, plan_id=plan, due_at=due_at)

    assert scrape(DUE)[("summaries_behind",)] == 2


def test_metrics_count_plans_whose_summaries_were_put_off():
    SummaryMark.objects.all().delete()
    for plan, failures in ((1, 1), (1, 2), (2, 1), (3, 0)):
        SummaryMark.objects.create(
            organization_id=1, plan_id=plan, due_at=DUE + MINUTE, failures=failures
        )

    found = scrape(DUE)

    assert (found[("summaries_put_off",)], found[("summaries_behind",)]) == (2, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_metrics_cost_eight_queries(count, django_assert_num_queries: DjangoAssertNumQueries):
    for number in range(count):
        make_plan("hypertrophy", "strength")
        queue(f"fact {number}")
        beat(name=f"job {number}", now=DUE, report=SweepReport())

    with django_assert_num_queries(8):
        scrape(DUE)


@pytest.mark.parametrize(
    ("token", "header", "status"),
    [
        ("", f"Bearer {TOKEN}", 404),
        ("", "Bearer ", 404),
        (TOKEN, "", 401),
        (TOKEN, "Bearer ", 401),
        (TOKEN, "Bearer another", 401),
        (TOKEN, f"Basic {TOKEN}", 401),
        (TOKEN, TOKEN, 401),
        (TOKEN, f"Bearer {TOKEN}", 200),
    ],
)
def test_page_opens_to_the_token_only(settings, token, header, status):
    settings.METRICS_TOKEN = token

    response = Client().get("/metrics", headers={"authorization": header} if header else {})

    assert response.status_code == status
    assert (b"phasewise_plans_due" in response.content) == (status == 200)


def test_page_is_the_format_that_prometheus_reads(settings):
    settings.METRICS_TOKEN = TOKEN

    response = Client().get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})

    assert response["Content-Type"].startswith("text/plain; version=")
    assert response.content.decode().splitlines()[:3] == [
        "# HELP phasewise_plans_due Plans whose phase is over",
        "# TYPE phasewise_plans_due gauge",
        "phasewise_plans_due 0.0",
    ]


def test_operations_page_lists_every_metric_once_and_no_other():
    text = generate_latest(Scrape(get_operations(now=DUE), DUE, has_cache=True)).decode()
    written = re.findall(r"^# TYPE (\w+) gauge", text, flags=re.MULTILINE)
    page = (REPOSITORY / "docs" / "operations.md").read_text()

    listed = re.findall(r"^\| `(phasewise_\w+)", page, flags=re.MULTILINE)

    assert listed == written


def test_page_names_a_cache_that_is_gone(settings):
    settings.METRICS_TOKEN = TOKEN
    nowhere = {**settings.CACHES["default"], "LOCATION": "unix:///nowhere/valkey.sock"}
    settings.CACHES = {"default": nowhere}

    response = Client().get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})

    assert "phasewise_cache_up 0.0" in response.content.decode().splitlines()


def test_page_is_closed_to_operators_without_the_token(settings):
    settings.METRICS_TOKEN = TOKEN
    client = Client()
    client.force_login(make.user(is_staff=True))

    assert client.get("/metrics").status_code == 401
