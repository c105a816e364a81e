"""The same logs of many athletes, arriving in one order or another, summarized in between."""

import random
from datetime import timedelta
from typing import Any

from django.db import transaction

from athletes.actions.summarize_adherence import summarize_adherence
from athletes.actions.summary_statement import WRITTEN
from athletes.models import PhaseSummary, PlannedSession, WeeklyAdherence
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.plans_by_hand import day

DAYS = (0, 2, 4, 7, 9, 11, 14, 16)
END = by_hand.at_noon(day(17))
RUNS = 5


def same_in_any_order(*, athletes: int, seeds: tuple[int, ...]) -> None:
    """Assert that rows are equal byte for byte after each order, and made anew from nothing."""
    _plans(athletes)
    found = [_rows_after(seed) for seed in seeds]

    assert len(found[0]) >= 4 * athletes
    assert all(rows == found[0] for rows in found)


def _plans(athletes: int) -> None:
    organization = make.organization()
    version = by_hand.version(
        organization=organization, mesocycles=by_hand.cycles("strength", weeks=3)
    )
    for number in range(athletes):
        athlete = make.athlete(organization=organization, week_start=number % 7)
        phase = by_hand.phase(by_hand.plan(athlete=athlete, version=version), weeks=3)
        for on in DAYS:
            by_hand.session(phase, on=day(on))


def _rows_after(seed: int) -> list[tuple[Any, ...]]:
    """Return the rows once all logs came in the seed's order; nothing of it is kept."""
    with transaction.atomic():
        _arrive(random.Random(seed))
        rows = _rows()
        WeeklyAdherence.objects.filter(sealed_at=None).delete()
        PhaseSummary.objects.filter(sealed_at=None).delete()
        summarize_adherence(now=END)
        assert _rows() == rows
        transaction.set_rollback(True)
    return rows


def _arrive(order: random.Random) -> None:
    """Log the same work in another order, with runs of the job in between."""
    sessions = list(PlannedSession.objects.select_related("plan").order_by("pk"))
    trained = [one for one in sessions if (one.athlete_id + one.ordinal) % 3]
    order.shuffle(trained)
    step = len(trained) // RUNS + 1
    for start in range(0, len(trained), step):
        for session in trained[start : start + step]:
            at = by_hand.at_noon(session.scheduled_on + timedelta(days=session.ordinal % 4))
            by_hand.finish(session, at=at, sets=session.ordinal % 3 + 1)
        # Before any week is sealed: what comes after is a correction, not another figure.
        summarize_adherence(now=by_hand.at_noon(day(8)) - timedelta(hours=start % 7))
    summarize_adherence(now=END)


def _rows() -> list[tuple[Any, ...]]:
    weeks = WeeklyAdherence.objects.order_by("plan", "week_on")
    phases = PhaseSummary.objects.order_by("phase")
    return [
        *weeks.values_list("plan", "week_on", *WRITTEN),
        *phases.values_list("phase", *WRITTEN),
    ]
