"""The whole demo gym with its twenty weeks, and the stories that take so long."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from athletes.models import (
    Absence,
    Athlete,
    CheckIn,
    Outbox,
    PhaseTransition,
    Plan,
    PlannedSession,
    SetLog,
    StrengthEstimate,
    WeeklyAdherence,
)
from coaching.demo.roster import BUILD_FIRST, PUBLISHED_531, ROSTER, STRENGTH_FIRST
from tests.coaching.demo_runs import NOW, TODAY, athlete, made_once

pytestmark = [pytest.mark.django_db, pytest.mark.nightly, pytest.mark.usefixtures("_gym")]

MONDAY = date(2026, 3, 2)
WEEK = timedelta(days=7)


@pytest.fixture(scope="module")
def _gym(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    yield from made_once(django_db_blocker, weeks=20)


def test_everybody_is_there_and_no_plan_is_stuck() -> None:
    assert Athlete.objects.count() == len(ROSTER) == 24
    assert not Plan.objects.exclude(failures=0, quarantined_at=None).exists()
    assert not Plan.objects.filter(due_at__lte=NOW).exists()


def test_history_reaches_back_twenty_weeks_and_not_into_the_future() -> None:
    first, last = (
        SetLog.objects.order_by(order).values_list("performed_at", flat=True)[0]
        for order in ("performed_at", "-performed_at")
    )

    assert first.date() >= MONDAY - 20 * WEEK
    assert first.date() < MONDAY - 19 * WEEK
    assert last <= NOW


@pytest.mark.parametrize(
    ("name", "decisions"),
    [
        ("Ana Petrova", {("ADVANCE", "gates_met"), ("ADVANCE", "not_gated")}),
        ("Chloe Martin", {("EXTEND_1W", "dose_partial"), ("ADVANCE", "dose_partial_limit")}),
        ("Дмитрий Волков", {("DELOAD_THEN_ADVANCE", "six_weeks")}),
    ],
)
def test_phases_changed_for_the_reasons_of_the_story(
    name: str, decisions: set[tuple[str, str]]
) -> None:
    rows = PhaseTransition.objects.filter(athlete__name=name)

    assert decisions <= set(rows.values_list("decision", "reason"))


def test_finished_plan_has_no_successor() -> None:
    plan = Plan.objects.get(athlete__name="José Ramírez")

    assert plan.status == "COMPLETED"
    assert plan.program_version.template.name == STRENGTH_FIRST


def test_second_plan_follows_the_first() -> None:
    plans = Plan.objects.filter(athlete__name="Ana Petrova").order_by("pk")

    assert [(one.status, one.program_version.template.name) for one in plans] == [
        ("COMPLETED", BUILD_FIRST),
        ("ACTIVE", STRENGTH_FIRST),
    ]


def test_published_program_was_imported_and_is_followed() -> None:
    plans = Plan.objects.filter(program_version__template__name=PUBLISHED_531)

    assert set(plans.values_list("athlete__name", flat=True)) == {"Дмитрий Волков", "محمد الفارسي"}


def test_holiday_is_excused_and_costs_no_adherence() -> None:
    holiday = Absence.objects.get(athlete__name="Łukasz Wiśniewski")
    week = WeeklyAdherence.objects.get(athlete__name="Łukasz Wiśniewski", week_on=holiday.from_on)

    assert (holiday.effect, holiday.reason) == ("EXCUSE", "HOLIDAY")
    assert (week.due, week.missed) == (0, 0)
    assert week.excused >= 3


def test_illness_paused_the_plan_and_moved_what_followed() -> None:
    illness = Absence.objects.get(athlete__name="Ελένη Παπαδοπούλου")
    during = PlannedSession.objects.filter(
        athlete__name="Ελένη Παπαδοπούλου", scheduled_on__range=(illness.from_on, illness.to_on)
    )

    assert (illness.effect, illness.reason) == ("PAUSE", "ILLNESS")
    assert not during.exists()
    assert Plan.objects.get(athlete__name="Ελένη Παπαδοπούλου").status == "ACTIVE"


def test_staller_gets_no_stronger_and_the_steady_one_does() -> None:
    assert change_of("Siobhán Ní Bhriain", "back-squat-high-bar") < 1.02
    assert change_of("佐藤 美咲", "back-squat-high-bar") > 1.03


def test_pain_is_open_for_one_and_resolved_for_another() -> None:
    pains = CheckIn.objects.filter(has_pain=True).values_list("athlete__name", "pain_resolved_at")
    found = {name: at is not None for name, at in pains}

    assert found == {"김지훈": False, "Þórunn Jónsdóttir": True}


def test_archived_one_has_a_past_and_no_running_plan() -> None:
    henrik = athlete("Henrik Sørensen")

    assert henrik.is_archived
    assert SetLog.objects.filter(athlete=henrik).exists()
    assert not Plan.objects.running().filter(athlete=henrik).exists()


def test_mail_of_the_past_is_not_sent_again() -> None:
    waiting = Outbox.objects.filter(sent_at=None)

    assert not waiting.filter(queued_at__lt=NOW - WEEK).exists()
    assert waiting.filter(message__to="priya@demo.phasewise.example").count() == 1


def test_today_is_under_way() -> None:
    assert SetLog.objects.filter(session_log__on=TODAY).exists()


def change_of(name: str, slug: str) -> float:
    """Return the mean of the last four estimates over that of the first four."""
    rows = StrengthEstimate.objects.filter(athlete__name=name, exercise__slug=slug)
    loads = [float(one) for one in rows.order_by("on").values_list("e1rm_kg", flat=True)]
    return sum(loads[-4:]) / sum(loads[:4])
