"""Weekly rows and phase summaries say exactly what spec 6.2 says, and stay once sealed."""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from athletes.actions.summarize_adherence import summarize_adherence
from athletes.actions.summary_statement import FIGURES
from athletes.models import Absence, PhaseSummary, PlannedGroup, SessionLog, WeeklyAdherence
from tests import make
from tests.athletes import plans_by_hand as by_hand

pytestmark = pytest.mark.django_db

MONDAY = make.MONDAY
# The week of 2 to 8 March, six days of making up to the 14th, 72 hours from the 15th.
SEALED = datetime(2026, 3, 18, tzinfo=UTC)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


@pytest.fixture
def plan():
    athlete = make.athlete()
    version = by_hand.version(
        organization=athlete.organization,
        mesocycles=[by_hand.mesocycle("hypertrophy", weeks=2, first_week=1, days=3)],
    )
    return by_hand.plan(athlete=athlete, version=version)


@pytest.fixture
def phase(plan):
    return by_hand.phase(plan, weeks=2)


def _week(plan, number: int = 0) -> WeeklyAdherence:
    return WeeklyAdherence.objects.get(plan=plan, week_on=day(7 * number))


def _figures() -> list[tuple[object, ...]]:
    return [
        *WeeklyAdherence.objects.order_by("plan", "week_on").values_list("week_on", *FIGURES),
        *PhaseSummary.objects.order_by("phase").values_list("phase", *FIGURES),
    ]


def test_week_one_of_three_missed_is_case_a02(plan, phase) -> None:
    # A02: SA 2/3, sets 6/9, volume 2/3, intensity 6/6; composite 0.7167 by the weights:
    # 0.40 x 2/3 + 0.25 x 2/3 + 0.20 x 2/3 + 0.15 x 1 = 0.716667.
    for on in (0, 2):
        by_hand.finish(by_hand.session(phase, on=day(on)))
    by_hand.session(phase, on=day(4))

    summarize_adherence(now=by_hand.at_noon(day(6)))

    week = _week(plan)
    assert (week.due, week.attended, week.missed, week.pending) == (3, 2, 1, 0)
    assert (week.sets_done, week.sets_prescribed) == (6, 9)
    assert (week.compliant, week.evaluable) == (6, 6)
    assert week.volume_credit == Decimal("6.000000000")
    assert week.session_adherence == Decimal("0.666667")
    assert week.composite == Decimal("0.716667")
    assert (week.status, week.sealed_at) == ("at_risk", None)


def test_week_half_session_is_case_a03(plan, phase) -> None:
    # A03: SA 1/1, sets 3/6, volume 1/2, intensity 3/3; composite 0.775.
    session = by_hand.session(phase, on=day(0))
    by_hand.finish(session)
    by_hand.group(session, slot_key="row", exercise_name="Row")

    summarize_adherence(now=by_hand.at_noon(day(1)))

    week = _week(plan)
    assert (week.attended, week.partial, week.sets_done, week.sets_prescribed) == (1, 1, 3, 6)
    assert week.composite == Decimal("0.775000")


def test_week_optional_and_warmup_groups_are_not_owed(plan, phase) -> None:
    session = by_hand.session(phase, on=day(0))
    by_hand.finish(session)
    by_hand.group(session, is_optional=True)
    by_hand.group(session, intent="warmup")

    summarize_adherence(now=by_hand.at_noon(day(1)))

    assert _week(plan).sets_prescribed == 3


def test_week_branch_group_is_owed_only_in_a_finished_session(plan, phase) -> None:
    done, missed = by_hand.session(phase, on=day(0)), by_hand.session(phase, on=day(2))
    by_hand.finish(done)
    by_hand.group(done, is_branch=True, sets=2)
    by_hand.group(missed, is_branch=True, sets=2)

    summarize_adherence(now=by_hand.at_noon(day(3)))

    assert _week(plan).sets_prescribed == 3 + 2 + 3


def test_week_absences_excuse_or_pause_and_a_reason_excuses(plan, phase) -> None:
    for on in (0, 2, 4):
        by_hand.session(phase, on=day(on))
    by_hand.session(phase, on=day(5), excused_for="Exam")
    away = {"organization": plan.organization, "athlete": plan.athlete, "reason": "TRAVEL"}
    Absence.objects.create(from_on=day(0), to_on=day(1), **away)
    Absence.objects.create(from_on=day(2), to_on=day(3), effect="PAUSE", **away)

    summarize_adherence(now=by_hand.at_noon(day(6)))

    week = _week(plan)
    assert (week.excused, week.paused, week.missed, week.due) == (2, 1, 1, 1)
    assert week.exposure == Decimal(0)


def test_week_today_is_never_held_against_the_athlete(plan, phase) -> None:
    by_hand.session(phase, on=day(0))

    summarize_adherence(now=by_hand.at_noon(day(0)))
    today = _week(plan).pending
    summarize_adherence(now=by_hand.at_noon(day(1)))

    assert (today, _week(plan).missed) == (1, 1)


def test_week_extra_session_is_counted_and_owes_nothing(plan, phase) -> None:
    SessionLog.objects.create(
        organization=plan.organization,
        athlete=plan.athlete,
        started_at=by_hand.at_noon(day(1)),
        completed_at=by_hand.at_noon(day(1)),
        time_zone="UTC",
        on=day(1),
    )

    summarize_adherence(now=by_hand.at_noon(day(2)))

    week = _week(plan)
    assert (week.extra, week.due, week.status) == (1, 0, "no_data")
    assert week.composite is None


def test_week_starts_on_the_athletes_own_weekday(plan, phase) -> None:
    plan.athlete.week_start = 6
    plan.athlete.save(update_fields=["week_start"])

    summarize_adherence(now=by_hand.at_noon(day(0)))

    assert list(WeeklyAdherence.objects.values_list("week_on", flat=True)) == [day(-1)]


def test_seal_at_the_instant_closes_the_week_for_good(plan, phase) -> None:
    late = by_hand.session(phase, on=day(4))

    summarize_adherence(now=SEALED - timedelta(seconds=1))
    before = _week(plan).sealed_at
    summarize_adherence(now=SEALED)
    by_hand.finish(late)
    summarize_adherence(now=SEALED + timedelta(minutes=5))

    week = _week(plan)
    assert before is None
    assert week.sealed_at == SEALED
    assert (week.missed, week.attended) == (1, 0)


def test_late_log_before_the_seal_is_counted(plan, phase) -> None:
    late = by_hand.session(phase, on=day(4))
    summarize_adherence(now=by_hand.at_noon(day(9)))

    by_hand.finish(late, at=by_hand.at_noon(day(10)))
    summarize_adherence(now=by_hand.at_noon(day(10)))

    week = _week(plan)
    assert (week.missed, week.attended, week.moved) == (0, 1, 1)


def test_seal_in_a_zone_west_of_utc_waits_for_its_midnight(plan, phase) -> None:
    plan.time_zone = "America/New_York"
    plan.save(update_fields=["time_zone"])
    # Daylight saving began there on 8 March: midnight of the 15th is 04:00 UTC.
    summarize_adherence(now=datetime(2026, 3, 18, 3, 59, tzinfo=UTC))
    before = _week(plan).sealed_at
    summarize_adherence(now=datetime(2026, 3, 18, 4, tzinfo=UTC))

    assert (before, _week(plan).sealed_at) == (None, datetime(2026, 3, 18, 4, tzinfo=UTC))


def test_run_twice_writes_nothing_the_second_time(plan, phase) -> None:
    by_hand.finish(by_hand.session(phase, on=day(0)))
    now = by_hand.at_noon(day(8))

    first = summarize_adherence(now=now)
    kept = _figures()
    second = summarize_adherence(now=now + timedelta(minutes=5))

    # Two weeks and one phase.
    assert (first.written, second.written) == (3, 0)
    assert _figures() == kept


def test_recompute_from_scratch_is_equal(plan, phase) -> None:
    for on in (0, 2, 7, 9):
        by_hand.finish(by_hand.session(phase, on=day(on)), sets=on % 3 + 1)
    # Done ten days after its week: an extra, but the week was sealed before.
    by_hand.finish(by_hand.session(phase, on=day(4)), at=by_hand.at_noon(day(20)))
    for number in range(30):
        summarize_adherence(now=by_hand.at_noon(day(number)))
    kept = _figures()

    WeeklyAdherence.objects.all().delete()
    PhaseSummary.objects.all().delete()
    summarize_adherence(now=by_hand.at_noon(day(29)))

    assert len(kept) == 6
    assert _figures() == kept


def test_any_order_of_arrival_gives_the_same_rows(plan, phase) -> None:
    sessions = [by_hand.session(phase, on=day(on)) for on in (0, 2, 4, 7, 9, 11)]
    now = by_hand.at_noon(day(12))
    results = set()
    for seed in range(4):
        SessionLog.objects.all().delete()
        PlannedGroup.objects.update(sets_credited=0, volume_done=0, compliant=0, evaluable=0)
        WeeklyAdherence.objects.all().delete()
        PhaseSummary.objects.all().delete()
        for session in random.Random(seed).sample(sessions[:5], 5):
            by_hand.finish(session, sets=session.ordinal % 3 + 1)
            summarize_adherence(now=now)
        results.add(tuple(_figures()))

    assert len(results) == 1


def test_volume_of_thirds_stays_exact_until_stored(plan, phase) -> None:
    # 3 x 1000/1500 = 2 in each of three sessions: exactly 6 of 9.
    for on in (0, 2, 4):
        session = by_hand.session(phase, on=day(on))
        by_hand.finish(session)
        by_hand.tally(session, volume_done=1000)

    summarize_adherence(now=by_hand.at_noon(day(6)))

    week = _week(plan)
    assert week.volume_credit == Decimal("6.000000000")
    assert week.volume_adherence == Decimal("0.666667")


def test_phase_is_sealed_only_once_it_is_closed(plan, phase) -> None:
    by_hand.finish(by_hand.session(phase, on=day(0)))
    month_later = by_hand.at_noon(day(40))

    summarize_adherence(now=month_later)
    open_phase = PhaseSummary.objects.get(phase=phase)
    phase.closed_at = month_later
    phase.save(update_fields=["closed_at"])
    summarize_adherence(now=month_later)

    # The phase ends on 15 March; 22 March and 72 hours.
    assert open_phase.sealed_at is None
    assert (open_phase.due, open_phase.attended) == (1, 1)
    assert PhaseSummary.objects.get(phase=phase).sealed_at == datetime(2026, 3, 25, tzinfo=UTC)


def test_ended_plan_gets_no_weeks_after_its_end(plan, phase) -> None:
    plan.status, plan.due_at, plan.ended_on = "ENDED", None, day(8)
    plan.save(update_fields=["status", "due_at", "ended_on"])

    summarize_adherence(now=by_hand.at_noon(day(60)))
    again = summarize_adherence(now=by_hand.at_noon(day(61)))

    weeks = WeeklyAdherence.objects.order_by("week_on").values_list("week_on", flat=True)
    assert list(weeks) == [day(0), day(7)]
    assert again.written == 0


def test_weeks_that_begin_on_another_day_now_are_counted_once(plan, phase) -> None:
    # Monday the 2nd to Wednesday the 18th, every second day; Sundays are the 1st, 8th and 15th.
    for number in range(0, 18, 2):
        by_hand.finish(by_hand.session(phase, on=day(number)))
    now = by_hand.at_noon(day(17))
    summarize_adherence(now=now)
    weeks = WeeklyAdherence.objects.order_by("week_on").values_list("week_on", "due")
    assert list(weeks) == [(day(0), 4), (day(7), 3), (day(14), 2)]
    type(plan.athlete).objects.filter(pk=plan.athlete_id).update(week_start=6)

    summarize_adherence(now=now)

    assert list(weeks.all()) == [(day(-1), 3), (day(6), 4), (day(13), 2)]
    assert WeeklyAdherence.objects.get(week_on=day(-1)).sealed_at is not None
    assert summarize_adherence(now=now).written == 0


@pytest.mark.parametrize("count", [1, 3])
def test_queries_are_the_same_for_any_number_of_plans(
    plan, phase, count, django_assert_num_queries
) -> None:
    for _ in range(count - 1):
        athlete = make.athlete(organization=plan.organization)
        other = by_hand.plan(athlete=athlete, version=plan.program_version)
        by_hand.session(by_hand.phase(other, weeks=2), on=day(0))
    by_hand.finish(by_hand.session(phase, on=day(0)))

    # Savepoints (2 x 2), limits (2), what is marked (2), the claim, how to plan (2), the
    # statement, marks of plans that are gone.
    with django_assert_num_queries(15):
        summarize_adherence(now=by_hand.at_noon(day(8)))


def test_chosen_plans_only_are_summarized(plan, phase) -> None:
    athlete = make.athlete(organization=plan.organization)
    other = by_hand.plan(athlete=athlete, version=plan.program_version)

    summarize_adherence(now=make.NOW, plans=[other])

    assert list(WeeklyAdherence.objects.values_list("plan", flat=True)) == [other.pk]
