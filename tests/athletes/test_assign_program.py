"""Giving a program to athletes: plans, first sessions, and the numbers they start with."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from athletes.actions.assign_program import (
    AlreadyOnAPlan,
    AthletesArchived,
    StartTooEarly,
    VersionNotPublished,
    WeekdaysMismatch,
    assign_program,
)
from athletes.actions.check_instant import StartTooFarAhead
from athletes.actions.materialize_phases import materialize_phases
from athletes.actions.opening_values import AnchorInvalid
from athletes.models import AnchorValue, Plan, PlannedGroup, PlannedSession, PlanPhase
from tests import make
from tests.athletes.explaining import explained

pytestmark = pytest.mark.django_db

# What alternating-10wk.json itself starts with.
OWN = {
    "rm:bench": Decimal("101.25"),
    "rm:squat": Decimal(150),
    "tm:press": Decimal(55),
    "w:row": Decimal(70),
    "w:rdl": Decimal(90),
    "w:fly": Decimal(15),
}


def assign(athletes, **fields):
    version = fields.pop("version", None) or make.version(organization=athletes[0].organization)
    fields = {"starts_on": make.MONDAY, "by": None, "now": make.NOW, **fields}
    return assign_program(version=version, athletes=athletes, **fields)


def test_assign_writes_plan_phase_sessions_and_numbers():
    athlete = make.athlete(time_zone="America/New_York")

    (plan,) = assign([athlete], anchors={athlete.pk: OWN})

    phase = PlanPhase.objects.get(plan=plan)
    assert (phase.seq, phase.name, phase.goal) == (1, "Build", "hypertrophy")
    assert (phase.starts_on, phase.ends_on) == (date(2026, 3, 2), date(2026, 3, 29))
    # The midnight after 29 March is at 04:00 UTC: New York keeps summer time since 8 March.
    assert plan.due_at == datetime(2026, 3, 30, 4, 0, tzinfo=UTC)
    days = PlannedSession.objects.filter(plan=plan).order_by("ordinal")
    assert list(days.values_list("ordinal", "scheduled_on"))[:4] == [
        (1, date(2026, 3, 2)),
        (2, date(2026, 3, 5)),
        (3, date(2026, 3, 9)),
        (4, date(2026, 3, 12)),
    ]
    entry = AnchorValue.objects.get(plan=plan, name="rm:bench")
    assert (entry.value, entry.source, entry.effective_ordinal) == (OWN["rm:bench"], "INITIAL", 0)


def test_assign_makes_loads_of_the_athletes_own_plates():
    athlete = make.athlete()
    athlete.equipment.plate_pairs = [["20", 2], ["10", 1]]
    athlete.equipment.save()

    assign([athlete], anchors={athlete.pk: OWN})

    # 70 % of 101.25 is 70.875; a 20 kg bar with one pair of 20 or 20 + 10 makes 60 or 80.
    group = PlannedGroup.objects.get(session__ordinal=1, slot_key="bench-h")
    assert (group.load_kg, group.target_kg) == (Decimal(80), Decimal("70.875"))
    assert explained(group) == (
        "70% of one-rep max 101.25 kg is 70.88 kg, made as 80 kg. It is what your plates make. "
        "2-4 repetitions instead of 6-8 keep the effort."
    )
    # 6 at RPE 7 are 76.2 %, so the maximum is 93.01 kg: 80 kg are 86.01 %, 2 at RPE 7 86.3 %.
    assert group.reps == "2-4"


def test_assign_without_numbers_leaves_loads_open_and_says_how_to_find_them():
    athlete = make.athlete()

    assign([athlete])

    group = PlannedGroup.objects.get(session__ordinal=1, slot_key="bench-h")
    assert group.load_kg is None
    assert (group.basis, group.rpe) == ("RPE", Decimal(7))
    assert explained(group) == (
        "Your one-rep max for Bench Press is not known yet; work up in small jumps to a weight "
        "that leaves 3 repetitions in reserve (RPE 7), and log it."
    )


def test_assign_asks_the_same_number_of_queries_for_one_and_three(django_assert_num_queries):
    version = make.version(organization=make.organization())
    athletes = [make.athlete(organization=version.organization) for _ in range(4)]

    with django_assert_num_queries(22):
        assign(athletes[:1], version=version)
    with django_assert_num_queries(22):
        assign(athletes[1:], version=version)


def test_assign_on_a_wednesday_starts_weeks_on_that_day():
    athlete = make.athlete()

    (plan,) = assign([athlete], starts_on=date(2026, 3, 4))

    days = PlannedSession.objects.filter(plan=plan).order_by("ordinal")
    # Two sessions a week fall on Monday and Thursday: the block from Wednesday has Thursday first.
    assert list(days.values_list("scheduled_on", flat=True))[:2] == [
        date(2026, 3, 5),
        date(2026, 3, 9),
    ]


def test_assign_with_chosen_weekdays_uses_them():
    athlete = make.athlete()

    (plan,) = assign([athlete], weekdays={2: [1, 5]})

    assert plan.weekdays == {"1": [0], "2": [1, 5]}
    first = PlannedSession.objects.filter(plan=plan).order_by("ordinal").first()
    assert first.scheduled_on == date(2026, 3, 3)


@pytest.mark.parametrize("weekdays", [{2: [0]}, {2: [0, 0]}, {2: [0, 7]}, {2: [0, 1, 2]}])
def test_assign_with_weekdays_that_do_not_fit_is_refused(weekdays):
    athlete = make.athlete()

    with pytest.raises(WeekdaysMismatch) as refusal:
        assign([athlete], weekdays=weekdays)

    assert str(refusal.value) == ("A week of 2 sessions needs 2 different training days: choose 2.")
    assert not Plan.objects.exists()


def test_assign_a_draft_is_refused():
    athlete = make.athlete()
    version = make.version(organization=athlete.organization, status="DRAFT", published_at=None)

    with pytest.raises(VersionNotPublished, match="publish it first"):
        assign([athlete], version=version)

    assert not Plan.objects.exists()


def test_assign_twice_is_refused_and_changes_nothing():
    athlete = make.athlete(name="Ada")
    other = make.athlete(organization=athlete.organization, name="Ben")
    version = make.version(organization=athlete.organization)
    assign([athlete], version=version)

    with pytest.raises(AlreadyOnAPlan) as refusal:
        assign([athlete, other], version=version)

    assert refusal.value.athletes == (athlete,)
    assert str(refusal.value) == (
        "Ada follows a plan already: end the running plan first, or leave this athlete out."
    )
    assert Plan.objects.count() == 1


@pytest.mark.parametrize(("days", "is_fine"), [(28, True), (29, False)])
def test_assign_in_the_past_is_limited(days, is_fine):
    athlete = make.athlete()
    starts_on = make.MONDAY - timedelta(days=days)

    if is_fine:
        assign([athlete], starts_on=starts_on)
    else:
        with pytest.raises(StartTooEarly, match=r"choose 2026-02-02 or later"):
            assign([athlete], starts_on=starts_on)

    assert Plan.objects.count() == int(is_fine)


@pytest.mark.parametrize(("days", "is_fine"), [(732, True), (733, False), (2_900_000, False)])
def test_assign_far_ahead_is_limited(days, is_fine):
    athlete = make.athlete()
    starts_on = make.MONDAY + timedelta(days=days)

    if is_fine:
        assign([athlete], starts_on=starts_on)
    else:
        with pytest.raises(StartTooFarAhead, match="within the next two years"):
            assign([athlete], starts_on=starts_on)

    assert Plan.objects.count() == int(is_fine)


def test_assign_an_archived_athlete_names_who_and_starts_nobody():
    organization = make.organization()
    gone = make.athlete(organization=organization, name="Ada", is_archived=True)
    other = make.athlete(organization=organization)

    with pytest.raises(AthletesArchived) as refusal:
        assign([gone, other], version=make.version(organization=organization))

    assert str(refusal.value) == (
        "Ada is archived: put them back on the roster first, or leave them out."
    )
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("rm:bench", Decimal(-1), "enter a number from 0 to 2000"),
        ("rm:bench", Decimal(0), "enter more than 0 kg"),
        ("rm:bench", Decimal("NaN"), "enter a number"),
        ("rm:bnech", Decimal(100), "the program has no such number; it has inc, rm:bench, "),
    ],
)
def test_assign_with_a_number_nobody_has_is_refused(name, value, words):
    athlete = make.athlete()

    with pytest.raises(AnchorInvalid, match=words):
        assign([athlete], anchors={athlete.pk: {name: value}})

    assert not Plan.objects.exists()


def test_assign_with_numbers_of_an_athlete_not_chosen_is_refused():
    chosen = make.athlete()
    other = make.athlete(organization=chosen.organization)

    with pytest.raises(AnchorInvalid) as refusal:
        assign([chosen], anchors={chosen.pk: OWN, other.pk: OWN})

    assert str(refusal.value) == (
        f"Athlete {other.pk}: this athlete isn't among those chosen; choose them too, or leave "
        "these numbers out."
    )
    assert not Plan.objects.exists()


def test_materialize_again_adds_nothing():
    plan = make.plan(athlete=make.athlete())

    added = materialize_phases(phases=list(plan.phases.all()), now=make.NOW)

    assert added == 0


def test_materialize_an_extra_week_adds_that_week_only():
    plan = make.plan(athlete=make.athlete())
    phase = plan.phases.get()
    phase.extra_weeks = 1
    phase.ends_on += timedelta(days=7)
    phase.save()

    added = materialize_phases(phases=[phase], now=make.NOW, is_provisional=True)

    assert added == 2
    extra = PlannedSession.objects.filter(occurrence=2).order_by("ordinal")
    assert list(
        extra.values_list("ordinal", "week", "week_in_phase", "scheduled_on", "is_provisional")
    ) == [
        (9, 4, 5, date(2026, 3, 30), True),
        (10, 4, 5, date(2026, 4, 2), True),
    ]


def test_materialize_a_second_phase_rounds_its_first_loads_down():
    athlete = make.athlete()
    plan = make.plan(athlete=athlete, anchors={athlete.pk: {"rm:bench": Decimal(102)}})
    PlanPhase.objects.create(
        organization=plan.organization,
        athlete=athlete,
        plan=plan,
        seq=2,
        mesocycle=0,
        kind="REPEAT",
        name="Build",
        goal="hypertrophy",
        starts_on=date(2026, 3, 30),
        ends_on=date(2026, 4, 26),
        first_ordinal=9,
    )

    materialize_phases(phases=[plan.phases.get(seq=2)], now=make.NOW)

    # 70 % of 102 is 71.4: nearest would be 72.5.
    first = PlannedGroup.objects.get(session__ordinal=9, slot_key="bench-h")
    assert first.load_kg == Decimal(70)
    assert explained(first).endswith("Rounded down, since it is the first time in this phase.")
    of_plan_start = PlannedGroup.objects.get(session__ordinal=1, slot_key="bench-h")
    assert of_plan_start.load_kg == Decimal("72.5")


@pytest.mark.django_db(transaction=True)
def test_assign_from_two_threads_is_one_plan():
    athlete = make.athlete()
    version = make.version(organization=athlete.organization)

    def submit(_):
        try:
            return len(assign([athlete], version=version))
        except AlreadyOnAPlan:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        plans = sorted(threads.map(submit, range(2)))

    assert plans == [0, 1]
    assert Plan.objects.count() == 1
    assert PlannedSession.objects.count() == 8
