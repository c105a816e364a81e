"""Versions: programs to read, preview, change as drafts and publish."""

import json
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions.import_program import import_program
from programs.actions.publish_version import publish_version
from programs.actions.save_draft import StaleVersion, save_draft
from programs.api.body import validated
from programs.api.examples import IMPORT_EXAMPLE
from programs.api.filters import VersionFilters
from programs.api.locking import ETAG, IF_MATCH, Stale, etag, expected_version, stale_status
from programs.api.scope import find_editable, find_organization, find_visible
from programs.api.serializers import (
    FindingSerializer,
    ImportSerializer,
    PreviewRowSerializer,
    PublishSerializer,
    SaveDraftSerializer,
    VersionDetailSerializer,
    VersionSerializer,
)
from programs.engine.checks.acknowledging import Reason
from programs.engine.resolving.preview import COLUMNS, preview_rows
from programs.engine.resolving.resolve import resolve
from programs.models import ProgramVersion
from programs.queries.browse import browse_versions, read_version
from programs.queries.findings import judge_version
from programs.queries.program_of import program_of

TAGS = ["programs"]


@extend_schema_view(
    get=extend_schema(operation_id="list_versions", summary="Versions, newest first", tags=TAGS)
)
class VersionList(ListAPIView):
    queryset = ProgramVersion.objects.none()
    serializer_class = VersionSerializer
    filterset_class = VersionFilters

    def get_queryset(self) -> Any:
        return browse_versions(user=self.request.user)

    @extend_schema(
        operation_id="import_program",
        summary="Import a program as a new template",
        description="Makes draft 1. Every fault of the program is answered, each with its path.",
        request=ImportSerializer,
        responses={201: VersionDetailSerializer},
        examples=[IMPORT_EXAMPLE],
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = validated(ImportSerializer, request)
        version = import_program(
            organization=find_organization(user=request.user, pk=given.get("organization")),
            source=json.dumps(given["program"]),
            by=request.user,
            now=timezone.now(),
            name=given.get("name"),
            matches=given.get("matches"),
        )
        return Response(_detail(request, version.pk), status=201)


class VersionDetail(GenericAPIView):
    queryset = ProgramVersion.objects.none()
    serializer_class = VersionDetailSerializer

    @extend_schema(
        operation_id="get_version",
        summary="One version with its program",
        parameters=[ETAG],
        responses={200: VersionDetailSerializer},
        tags=TAGS,
    )
    def get(self, request: Request, pk: int) -> Response:
        version = find_visible(read_version(user=request.user), user=request.user, pk=pk)
        return Response(VersionDetailSerializer(version).data, headers=etag(version))

    @extend_schema(
        operation_id="save_draft",
        summary="Change a draft",
        parameters=[IF_MATCH, ETAG],
        request=SaveDraftSerializer,
        responses={200: VersionDetailSerializer},
        tags=TAGS,
    )
    def put(self, request: Request, pk: int) -> Response:
        version = find_editable(ProgramVersion.objects, user=request.user, pk=pk)
        given = validated(SaveDraftSerializer, request)
        expected = expected_version(request, given=given.get("version"))
        try:
            saved = save_draft(
                version=version,
                body=json.dumps(given["program"]),
                expected_version=expected,
                by=request.user,
                matches=given.get("matches"),
            )
        except StaleVersion as error:
            current = _detail(request, pk)
            raise Stale(status_code=stale_status(request), current=current) from error
        return Response(_detail(request, pk), headers=etag(saved))


class VersionPreview(GenericAPIView):
    queryset = ProgramVersion.objects.none()
    serializer_class = PreviewRowSerializer

    @extend_schema(
        operation_id="preview_version",
        summary="Every set of the program, as it prints",
        description="With the program's own example; loads are rounded by the program.",
        responses={200: PreviewRowSerializer(many=True)},
        filters=False,
        tags=TAGS,
    )
    def get(self, request: Request, pk: int) -> Response:
        version = find_visible(ProgramVersion.objects, user=request.user, pk=pk)
        rows = preview_rows(resolve(program_of(version)))
        page = self.paginate_queryset([dict(zip(COLUMNS, row, strict=True)) for row in rows])
        return self.get_paginated_response(PreviewRowSerializer(page, many=True).data)


class VersionFindings(GenericAPIView):
    queryset = ProgramVersion.objects.none()
    serializer_class = FindingSerializer

    @extend_schema(
        operation_id="check_version",
        summary="What the rules of training say of it",
        description="Gravest first. `state` tells what publishing a draft would make of each.",
        responses={200: FindingSerializer(many=True)},
        filters=False,
        tags=TAGS,
    )
    def get(self, request: Request, pk: int) -> Response:
        versions = ProgramVersion.objects.select_related("template")
        version = find_visible(versions, user=request.user, pk=pk)
        page = self.paginate_queryset(judge_version(version))
        return self.get_paginated_response(FindingSerializer(page, many=True).data)


class VersionPublish(GenericAPIView):
    queryset = ProgramVersion.objects.none()
    serializer_class = PublishSerializer

    @extend_schema(
        operation_id="publish_version",
        summary="Freeze a draft so that it can be assigned",
        request=PublishSerializer,
        responses={200: VersionSerializer},
        tags=TAGS,
    )
    def post(self, request: Request, pk: int) -> Response:
        version = find_editable(ProgramVersion.objects, user=request.user, pk=pk)
        given = validated(PublishSerializer, request)
        published = publish_version(
            version=version,
            by=request.user,
            now=timezone.now(),
            reasons=[Reason(**one) for one in given.get("reasons", ())],
            notes=given.get("notes", ""),
        )
        return Response(VersionSerializer(published).data)


def _detail(request: Request, pk: int) -> dict[str, Any]:
    version = find_visible(read_version(user=request.user), user=request.user, pk=pk)
    written: dict[str, Any] = VersionDetailSerializer(version).data
    return written
