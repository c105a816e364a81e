"""Taking athletes off the roster and back."""

from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from athletes.api.serializers import AthleteSerializer
from athletes.models import Athlete
from coaching.actions.archive_athlete import archive_athlete, unarchive_athlete
from programs.api.locking import etag
from programs.api.scope import find_editable

TAGS = ["athletes"]


class AthleteArchive(GenericAPIView):
    queryset = Athlete.objects.none()

    @extend_schema(
        operation_id="archive_athlete",
        summary="Take an athlete off the roster",
        description="Nothing is deleted. Twice is no harm; a running plan is ended first.",
        request=None,
        responses={200: AthleteSerializer},
        tags=TAGS,
    )
    def post(self, request: Request, pk: int) -> Response:
        athlete = find_editable(Athlete.objects, user=request.user, pk=pk)
        archive_athlete(athlete=athlete, by=request.user)
        athlete.refresh_from_db()
        return Response(AthleteSerializer(athlete).data, headers=etag(athlete))


class AthleteRestore(GenericAPIView):
    queryset = Athlete.objects.none()

    @extend_schema(
        operation_id="restore_athlete",
        summary="Put an athlete back onto the roster",
        description="Twice is no harm.",
        request=None,
        responses={200: AthleteSerializer},
        tags=TAGS,
    )
    def post(self, request: Request, pk: int) -> Response:
        athlete = find_editable(Athlete.objects, user=request.user, pk=pk)
        unarchive_athlete(athlete=athlete, by=request.user)
        athlete.refresh_from_db()
        return Response(AthleteSerializer(athlete).data, headers=etag(athlete))
