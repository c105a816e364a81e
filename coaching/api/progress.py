"""The progress report as a file."""

from django.http import StreamingHttpResponse
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from athletes.models import Athlete
from coaching.exporters.progress import progress_response
from programs.api.filters import FlagFilter, KeyFilter


class CsvRenderer(JSONRenderer):
    """Lets a caller ask for text/csv; the file itself is streamed, and errors stay JSON."""

    media_type = "text/csv"
    format = "csv"


class ProgressFilters(filters.FilterSet):
    athlete = KeyFilter(field_name="pk")
    organization = KeyFilter(field_name="organization")
    is_archived = FlagFilter(field_name="is_archived")


class Progress(GenericAPIView):
    queryset = Athlete.objects.none()
    filterset_class = ProgressFilters
    pagination_class = None
    renderer_classes = (JSONRenderer, CsvRenderer)

    @extend_schema(
        operation_id="export_progress",
        summary="Progress as CSV, a row a week and athlete",
        description="The same file as the console's; athletes get their own weeks.",
        responses={(200, "text/csv"): OpenApiTypes.STR},
        tags=["adherence"],
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        return progress_response(self.filter_queryset(Athlete.objects.visible_to(request.user)))
