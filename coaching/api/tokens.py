"""A person's own API tokens."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from coaching.actions.create_token import MOST_DAYS, USUAL_DAYS, create_token
from coaching.models import ApiToken
from programs.api.body import validated
from programs.api.fields import Text, Whole

TAGS = ["account"]
NEW_TOKEN = OpenApiExample(
    "For a script", value={"name": "Weekly report", "days": 90}, request_only=True
)


class TokenSerializer(serializers.ModelSerializer):
    """``id`` is how the token begins; the rest is kept only as a hash."""

    id = serializers.CharField(source="token_key", read_only=True)
    created_at = serializers.DateTimeField(source="created", read_only=True)
    expires_at = serializers.DateTimeField(source="expiry", read_only=True, allow_null=True)

    class Meta:
        model = ApiToken
        fields = ["id", "name", "created_at", "expires_at", "last_used_at"]
        read_only_fields = fields


class NewTokenSerializer(TokenSerializer):
    """``token`` is shown this once."""

    token = serializers.CharField(read_only=True)

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "token"]
        read_only_fields = fields


class CreateTokenSerializer(serializers.Serializer):
    name = Text(max_length=100)
    days = Whole(required=False, min_value=1, max_value=MOST_DAYS, default=USUAL_DAYS)


@extend_schema_view(
    get=extend_schema(operation_id="list_tokens", summary="Your tokens, newest first", tags=TAGS)
)
class TokenList(ListAPIView):
    # The token is kept only as a hash, so a repeat with the same key can't show it again.
    answers_with_a_secret = True
    queryset = ApiToken.objects.none()
    serializer_class = TokenSerializer
    filter_backends = ()

    def get_queryset(self) -> Any:
        return ApiToken.objects.filter(user=self.request.user).order_by("-created", "pk")

    @extend_schema(
        operation_id="create_token",
        summary="Make a token",
        description="Signed in only: a token that leaked can't make another one.",
        request=CreateTokenSerializer,
        responses={201: NewTokenSerializer},
        examples=[NEW_TOKEN],
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        if not isinstance(request.successful_authenticator, SessionAuthentication):
            raise PermissionDenied("Sign in with a browser to make a token.")
        given = validated(CreateTokenSerializer, request)
        row, text = create_token(user=request.user, now=timezone.now(), **given)
        return Response({**TokenSerializer(row).data, "token": text}, status=201)


class TokenDetail(GenericAPIView):
    queryset = ApiToken.objects.none()
    serializer_class = TokenSerializer

    @extend_schema(
        operation_id="revoke_token",
        summary="Revoke a token at once",
        request=None,
        responses={204: None},
        tags=TAGS,
    )
    def delete(self, request: Request, token_id: str) -> Response:
        deleted, _ = ApiToken.objects.filter(user=request.user, token_key=token_id).delete()
        if not deleted:
            raise NotFound
        return Response(status=204)
