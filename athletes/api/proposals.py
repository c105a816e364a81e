"""Phase changes that wait for the coach's word."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import GenericAPIView, ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from athletes.actions.decide_proposal import accept_proposal, decline_proposal
from athletes.api.filters import ProposalFilters
from athletes.api.serializers import DeclineSerializer, ProposalSerializer, TransitionSerializer
from athletes.models import PhaseProposal
from athletes.queries.browse import browse_proposals
from programs.api.body import validated
from programs.api.scope import find_editable
from programs.engine.phases.decision import Decision

TAGS = ["plans"]


@extend_schema_view(
    get=extend_schema(operation_id="list_proposals", summary="Proposals, newest first", tags=TAGS)
)
class ProposalList(ListAPIView):
    queryset = PhaseProposal.objects.none()
    serializer_class = ProposalSerializer
    filterset_class = ProposalFilters

    def get_queryset(self) -> Any:
        return browse_proposals(user=self.request.user)


@extend_schema_view(
    get=extend_schema(operation_id="get_proposal", summary="One proposal", tags=TAGS)
)
class ProposalDetail(RetrieveAPIView):
    queryset = PhaseProposal.objects.none()
    serializer_class = ProposalSerializer
    filter_backends = ()

    def get_queryset(self) -> Any:
        return browse_proposals(user=self.request.user)


class ProposalAccept(GenericAPIView):
    queryset = PhaseProposal.objects.none()

    @extend_schema(
        operation_id="accept_proposal",
        summary="Do what is proposed",
        request=None,
        responses={200: TransitionSerializer},
        tags=TAGS,
    )
    def post(self, request: Request, pk: int) -> Response:
        proposal = find_editable(PhaseProposal.objects, user=request.user, pk=pk)
        transition = accept_proposal(proposal=proposal, by=request.user, now=timezone.now())
        return Response(TransitionSerializer(transition).data)


class ProposalDecline(GenericAPIView):
    queryset = PhaseProposal.objects.none()

    @extend_schema(
        operation_id="decline_proposal",
        summary="Do something else instead",
        request=DeclineSerializer,
        responses={200: TransitionSerializer},
        tags=TAGS,
    )
    def post(self, request: Request, pk: int) -> Response:
        proposal = find_editable(PhaseProposal.objects, user=request.user, pk=pk)
        given = validated(DeclineSerializer, request)
        transition = decline_proposal(
            proposal=proposal,
            by=request.user,
            now=timezone.now(),
            instead=Decision(given["instead"]) if "instead" in given else None,
        )
        return Response(TransitionSerializer(transition).data)
