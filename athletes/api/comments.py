"""Comments of athletes and coaches over the API."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from athletes.actions.write_comment import (
    LONGEST,
    About,
    NothingToCommentOn,
    mark_comments_read,
    write_comment,
)
from athletes.api.filters import CommentFilters
from athletes.models import Athlete, Comment
from athletes.queries.browse import browse_comments
from programs.api.body import validated
from programs.api.fields import Key, Text

TAGS = ["training"]
WORD = OpenApiExample(
    "On a session",
    value={"athlete": 3, "about": "session", "about_id": "41", "text": "Squats moved well."},
    request_only=True,
)


class CommentSerializer(serializers.ModelSerializer):
    """``planned_session`` is empty once the session is gone, as ``set_log`` and ``phase`` are."""

    class Meta:
        model = Comment
        fields = [
            "id", "athlete", "planned_session", "set_log", "phase", "author", "is_by_athlete",
            "text", "written_at", "read_at",
        ]  # fmt: skip
        read_only_fields = fields


class WriteCommentSerializer(serializers.Serializer):
    athlete = Key()
    about = serializers.ChoiceField(choices=[about.value for about in About])
    about_id = Text(max_length=40, help_text="The id of the set, session or phase, as text.")
    text = Text(max_length=LONGEST)
    id = serializers.UUIDField(required=False, help_text="Yours: sent twice it is one comment.")


@extend_schema_view(
    get=extend_schema(operation_id="list_comments", summary="Comments, newest first", tags=TAGS)
)
class CommentList(ListAPIView):
    queryset = Comment.objects.none()
    serializer_class = CommentSerializer
    filterset_class = CommentFilters

    def get_queryset(self) -> Any:
        return browse_comments(user=self.request.user)

    @extend_schema(
        operation_id="write_comment",
        summary="Write a comment",
        description="To the athlete as a coach, to the coaches as the athlete.",
        request=WriteCommentSerializer,
        responses={201: CommentSerializer},
        examples=[WORD],
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = validated(WriteCommentSerializer, request)
        athlete = Athlete.objects.visible_to(request.user).filter(pk=given["athlete"]).first()
        if athlete is None:
            raise NotFound
        about = About(given["about"])
        row = write_comment(
            athlete=athlete,
            about=about,
            about_id=_key(about, given["about_id"]),
            text=given["text"],
            by=request.user,
            now=timezone.now(),
            id=given.get("id"),
        )
        return Response(CommentSerializer(row).data, status=201)


class CommentRead(GenericAPIView):
    queryset = Comment.objects.none()

    @extend_schema(
        operation_id="read_comment",
        summary="Mark a comment as read",
        description="Counts for the other side's comments only. Twice is no harm.",
        request=None,
        responses={200: CommentSerializer},
        tags=TAGS,
    )
    def post(self, request: Request, comment_id: UUID) -> Response:
        rows = Comment.objects.visible_to(request.user).select_related("athlete")
        row = rows.filter(pk=comment_id).first()
        if row is None:
            raise NotFound
        mark_comments_read(
            athlete=row.athlete, comments=[row.pk], by=request.user, now=timezone.now()
        )
        row.refresh_from_db(fields=["read_at"])
        return Response(CommentSerializer(row).data)


def _key(about: About, text: str) -> Any:
    """Return the key as the model has it; what can't be one names nothing."""
    try:
        if about == About.SET:
            return UUID(text)
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
    except ValueError as error:
        raise NothingToCommentOn from error
