"""What athletes received of what they were asked, week by week, as it is shown."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from athletes.models import PhaseSummary, Plan, WeeklyAdherence


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
