"""The report of a phase: its figures are those of the rows behind it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from athletes.actions.log_sets import log_sets
from athletes.models import CheckIn, PlanPhase, SetLog, StrengthEstimate
from athletes.queries.loads import Loads
from coaching.reports.document import Brand
from coaching.reports.phase import phase_report
from coaching.reports.terms import Terms
from tests import make
from tests.athletes.logging import entry
from tests.athletes.phases_trained import WEEK, train, training

pytestmark = pytest.mark.django_db

OVER = make.NOW + 3 * WEEK


def terms(*, now=OVER, unit="kg", language="en"):
    brand = Brand("Northside Barbell")
    return Terms(now=now, brand=brand, loads=Loads(unit=unit), language=language)


def phase_of(athlete):
    rows = PlanPhase.objects.select_related("plan__program_version__template")
    return rows.get(athlete=athlete, seq=1)


def report_of(athlete, **fields):
    return phase_report(phase=phase_of(athlete), athlete=athlete, terms=terms(**fields))


def block(report, key):
    (found,) = [one for one in report.blocks if one.key == key]
    return found


def keys(report):
    return [one.key for one in report.blocks]


def test_strength_tells_first_what_was_lifted():
    athlete = training(goal="strength")
    train(athlete, sessions=4)

    lift = f"lift-{StrengthEstimate.objects.first().exercise_id}"
    assert keys(report_of(athlete)) == [
        "head", "sessions", "lifts", lift, "bests", "intensity", "muscles", "effort",
        "rep-strength",
    ]  # fmt: skip


def test_hypertrophy_tells_first_how_the_muscles_worked():
    athlete = training(goal="hypertrophy")
    train(athlete, sessions=4)

    lift = f"lift-{StrengthEstimate.objects.first().exercise_id}"
    assert keys(report_of(athlete)) == [
        "head", "sessions", "muscles", "effort", "rep-strength", "volume", "lifts", lift, "bests",
    ]  # fmt: skip


def test_an_athlete_without_a_set_gets_a_report_that_says_so():
    report = report_of(training(), now=make.NOW)

    assert keys(report) == ["head", "sessions", "lifts", "muscles"]
    assert block(report, "lifts").rows == (
        ("Back Squat", None, None, None, None, "not enough estimates"),
    )
    assert report.is_provisional


def test_hard_sets_are_means_of_loading_weeks():
    athlete = training()
    # Week one: both sessions of 3 sets; week two: one of them.
    train(athlete, sessions=3)

    rows = block(report_of(athlete), "muscles").table.rows

    # Quads: (6 + 3) / 2; the glutes only help, so half of it.
    assert [row[:3] for row in rows] == [
        ("Quads", Decimal("4.5"), Decimal("6.0")),
        ("Glutes", Decimal("2.2"), Decimal("3.0")),
    ]


def test_volume_is_load_by_reps_of_the_first_and_the_last_loading_week():
    athlete = training(goal="hypertrophy")
    train(athlete, sessions=4)
    last = SetLog.objects.filter(session_log__on__gte=make.MONDAY + WEEK)
    last.update(load_kg=110)

    # 6 sets of 5 a week: 30 x 100 kg, then 30 x 110 kg.
    assert block(report_of(athlete), "volume").rows == (
        ("Back Squat", Decimal(3000), Decimal(3300), Decimal(10)),
    )


def test_every_session_stands_on_the_day_it_was_done_with_what_became_of_it():
    athlete = training()
    train(athlete, sessions=1)
    second, third = athlete.planned_sessions.order_by("ordinal")[1:3]
    begun = entry(second.groups.get(), performed_at=make.NOW + timedelta(days=4))
    log_sets(athlete=athlete, sets=[begun], by=None, now=make.NOW + timedelta(days=4))
    type(third).objects.filter(pk=third.pk).update(excused_for="Travel")

    rows = block(report_of(athlete), "sessions").table.rows

    assert [(on, state) for on, _name, state in rows] == [
        (date(2026, 3, 2), "done"),
        (date(2026, 3, 6), "partly done"),
        (date(2026, 3, 9), "excused"),
        (date(2026, 3, 12), "missed"),
    ]


def test_a_change_is_told_with_its_margin_and_verdict():
    athlete = training()
    train(athlete, sessions=2)
    first, second = StrengthEstimate.objects.order_by("on")
    StrengthEstimate.objects.filter(pk=first.pk).update(e1rm_kg=100, sigma_pct=4)
    StrengthEstimate.objects.filter(pk=second.pk).update(e1rm_kg=120, sigma_pct=4)

    ((name, start, _end, _change, _margin, verdict),) = block(report_of(athlete), "lifts").rows

    assert (name, start, verdict) == ("Back Squat", Decimal(100), "Clear gain")


def test_reps_are_compared_at_the_same_load_and_effort_only():
    athlete = training(goal="hypertrophy")
    train(athlete, sessions=4)
    last = SetLog.objects.filter(session_log__on__gte=make.MONDAY + WEEK)
    last.update(reps=8)

    # 8 of 5 reps at 100 kg: 3 more than the 2.6 (MDC90 of 1.1 reps) that measuring can make.
    rows = block(report_of(athlete), "rep-strength").table.rows
    assert rows == (("Back Squat", Decimal(100), 5, 8, "Clear gain"),)

    last.update(load_kg=103)
    assert "rep-strength" not in keys(report_of(athlete))

    last.update(load_kg=100, rpe=Decimal("9.5"))
    assert "rep-strength" not in keys(report_of(athlete))


def test_how_heavy_is_told_against_the_maximum_at_the_end():
    athlete = training()
    train(athlete, sessions=1)
    StrengthEstimate.objects.update(e1rm_kg=125)

    # 3 x 5 at 100 of 125 kg: 80 %, all three heavy, INOL 15 / (100 - 80).
    assert block(report_of(athlete, now=make.NOW), "intensity").rows == (
        ("Back Squat", Decimal(80), 3, Decimal("0.75")),
    )


def test_body_weight_needs_two_days():
    athlete = training()
    weights = ((make.MONDAY, 80), (make.MONDAY + WEEK, 81))
    for number, (on, weight) in enumerate(weights):
        row = {"organization": athlete.organization, "athlete": athlete, "body_weight_kg": weight}
        CheckIn.objects.create(on=on, **row)
        assert ("body-weight" in keys(report_of(athlete))) is bool(number)

    assert block(report_of(athlete), "body-weight").table.rows == (
        (date(2026, 3, 2), Decimal(80)),
        (date(2026, 3, 9), Decimal(81)),
    )


def test_pounds_are_told_in_pounds():
    athlete = training()
    train(athlete, sessions=1)

    found = block(report_of(athlete, unit="lb", now=make.NOW), "bests")

    assert found.columns[1].head == "Single, lb"
    # 100 kg are 220.46 lb.
    assert found.rows[0][1] == Decimal("220.5")


@pytest.mark.parametrize("sessions", [1, 3])
def test_a_report_asks_ten_queries(sessions, django_assert_num_queries):
    athlete = training()
    train(athlete, sessions=sessions)
    phase = phase_of(athlete)

    with django_assert_num_queries(10):
        phase_report(phase=phase, athlete=athlete, terms=terms())
