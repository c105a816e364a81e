"""What late logs changed of sealed weeks and phases, added up beside each row (decision 15)."""

from decimal import Decimal
from json import JSONDecoder
from typing import Any, TypeVar

from django.db.models import JSONField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import JSONObject

from athletes.models import AdherenceCorrection, PhaseSummary, WeeklyAdherence

LATE_COUNTS = (
    "attended", "partial", "missed", "moved", "extra", "sets_done", "compliant", "evaluable",
)  # fmt: skip
LATE_SHARES = (
    "session_adherence", "set_adherence", "volume_adherence", "volume_raw", "intensity_adherence",
    "composite", "exposure",
)  # fmt: skip

Summary = TypeVar("Summary", WeeklyAdherence, PhaseSummary)


class ExactNumbers(JSONDecoder):
    """Reads fractions as decimals."""

    def __init__(self) -> None:
        super().__init__(parse_float=Decimal)


def with_late_changes(rows: QuerySet[Summary]) -> QuerySet[Summary]:
    """Annotate weeks or phases with ``late``: each figure's corrections added up, signed.

    ``late`` is a dict by the names above, None where nothing came late. No query of its own.
    """
    of_weeks = {"plan": OuterRef("plan"), "week_on": OuterRef("week_on")}
    of_phases = {"phase": OuterRef("phase")}
    corrections: QuerySet[Any] = AdherenceCorrection.objects.filter(
        organization=OuterRef("organization"),
        **(of_weeks if rows.model is WeeklyAdherence else of_phases),
    )
    sums = JSONObject(**{name: Sum(name) for name in (*LATE_COUNTS, *LATE_SHARES)})
    late = corrections.order_by().values("organization").annotate(sums=sums).values("sums")
    return rows.annotate(late=Subquery(late, output_field=JSONField(decoder=ExactNumbers)))
