"""Templates: the names under which versions are kept."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import GenericAPIView, ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions.archive_template import archive_template
from programs.actions.start_draft import start_draft
from programs.api.filters import TemplateFilters
from programs.api.scope import find_editable
from programs.api.serializers import TemplateSerializer, VersionSerializer
from programs.models import ProgramTemplate
from programs.queries.browse import browse_templates

TAGS = ["programs"]


@extend_schema_view(
    get=extend_schema(
        operation_id="list_templates",
        summary="Templates with their versions",
        description="Archived ones come along; `is_archived=false` leaves them out.",
        tags=TAGS,
    )
)
class TemplateList(ListAPIView):
    queryset = ProgramTemplate.objects.none()
    serializer_class = TemplateSerializer
    filterset_class = TemplateFilters

    def get_queryset(self) -> Any:
        return browse_templates(user=self.request.user)


@extend_schema_view(
    get=extend_schema(operation_id="get_template", summary="One template", tags=TAGS)
)
class TemplateDetail(RetrieveAPIView):
    queryset = ProgramTemplate.objects.none()
    serializer_class = TemplateSerializer
    filter_backends = ()

    def get_queryset(self) -> Any:
        return browse_templates(user=self.request.user)


class TemplateDraft(GenericAPIView):
    queryset = ProgramTemplate.objects.none()
    serializer_class = VersionSerializer

    @extend_schema(
        operation_id="start_draft",
        summary="Open a template for change",
        description="Gives the draft that is there, or makes one from the newest version.",
        request=None,
        responses={200: VersionSerializer},
        tags=TAGS,
    )
    def post(self, request: Request, pk: int) -> Response:
        template = find_editable(ProgramTemplate.objects, user=request.user, pk=pk)
        draft = start_draft(template=template, by=request.user, now=timezone.now())
        return Response(VersionSerializer(draft).data)


class TemplateArchive(GenericAPIView):
    queryset = ProgramTemplate.objects.none()
    serializer_class = TemplateSerializer

    @extend_schema(
        operation_id="archive_template",
        summary="Put a template away",
        description="Running plans go on. Doing it twice is no harm.",
        request=None,
        responses={200: TemplateSerializer},
        tags=TAGS,
    )
    def post(self, request: Request, pk: int) -> Response:
        template = find_editable(ProgramTemplate.objects, user=request.user, pk=pk)
        archived = archive_template(template=template, by=request.user)
        return Response(TemplateSerializer(archived).data)
