"""A phase's report as a file."""

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from drf_standardized_errors.openapi_validation_errors import extend_validation_errors
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView, get_object_or_404
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from athletes.models import PlanPhase
from coaching.api.progress import CsvRenderer
from coaching.exporters.report_archive import approved_or_new
from coaching.exporters.report_files import FORMATS, report_response
from coaching.reports.making import PHASE_NEEDS, paper_of


class PdfRenderer(JSONRenderer):
    """Lets a caller ask for application/pdf; errors stay JSON."""

    media_type = "application/pdf"
    format = "pdf"


class XlsxRenderer(JSONRenderer):
    """Lets a caller ask for a workbook; errors stay JSON."""

    media_type = FORMATS["xlsx"].media_type
    format = "xlsx"


@extend_validation_errors(["invalid_choice"], field_name="format", methods=["GET"])
class PhaseReportFile(GenericAPIView):
    queryset = PlanPhase.objects.none()
    pagination_class = None
    filter_backends = ()
    renderer_classes = (JSONRenderer, PdfRenderer, XlsxRenderer, CsvRenderer)

    @extend_schema(
        operation_id="get_phase_report",
        summary="The report of a phase as a file",
        description=(
            "As it was approved, else as it stands. JSON is complete: every value with its kind."
        ),
        parameters=[
            OpenApiParameter(
                "format",
                OpenApiTypes.STR,
                enum=sorted(FORMATS),
                default="json",
                description="What the file is to be.",
            )
        ],
        responses={
            (200, "application/json"): OpenApiTypes.OBJECT,
            (200, "application/pdf"): OpenApiTypes.BINARY,
            (200, FORMATS["xlsx"].media_type): OpenApiTypes.BINARY,
            (200, "text/csv"): OpenApiTypes.STR,
        },
        tags=["adherence"],
    )
    def get(self, request: Request, pk: int) -> HttpResponse:
        form = request.query_params.get("format", "json")
        if form not in FORMATS:
            choices = ", ".join(sorted(FORMATS))
            raise ValidationError({"format": f"Choose one of {choices}."}, code="invalid_choice")
        phases = PlanPhase.objects.select_related(*PHASE_NEEDS)
        phase = get_object_or_404(phases.visible_to(request.user), pk=pk)
        report = approved_or_new(phase, now=timezone.now())
        return report_response(report, form=form, paper=paper_of(phase.athlete))
