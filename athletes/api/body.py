"""How athletes' days are and what the tape says, for reading."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from athletes.api.filters import CheckInFilters, MeasurementFilters
from athletes.api.pain_fields import SaidOfPain
from athletes.models import CheckIn, Measurement
from athletes.queries.browse import browse_check_ins, browse_measurements

TAGS = ["body"]


class CheckInSerializer(SaidOfPain):
    """Sleep, soreness and readiness go from 1 to 5; null is what wasn't said."""

    class Meta:
        model = CheckIn
        fields = [
            "id", "organization", "athlete", "on", "sleep", "soreness", "readiness",
            "body_weight_kg", "has_pain", "pain_place", "pain_side", "pain_severity",
            "pain_resolved_at", "note",
        ]  # fmt: skip
        read_only_fields = fields


class MeasurementSerializer(serializers.ModelSerializer):
    """One circumference."""

    class Meta:
        model = Measurement
        fields = ["id", "organization", "athlete", "on", "site", "around_cm"]
        read_only_fields = fields


@extend_schema_view(
    get=extend_schema(
        operation_id="list_check_ins",
        summary="Check-ins, newest first",
        description="Body weight is part of a check-in, as text in kilograms.",
        tags=TAGS,
    )
)
class CheckInList(ListAPIView):
    queryset = CheckIn.objects.none()
    serializer_class = CheckInSerializer
    filterset_class = CheckInFilters

    def get_queryset(self) -> Any:
        return browse_check_ins(user=self.request.user)


@extend_schema_view(
    get=extend_schema(
        operation_id="list_measurements", summary="Circumferences, newest first", tags=TAGS
    )
)
class MeasurementList(ListAPIView):
    queryset = Measurement.objects.none()
    serializer_class = MeasurementSerializer
    filterset_class = MeasurementFilters

    def get_queryset(self) -> Any:
        return browse_measurements(user=self.request.user)
