"""A coach shifts, compresses, repeats a week or notes an absence, and takes it back."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from athletes.actions.change_schedule import DaysCovered, PreviewStale, change_schedule
from athletes.actions.decide_proposal import PlanNotActive
from athletes.actions.move_session import move_session
from athletes.actions.pause_plan import pause_plan
from athletes.actions.resolve_plans import resolve_plans
from athletes.actions.roll_due import roll_due
from athletes.actions.schedule_preview import (
    ChangePreview,
    DaysChange,
    IntoThePast,
    NothingToChange,
    preview_change,
)
from athletes.actions.tweak_plan import tweak_plan
from athletes.actions.undo_schedule_change import NotTheLastChangeOfDays, undo_schedule_change
from athletes.actions.undo_transition import TrainedSince
from athletes.models import (
    Absence,
    AnchorValue,
    Plan,
    PlanDelta,
    PlannedGroup,
    PlannedSession,
    PlanPhase,
    PlanRamp,
    ScheduleChange,
)
from programs.engine.building.slot_edits import SlotEdit
from programs.engine.planning.compressing import TooTight
from programs.engine.planning.shifting import DaysTaken
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.plans_by_hand import at_noon, day, train

pytestmark = pytest.mark.django_db

# Wednesday of the first of five weeks; sessions are on Mondays and Thursdays.
NOW = at_noon(day(2))
WEEKS = [0, 3, 7, 10, 14, 17, 21, 24, 28, 31]


@pytest.fixture
def coach() -> Any:
    return make.user()


@pytest.fixture
def plan() -> Plan:
    athlete = make.athlete()
    mesocycles = by_hand.cycles("hypertrophy", "strength", weeks=5)
    version = by_hand.version(organization=athlete.organization, mesocycles=mesocycles)
    plan = by_hand.plan(athlete=athlete, version=version)
    by_hand.begin(plan, weeks=5)
    train(plan, sessions=1)
    plan.refresh_from_db()
    return plan


def wanted(kind: str, on: int, **fields: Any) -> DaysChange:
    return DaysChange(kind=kind, from_on=day(on), **fields)


def seen(plan: Plan, change: DaysChange, *, now: datetime = NOW) -> ChangePreview:
    return preview_change(plan=plan, change=change, now=now)


def do(plan: Plan, change: DaysChange, *, by: Any, now: datetime = NOW) -> ScheduleChange:
    mark = seen(plan, change, now=now).mark
    return change_schedule(plan=plan, change=change, mark=mark, by=by, now=now)


def days(plan: Plan) -> list[int]:
    rows = PlannedSession.objects.filter(plan=plan, is_cancelled=False).order_by("ordinal")
    return [(on - day(0)).days for on in rows.values_list("scheduled_on", flat=True)]


def phase_days(plan: Plan) -> tuple[int, int]:
    phase = PlanPhase.objects.get(plan=plan)
    return (phase.starts_on - day(0)).days, (phase.ends_on - day(0)).days


def rows() -> list[Any]:
    """Return all that a change of days writes, the plan's version and the change itself aside."""
    models = (PlanPhase, PlannedSession, PlannedGroup, AnchorValue, PlanRamp, Absence)
    kept = [list(model.objects.order_by("pk").values()) for model in models]
    return [*kept, list(Plan.objects.values("due_at", "zone_table", "status", "phase_seq"))]


def test_shift_moves_what_is_to_come_and_the_end_of_the_phase(plan: Plan, coach: Any) -> None:
    kept = do(plan, wanted("SHIFT", 7, days=3), by=coach)

    plan.refresh_from_db()
    assert days(plan) == [0, 3, *(on + 3 for on in WEEKS[2:])]
    assert phase_days(plan) == (0, 37)
    assert plan.due_at == datetime(2026, 4, 9, tzinfo=plan.due_at.tzinfo)
    assert (kept.kind, kept.applied_by) == ("SHIFT", coach)
    assert kept.words.startswith("8 sessions move, the first from 2026-03-09 to 2026-03-12.")


def test_shift_onto_taken_or_past_days_is_refused(plan: Plan) -> None:
    with pytest.raises(DaysTaken):
        seen(plan, wanted("SHIFT", 7, days=-4))
    with pytest.raises(IntoThePast):
        seen(plan, wanted("SHIFT", 3, days=-2))
    with pytest.raises(NothingToChange):
        seen(plan, wanted("SHIFT", 7, days=0))


def test_compress_leaves_weeks_out_of_the_middle(plan: Plan, coach: Any) -> None:
    do(plan, wanted("COMPRESS", 27), by=coach)

    assert days(plan) == [0, 3, 7, 10, 14, 17, 21, 24]
    assert phase_days(plan) == (0, 27)
    cancelled = PlannedSession.objects.filter(is_cancelled=True).order_by("ordinal")
    assert list(cancelled.values_list("ordinal", flat=True)) == [3, 4]


def test_compress_keeps_the_fewest_loading_weeks(plan: Plan) -> None:
    with pytest.raises(TooTight):
        seen(plan, wanted("COMPRESS", 13))


def test_repeat_puts_the_same_week_in_once_more(plan: Plan, coach: Any) -> None:
    set_anchor_later(plan, ordinal=5)
    PlanRamp.objects.create(**own(plan), from_ordinal=4, per_week=2, days=10)
    delta = tweaked(plan, ordinal=5)

    do(plan, wanted("REPEAT", 7), by=coach)

    phase = PlanPhase.objects.get(plan=plan)
    assert days(plan) == [0, 3, 7, 10, 14, 17, *(on + 7 for on in WEEKS[4:])]
    assert phase_days(plan) == (0, 41)
    assert (phase.repeated_weeks, phase.extra_weeks) == ([2], 0)
    found = PlannedSession.objects.filter(plan=plan).order_by("ordinal")
    assert list(found.values_list("ordinal", "week", "week_in_phase", "occurrence"))[2:8] == [
        (3, 2, 2, 1),
        (4, 2, 2, 1),
        (5, 2, 3, 2),
        (6, 2, 3, 2),
        (7, 3, 4, 1),
        (8, 3, 4, 1),
    ]
    assert [one.groups.count() for one in found] == [1] * 12
    assert AnchorValue.objects.get().effective_ordinal == 7
    assert PlanRamp.objects.get().from_ordinal == 4
    delta.refresh_from_db()
    assert (delta.from_ordinal, delta.ordinals) == (2, [7])


def tweaked(plan: Plan, *, ordinal: int) -> PlanDelta:
    return tweak_plan(
        plan=plan,
        session=plan.sessions.get(ordinal=ordinal),
        edits=[SlotEdit("main", cell="5x3 @90kg")],
        from_here=False,
        reason="Her shoulder",
        expected_version=plan.version,
        by=None,
        now=NOW,
    )


def own(plan: Plan) -> dict[str, Any]:
    return {"organization": plan.organization, "athlete": plan.athlete, "plan": plan}


def set_anchor_later(plan: Plan, *, ordinal: int) -> None:
    AnchorValue.objects.create(
        **own(plan), name="tm", value=100, source="COACH", effective_ordinal=ordinal, set_at=NOW
    )


def test_repeat_of_a_week_that_was_trained_is_to_be_trained_again(plan: Plan, coach: Any) -> None:
    do(plan, wanted("REPEAT", 0), by=coach)

    assert days(plan) == [0, 3, 7, 10, *(on + 7 for on in WEEKS[2:])]
    assert PlannedSession.objects.filter(log__isnull=False).count() == 1


def test_absence_excuses_its_days_and_moves_none(plan: Plan, coach: Any) -> None:
    change = wanted("ABSENCE", 7, to_on=day(13), reason="TRAVEL", note="Rome")

    kept = do(plan, change, by=coach)

    absence = Absence.objects.get()
    assert (absence.from_on, absence.to_on, absence.effect) == (day(7), day(13), "EXCUSE")
    assert days(plan) == WEEKS
    assert kept.words.startswith("2 sessions are excused.")


def test_absence_of_covered_days_is_refused_and_changes_nothing(plan: Plan, coach: Any) -> None:
    Absence.objects.create(
        organization=plan.organization,
        athlete=plan.athlete,
        from_on=day(9),
        to_on=day(9),
        reason="WORK",
    )
    change = wanted("ABSENCE", 7, to_on=day(13), reason="TRAVEL")
    before = rows()

    with pytest.raises(DaysCovered):
        do(plan, change, by=coach)

    assert rows() == before


CHANGES = [
    wanted("SHIFT", 7, days=7),
    wanted("COMPRESS", 27),
    wanted("REPEAT", 7),
    wanted("REPEAT", 30),
    wanted("ABSENCE", 7, to_on=day(13), reason="TRAVEL"),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.kind)
def test_undo_puts_everything_back(plan: Plan, coach: Any, change: DaysChange) -> None:
    set_anchor_later(plan, ordinal=5)
    PlanRamp.objects.create(**own(plan), from_ordinal=6, per_week=2, days=10)
    resolve_plans(plans=[plan], now=NOW)
    before = rows()
    kept = do(plan, change, by=coach)
    assert rows() != before

    undo_schedule_change(change=kept, by=coach, now=NOW)

    assert rows() == before
    kept.refresh_from_db()
    assert (kept.undone_at, kept.undone_by) == (NOW, coach)


def test_undo_after_training_is_refused(plan: Plan, coach: Any) -> None:
    kept = do(plan, wanted("SHIFT", 7, days=7), by=coach)
    by_hand.finish(PlannedSession.objects.get(ordinal=2), at=at_noon(day(3)))
    before = rows()

    with pytest.raises(TrainedSince):
        undo_schedule_change(change=kept, by=coach, now=at_noon(day(4)))

    assert rows() == before


def test_only_the_last_change_is_undone_and_only_once(plan: Plan, coach: Any) -> None:
    first = do(plan, wanted("SHIFT", 7, days=7), by=coach)
    second = do(plan, wanted("REPEAT", 0), by=coach)

    with pytest.raises(NotTheLastChangeOfDays):
        undo_schedule_change(change=first, by=coach, now=NOW)
    undo_schedule_change(change=second, by=coach, now=NOW)
    with pytest.raises(NotTheLastChangeOfDays):
        undo_schedule_change(change=second, by=coach, now=NOW)
    undo_schedule_change(change=first, by=coach, now=NOW)

    assert days(plan) == WEEKS


def test_undo_after_a_session_was_moved_is_refused(plan: Plan, coach: Any) -> None:
    kept = do(plan, wanted("SHIFT", 7, days=7), by=coach)
    moved = PlannedSession.objects.select_related("phase", "athlete").get(ordinal=3)
    move_session(planned_session=moved, to_on=moved.scheduled_on + timedelta(days=1), by=coach)

    with pytest.raises(NotTheLastChangeOfDays):
        undo_schedule_change(change=kept, by=coach, now=NOW)


def test_change_of_what_moved_meanwhile_is_refused(plan: Plan, coach: Any) -> None:
    change = wanted("SHIFT", 7, days=7)
    mark = seen(plan, change).mark
    moved = PlannedSession.objects.select_related("phase", "athlete").get(ordinal=3)
    move_session(planned_session=moved, to_on=day(8), by=coach)
    before = rows()

    with pytest.raises(PreviewStale):
        change_schedule(plan=plan, change=change, mark=mark, by=coach, now=NOW)

    assert rows() == before


def test_change_of_a_paused_plan_is_refused(plan: Plan, coach: Any) -> None:
    change = wanted("SHIFT", 7, days=7)
    mark = seen(plan, change).mark
    pause_plan(plan=plan, reason="TRAVEL", by=coach, now=NOW)

    with pytest.raises(PlanNotActive):
        change_schedule(plan=plan, change=change, mark=mark, by=coach, now=NOW)


def test_plan_with_a_repeated_week_rolls_on_after_it(plan: Plan, coach: Any) -> None:
    do(plan, wanted("REPEAT", 7), by=coach)
    train(plan)

    roll_due(now=at_noon(day(42)))

    plan.refresh_from_db()
    first = PlannedSession.objects.filter(plan=plan, phase__seq=2).order_by("ordinal").first()
    assert plan.phase_seq == 2
    assert (first.ordinal, first.scheduled_on) == (13, date(2026, 4, 13))
