"""How the offline sync is written: devices, pushes and their answers, what is pulled."""

from rest_framework import serializers

from athletes.actions.sync_reasons import reason_of
from athletes.api.pain_fields import SaidOfPain
from athletes.api.session_serializers import SessionLogSerializer, SetSerializer
from athletes.models import CheckIn, SyncDevice, SyncOperation
from athletes.sync.operation import Status
from programs.api.fields import Text

LONGEST_NAME = 100
MOST_DISMISSED = 500


class DeviceSerializer(serializers.ModelSerializer):
    device_id = serializers.UUIDField(source="id", read_only=True)

    class Meta:
        model = SyncDevice
        fields = ["device_id", "name", "registered_at", "last_seen_at", "clock_ahead_at"]
        read_only_fields = fields


class RegisterDeviceSerializer(serializers.Serializer):
    name = Text(required=False, allow_blank=True, max_length=LONGEST_NAME)


class RegisteredSerializer(serializers.Serializer):
    """``server_time`` in milliseconds since 1970: the phone corrects its clock by it."""

    device_id = serializers.UUIDField()
    server_time = serializers.IntegerField()


class PushSerializer(serializers.Serializer):
    """Operations are read one by one, so that none is refused with its neighbors."""

    device_id = serializers.CharField()
    athlete = serializers.IntegerField()
    protocol = serializers.IntegerField()
    client_time = serializers.IntegerField(
        required=False, help_text="The phone's own clock, in milliseconds."
    )
    ops = serializers.ListField(child=serializers.JSONField())


class ResultSerializer(serializers.Serializer):
    """``message`` is a sentence for the athlete; empty where there is nothing to say."""

    op_id = serializers.JSONField()
    status = serializers.ChoiceField(choices=[one.value for one in Status], source="outcome.status")
    code = serializers.CharField(source="outcome.code", allow_blank=True)
    message = serializers.CharField(source="outcome.message", allow_blank=True)
    rev = serializers.IntegerField()


class PushedSerializer(serializers.Serializer):
    server_time = serializers.IntegerField()
    results = ResultSerializer(many=True)


class DismissSerializer(serializers.Serializer):
    athlete = serializers.IntegerField()
    op_ids = serializers.ListField(child=serializers.UUIDField(), max_length=MOST_DISMISSED)


class DismissedSerializer(serializers.Serializer):
    """How many were still listed."""

    dismissed = serializers.IntegerField()


class PulledSetSerializer(SetSerializer):
    """A set as it stands; ``deleted_at`` where it was taken back."""

    planned_session = serializers.IntegerField(
        source="session_log.planned_session_id", allow_null=True, read_only=True
    )

    class Meta(SetSerializer.Meta):
        fields = [*SetSerializer.Meta.fields, "planned_session", "rev"]
        read_only_fields = fields


class PulledSessionSerializer(SessionLogSerializer):
    class Meta(SessionLogSerializer.Meta):
        fields = [*SessionLogSerializer.Meta.fields, "rev"]
        read_only_fields = fields


class PulledCheckInSerializer(SaidOfPain):
    """A day as it stands, each value null or empty where nothing was said."""

    class Meta:
        model = CheckIn
        fields = [
            "on", "body_weight_kg", "readiness", "sleep", "soreness", "has_pain", "pain_place",
            "pain_side", "pain_severity", "note", "rev",
        ]  # fmt: skip
        read_only_fields = fields


class PageSerializer(serializers.Serializer):
    """A page to keep on the phone; fetch it anew when ``rev`` differs from the kept one."""

    url = serializers.CharField()
    rev = serializers.CharField()


class UnresolvedSerializer(serializers.ModelSerializer):
    """An operation that was refused or parked, with what the athlete typed."""

    device_id = serializers.UUIDField(read_only=True)
    status = serializers.SerializerMethodField()
    type = serializers.CharField(source="kind", read_only=True)
    message = serializers.SerializerMethodField()

    class Meta:
        model = SyncOperation
        fields = [
            "op_id", "device_id", "entity", "entity_id", "type", "fields", "base", "status",
            "code", "message", "received_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_status(self, row: SyncOperation) -> str:
        is_refused = row.status == SyncOperation.Status.REFUSED
        return str(Status.REFUSED if is_refused else Status.PARKED)

    def get_message(self, row: SyncOperation) -> str:
        return reason_of(row)


class PulledSerializer(serializers.Serializer):
    """``reset``: forget what was kept, this is all there is; else only what changed."""

    server_time = serializers.IntegerField()
    cursor = serializers.CharField()
    reset = serializers.BooleanField()
    sets = PulledSetSerializer(many=True)
    sessions = PulledSessionSerializer(many=True)
    check_ins = PulledCheckInSerializer(many=True)
    pages = PageSerializer(many=True)
    unresolved = UnresolvedSerializer(many=True)
