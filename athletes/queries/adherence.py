"""What athletes received of what they were asked, week by week, as it is shown."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from athletes.models import AdherenceCorrection, PhaseSummary, Plan, WeeklyAdherence


def get_adherence(*, athletes: Iterable[int], from_on: date) -> Mapping[int, list[WeeklyAdherence]]:
    """Return each athlete's weekly rows from a day on, oldest first, by primary key. 1 query.

    ``athletes`` are primary keys that the reader may see; one without rows has an empty list.
    """
    found: dict[int, list[WeeklyAdherence]] = defaultdict(list)
    rows = WeeklyAdherence.objects.filter(athlete__in=list(athletes), week_on__gte=from_on)
    for row in rows.order_by("week_on", "pk"):
        found[row.athlete_id].append(row)
    return found


def get_phase_summaries(*, plan: Plan) -> Sequence[PhaseSummary]:
    """Return the summaries of a plan's phases in their order, each with its phase. 1 query."""
    rows = PhaseSummary.objects.filter(phase__plan=plan).select_related("phase")
    return list(rows.order_by("phase__seq"))


def get_corrections(
    *, plans: Iterable[int]
) -> Mapping[tuple[int, date | int | None], list[AdherenceCorrection]]:
    """Return what late logs changed of sealed rows, oldest first. 1 query.

    By (plan, first day) of a week and by (plan, phase): "sealed 80 %, +5 % after late logs".
    ``plans`` are primary keys that the reader may see.
    """
    found: dict[tuple[int, date | int | None], list[AdherenceCorrection]] = defaultdict(list)
    for row in AdherenceCorrection.objects.filter(plan__in=list(plans)).order_by("pk"):
        found[row.plan_id, row.week_on or row.phase_id].append(row)
    return found
