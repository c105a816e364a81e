"""When the queue tells a coach is for the organization to say."""

from datetime import timedelta
from decimal import Decimal

import pytest

from athletes.models import Athlete, PlannedSession, PlanPhase, WeeklyAdherence
from coaching.accounts.models import Organization
from coaching.queries.flags import FlagKind
from coaching.queries.roster import get_roster, roster_rows
from programs.queries.program_of import program_of
from tests import make

pytestmark = pytest.mark.django_db


def kinds(athlete: Athlete, *, now=make.NOW, **thresholds: int) -> set[FlagKind]:
    Organization.objects.filter(pk=athlete.organization_id).update(**thresholds)
    user = athlete.engagements.get().membership.user
    (line,) = get_roster(athletes=list(roster_rows(user=user, now=now)), now=now).values()
    return {flag.kind for flag in line.flags}


@pytest.fixture
def athlete() -> Athlete:
    found = make.athlete(coach=make.membership())
    make.plan(athlete=found)
    return found


def test_missed_sessions_are_told_from_the_number_on(athlete):
    third = PlannedSession.objects.filter(athlete=athlete).order_by("scheduled_on")[2]
    after_two = make.NOW + (third.scheduled_on - make.MONDAY)

    assert FlagKind.MISSED not in kinds(athlete, now=after_two, missed_in_a_row=3)
    assert FlagKind.MISSED in kinds(athlete, now=after_two, missed_in_a_row=2)


def test_end_of_plan_is_told_within_the_days(athlete):
    phases = program_of(athlete.plans.get().program_version).mesocycles
    PlanPhase.objects.filter(athlete=athlete).update(
        mesocycle=len(phases) - 1, ends_on=make.MONDAY + timedelta(days=10)
    )

    assert FlagKind.ENDS not in kinds(athlete, runway_days=9)
    assert FlagKind.ENDS in kinds(athlete, runway_days=10)


def test_fall_is_told_from_the_points_on(athlete):
    plan = athlete.plans.get()
    for week, composite in enumerate(("0.90", "0.90", "0.78")):
        WeeklyAdherence.objects.create(
            organization=athlete.organization,
            athlete=athlete,
            plan=plan,
            week_on=make.MONDAY + timedelta(days=7 * week),
            composite=Decimal(composite),
            **{**make.NO_FIGURES, "due": 3, "attended": 3, "sets_prescribed": 30},
        )
    after = make.NOW + timedelta(days=21)

    assert FlagKind.FELL not in kinds(athlete, now=after, fall_points=13, missed_in_a_row=10)
    assert FlagKind.FELL in kinds(athlete, now=after, fall_points=12, missed_in_a_row=10)
