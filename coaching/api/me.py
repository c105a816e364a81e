"""Who is asking."""

from django.db.models import Prefetch, prefetch_related_objects
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from athletes.models import Athlete
from coaching.accounts.models import Membership, User


class MembershipSerializer(serializers.ModelSerializer):
    organization_name = serializers.CharField(source="organization.name", read_only=True)

    class Meta:
        model = Membership
        fields = ["id", "organization", "organization_name", "role"]
        read_only_fields = fields


class PlaceSerializer(serializers.ModelSerializer):
    """A place as an athlete: the id is the athlete's."""

    organization_name = serializers.CharField(source="organization.name", read_only=True)

    class Meta:
        model = Athlete
        fields = ["id", "organization", "organization_name", "name"]
        read_only_fields = fields


class MeSerializer(serializers.ModelSerializer):
    memberships = MembershipSerializer(many=True, read_only=True)
    athletes = PlaceSerializer(many=True, read_only=True)

    class Meta:
        model = User
        fields = ["id", "email", "name", "locale", "units", "time_zone", "memberships", "athletes"]
        read_only_fields = fields


class Me(APIView):
    @extend_schema(
        operation_id="get_me",
        summary="You, and where you belong",
        responses={200: MeSerializer},
        tags=["account"],
    )
    def get(self, request: Request) -> Response:
        active = Membership.objects.filter(is_active=True).select_related("organization")
        places = Athlete.objects.filter(is_archived=False).select_related("organization")
        prefetch_related_objects(
            [request.user],
            Prefetch("memberships", queryset=active.order_by("pk")),
            Prefetch("athletes", queryset=places.order_by("pk")),
        )
        return Response(MeSerializer(request.user).data)
