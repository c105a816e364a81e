"""Somebody notices when phases no longer change: R9, to the second."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from athletes.actions.beat import beat
from athletes.actions.roll_due import SWEEP, SweepReport, roll_due
from athletes.models import Heartbeat, Plan
from coaching.health import readiness
from tests import make
from tests.athletes.plans_by_hand import DUE, make_plan, train

pytestmark = pytest.mark.django_db

TEN_MINUTES = timedelta(minutes=10)
SECOND = timedelta(seconds=1)
STOPPED = "stopped: no sweep for over ten minutes"
STUCK = "stuck: plans are due for over ten minutes"


def word(now):
    return readiness(now=now)["sweep"]


def swept(now, **report):
    beat(name=SWEEP, now=now, report=SweepReport(**report))


def test_sweep_that_never_ran_is_not_ready():
    assert word(make.NOW) == "never ran"


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (TEN_MINUTES - SECOND, "ok"),
        (TEN_MINUTES, "ok"),
        (TEN_MINUTES + SECOND, STOPPED),
        (timedelta(days=3), STOPPED),
    ],
)
def test_sweep_that_stopped_is_red_after_ten_minutes(age, said):
    swept(make.NOW)

    assert word(make.NOW + age) == said


@pytest.mark.parametrize(
    ("age", "said"),
    [(TEN_MINUTES - SECOND, "ok"), (TEN_MINUTES, STUCK), (TEN_MINUTES + SECOND, STUCK)],
)
def test_sweep_that_leaves_plans_due_is_red_after_ten_minutes(age, said):
    make_plan("hypertrophy", "strength")
    swept(DUE + age, left=1)

    assert word(DUE + age) == said


def test_sweep_that_says_nothing_of_what_it_left_is_not_trusted():
    make_plan("hypertrophy", "strength")
    Heartbeat.objects.create(name=SWEEP, beat_at=DUE + TEN_MINUTES, report={})

    assert word(DUE + TEN_MINUTES) == STUCK


def test_sweep_that_catches_up_is_ready_at_once():
    train(make_plan("hypertrophy", "strength"))
    late = DUE + timedelta(days=3)
    swept(late - timedelta(minutes=1), left=1)
    before = word(late)

    roll_due(now=late)

    assert (before, word(late)) == (STUCK, "ok")


@pytest.mark.parametrize("fields", [{"quarantined_at": DUE}, {"retry_at": DUE + TEN_MINUTES}])
def test_plan_that_fails_by_itself_is_no_alarm_for_everybody(fields):
    make_plan("hypertrophy", "strength")
    Plan.objects.update(**fields)
    swept(DUE + TEN_MINUTES, left=1)

    assert word(DUE + TEN_MINUTES) == "ok"


def test_plan_that_fell_due_long_ago_just_now_waits_for_the_next_sweep():
    swept(DUE + TEN_MINUTES)
    make_plan("hypertrophy", "strength")

    assert word(DUE + TEN_MINUTES) == "ok"


def test_page_says_in_words_what_is_wrong():
    swept(timezone.now() - timedelta(minutes=11))

    response = Client().get("/readyz")

    assert response.status_code == 503
    assert response.json() == {
        "status": "unavailable",
        "checks": {"database": "ok", "cache": "ok", "migrations": "ok", "sweep": STOPPED},
    }


def test_page_without_the_cache_is_degraded_and_still_served(settings):
    swept(timezone.now())
    nowhere = {**settings.CACHES["default"], "LOCATION": "unix:///nowhere/valkey.sock"}
    settings.CACHES = {"default": nowhere}

    response = Client().get("/readyz")

    assert response.status_code == 200
    assert response.json() == {
        "status": "degraded",
        "checks": {"database": "ok", "cache": "unreachable", "migrations": "ok", "sweep": "ok"},
    }


def test_page_with_a_fresh_sweep_is_ready():
    swept(timezone.now())

    assert Client().get("/readyz").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_readiness_costs_the_same_whatever_the_number_of_plans(
    count, django_assert_num_queries: DjangoAssertNumQueries
):
    for _ in range(count):
        make_plan("hypertrophy", "strength")
    swept(DUE, left=count)

    with django_assert_num_queries(5):
        readiness(now=DUE)


@pytest.mark.parametrize("said", ["ok", "never ran", STOPPED, STUCK])
def test_operations_page_explains_every_word(said):
    page = (Path(__file__).resolve().parents[2] / "docs" / "operations.md").read_text()

    assert page.count(f"\n| `{said}` | ") == 1
