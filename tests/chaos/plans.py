"""Plans of four short phases for a chaos run: `python -m tests.chaos.plans --plans 500`."""

import argparse
from datetime import UTC, date, datetime, timedelta
from typing import Any

import django

PHASES, SESSIONS_A_PHASE = 4, 2
GOALS = ("hypertrophy", "strength", "hypertrophy", "strength")
# One on each side of the date line and two between: the day of an instant differs.
ZONES = ("UTC", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago")
# The first phase ends two days ago, so that it is over in every zone.
DAYS_SINCE_END = 2
BATCH = 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, required=True)
    parser.add_argument("--overdue", action="store_true", help="leave one to three phases behind")
    parser.add_argument("--endless", action="store_true", help="add one that computes for minutes")
    asked = parser.parse_args()
    django.setup()
    today = datetime.now(UTC).date()
    if asked.overdue:
        make_overdue(asked.plans, today=today)
    else:
        make_plans(asked.plans, starts_on=today - timedelta(days=6 + DAYS_SINCE_END), paused=True)
    if asked.endless:
        make_endless(starts_on=today - timedelta(days=6 + DAYS_SINCE_END), number=asked.plans)


def make_endless(*, starts_on: date, number: int) -> None:
    """One more plan, the last by its key, that is heavy enough to outlast every limit."""
    from athletes.models import Plan, PlanPhase
    from tests.athletes import plans_by_hand as by_hand

    heavy = by_hand.mesocycle("hypertrophy", weeks=1, first_week=1, days=7)
    group = heavy["weeks"][0]["days"][0]["slots"][0]["groups"][0]
    for day in heavy["weeks"][0]["days"]:
        day["slots"][0]["groups"] = [group] * 30
    after = by_hand.mesocycle("strength", weeks=1, first_week=2)
    make_plans(1, starts_on=starts_on, paused=True, first=number, mesocycles=[heavy, after])
    plan = Plan.objects.latest("pk")
    PlanPhase.objects.filter(plan=plan).update(extra_weeks=32_000)


def make_overdue(plans: int, *, today: date) -> None:
    """Plans whose first, second or third phase ended in the last few days, in every zone."""
    share = -(-plans // 9)
    made = 0
    for behind in (1, 2, 3):
        for days in (1, 2, 3):
            starts_on = today - timedelta(days=7 * behind + days)
            count = min(share, plans - made)
            make_plans(count, starts_on=starts_on, paused=False, first=made)
            made += count


def make_plans(
    count: int,
    *,
    starts_on: date,
    paused: bool,
    first: int = 0,
    mesocycles: list[dict[str, Any]] | None = None,
) -> None:
    """Assign the program to new athletes; ``paused`` plans wait for the run to give them a day."""
    from athletes.actions.assign_program import assign_program
    from athletes.models import Athlete, Plan
    from coaching.accounts.models import Organization
    from tests.athletes import plans_by_hand as by_hand

    now = datetime.now(UTC)
    organization = Organization.objects.create(name=f"Chaos from {first}")
    mesocycles = mesocycles or by_hand.cycles(*GOALS, weeks=1)
    version = by_hand.version(organization=organization, mesocycles=mesocycles)
    for start in range(first, first + count, BATCH):
        athletes = Athlete.objects.bulk_create(
            Athlete(
                organization=organization,
                name=f"Athlete {number}",
                email=f"athlete{number}@example.com",
                time_zone=ZONES[number % len(ZONES)],
                created_at=now,
            )
            for number in range(start, min(start + BATCH, first + count))
        )
        assign_program(
            version=version,
            athletes=athletes,
            starts_on=starts_on,
            by=None,
            now=now,
            roll_mode=Plan.RollMode.CALENDAR,
        )
    if paused:
        Plan.objects.update(due_at=None)


if __name__ == "__main__":
    main()
