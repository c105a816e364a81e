"""What was received of what was asked, by week and by phase."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView

from athletes.api.filters import PhaseFilters, WeekFilters
from athletes.api.serializers import PhaseSummarySerializer, WeekSerializer
from athletes.models import PhaseSummary, WeeklyAdherence
from athletes.queries.browse import browse_phase_summaries, browse_weeks

TAGS = ["adherence"]


@extend_schema_view(
    get=extend_schema(
        operation_id="list_weeks",
        summary="Weeks, newest first",
        description="A row may still change until `sealed_at`; what comes later stands in `late`.",
        tags=TAGS,
    )
)
class WeekList(ListAPIView):
    queryset = WeeklyAdherence.objects.none()
    serializer_class = WeekSerializer
    filterset_class = WeekFilters

    def get_queryset(self) -> Any:
        return browse_weeks(user=self.request.user)


@extend_schema_view(
    get=extend_schema(operation_id="list_phases", summary="Phases, newest first", tags=TAGS)
)
class PhaseList(ListAPIView):
    queryset = PhaseSummary.objects.none()
    serializer_class = PhaseSummarySerializer
    filterset_class = PhaseFilters

    def get_queryset(self) -> Any:
        return browse_phase_summaries(user=self.request.user)
