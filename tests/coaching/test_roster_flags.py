"""Who needs attention, and why; where everybody stands."""

from datetime import timedelta
from decimal import Decimal

import pytest

from athletes.models import (
    Absence,
    CheckIn,
    PhaseProposal,
    Plan,
    PlannedSession,
    SessionLog,
    WeeklyAdherence,
)
from coaching.actions.invite_athlete import invite_athlete
from coaching.queries.dashboard import get_dashboard
from coaching.queries.flags import FlagKind
from coaching.queries.roster import get_roster, roster_rows
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def coach():
    return make.membership()


def line_of(coach, *, now):
    rows = list(roster_rows(user=coach.user, now=now))
    (line,) = get_roster(athletes=rows, now=now).values()
    return line


def propose(plan):
    PhaseProposal.objects.create(
        organization=plan.organization,
        athlete=plan.athlete,
        plan=plan,
        phase=plan.phases.get(),
        decision="REPEAT",
        reason="dose_low",
        words="Too little was done.",
        evidence={},
        due_at=make.NOW,
        proposed_at=make.NOW,
    )


def kinds(coach, *, now=make.NOW):
    return [flag.kind for flag in line_of(coach, now=now).flags]


def test_roster_line_counts_the_week_of_its_phase(coach):
    make.plan(athlete=make.athlete(coach=coach))

    first = line_of(coach, now=make.NOW)
    second = line_of(coach, now=make.NOW + timedelta(days=7))
    before = line_of(coach, now=make.NOW - timedelta(days=1))

    assert (first.week, second.week, before.week) == (1, 2, None)
    assert first.weeks == ((first.phase.ends_on - first.phase.starts_on).days + 1) // 7


def test_flags_without_plan(coach):
    make.athlete(coach=coach)

    assert kinds(coach) == [FlagKind.NO_PLAN]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (6, "The invitation hasn't been accepted yet."),
        (7, "The invitation expired on 9 Mar; nobody accepted it."),
    ],
)
def test_flags_invitation_is_open_for_seven_days(coach, days, words):
    athlete = make.athlete(coach=coach, email="anna@example.com")
    invite_athlete(athlete=athlete, by=coach.user, now=make.NOW)

    line = line_of(coach, now=make.NOW + timedelta(days=days))

    assert [flag.kind for flag in line.flags] == [FlagKind.NO_PLAN, FlagKind.INVITED]
    assert line.flags[1].words == words


def planned_on(athlete):
    sessions = PlannedSession.objects.filter(athlete=athlete).order_by("ordinal")
    return [session.scheduled_on for session in sessions]


def after_sessions(athlete, count):
    """Return an instant on the day after so many sessions."""
    return make.NOW + (planned_on(athlete)[count - 1] - make.MONDAY) + timedelta(days=1)


def test_flags_third_session_missed_in_a_row(coach):
    athlete = make.athlete(coach=coach)
    make.plan(athlete=athlete)

    assert FlagKind.MISSED not in kinds(coach, now=after_sessions(athlete, 2))
    assert kinds(coach, now=after_sessions(athlete, 3)) == [FlagKind.MISSED]


def test_flags_logged_session_ends_the_run(coach):
    athlete = make.athlete(coach=coach)
    make.plan(athlete=athlete)
    third = PlannedSession.objects.get(athlete=athlete, ordinal=3)
    SessionLog.objects.create(
        organization=athlete.organization,
        athlete=athlete,
        planned_session=third,
        started_at=make.NOW,
        on=third.scheduled_on,
    )

    assert FlagKind.MISSED not in kinds(coach, now=after_sessions(athlete, 3))


def test_flags_excused_days_are_not_missed(coach):
    athlete = make.athlete(coach=coach)
    make.plan(athlete=athlete)
    Absence.objects.create(
        organization=athlete.organization,
        athlete=athlete,
        from_on=make.MONDAY,
        to_on=planned_on(athlete)[2],
        reason="TRAVEL",
    )

    assert kinds(coach, now=after_sessions(athlete, 3)) == []


@pytest.mark.parametrize(
    ("goal", "figures", "found"),
    [
        ("strength", {"compliant": 1, "evaluable": 2}, None),
        ("strength", {"compliant": 3, "evaluable": 5}, None),
        (
            "hypertrophy",
            {"compliant": 1, "evaluable": 40},
            (FlagKind.OFF_TARGET, "1 of 40 sets met their load or effort last week."),
        ),
        ("strength", {"volume_raw_credit": Decimal("48")}, None),
        ("hypertrophy", {"volume_raw_credit": Decimal("60")}, None),
        (
            "strength",
            {"volume_raw_credit": Decimal("60")},
            (FlagKind.OVERDOSE, "Did 150% of the volume asked in the last week that is over."),
        ),
        (
            "deload",
            {"volume_raw_credit": Decimal("42")},
            (FlagKind.OVERDOSE, "Did 105% of the volume asked in the last week that is over."),
        ),
    ],
)
def test_flags_what_the_composite_hides(coach, goal, figures, found):
    # 40 sets asked: 48 of volume is 1.20, the limit itself; 3 of 5 is 0.60, the limit itself.
    athlete = make.athlete(coach=coach)
    plan = make.plan(athlete=athlete)
    WeeklyAdherence.objects.create(
        organization=plan.organization,
        athlete=athlete,
        plan=plan,
        week_on=make.MONDAY,
        **{**make.NO_FIGURES, "sets_prescribed": 40, **figures},
    )
    PlannedSession.objects.filter(athlete=athlete).update(is_cancelled=True)
    plan.phases.update(goal=goal)

    line = line_of(coach, now=make.NOW + timedelta(days=7))

    assert [(flag.kind, flag.words) for flag in line.flags] == ([found] if found else [])


def test_flags_the_most_pressing_comes_first(coach):
    athlete = make.athlete(coach=coach)
    plan = make.plan(athlete=athlete)
    Plan.objects.update(quarantined_at=make.NOW)
    CheckIn.objects.create(
        organization=athlete.organization, athlete=athlete, on=make.MONDAY, has_pain=True
    )
    propose(plan)

    line = line_of(coach, now=make.NOW)

    assert [flag.kind for flag in line.flags] == [
        FlagKind.STOPPED,
        FlagKind.PAIN,
        FlagKind.PROPOSAL,
    ]
    assert line.flags[2].words == "A phase change waits for you: repeating the phase."


def test_flags_plan_ends_within_seven_days_of_its_last_phase(coach):
    plan = make.plan(athlete=make.athlete(coach=coach))
    phase = plan.phases.get()
    last = len(line_of(coach, now=make.NOW).ahead)
    plan.phases.update(mesocycle=last)
    seven_before = make.NOW + (phase.ends_on - make.MONDAY) - timedelta(days=7)

    on_time = kinds(coach, now=seven_before)
    too_early = kinds(coach, now=seven_before - timedelta(days=1))

    assert FlagKind.ENDS in on_time
    assert FlagKind.ENDS not in too_early


def test_dashboard_counts_the_week_and_lays_phases_end_to_end(coach):
    athlete = make.athlete(coach=coach)
    make.plan(athlete=athlete)
    make.athlete(coach=coach, is_archived=True)

    board = get_dashboard(user=coach.user, now=make.NOW)

    (row,) = board.rows
    due = [on for on in planned_on(athlete) if on < make.MONDAY + timedelta(days=7)]
    assert (board.athletes, board.training, board.planned) == (1, 1, len(due))
    assert [day.due for day in board.days if day.is_today] == [due.count(make.MONDAY)]
    assert [bar.is_running for bar in row.bars] == [True] + [False] * (len(row.bars) - 1)
    assert [bar.is_projected for bar in row.bars] == [False] + [True] * (len(row.bars) - 1)
    ends = [bar.ends_on + timedelta(days=1) for bar in row.bars]
    assert [bar.starts_on for bar in row.bars[1:]] == ends[:-1]
    # Six weeks of twenty lie behind, today is half a day into its own.
    assert (row.bars[0].left, board.today_left) == ("30.000", "30.357")


def weeks(plan, *composites):
    for number, composite in enumerate(composites):
        WeeklyAdherence.objects.create(
            organization=plan.organization,
            athlete=plan.athlete,
            plan=plan,
            week_on=make.MONDAY + timedelta(weeks=number),
            composite=composite,
            **make.NO_FIGURES,
        )


@pytest.mark.parametrize(
    ("latest", "words"),
    [
        ("0.700000", ["Adherence fell to 70% last week; the phase's mean was 90%."]),
        ("0.700001", []),
    ],
)
def test_flags_week_twenty_points_under_the_phases_own_mean(coach, latest, words):
    plan = make.plan(athlete=make.athlete(coach=coach))
    weeks(plan, Decimal("1"), None, Decimal("0.8"), Decimal(latest))
    plan.sessions.update(is_cancelled=True)

    line = line_of(coach, now=make.NOW + timedelta(weeks=4))

    assert [flag.words for flag in line.flags if flag.kind is FlagKind.FELL] == words


def test_flags_weeks_of_an_earlier_phase_make_no_mean(coach):
    plan = make.plan(athlete=make.athlete(coach=coach))
    weeks(plan, Decimal("1"), Decimal("1"), Decimal("0.5"))
    plan.sessions.update(is_cancelled=True)
    plan.phases.update(starts_on=make.MONDAY + timedelta(weeks=1))

    assert FlagKind.FELL not in kinds(coach, now=make.NOW + timedelta(weeks=3))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "A phase change waits for you: repeating the phase."),
        (1, "A phase change has waited for you for 1 day: repeating the phase."),
        (9, "A phase change has waited for you for 9 days: repeating the phase."),
    ],
)
def test_flags_proposal_tells_how_long_it_waits(coach, days, words):
    plan = make.plan(athlete=make.athlete(coach=coach))
    propose(plan)

    line = line_of(coach, now=make.NOW + timedelta(days=days))

    flag = next(flag for flag in line.flags if flag.kind is FlagKind.PROPOSAL)
    assert (flag.words, flag.days) == (words, days)
