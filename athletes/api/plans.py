"""Plans: assigning, setting their policy, pausing, resuming and ending."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from athletes.actions.assign_program import assign_program
from athletes.actions.end_phase import end_phase
from athletes.actions.end_plan import end_plan
from athletes.actions.pause_plan import pause_plan
from athletes.actions.resume_plan import resume_plan
from athletes.actions.set_policy import PolicyChangedMeanwhile, set_policy
from athletes.api.filters import PlanFilters
from athletes.api.serializers import (
    AssignedSerializer,
    AssignSerializer,
    EndPhaseSerializer,
    PauseSerializer,
    PlanDetailSerializer,
    PlanSerializer,
    PolicySerializer,
    TransitionSerializer,
)
from athletes.models import Athlete, Plan, PlanPhase
from athletes.queries.browse import browse_plans, read_plan
from programs.api.body import validated
from programs.api.locking import ETAG, IF_MATCH, Stale, etag, expected_version, stale_status
from programs.api.scope import find_all_editable, find_editable, find_visible
from programs.models import ProgramVersion

TAGS = ["plans"]
ASSIGNMENT = OpenApiExample(
    "Two athletes, three days a week",
    value={
        "version": 7,
        "athletes": [3, 4],
        "starts_on": "2026-03-02",
        "weekdays": [[0, 2, 4]],
        "anchors": [{"athlete": 3, "values": {"tm:squat": "140", "tm:bench": None}}],
        "roll_mode": "ADHERENCE",
    },
    request_only=True,
)


@extend_schema_view(
    get=extend_schema(operation_id="list_plans", summary="Plans, newest first", tags=TAGS)
)
class PlanList(ListAPIView):
    queryset = Plan.objects.none()
    serializer_class = PlanSerializer
    filterset_class = PlanFilters

    def get_queryset(self) -> Any:
        return browse_plans(user=self.request.user)

    @extend_schema(
        operation_id="assign_program",
        summary="Assign a version to athletes",
        description=(
            "All or nothing. Sending it twice starts nothing twice: who has a running plan is "
            "named in a 409 `already_on_a_plan`."
        ),
        request=AssignSerializer,
        responses={201: AssignedSerializer},
        examples=[ASSIGNMENT],
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = validated(AssignSerializer, request)
        user, now = request.user, timezone.now()
        version = find_visible(ProgramVersion.objects, user=user, pk=given["version"])
        own = Athlete.objects.filter(organization=version.organization_id)
        athletes = find_all_editable(own, user=user, keys=given["athletes"])
        plans = assign_program(
            version=version,
            athletes=athletes,
            starts_on=given["starts_on"],
            by=user,
            now=now,
            weekdays={len(set(days)): days for days in given.get("weekdays", ())},
            anchors={one["athlete"]: one["values"] for one in given.get("anchors", ())},
            roll_mode=given.get("roll_mode", Plan.RollMode.ADHERENCE),
            asks_before_advancing=given.get("asks_before_advancing", False),
            confirms_after_h=given.get("confirms_after_h"),
        )
        rows = browse_plans(user=user).filter(pk__in=[plan.pk for plan in plans])
        return Response(AssignedSerializer({"plans": rows}).data, status=201)


@extend_schema_view(
    get=extend_schema(
        operation_id="get_plan",
        summary="One plan with its phases and phase changes",
        parameters=[ETAG],
        tags=TAGS,
    )
)
class PlanDetail(GenericAPIView):
    queryset = Plan.objects.none()
    serializer_class = PlanDetailSerializer

    def get(self, request: Request, pk: int) -> Response:
        plan = _plan(request, pk)
        return Response(PlanDetailSerializer(plan).data, headers=etag(plan))


class PlanPolicy(GenericAPIView):
    queryset = Plan.objects.none()

    @extend_schema(
        operation_id="set_policy",
        summary="Say when the plan asks you, and what silence means",
        description="A proposal that waits follows it from now on.",
        parameters=[IF_MATCH, ETAG],
        request=PolicySerializer,
        responses={200: PlanDetailSerializer},
        tags=TAGS,
    )
    def put(self, request: Request, pk: int) -> Response:
        plan = find_editable(Plan.objects, user=request.user, pk=pk)
        given = validated(PolicySerializer, request)
        expected = expected_version(request, given=given.pop("version", None))
        try:
            plan = set_policy(
                plan=plan, expected_version=expected, by=request.user, now=timezone.now(), **given
            )
        except PolicyChangedMeanwhile as error:
            raise Stale(status_code=stale_status(request), current=_written(request, pk)) from error
        return Response(_written(request, pk), headers=etag(plan))


class PlanPause(GenericAPIView):
    queryset = Plan.objects.none()

    @extend_schema(
        operation_id="pause_plan",
        summary="Stop the plan's clock",
        request=PauseSerializer,
        responses={200: PlanDetailSerializer},
        tags=TAGS,
    )
    def post(self, request: Request, pk: int) -> Response:
        plan = find_editable(Plan.objects, user=request.user, pk=pk)
        given: Mapping[str, str] = validated(PauseSerializer, request)
        pause_plan(plan=plan, by=request.user, now=timezone.now(), **given)
        return Response(_written(request, pk))


class PlanResume(GenericAPIView):
    queryset = Plan.objects.none()

    @extend_schema(
        operation_id="resume_plan",
        summary="Start the plan's clock again",
        request=None,
        responses={200: PlanDetailSerializer},
        tags=TAGS,
    )
    def post(self, request: Request, pk: int) -> Response:
        plan = find_editable(Plan.objects, user=request.user, pk=pk)
        resume_plan(plan=plan, by=request.user, now=timezone.now())
        return Response(_written(request, pk))


class PlanEndPhase(GenericAPIView):
    queryset = Plan.objects.none()

    @extend_schema(
        operation_id="end_phase",
        summary="End the running phase before its weeks are done",
        description=(
            "From the athlete's today on the plan goes on with what follows; sessions that lie "
            "ahead are cancelled but for those begun. Taking the change back restores them."
        ),
        request=EndPhaseSerializer,
        responses={200: TransitionSerializer},
        tags=TAGS,
    )
    def post(self, request: Request, pk: int) -> Response:
        plan = find_editable(Plan.objects, user=request.user, pk=pk)
        given = validated(EndPhaseSerializer, request)
        phases = PlanPhase.objects.filter(plan=plan).select_related("athlete")
        phase = find_editable(phases, user=request.user, pk=given["phase"])
        transition = end_phase(phase=phase, why=given["why"], by=request.user, now=timezone.now())
        return Response(TransitionSerializer(transition).data)


class PlanEnd(GenericAPIView):
    queryset = Plan.objects.none()

    @extend_schema(
        operation_id="end_plan",
        summary="End the plan early",
        description="What was logged stays; what lies ahead is cancelled.",
        request=None,
        responses={200: PlanDetailSerializer},
        tags=TAGS,
    )
    def post(self, request: Request, pk: int) -> Response:
        plan = find_editable(Plan.objects, user=request.user, pk=pk)
        end_plan(plan=plan, by=request.user, now=timezone.now())
        return Response(_written(request, pk))


def _plan(request: Request, pk: int) -> Plan:
    plan: Plan = find_visible(read_plan(user=request.user), user=request.user, pk=pk)
    return plan


def _written(request: Request, pk: int) -> Any:
    return PlanDetailSerializer(_plan(request, pk)).data
