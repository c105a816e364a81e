"""In a web server's thread a plan that computes without end is cut off too, and put off."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from athletes.actions.roll_plan import roll_plan
from athletes.actions.time_limit import TookTooLong, at_most
from athletes.models import PhaseTransition, Plan, PlanPhase
from athletes.queries.time_budget import check_budget
from tests import make
from tests.athletes.plans_by_hand import DUE, make_plan

NEVER = 600.0
SENTENCE = "Your plan isn't up to date yet."


def in_thread(work: Callable[[], object]) -> object:
    """Do the work in a thread like a web server's, and return or raise what it does."""
    results: list[object] = []

    def run() -> None:
        try:
            results.append(work())
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=60)
    assert not thread.is_alive()
    if isinstance(results[0], Exception):
        raise results[0]
    return results[0]


def compute_without_end() -> None:
    while True:
        check_budget()


@pytest.mark.parametrize(("seconds", "clock_s"), [(0.02, NEVER), (NEVER, 0.02)])
def test_work_in_a_thread_is_cut_off_where_it_asks(seconds: float, clock_s: float) -> None:
    def work() -> None:
        with at_most(seconds, clock_s=clock_s):
            compute_without_end()

    with pytest.raises(TookTooLong):
        in_thread(work)


def test_no_budget_cuts_nothing_off() -> None:
    def work() -> str:
        with at_most(NEVER, clock_s=NEVER):
            check_budget()
        check_budget()
        return "done"

    assert in_thread(work) == "done"


@pytest.fixture
def endless(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """A plan with weeks without number: what is broken here stands for a bug in a rule."""
    plan = make_plan("hypertrophy", "strength")
    PlanPhase.objects.filter(plan=plan).update(extra_weeks=30_000)
    monkeypatch.setattr("athletes.actions.roll_plan.MOST_SECONDS_ALONE", 0.2)
    return plan


def test_endless_plan_is_put_off_in_a_thread_like_in_a_worker(endless: Plan) -> None:
    done = in_thread(lambda: roll_plan(plan_id=endless.pk, now=DUE, cause="READ"))

    endless.refresh_from_db()
    assert (done, endless.failures) == (0, 1)
    assert endless.last_error.startswith("TookTooLong: ")
    assert endless.retry_at > DUE
    assert not PhaseTransition.objects.exists()


def test_who_opens_the_day_of_an_endless_plan_reads_why(endless: Plan) -> None:
    athlete = endless.athlete
    athlete.user = make.user()
    athlete.save(update_fields=["user"])
    client = Client()
    client.force_login(athlete.user)

    first = in_thread(lambda: client.get("/today/"))
    again = in_thread(lambda: client.get("/today/"))

    endless.refresh_from_db()
    assert (first.status_code, again.status_code, endless.failures) == (200, 200, 1)
    for page in (first, again):
        assert SENTENCE in page.content.decode().replace("&#x27;", "'")
