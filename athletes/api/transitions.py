"""Phase changes that were carried out, and taking the last one back."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from athletes.actions.undo_transition import undo_transition
from athletes.api.serializers import ProposalSerializer
from athletes.models import PhaseTransition
from programs.api.scope import find_editable


class TransitionUndo(GenericAPIView):
    queryset = PhaseTransition.objects.none()

    @extend_schema(
        operation_id="undo_transition",
        summary="Take a plan's last phase change back",
        description=(
            "While nothing was logged after it. Phase, sessions, training numbers and the plan's "
            "clock are as before; the answer is the question that waits for you instead, or "
            "nothing (204) where the phase that you ended early just goes on. The change stays "
            "on record with `undone_at`."
        ),
        request=None,
        responses={200: ProposalSerializer, 204: None},
        tags=["plans"],
    )
    def post(self, request: Request, pk: int) -> Response:
        rows = PhaseTransition.objects.select_related("athlete", "plan")
        transition = find_editable(rows, user=request.user, pk=pk)
        proposal = undo_transition(transition=transition, by=request.user, now=timezone.now())
        if proposal is None:
            return Response(status=204)
        return Response(ProposalSerializer(proposal).data)
