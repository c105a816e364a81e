"""The offline sync: a phone registers, sends what was typed, and fetches what it hasn't seen."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from athletes.actions.dismiss_operations import dismiss_operations
from athletes.actions.sync_devices import (
    is_outdated,
    note_seen,
    register_device,
    revoke_device,
)
from athletes.actions.sync_push import push_operations
from athletes.api.kept_pages import kept_addresses
from athletes.api.sync_errors import (
    DeviceOutdated,
    DeviceRevoked,
    DeviceUnknown,
    OtherUser,
    ProtocolNotSpoken,
    PushTooLarge,
)
from athletes.api.sync_serializers import (
    DeviceSerializer,
    DismissedSerializer,
    DismissSerializer,
    PulledSerializer,
    PushedSerializer,
    PushSerializer,
    RegisterDeviceSerializer,
    RegisteredSerializer,
    UnresolvedSerializer,
)
from athletes.models import Athlete, SyncDevice
from athletes.queries.sync_changes import get_changes, get_unresolved
from athletes.queries.sync_pages import get_kept_pages
from athletes.sync.clock import milliseconds
from programs.api.body import validated

TAGS = ["sync"]
PROTOCOL = 1
# How many versions before the newest are still understood.
OLDER_SPOKEN = 1
MOST_OPERATIONS = 200
MOST_BYTES = 256 * 1024
LARGEST_KEY = 2**63 - 1
ATHLETE = OpenApiParameter("athlete", int, required=True, description="One of your own places.")
CURSOR = OpenApiParameter("cursor", str, description="What the last answer gave; left out: anew.")


class SignedInHere(SessionAuthentication):
    """The browser's own sign-in with its form token; no API token. Nobody is a 401."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"


class SyncView(GenericAPIView):
    authentication_classes = [SignedInHere]
    queryset = SyncDevice.objects.none()
    filter_backends: list[Any] = []


@extend_schema_view(
    get=extend_schema(operation_id="list_devices", summary="Your phones", tags=TAGS)
)
class DeviceList(SyncView, ListAPIView):
    serializer_class = DeviceSerializer

    def get_queryset(self) -> Any:
        return SyncDevice.objects.belonging_to(self.request.user).order_by("-last_seen_at", "pk")

    @extend_schema(
        operation_id="register_device",
        summary="Register a phone",
        request=RegisterDeviceSerializer,
        responses={201: RegisteredSerializer},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = validated(RegisterDeviceSerializer, request)
        now = timezone.now()
        device = register_device(user=request.user, name=given.get("name", ""), now=now)
        said = {"device_id": device.pk, "server_time": milliseconds(now)}
        return Response(RegisteredSerializer(said).data, status=201)


class DeviceDetail(SyncView):
    @extend_schema(
        operation_id="revoke_device",
        summary="Shut a phone out",
        description="What it sent stays.",
        request=None,
        responses={204: None},
        tags=TAGS,
    )
    def delete(self, request: Request, device_id: UUID) -> Response:
        if not revoke_device(user=request.user, device_id=device_id, now=timezone.now()):
            raise NotFound
        return Response(status=204)


class Push(SyncView):
    serializer_class = PushSerializer

    @extend_schema(
        operation_id="sync_push",
        summary="Send what was typed",
        description=(
            "At most 200 operations or 256 KiB. Each is answered for itself, in the order sent; "
            "sending one again changes nothing."
        ),
        request=PushSerializer,
        responses={200: PushedSerializer},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        if len(request.body) > MOST_BYTES:
            raise PushTooLarge
        body = request.data if isinstance(request.data, dict) else {}
        check_protocol(body.get("protocol"))
        ops = body.get("ops")
        if not isinstance(ops, list):
            raise ValidationError({"ops": "Send a list of operations."}, code="invalid")
        if len(ops) > MOST_OPERATIONS:
            raise PushTooLarge
        now = timezone.now()
        device = find_device(request, body.get("device_id"), now=now)
        athlete = find_own(request, body.get("athlete"))
        results = push_operations(athlete=athlete, device=device, ops=ops, by=request.user, now=now)
        note_seen(device=device, now=now)
        said = {"server_time": milliseconds(timezone.now()), "results": results}
        return Response(PushedSerializer(said).data)


class Pull(SyncView):
    @extend_schema(
        operation_id="sync_pull",
        summary="Fetch what the phone hasn't seen",
        parameters=[ATHLETE, CURSOR],
        responses={200: PulledSerializer},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        now = timezone.now()
        athlete = find_own(request, request.query_params.get("athlete"))
        changes = get_changes(athlete=athlete, cursor=_cursor(request), now=now)
        said = {
            "server_time": milliseconds(now),
            "cursor": str(changes.cursor),
            "reset": changes.is_reset,
            "sets": changes.sets,
            "sessions": changes.sessions,
            "check_ins": changes.check_ins,
            "pages": kept_addresses(get_kept_pages(athlete=athlete, now=now)),
            "unresolved": get_unresolved(athlete=athlete),
        }
        return Response(PulledSerializer(said).data)


class Export(SyncView):
    pagination_class = None

    @extend_schema(
        operation_id="sync_export",
        summary="What was refused or parked, as a file",
        parameters=[ATHLETE],
        responses={200: UnresolvedSerializer(many=True)},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        athlete = find_own(request, request.query_params.get("athlete"))
        rows = UnresolvedSerializer(get_unresolved(athlete=athlete), many=True).data
        name = f"phasewise-not-saved-{timezone.now():%Y-%m-%d}.json"
        return Response(rows, headers={"Content-Disposition": f'attachment; filename="{name}"'})


class Dismiss(SyncView):
    serializer_class = DismissSerializer

    @extend_schema(
        operation_id="sync_dismiss",
        summary="Let be what was refused or parked",
        description="It is listed no more, and forgotten 90 days after it arrived.",
        request=DismissSerializer,
        responses={200: DismissedSerializer},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = validated(DismissSerializer, request)
        athlete = find_own(request, given["athlete"])
        dismissed = dismiss_operations(athlete=athlete, op_ids=given["op_ids"])
        return Response(DismissedSerializer({"dismissed": dismissed}).data)


def check_protocol(given: Any, *, newest: int = PROTOCOL) -> None:
    """Raise ProtocolNotSpoken unless it is the newest version or the one before it."""
    is_number = isinstance(given, int) and not isinstance(given, bool)
    if not is_number or not max(1, newest - OLDER_SPOKEN) <= given <= newest:
        raise ProtocolNotSpoken


def find_device(request: Request, given: Any, *, now: datetime) -> SyncDevice:
    """Return the phone; raise DeviceUnknown, OtherUser, DeviceRevoked or DeviceOutdated."""
    try:
        device: SyncDevice | None = SyncDevice.objects.filter(pk=UUID(given)).first()
    except (AttributeError, TypeError, ValueError) as error:
        raise DeviceUnknown from error
    if device is None:
        raise DeviceUnknown
    if device.user_id != request.user.pk:
        raise OtherUser
    if device.revoked_at is not None:
        raise DeviceRevoked
    if is_outdated(device, now=now):
        raise DeviceOutdated
    return device


def find_own(request: Request, given: Any) -> Athlete:
    """Return the person's own place as an athlete; any other is somebody else's."""
    key = int(given) if str(given).isdecimal() and len(str(given)) < 19 else 0
    rows = Athlete.objects.belonging_to(request.user).select_related("organization", "equipment")
    athlete: Athlete | None = rows.filter(pk=key).first()
    if athlete is None:
        raise OtherUser
    return athlete


def _cursor(request: Request) -> int | None:
    given = request.query_params.get("cursor", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 19 else None
