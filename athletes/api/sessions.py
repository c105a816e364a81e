"""Sessions as planned and as trained; sets are logged under ids that the caller makes."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework.exceptions import NotFound
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from athletes.actions.check_instant import check_instant
from athletes.actions.finish_session import finish_session
from athletes.actions.log_set import log_set
from athletes.actions.log_sets import NotYourGroup, SetEntry
from athletes.actions.undo_set import NoSuchSet, undo_set
from athletes.api.filters import SessionFilters, SetFilters
from athletes.api.session_serializers import (
    FinishedSerializer,
    FinishSerializer,
    LogSetSerializer,
    SessionDetailSerializer,
    SessionSerializer,
    SetSerializer,
)
from athletes.models import PlannedGroup, PlannedSession, SetLog
from athletes.models.pain import Pain
from athletes.queries.browse import browse_sessions, browse_sets, read_session
from athletes.queries.explanations import explain_groups
from programs.api.body import validated
from programs.api.scope import find_visible

TAGS = ["training"]
SET = OpenApiExample(
    "Five at 102.5 kg, two left",
    value={"planned_group": 911, "position": 1, "reps": 5, "load_kg": "102.5", "rpe": "8"},
    request_only=True,
)
ENDING = OpenApiExample(
    "A good day", value={"session_rpe": "7", "note": "Squats moved well."}, request_only=True
)


@extend_schema_view(
    get=extend_schema(
        operation_id="list_sessions", summary="Planned sessions, newest day first", tags=TAGS
    )
)
class SessionList(ListAPIView):
    queryset = PlannedSession.objects.none()
    serializer_class = SessionSerializer
    filterset_class = SessionFilters

    def get_queryset(self) -> Any:
        return browse_sessions(user=self.request.user)


class SessionDetail(GenericAPIView):
    queryset = PlannedSession.objects.none()
    serializer_class = SessionDetailSerializer

    @extend_schema(operation_id="get_session", summary="One session: asked and done", tags=TAGS)
    def get(self, request: Request, pk: int) -> Response:
        rows = (
            read_session(user=request.user)
            .select_related("athlete__equipment", "plan__program_version")
            .defer("plan__program_version__body")
        )
        session: PlannedSession = find_visible(rows, user=request.user, pk=pk)
        explanations = explain_groups(
            session.groups.all(), session=session, athlete=session.athlete, now=timezone.now()
        )
        context = {"explanations": explanations}
        return Response(SessionDetailSerializer(session, context=context).data)


class SessionSet(GenericAPIView):
    queryset = PlannedSession.objects.none()
    serializer_class = SetSerializer

    @extend_schema(
        operation_id="log_set",
        summary="Log a set",
        description=(
            "Make the id yourself (UUID, best of version 7): sent twice it is one set, and stays "
            "as it was sent first. The first set begins the session."
        ),
        request=LogSetSerializer,
        responses={200: SetSerializer},
        examples=[SET],
        tags=TAGS,
    )
    def put(self, request: Request, pk: int, set_id: UUID) -> Response:
        session = _session(request, pk)
        given = validated(LogSetSerializer, request)
        now = timezone.now()
        replaces = given.pop("replaces", None)
        entry = _entry(session, set_id, given, now=now)
        check_instant(entry.performed_at, now=now)
        row = log_set(
            athlete=session.athlete, entry=entry, by=request.user, now=now, replaces=replaces
        )
        return Response(SetSerializer(row).data)

    @extend_schema(
        operation_id="undo_set",
        summary="Take a set back",
        description="Twice is no harm.",
        request=None,
        responses={204: None},
        tags=TAGS,
    )
    def delete(self, request: Request, pk: int, set_id: UUID) -> Response:
        session = _session(request, pk)
        of_session = SetLog.objects.filter(session_log__planned_session=session, pk=set_id)
        if not of_session.exists():
            raise NotFound
        try:
            undo_set(athlete=session.athlete, set_id=set_id, by=request.user, now=timezone.now())
        except NoSuchSet as error:
            raise NotFound from error
        return Response(status=204)


class SessionFinish(GenericAPIView):
    queryset = PlannedSession.objects.none()
    serializer_class = FinishSerializer

    @extend_schema(
        operation_id="finish_session",
        summary="Finish a session",
        description="Later loads follow from it. A second time changes nothing.",
        request=FinishSerializer,
        responses={200: FinishedSerializer},
        examples=[ENDING],
        tags=TAGS,
    )
    def post(self, request: Request, pk: int) -> Response:
        session = _session(request, pk)
        given = validated(FinishSerializer, request)
        finished = finish_session(
            planned_session=session,
            session_rpe=given.pop("session_rpe", None),
            note=given.pop("note", ""),
            by=request.user,
            now=timezone.now(),
            pain=_pain(given),
            **given,
        )
        return Response(FinishedSerializer(finished).data)


@extend_schema_view(
    get=extend_schema(operation_id="list_sets", summary="Logged sets, newest first", tags=TAGS)
)
class SetList(ListAPIView):
    queryset = SetLog.objects.none()
    serializer_class = SetSerializer
    filterset_class = SetFilters

    def get_queryset(self) -> Any:
        return browse_sets(user=self.request.user)


def _session(request: Request, pk: int) -> PlannedSession:
    rows = PlannedSession.objects.select_related("athlete")
    session: PlannedSession = find_visible(rows, user=request.user, pk=pk)
    return session


def _pain(given: dict[str, Any]) -> Pain:
    return Pain(
        place=given.pop("pain_place", ""),
        side=given.pop("pain_side", ""),
        severity=given.pop("pain_severity", None),
    )


def _entry(session: PlannedSession, set_id: UUID, given: dict[str, Any], *, now: Any) -> SetEntry:
    group_id = given.pop("planned_group", None)
    of_session = PlannedGroup.objects.filter(session=session)
    if group_id is not None and not of_session.filter(pk=group_id).exists():
        raise NotYourGroup
    given.setdefault("performed_at", now)
    return SetEntry(
        id=set_id,
        planned_group_id=group_id,
        planned_session_id=session.pk,
        pain=_pain(given),
        **given,
    )
