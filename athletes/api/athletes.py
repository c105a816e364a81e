"""Athletes: the roster."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from athletes.actions.add_athlete import add_athlete
from athletes.actions.change_athlete import StaleAthlete, change_athlete
from athletes.api.filters import AthleteFilters
from athletes.api.serializers import (
    AddAthleteSerializer,
    AthleteSerializer,
    ChangeAthleteSerializer,
)
from athletes.models import Athlete
from athletes.queries.browse import browse_athletes
from programs.api.body import validated
from programs.api.locking import ETAG, IF_MATCH, Stale, etag, expected_version, stale_status
from programs.api.scope import find_editable, find_organization, find_visible

TAGS = ["athletes"]
NEW_ATHLETE = OpenApiExample(
    "A new athlete",
    value={"name": "Ada Okafor", "email": "ada@example.com", "units": "KG"},
    request_only=True,
)


@extend_schema_view(
    get=extend_schema(operation_id="list_athletes", summary="Athletes by name", tags=TAGS)
)
class AthleteList(ListAPIView):
    queryset = Athlete.objects.none()
    serializer_class = AthleteSerializer
    filterset_class = AthleteFilters

    def get_queryset(self) -> Any:
        return browse_athletes(user=self.request.user)

    @extend_schema(
        operation_id="add_athlete",
        summary="Put somebody on the roster",
        description="You become the coach. An invitation is sent from the console.",
        request=AddAthleteSerializer,
        responses={201: AthleteSerializer},
        examples=[NEW_ATHLETE],
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = validated(AddAthleteSerializer, request)
        organization = find_organization(user=request.user, pk=given.pop("organization", None))
        athlete = add_athlete(
            organization=organization,
            coach=organization.memberships.get(user=request.user),
            by=request.user,
            now=timezone.now(),
            **given,
        )
        return Response(AthleteSerializer(athlete).data, status=201, headers=etag(athlete))


class AthleteDetail(GenericAPIView):
    queryset = Athlete.objects.none()
    serializer_class = AthleteSerializer

    @extend_schema(operation_id="get_athlete", summary="One athlete", parameters=[ETAG], tags=TAGS)
    def get(self, request: Request, pk: int) -> Response:
        athlete = find_visible(Athlete.objects, user=request.user, pk=pk)
        return Response(AthleteSerializer(athlete).data, headers=etag(athlete))

    @extend_schema(
        operation_id="change_athlete",
        summary="Change an athlete",
        parameters=[IF_MATCH, ETAG],
        request=ChangeAthleteSerializer,
        responses={200: AthleteSerializer},
        tags=TAGS,
    )
    def patch(self, request: Request, pk: int) -> Response:
        athlete = find_editable(Athlete.objects, user=request.user, pk=pk)
        given = validated(ChangeAthleteSerializer, request)
        expected = expected_version(request, given=given.pop("version", None))
        try:
            athlete = change_athlete(
                athlete=athlete,
                changes=given,
                expected_version=expected,
                by=request.user,
                now=timezone.now(),
            )
        except StaleAthlete as error:
            current = AthleteSerializer(Athlete.objects.visible_to(request.user).get(pk=pk)).data
            raise Stale(status_code=stale_status(request), current=current) from error
        return Response(AthleteSerializer(athlete).data, headers=etag(athlete))
