"""A plan whose numbers can't be stored keeps no other waiting, is told of and tried again."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pgtrigger
import pytest
from django.db import ProgrammingError, connection
from structlog.testing import capture_logs

from athletes.actions.session_totals import keep_totals
from athletes.actions.summarize_adherence import SummaryReport, summarize_adherence
from athletes.actions.write_or_put_off import PUT_OFF
from athletes.models import Plan, PlannedGroup, SummaryMark, WeeklyAdherence
from tests import make
from tests.athletes import plans_by_hand as by_hand

pytestmark = pytest.mark.django_db

NOW = by_hand.at_noon(make.MONDAY)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HUGE, TINY = Decimal("99999999999"), Decimal("0.001")


@pytest.fixture
def plans() -> list[Plan]:
    """Five plans of one finished session each."""
    athletes = [make.athlete() for _ in range(5)]
    plans = []
    for athlete in athletes:
        version = by_hand.version(
            organization=athlete.organization,
            mesocycles=[by_hand.mesocycle("hypertrophy", weeks=1, first_week=1)],
        )
        plan = by_hand.plan(athlete=athlete, version=version)
        by_hand.finish(by_hand.session(by_hand.phase(plan, weeks=1), on=make.MONDAY))
        plans.append(plan)
    return plans


def _break(plan: Plan) -> None:
    """Give a group a quotient that the summary's columns can't hold."""
    _groups(plan).update(volume_done=HUGE, volume_owed=TINY)
    _keep_totals(plan)


def _mend(plan: Plan) -> None:
    with pgtrigger.ignore():
        _groups(plan).update(volume_done=TINY)
        _keep_totals(plan)


def _groups(plan: Plan):
    return PlannedGroup.objects.filter(session__plan=plan)


def _keep_totals(plan: Plan) -> None:
    keep_totals(sessions=plan.sessions.values_list("pk", flat=True))


def _summarized() -> set[int]:
    return set(WeeklyAdherence.objects.values_list("plan", flat=True))


def _due_at(plan: Plan) -> set[object]:
    return set(SummaryMark.objects.filter(plan_id=plan.pk).values_list("due_at", flat=True))


def test_plan_that_fails_keeps_no_other_from_being_summarized(plans) -> None:
    bad = {plans[1].pk, plans[4].pk}
    for plan in (plans[1], plans[4]):
        _break(plan)

    with capture_logs() as logs:
        report = summarize_adherence(now=NOW)

    assert report == SummaryReport(written=6, failed=2)
    assert _summarized() == {plan.pk for plan in plans} - bad
    told = [one for one in logs if one["event"] == "plan_not_summarized"]
    assert {(one["plan"], one["log_level"]) for one in told} == {(key, "warning") for key in bad}
    assert all(one["error"].startswith("DataError: athletes.") for one in told)
    assert _due_at(plans[1]) == {NOW + PUT_OFF}


def test_plan_that_failed_is_left_alone_until_its_time_comes(plans) -> None:
    _break(plans[1])
    summarize_adherence(now=NOW)

    early = summarize_adherence(now=NOW + PUT_OFF - timedelta(seconds=1))
    again = summarize_adherence(now=NOW + PUT_OFF)

    assert early == SummaryReport(written=0)
    assert again == SummaryReport(written=0, failed=1)
    assert _due_at(plans[1]) == {NOW + 3 * PUT_OFF}


def test_plan_that_fails_again_and_again_waits_twice_as_long_up_to_a_day(plans) -> None:
    _break(plans[1])
    waits, now = [], NOW

    for _ in range(7):
        summarize_adherence(now=now)
        (due_at,) = _due_at(plans[1])
        waits.append((due_at - now) / PUT_OFF)
        now = due_at

    assert waits == [1, 2, 4, 8, 16, 24, 24]


def test_plan_that_changed_is_tried_at_once_and_waits_on_if_it_fails(plans) -> None:
    _break(plans[1])
    summarize_adherence(now=NOW)
    _break(plans[1])
    SummaryMark.objects.create(
        organization_id=plans[1].organization_id, plan_id=plans[1].pk, due_at=EPOCH
    )

    report = summarize_adherence(now=NOW)

    assert report == SummaryReport(written=0, failed=1)
    assert _due_at(plans[1]) == {NOW + 2 * PUT_OFF}


def test_plan_that_was_mended_starts_from_an_hour_again(plans) -> None:
    _break(plans[1])
    summarize_adherence(now=NOW)
    _mend(plans[1])
    summarize_adherence(now=NOW + PUT_OFF)
    _break(plans[1])
    summarize_adherence(now=NOW + 2 * PUT_OFF)

    assert NOW + 3 * PUT_OFF in _due_at(plans[1])


def test_plan_that_failed_is_summarized_once_it_is_mended(plans) -> None:
    _break(plans[1])
    summarize_adherence(now=NOW)
    _mend(plans[1])

    report = summarize_adherence(now=NOW + PUT_OFF)

    assert report == SummaryReport(written=2)
    assert _summarized() == {plan.pk for plan in plans}


def test_plan_that_fails_without_a_mark_gets_one(plans) -> None:
    _break(plans[1])
    SummaryMark.objects.all().delete()

    report = summarize_adherence(now=NOW, plans=plans)

    assert report == SummaryReport(written=8, failed=1)
    assert _due_at(plans[1]) == {NOW + PUT_OFF}


def test_error_that_is_of_no_plan_rises(plans) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE athletes_phasesummary RENAME COLUMN status TO gone")

    with pytest.raises(ProgrammingError):
        summarize_adherence(now=NOW)

    assert set(SummaryMark.objects.values_list("due_at", flat=True)) == {EPOCH}
