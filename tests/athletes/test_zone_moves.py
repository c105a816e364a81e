"""An athlete who moves, even across the date line, passes each phase once and never goes back."""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from athletes.actions.change_settings import change_settings
from athletes.actions.follow_zone import follow_zone
from athletes.actions.roll_due import roll_due
from athletes.models import PhaseTransition, Plan, PlannedSession, PlanPhase
from programs.engine.timeline import start_of_day
from tests import make
from tests.athletes.plans_by_hand import DUE, day, make_plan

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
# A day apart, on the two sides of the date line.
APIA, PAGO_PAGO = "Pacific/Apia", "Pacific/Pago_Pago"
APIAS_DUE = datetime(2026, 3, 15, 11, tzinfo=UTC)
PAGO_PAGOS_DUE = datetime(2026, 3, 16, 11, tzinfo=UTC)
ZONES = (
    APIA, PAGO_PAGO, "Pacific/Kiritimati", "Pacific/Honolulu", "Africa/Cairo", "America/New_York",
    "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns", "UTC",
)  # fmt: skip


def move(plan: Plan, zone: str) -> None:
    plan.athlete.time_zone = zone
    plan.athlete.save(update_fields=["time_zone"])
    follow_zone(athlete=plan.athlete, by=None)
    plan.refresh_from_db()


def test_move_east_over_the_date_line_ends_the_phase_a_day_sooner() -> None:
    plan = make_plan("deload", "strength", time_zone=PAGO_PAGO)
    before = plan.due_at

    move(plan, APIA)

    assert (before, plan.due_at) == (PAGO_PAGOS_DUE, APIAS_DUE)
    assert roll_due(now=APIAS_DUE - timedelta(seconds=1)).plans == 0
    assert roll_due(now=APIAS_DUE).transitions == 1


def test_move_east_after_the_phase_was_over_there_rolls_it_dated_there() -> None:
    plan = make_plan("deload", "strength", time_zone=PAGO_PAGO)
    now = PAGO_PAGOS_DUE - HOUR

    move(plan, APIA)
    roll_due(now=now)

    change = PhaseTransition.objects.get()
    assert (change.due_at, change.applied_at) == (APIAS_DUE, now)
    assert PlanPhase.objects.order_by("seq").last().starts_on == day(14)


def test_move_west_over_the_date_line_lengthens_the_last_day_by_one() -> None:
    plan = make_plan("deload", "strength", time_zone=APIA)

    move(plan, PAGO_PAGO)

    assert plan.due_at == PAGO_PAGOS_DUE
    assert roll_due(now=PAGO_PAGOS_DUE - timedelta(seconds=1)).plans == 0
    assert roll_due(now=PAGO_PAGOS_DUE).transitions == 1


def test_move_west_after_the_change_keeps_the_phase_and_its_days() -> None:
    plan = make_plan("deload", "strength", time_zone=APIA)
    roll_due(now=APIAS_DUE)
    sessions = list(PlannedSession.objects.order_by("ordinal").values("ordinal", "scheduled_on"))

    # There it is still the 15th, a day of the first phase.
    move(plan, PAGO_PAGO)
    roll_due(now=PAGO_PAGOS_DUE)

    assert (plan.phase_seq, PhaseTransition.objects.count()) == (2, 1)
    assert plan.due_at == PAGO_PAGOS_DUE + timedelta(weeks=2)
    assert sessions == list(
        PlannedSession.objects.order_by("ordinal").values("ordinal", "scheduled_on")
    )


def test_back_and_forth_around_the_due_day_rolls_once() -> None:
    plan = make_plan("deload", "strength", time_zone=APIA)
    roll_due(now=APIAS_DUE)
    for zone in (PAGO_PAGO, APIA, PAGO_PAGO):
        move(plan, zone)
        roll_due(now=APIAS_DUE + HOUR)
        roll_due(now=PAGO_PAGOS_DUE)

    assert PhaseTransition.objects.count() == 1
    assert PlanPhase.objects.count() == 2


@pytest.mark.parametrize("seed", range(6))
def test_random_moves_pass_each_phase_once_at_a_midnight_of_the_athlete(seed) -> None:
    draw = random.Random(seed)
    plan = make_plan("deload", "deload", "deload", "deload", "deload", time_zone=APIA)
    now, seqs, dues = datetime(2026, 3, 2, tzinfo=UTC), [], []
    while plan.status == "ACTIVE":
        now += timedelta(hours=draw.choice((3, 7, 25, 60)))
        if draw.random() < 0.6:
            move(plan, draw.choice(ZONES))
        dues.append((plan.due_at, plan.time_zone))
        roll_due(now=now)
        plan.refresh_from_db()
        seqs.append(plan.phase_seq)

    changes = list(PhaseTransition.objects.order_by("sequence"))
    days = [change.from_phase.ends_on + timedelta(days=1) for change in changes]
    assert seqs == sorted(seqs)
    assert [change.sequence for change in changes] == [1, 2, 3, 4, 5]
    assert days == [day(14), day(28), day(42), day(56), day(70)]
    assert all(first.due_at < second.due_at for first, second in pairwise(changes))
    # Each is dated at the instant at which that day began where the athlete was.
    for change, on in zip(changes, days, strict=True):
        zones = {zone for due_at, zone in dues if due_at == change.due_at}
        assert change.due_at in {start_of_day(on, zone=zone) for zone in zones}
        assert change.applied_at >= change.due_at


def test_move_is_audited_with_its_due_instant() -> None:
    plan = make_plan("deload", "strength", time_zone=APIA)

    move(plan, PAGO_PAGO)

    rows = Plan.pgh_event_model.objects.filter(pgh_context__metadata__why="zone")
    assert list(rows.values_list("pgh_label", "time_zone", "due_at")) == [
        ("update", PAGO_PAGO, PAGO_PAGOS_DUE)
    ]


def test_zone_chosen_in_the_settings_moves_the_plan() -> None:
    plan = make_plan("deload", "strength")

    change_settings(
        athlete=plan.athlete,
        name="Ana",
        units="kg",
        time_zone="Asia/Tokyo",
        week_start=None,
        by=make.user(),
        now=DUE - 30 * HOUR,
    )

    plan.refresh_from_db()
    assert (plan.time_zone, plan.due_at) == ("Asia/Tokyo", DUE - 9 * HOUR)
    assert PlanPhase.objects.get().ends_on == date(2026, 3, 15)
